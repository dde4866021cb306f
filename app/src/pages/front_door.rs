//! The front door: where each screen of each branch is, and what it is for. It needs no script.

use crate::address;
use crate::browser::page;
use crate::ui::{Icon, PlainBar, Unreadable};
use leptos::prelude::*;
use wire::{BranchName, FrontDoorPage};
use words::{Locale, t};

/// `/`
pub fn screen() -> AnyView {
    let locale = page::locale();
    match page::initial::<FrontDoorPage>() {
        Some(page) => view! { <FrontDoor locale branches=page.branches /> }.into_any(),
        None => view! { <Unreadable locale /> }.into_any(),
    }
}

#[component]
fn FrontDoor(locale: Locale, branches: Vec<BranchName>) -> impl IntoView {
    let none = branches.is_empty().then(|| view! { <p>{t!(locale, front_door.none)}</p> });
    let branches = branches.into_iter().map(|branch| view! { <Branch locale branch /> }).collect_view();
    view! {
        <PlainBar locale locales=Locale::complete() name=t!(locale, product) />
        <main class="front-door">
            <h1>{t!(locale, front_door.heading)}</h1>
            <p class="lead">{t!(locale, front_door.lead)}</p>
            {none}
            {branches}
        </main>
    }
}

#[component]
fn Branch(locale: Locale, branch: BranchName) -> impl IntoView {
    let doors = [
        ("kiosk", "kiosk", t!(locale, front_door.kiosk), t!(locale, front_door.kiosk_detail), false),
        ("lobby", "lobby", t!(locale, front_door.lobby), t!(locale, front_door.lobby_detail), false),
        ("desk", "desk", t!(locale, front_door.desk), t!(locale, front_door.desk_detail), true),
        ("manager", "manager", t!(locale, front_door.manager), t!(locale, front_door.manager_detail), true),
    ];
    let doors = doors
        .into_iter()
        .map(|(screen, icon, name, detail, staff)| {
            view! {
                <li class="door">
                    <Icon name=icon />
                    <h3>
                        <a rel="external" href=address::page(&branch.id, screen, locale)>
                            {name}
                        </a>
                    </h3>
                    <p>{detail}</p>
                    {staff
                        .then(|| {
                            view! {
                                <p class="door-staff">
                                    <Icon name="lock" />
                                    <span>{t!(locale, front_door.staff_only)}</span>
                                </p>
                            }
                        })}
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="front-branch">
            <h2>{branch.name.get(locale.code()).to_owned()}</h2>
            <ul class="doors">
                {doors}
                <li class="door door-plain">
                    <Icon name="phone" />
                    <h3>{t!(locale, front_door.phone)}</h3>
                    <p>{t!(locale, front_door.phone_detail)}</p>
                </li>
            </ul>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wire::Text;

    #[test]
    fn each_branch_shows_the_way_to_its_four_screens() {
        let branches = vec![BranchName { id: "centro".to_owned(), name: Text::from([("it", "Filiale Centro")]) }];
        let html = Owner::new().with(|| view! { <FrontDoor locale=Locale::it branches /> }.to_html());
        for screen in ["kiosk", "lobby", "desk", "manager"] {
            assert!(html.contains(&["/b/centro/", screen, "?lang=it"].concat()), "{screen}");
        }
    }
}
