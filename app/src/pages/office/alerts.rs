//! What the rules find wrong in the branch: who has seen it, what became of the news of it, a test for each who is told.

mod phones;

use crate::address;
use crate::ui::{FormKey, Table};
use leptos::prelude::*;
use phones::Phones;
use wire::{FilledForm, NewsKind, NewsRow, NewsState, OfficeHead, TroubleRow, TroublesPage};
use words::{Locale, t};

/// `/b/{branch}/office/alerts`
#[component]
pub fn Alerts(locale: Locale, head: OfficeHead, page: TroublesPage) -> impl IntoView {
    let TroublesPage { form, rules, troubles, recipients, phones, push_key, news } = page;
    let action = address::office(&head.branch, "alerts", locale);
    let none = (!rules).then(|| view! { <p>{t!(locale, troubles.no_rules)}</p> });
    let well = (rules && troubles.is_empty()).then(|| view! { <p>{t!(locale, troubles.none)}</p> });
    let found = (!troubles.is_empty()).then(|| {
        let rows = troubles
            .into_iter()
            .map(|row| view! { <Trouble locale action=action.clone() form=form.clone() row /> })
            .collect_view();
        let columns = vec![
            t!(locale, troubles.what),
            t!(locale, troubles.rule),
            t!(locale, troubles.since),
            t!(locale, troubles.state),
            t!(locale, troubles.seen),
        ];
        view! {
            <Table label=t!(locale, troubles.title) columns>
                {rows}
            </Table>
        }
    });
    let tests = (!recipients.is_empty()).then(|| {
        let rows = recipients
            .into_iter()
            .map(|recipient| view! { <Test locale action=action.clone() form=form.clone() recipient /> })
            .collect_view();
        view! {
            <h2>{t!(locale, troubles.recipients)}</h2>
            <p>{t!(locale, troubles.recipients_detail)}</p>
            <ul class="chart-files">{rows}</ul>
        }
    });
    let told = (!news.is_empty()).then(|| {
        let rows = news
            .into_iter()
            .map(|row| view! { <News locale action=action.clone() form=form.clone() row /> })
            .collect_view();
        let columns = vec![
            t!(locale, troubles.at),
            t!(locale, troubles.news),
            t!(locale, troubles.recipient),
            t!(locale, troubles.state),
            t!(locale, troubles.tries),
        ];
        view! {
            <h2>{t!(locale, troubles.sent_title)}</h2>
            <Table label=t!(locale, troubles.sent_title) columns>
                {rows}
            </Table>
        }
    });
    view! {
        <p class="lead">{t!(locale, troubles.lead)}</p>
        {none}
        {well}
        {found}
        <Phones locale action=action.clone() form=form.clone() phones push_key />
        {tests}
        {told}
    }
}

#[component]
fn Trouble(locale: Locale, action: String, form: FilledForm, row: TroubleRow) -> impl IntoView {
    let state = match &row.over {
        None => t!(locale, troubles.open).to_owned(),
        Some(at) => t!(locale, troubles.over, time = at.as_str()),
    };
    let words = words::trouble(locale, row.what, &row.place, row.value);
    let seen = match row.seen {
        Some((name, at)) => t!(locale, troubles.seen_by, name = name, time = at).into_any(),
        None if row.over.is_none() => view! {
            <form method="post" action=action>
                <FormKey form />
                <input type="hidden" name="rule" value=row.rule.clone() />
                <input type="hidden" name="place" value=row.place />
                <button type="submit" class="button" name="do" value="seen" aria-label=seen_label(locale, &words)>
                    {t!(locale, troubles.see)}
                </button>
            </form>
        }
        .into_any(),
        None => ().into_any(),
    };
    view! {
        <tr>
            <th scope="row">{words}</th>
            <td>{row.rule}</td>
            <td>{row.since}</td>
            <td>{state}</td>
            <td>{seen}</td>
        </tr>
    }
}

fn seen_label(locale: Locale, words: &str) -> String {
    [t!(locale, troubles.see), ": ", words].concat()
}

/// A program or a mailbox that is told, and the way to send it a test.
#[component]
fn Test(locale: Locale, action: String, form: FilledForm, recipient: String) -> impl IntoView {
    let label = [t!(locale, troubles.test), ": ", &recipient].concat();
    view! {
        <li>
            <span>{recipient.clone()}</span>
            <form method="post" action=action>
                <FormKey form />
                <input type="hidden" name="recipient" value=recipient />
                <button type="submit" class="button button-quiet" name="do" value="test" aria-label=label>
                    {t!(locale, troubles.test)}
                </button>
            </form>
        </li>
    }
}

