//! The front door: where each screen of each branch is, and what it is for. It needs no script.

use crate::address;
use crate::browser::page;
use crate::ui::{Icon, PlainBar, Unreadable};
use leptos::prelude::*;
use wire::{BranchName, DemoGuide, FrontDoorPage};
use words::{Locale, t};

/// `/`
pub fn screen() -> AnyView {
    let locale = page::locale();
    match page::initial::<FrontDoorPage>() {
        Some(page) => view! { <FrontDoor locale page /> }.into_any(),
        None => view! { <Unreadable locale /> }.into_any(),
    }
}

#[component]
fn FrontDoor(locale: Locale, page: FrontDoorPage) -> impl IntoView {
    let FrontDoorPage { branches, demo } = page;
    let tour = demo.zip(branches.first().map(|branch| branch.id.clone()));
    let tour = tour.map(|(guide, branch)| view! { <Tour locale branch guide /> });
    let none = branches.is_empty().then(|| view! { <p>{t!(locale, front_door.none)}</p> });
    let branches = branches.into_iter().map(|branch| view! { <Branch locale branch /> }).collect_view();
    view! {
        <PlainBar locale locales=Locale::complete() name=t!(locale, product) />
        <main class="front-door">
            <h1>{t!(locale, front_door.heading)}</h1>
            <p class="lead">{t!(locale, front_door.lead)}</p>
            {none}
            {tour}
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

/// A demo's guided tour, and its users.
#[component]
fn Tour(locale: Locale, branch: String, guide: DemoGuide) -> impl IntoView {
    let DemoGuide { users, played, free } = guide;
    let page = |screen: &str| address::page(&branch, screen, locale);
    let desk = free.map_or_else(|| page("desk"), |desk: String| page(&["desk/", &desk].concat()));
    let plays = (!played.is_empty()).then(|| view! { <p>{t!(locale, tour.plays, desks = played.join(", "))}</p> });
    let step = |href: String, name: &'static str, detail: &'static str| {
        view! {
            <li>
                <h3>
                    <a rel="external" target="_blank" href=href>
                        {name}
                    </a>
                </h3>
                <p>{detail}</p>
            </li>
        }
    };
    let rows = users.into_iter().map(|(user, password)| {
        view! {
            <tr>
                <td><code>{user}</code></td>
                <td><code>{password}</code></td>
            </tr>
        }
    });
    view! {
        <section class="tour">
            <h2>{t!(locale, tour.heading)}</h2>
            <p>{t!(locale, tour.lead)}</p>
            {plays}
            <ol class="tour-steps">
                {step(page("kiosk"), t!(locale, tour.kiosk), t!(locale, tour.kiosk_detail))}
                <li>
                    <h3>{t!(locale, tour.phone)}</h3>
                    <p>{t!(locale, tour.phone_detail)}</p>
                    <form method="post" target="_blank" action=["/b/", &branch, "/demo-ticket"].concat()>
                        <input type="hidden" name="language" value=locale.code() />
                        <button type="submit" class="button">{t!(locale, tour.phone_button)}</button>
                    </form>
                </li>
                {step(page("lobby"), t!(locale, tour.lobby), t!(locale, tour.lobby_detail))}
                {step(desk, t!(locale, tour.desk), t!(locale, tour.desk_detail))}
                {step(page("manager"), t!(locale, tour.manager), t!(locale, tour.manager_detail))}
            </ol>
            <div class="demo-users">
                <h3>{t!(locale, sign_in.demo)}</h3>
                <p>{t!(locale, tour.users_detail)}</p>
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{t!(locale, sign_in.user)}</th>
                            <th scope="col">{t!(locale, sign_in.password)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
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
        let page = FrontDoorPage { branches, demo: None };
        let html = Owner::new().with(|| view! { <FrontDoor locale=Locale::it page /> }.to_html());
        assert!(!html.contains("demo-ticket"));
        for screen in ["kiosk", "lobby", "desk", "manager"] {
            assert!(html.contains(&["/b/centro/", screen, "?lang=it"].concat()), "{screen}");
        }
    }

    #[test]
    fn a_demo_s_page_leads_through_its_screens_and_names_its_users() {
        let branches = vec![BranchName { id: "centro".to_owned(), name: Text::from([("it", "Filiale Centro")]) }];
        let guide = DemoGuide {
            users: vec![("anna".to_owned(), "demo".to_owned())],
            played: vec!["2".to_owned(), "5".to_owned()],
            free: Some("3".to_owned()),
        };
        for (locale, plays) in [(Locale::it, "2, 5"), (Locale::en, "The demo plays desks 2, 5")] {
            let page = FrontDoorPage { branches: branches.clone(), demo: Some(guide.clone()) };
            let html = Owner::new().with(|| view! { <FrontDoor locale page /> }.to_html());
            let desk = ["/b/centro/desk/3?lang=", locale.code()].concat();
            for part in [plays, desk.as_str(), "action=\"/b/centro/demo-ticket\"", "<code>anna</code>"] {
                assert!(html.contains(part), "{part}");
            }
        }
    }
}
