//! The front door: where each screen of each branch is, and what it is for. It needs no script.

use crate::address;
use crate::browser::page;
use crate::ui::{DemoUsers, Icon, PlainBar, Unreadable};
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
            <h2>
                <a href=address::branch(&branch.id, locale)>{branch.name.get(locale.code()).to_owned()}</a>
            </h2>
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
    let step = |screen: &str, href: String, name: &'static str, detail: &'static str| {
        view! {
            <li>
                <Picture locale screen=screen.to_owned() />
                <h3>
                    <a rel="external" target="_blank" href=href>
                        {name}
                    </a>
                </h3>
                <p>{detail}</p>
            </li>
        }
    };
    view! {
        <section class="tour">
            <h2>{t!(locale, tour.heading)}</h2>
            <p>{t!(locale, tour.lead)}</p>
            {plays}
            <ol class="tour-steps">
                {step("kiosk", page("kiosk"), t!(locale, tour.kiosk), t!(locale, tour.kiosk_detail))}
                <li>
                    <Picture locale screen="phone".to_owned() />
                    <h3>{t!(locale, tour.phone)}</h3>
                    <p>{t!(locale, tour.phone_detail)}</p>
                    <form method="post" target="_blank" action=["/b/", &branch, "/demo-ticket"].concat()>
                        <input type="hidden" name="language" value=locale.code() />
                        <button type="submit" class="button">{t!(locale, tour.phone_button)}</button>
                    </form>
                </li>
                {step("lobby", page("lobby"), t!(locale, tour.lobby), t!(locale, tour.lobby_detail))}
                {step("desk", desk, t!(locale, tour.desk), t!(locale, tour.desk_detail))}
                {step("manager", page("manager"), t!(locale, tour.manager), t!(locale, tour.manager_detail))}
            </ol>
            <div class="demo-users">
                <h3>{t!(locale, sign_in.demo)}</h3>
                <p>{t!(locale, tour.users_detail)}</p>
                <DemoUsers locale users />
            </div>
        </section>
    }
}

/// A screen's own picture, as `make screenshots` takes it.
#[component]
fn Picture(locale: Locale, screen: String) -> impl IntoView {
    let shows = match screen.as_str() {
        "kiosk" => t!(locale, tour.kiosk_picture),
        "phone" => t!(locale, tour.phone_picture),
        "lobby" => t!(locale, tour.lobby_picture),
        "desk" => t!(locale, tour.desk_picture),
        _ => t!(locale, tour.manager_picture),
    };
    let file = ["/tour/", &screen, "-", locale.code(), ".webp"].concat();
    view! { <img class="tour-picture" src=file alt=shows width="480" height="300" loading="lazy" decoding="async" /> }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::path::Path;
    use wire::Text;
    use wire::{DemoUser, StaffRole};

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
            users: vec![DemoUser { login: "anna".to_owned(), password: "demo".to_owned(), role: StaffRole::Csr }],
            played: vec!["2".to_owned(), "5".to_owned()],
            free: Some("3".to_owned()),
        };
        for (locale, plays) in [(Locale::it, "2, 5"), (Locale::en, "The demo plays desks 2, 5")] {
            let page = FrontDoorPage { branches: branches.clone(), demo: Some(guide.clone()) };
            let html = Owner::new().with(|| view! { <FrontDoor locale page /> }.to_html());
            let desk = ["/b/centro/desk/3?lang=", locale.code()].concat();
            for part in [plays, desk.as_str(), "action=\"/b/centro/demo-ticket\"", "<code>anna<"] {
                assert!(html.contains(part), "{part}");
            }
        }
    }

    #[test]
    fn the_tour_shows_each_screen_by_its_own_small_picture_in_each_language() {
        let public = Path::new(env!("CARGO_MANIFEST_DIR")).join("../public");
        for locale in Locale::complete() {
            let branches = vec![BranchName { id: "centro".to_owned(), name: Text::from([("it", "Filiale Centro")]) }];
            let guide = DemoGuide { users: Vec::new(), played: Vec::new(), free: None };
            let page = FrontDoorPage { branches, demo: Some(guide) };
            let html = Owner::new().with(|| view! { <FrontDoor locale page /> }.to_html());
            for screen in ["kiosk", "phone", "lobby", "desk", "manager"] {
                let file = ["/tour/", screen, "-", locale.code(), ".webp"].concat();
                assert!(html.contains(&["src=\"", &file, "\""].concat()), "{file}");
                let picture = fs::read(public.join(&file[1..])).unwrap_or_default();
                assert!(picture.starts_with(b"RIFF") && picture.len() < 25_000, "{file}: {} bytes", picture.len());
            }
        }
    }
}