#[component]
fn News(locale: Locale, action: String, form: FilledForm, row: NewsRow) -> impl IntoView {
    let kind = match row.kind {
        NewsKind::Opened => t!(locale, troubles.news_opened),
        NewsKind::Over => t!(locale, troubles.news_over),
        NewsKind::Test => t!(locale, troubles.test),
        NewsKind::Case => t!(locale, troubles.news_case),
    };
    let rule = (row.kind != NewsKind::Test).then_some(row.rule);
    let news = [Some(kind.to_owned()), rule].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let state = match row.state {
        NewsState::Waiting => t!(locale, troubles.waiting),
        NewsState::Sent => t!(locale, troubles.sent),
        NewsState::Dead => t!(locale, troubles.dead),
        NewsState::CalledOff => t!(locale, troubles.called_off),
    };
    let fault = Some(row.fault).filter(|fault| !fault.is_empty());
    let state = [Some(state.to_owned()), fault].into_iter().flatten().collect::<Vec<_>>().join(": ");
    let again = (row.state == NewsState::Dead).then(|| {
        let label = [t!(locale, troubles.again), ": ", &news].concat();
        view! {
            <form method="post" action=action>
                <FormKey form />
                <input type="hidden" name="news" value=row.id />
                <button type="submit" class="button" name="do" value="again" aria-label=label>
                    {t!(locale, troubles.again)}
                </button>
            </form>
        }
    });
    view! {
        <tr>
            <td>{row.at}</td>
            <td>{news}</td>
            <td>{row.recipient}</td>
            <td>{state} {again}</td>
            <td>{row.tries}</td>
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;
    use wire::{FieldFault, PhoneRow, Section, StaffMember, TroubleWhat};

    fn shown(page: TroublesPage) -> String {
        let sample = sample::head();
        let head = OfficeHead {
            branch: sample.branch,
            name: sample.name,
            languages: sample.languages,
            staff: StaffMember { id: 7, name: "Gaia".to_owned() },
            manages: true,
            sections: vec![Section::Alerts],
            due: 0,
        };
        Owner::new().with(|| view! { <Alerts locale=Locale::en head page /> }.to_html())
    }

    fn page() -> TroublesPage {
        let open = TroubleRow {
            rule: "long-wait".to_owned(),
            what: Some(TroubleWhat::Wait),
            place: String::new(),
            value: 23,
            since: "2026-11-30 10:42:00".to_owned(),
            over: None,
            seen: None,
        };
        let seen = Some(("Gaia".to_owned(), "2026-11-30 09:10:00".to_owned()));
        let over = Some("2026-11-30 09:20:00".to_owned());
        let (what, place) = (Some(TroubleWhat::Printer), "kiosk".to_owned());
        let past = TroubleRow { what, place, over, seen, rule: "printer".to_owned(), ..open.clone() };
        let dead = NewsRow {
            id: "n1".to_owned(),
            kind: NewsKind::Opened,
            rule: "long-wait".to_owned(),
            recipient: "operations".to_owned(),
            state: NewsState::Dead,
            tries: 7,
            at: "2026-11-30 10:50:00".to_owned(),
            fault: "it answered 500".to_owned(),
        };
        TroublesPage {
            form: FilledForm::new("k"),
            rules: true,
            troubles: vec![open, past],
            recipients: vec!["operations".to_owned()],
            phones: vec![PhoneRow {
                id: "p1".to_owned(),
                name: "Gaia".to_owned(),
                since: "2026-11-29 08:00:00".to_owned(),
            }],
            push_key: "BKey".to_owned(),
            news: vec![dead],
        }
    }

    #[test]
    fn what_is_open_can_be_seen_to_what_is_dead_tried_again_and_each_program_tested() {
        let html = shown(page());
        for words in [
            "A visitor has waited for 23 minutes.",
            "value=\"seen\"",
            "Gaia, 2026-11-30 09:10:00",
            "value=\"again\"",
            "it answered 500",
            "value=\"test\"",
            "The printer kiosk",
            "Gaia, since 2026-11-29 08:00:00",
            "data-key=\"BKey\"",
            "value=\"remove\"",
        ] {
            assert!(html.contains(words), "{words}: {html}");
        }
        assert_eq!(html.matches("value=\"seen\"").count(), 1, "what is over needs nobody");
    }

    #[test]
    fn a_phone_that_cannot_be_told_is_said_to_be_so_and_a_branch_without_phones_too() {
        let mut form = FilledForm::new("k");
        form.fault("endpoint", FieldFault::Taken);
        let html = shown(TroublesPage { form, phones: vec![], ..page() });
        assert!(
            html.contains(t!(Locale::en, troubles.phone_full)) && html.contains(t!(Locale::en, troubles.phones_none))
        );
    }

    #[test]
    fn a_branch_without_rules_says_so() {
        let none = TroublesPage { rules: false, troubles: vec![], recipients: vec![], news: vec![], ..page() };
        let html = shown(none);
        assert!(html.contains(t!(Locale::en, troubles.no_rules)) && !html.contains("<table"), "{html}");
    }
}
