//! A ticket given out at the desk, to a visitor who cannot use the kiosk.

use super::story::Fetched;
use crate::ui::{Sheet, SheetButtons, Tick, TicketNumber};
use leptos::prelude::*;
use wire::{DeskSnapshot, IssueRequest, Issued, Language};
use words::{Locale, t};

/// The dialog: service, language and priority; then the number.
#[component]
pub fn Issue(
    locale: Locale,
    desk: DeskSnapshot,
    /// The ticket that was given out; nothing before it was asked for.
    given: Signal<Option<Fetched<Issued>>>,
    issue: Callback<IssueRequest>,
    close: Callback<()>,
) -> impl IntoView {
    let service = RwSignal::new(String::new());
    let first = desk.head.languages.first().map(|language| language.as_str().to_owned()).unwrap_or_default();
    let language = RwSignal::new(first);
    let priority = RwSignal::new(false);
    let services = desk
        .services
        .into_iter()
        .map(|service| view! { <option value=service.id>{service.name.get(locale.code()).to_owned()}</option> })
        .collect_view();
    let languages = words::of_branch(&desk.head)
        .into_iter()
        .map(|known| view! { <option value=known.code()>{known.own_name()}</option> })
        .collect_view();
    // One visitor, one number: another one is asked for anew.
    let enabled = Signal::derive(move || {
        service.with(|service| !service.is_empty()) && given.with(|given| matches!(given, None | Some(Fetched::Failed)))
    });
    let confirm = Callback::new(move |()| {
        issue.run(IssueRequest {
            service: service.get_untracked(),
            then: Vec::new(),
            language: Language::new(&language.get_untracked()),
            priority: priority.get_untracked(),
            documents: Vec::new(),
            missing: Vec::new(),
        });
    });
    let told = move || match given.get() {
        None => ().into_any(),
        Some(Fetched::UnderWay) => view! { <p role="status">{t!(locale, desk.sending)}</p> }.into_any(),
        Some(Fetched::Failed) => view! { <p role="status">{t!(locale, desk.issue_failed)}</p> }.into_any(),
        Some(Fetched::Done(ticket)) => {
            let ahead = words::ahead_of_them(locale, ticket.ahead);
            view! {
                <p class="at-desk-number" role="status">
                    <TicketNumber number=ticket.number />
                    <span>{ahead}</span>
                </p>
            }
            .into_any()
        }
    };
    view! {
        <Sheet title=t!(locale, desk.issue_title) close>
            <label class="field">
                <span>{t!(locale, desk.service)}</span>
                <select on:change=move |event| service.set(event_target_value(&event))>
                    <option value="">{t!(locale, desk.transfer_choose)}</option>
                    {services}
                </select>
            </label>
            <label class="field">
                <span>{t!(locale, desk.spoken)}</span>
                <select on:change=move |event| language.set(event_target_value(&event))>{languages}</select>
            </label>
            <Tick words=t!(locale, desk.priority) ticked=priority />
            {told}
            <SheetButtons locale close words=t!(locale, desk.issue_yes) confirm enabled />
        </Sheet>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;
    use wire::DeskState;

    #[test]
    fn the_number_that_was_given_out_is_shown_to_be_told() {
        let shown = |given| {
            Owner::new().with(|| {
                let desk = sample::desk(DeskState::Free);
                let (issue, close) = (Callback::new(|_| ()), Callback::new(|()| ()));
                view! { <Issue locale=Locale::en desk given=Signal::stored(given) issue close /> }.to_html()
            })
        };
        assert!(shown(None).contains("Open an account") && shown(None).contains("disabled"));
        let html = shown(Some(Fetched::Done(sample::issued())));
        assert!(html.contains("042<") && html.contains("3 people ahead"), "{html}");
    }
}
