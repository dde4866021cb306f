//! The desks of a branch, to choose one from.

use crate::address;
use crate::ui::Icon;
use leptos::prelude::*;
use wire::{DeskChoice, DeskState};
use words::{Locale, t};

/// One card a desk; the desk where the member of staff already works says so.
#[component]
pub fn Choices(
    locale: Locale,
    branch: String,
    staff: u32,
    desks: Vec<DeskChoice>,
    /// The CSRs whom the demo plays.
    #[prop(optional)]
    demo_players: Vec<u32>,
) -> impl IntoView {
    let desks = desks.into_iter().map(|desk| {
        let played = desk.csr.as_ref().is_some_and(|csr| demo_players.contains(&csr.id));
        view! { <Choice locale branch=branch.clone() staff desk played /> }
    });
    let desks = desks.collect_view();
    view! {
        <h1>{t!(locale, desk.choose)}</h1>
        <p class="lead">{t!(locale, desk.choose_detail)}</p>
        <ul class="desk-choices">{desks}</ul>
    }
}

#[component]
fn Choice(locale: Locale, branch: String, staff: u32, desk: DeskChoice, played: bool) -> impl IntoView {
    let (class, icon, words) = match &desk.csr {
        Some(csr) if csr.id == staff => ("choice-mine", "check", t!(locale, desk.here).to_owned()),
        Some(_) if played => ("choice-taken", "user", t!(locale, desk.demo_plays).to_owned()),
        Some(csr) => ("choice-taken", "user", t!(locale, desk.taken, name = csr.name.clone())),
        None => ("choice-free", "door", t!(locale, desk.free_to_take).to_owned()),
    };
    let open = (desk.state != DeskState::Closed).then_some(());
    view! {
        <li class=["desk-choice ", class].concat()>
            <p class="desk-label" aria-hidden="true">{desk.label.clone()}</p>
            <h2>
                <a rel="external" href=address::page(&branch, &["desk/", &desk.id].concat(), locale)>
                    {t!(locale, desk.name, label = desk.label)}
                </a>
            </h2>
            <p class="desk-kind">{desk.name.get(locale.code()).to_owned()}</p>
            <p class="desk-csr" class:desk-open=open.is_some()>
                <Icon name=icon />
                <span>{words}</span>
            </p>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[test]
    fn a_taken_desk_says_by_whom_and_the_own_one_stands_out() {
        let html = Owner::new().with(|| {
            view! { <Choices locale=Locale::en branch="centro".to_owned() staff=1 desks=sample::desk_choices() /> }
                .to_html()
        });
        assert!(html.contains("Your desk"));
        assert!(html.contains("Taken by Bruno Conti"));
        assert!(html.contains("/b/centro/desk/3?lang=en"));
    }

    #[test]
    fn a_desk_that_the_demo_plays_says_so() {
        let desks = sample::desk_choices();
        let demo_players: Vec<u32> = desks.iter().filter_map(|desk| Some(desk.csr.as_ref()?.id)).collect();
        let html = Owner::new().with(|| {
            view! { <Choices locale=Locale::en branch="centro".to_owned() staff=99 desks demo_players /> }.to_html()
        });
        assert!(html.contains("The demo plays this desk") && !html.contains("Taken by"));
    }
}
