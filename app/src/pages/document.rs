//! The document around a screen, as the server renders it: head, screen, and what the page carries for the browser.

use crate::address::Screen;
use crate::browser::fetched_words;
use crate::browser::page::{self, PageData, PageDevice};
use crate::pages::evacuation::Evacuation;
use crate::pages::{account, carried_words, front_door, net, office, problem, public, ready, sign_in, title, usual};
use crate::screens::{desk, desk_choice, kiosk, lobby, manager, ticket};
use leptos::config::LeptosOptions;
use leptos::hydration::{AutoReload, HydrationScripts};
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use serde::Deserialize;
use words::{Locale, t};

/// The whole document of any page, rendered by the server. `load` notes which part of the program the page will load.
///
/// The server provides [`PageAddress`](crate::PageAddress), [`PageData`], [`PageLanguage`](crate::PageLanguage) and, for a page that could not be shown,
/// [`PageProblem`](crate::PageProblem) as contexts.
pub fn shell(options: LeptosOptions, load: impl FnOnce(Screen)) -> impl IntoView {
    let locale = page::locale();
    let screen = page::screen();
    let kind = if screen == Screen::Problem { "problem" } else { "screen" };
    let sheet = built(&options, "css");
    view! {
        <!DOCTYPE html>
        <html lang=locale.code() dir=locale.dir() class=screen.class() translate=kept_from_translation(screen)>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light" />
                // A number is no telephone number, whatever a phone takes it for.
                <meta name="format-detection" content="telephone=no" />
                <meta name="description" content=title::description(locale, screen) />
                // As one piece: a marker of hydration would stand in the browser's tab.
                <title inner_html=title::escaped(&page_title(locale, screen))></title>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
                <link rel="stylesheet" href=sheet />
                {panel_scale().map(|scale| view! { <style nonce=use_nonce()>{scale}</style> })}
                {brand_colours().map(|colours| view! { <style nonce=use_nonce()>{colours}</style> })}
                {page::token().map(|token| view! { <ticket::Head token /> })}
                {(screen == Screen::Ticket)
                    .then(|| view! { <noscript><meta http-equiv="refresh" content="20" /></noscript> })}
                <AutoReload options=options.clone() />
                {screen.is_live().then(net::script)}
                {use_context::<PageDevice>().filter(|device| device.0).map(|_| net::device())}
                {scripts(screen, options)}
            </head>
            <body>
                {evacuation(screen)}
                {practice(locale)}
                {shown(screen, load)}
                {(screen == Screen::Ticket).then(|| usual::keep(locale))}
                <script type="application/json" id="page-data" data-page=kind nonce=use_nonce()>
                    {embedded(screen)}
                </script>
                {screen.is_live().then(|| carried_words(screen))}
                {screen.is_live().then(|| net::words(screen, head().as_ref()))}
            </body>
        </html>
    }
}

/// What stands in the title bar: a page without a screen of its own is named by its heading.
fn page_title(locale: Locale, screen: Screen) -> String {
    let heading = match screen {
        Screen::Office => office::page_heading(locale),
        Screen::Public => public::page_heading(locale),
        _ => None,
    };
    heading.map_or_else(|| title::title(locale, screen), |heading| title::headed(locale, &heading))
}

/// What makes a page run, where it does.
fn scripts(screen: Screen, options: LeptosOptions) -> AnyView {
    match screen {
        Screen::Ticket => view! { <LateScripts options /> }.into_any(),
        _ if screen.is_live() => view! { <HydrationScripts options /> }.into_any(),
        _ => ().into_any(),
    }
}

/// The address of a file that the build made (`css`, `js`, `wasm`), under its hashed name where there is one.
fn built(options: &LeptosOptions, kind: &str) -> String {
    let mut name = options.output_name.to_string();
    if options.hash_files {
        let hashes = std::env::current_exe()
            .ok()
            .and_then(|program| program.parent().map(|folder| folder.join(options.hash_file.as_ref())))
            .and_then(|file| std::fs::read_to_string(file).ok())
            .unwrap_or_default();
        let hash = hashes.lines().find_map(|line| line.strip_prefix(kind)?.strip_prefix(':'));
        if let Some(hash) = hash {
            name.push('.');
            name.push_str(hash.trim());
        }
    } else if kind == "wasm" && option_env!("LEPTOS_OUTPUT_NAME").is_none() {
        name.push_str("_bg");
    }
    ["/", &options.site_pkg_dir, "/", &name, ".", kind].concat()
}

/// Has the page run once it is there and the browser has nothing better to do: on a phone, whose network and processor
/// are slow, and whose page works without. Nothing is fetched before that.
#[component]
fn LateScripts(options: LeptosOptions) -> impl IntoView {
    let (script, wasm) = (built(&options, "js"), built(&options, "wasm"));
    let late = format!(
        "const run = () => import({script:?}).then((app) => app.default({{ module_or_path: {wasm:?} }}).then(() => app.hydrate()));
         const idle = () => (window.requestIdleCallback ? requestIdleCallback(run, {{ timeout: 2000 }}) : setTimeout(run, 200));
         if (document.readyState === \"complete\") idle(); else addEventListener(\"load\", idle);"
    );
    view! { <script type="module" nonce=use_nonce()>{late}</script> }
}

/// The words that the page carries, and where those of another language are.
fn carried_words(screen: Screen) -> impl IntoView {
    let words = in_script(&carried_words::of_page(screen, &locales(screen)));
    view! {
        <script type="application/json" id=fetched_words::ELEMENT data-address=carried_words::address(screen) nonce=use_nonce()>
            {words}
        </script>
    }
}

/// The word that people learn here, on every screen of such a branch.
fn practice(locale: Locale) -> Option<impl IntoView> {
    head().filter(|head| head.practice)?;
    Some(view! {
        <aside class="practice-bar" aria-label=t!(locale, practice.label)>
            {t!(locale, practice.bar)}
        </aside>
    })
}

/// The words for an evacuation, on the screens of visitors: the page's own language first.
fn evacuation(screen: Screen) -> Option<impl IntoView> {
    let of_visitors = matches!(screen, Screen::Kiosk | Screen::Lobby | Screen::Ticket);
    let head = head().filter(|_| of_visitors)?;
    let mut locales = words::of_branch(&head);
    locales.sort_by_key(|other| *other != page::locale());
    Some(view! { <Evacuation locales lasts=head.evacuating.is_some() /> })
}

/// What a screen shows: where it runs, in an element of its own, so that whatever else a browser or a filter puts into the
/// page is in nobody's way.
fn shown(screen: Screen, load: impl FnOnce(Screen)) -> AnyView {
    let body = body(screen, load);
    if screen.is_live() { view! { <div id=page::CONTAINER>{body}</div> }.into_any() } else { body }
}

/// Screens that speak the branch's languages themselves, and that people act on without looking twice, are not translated
/// by machine; a visitor's own page may be.
fn kept_from_translation(screen: Screen) -> Option<&'static str> {
    (screen.is_live() && screen != Screen::Ticket).then_some("no")
}

/// What a screen shows.
fn body(screen: Screen, load: impl FnOnce(Screen)) -> AnyView {
    load(screen);
    match screen {
        Screen::FrontDoor => front_door::screen(),
        Screen::SignIn => sign_in::screen(),
        Screen::Account => account::screen(),
        Screen::Kiosk => kiosk::screen(),
        Screen::Lobby => lobby::screen(),
        Screen::DeskChoice => desk_choice::screen(),
        Screen::Desk => desk::screen(),
        Screen::Manager => manager::screen(),
        Screen::Ticket => ticket::screen(),
        Screen::Ready => ready::screen(),
        Screen::Office => office::screen(),
        Screen::Bank => office::bank::screen(),
        Screen::Public => public::screen(),
        Screen::Problem => problem::screen(),
    }
}

/// The data as it stands inside a script element. A page of the office or for visitors needs none in the browser, and
/// some of it may name a person.
fn embedded(screen: Screen) -> String {
    if matches!(screen, Screen::Account | Screen::Office | Screen::Bank | Screen::Public) {
        return String::new();
    }
    use_context::<PageData>().map(|data| in_script(&data.0)).unwrap_or_default()
}

/// JSON as it stands inside a script element, which it cannot close.
fn in_script(json: &str) -> String {
    json.replace('<', "\\u003c")
}

/// What the page says of its branch, on a live screen.
fn head() -> Option<wire::Head> {
    #[derive(Deserialize)]
    struct Page {
        snapshot: Snapshot,
    }
    #[derive(Deserialize)]
    struct Snapshot {
        head: wire::Head,
    }
    page::initial::<Page>().map(|page| page.snapshot.head)
}

/// The languages of the page's branch.
fn of_branch() -> Vec<Locale> {
    head().map(|head| words::of_branch(&head)).unwrap_or_default()
}

/// The languages that the page speaks: its own, and what else stands on it or follows a visitor who goes.
fn locales(screen: Screen) -> Vec<Locale> {
    let of_branch = of_branch();
    let beside = match screen {
        Screen::Lobby => of_branch.len(),
        Screen::Kiosk => 1,
        _ => 0,
    };
    let mut locales = vec![page::locale()];
    locales.extend(of_branch.into_iter().take(beside).filter(|other| *other != page::locale()));
    locales
}

/// A rule that sets the bank's colour, on a page that knows it. The set-up's check has made sure that it is one.
fn brand_colours() -> Option<String> {
    #[derive(Deserialize)]
    struct Branded {
        brand: wire::BrandPage,
    }
    let wire::BrandPage { colour, deep, .. } = page::initial::<Branded>()?.brand;
    let is_colour = |text: &String| text.len() == 7 && text.bytes().skip(1).all(|byte| byte.is_ascii_hexdigit());
    let (colour, deep) = (colour.filter(is_colour)?, deep.filter(is_colour)?);
    Some(format!(":root{{--accent:{colour};--accent-deep:{deep}}}"))
}

/// A rule that sets `--mm`, the CSS pixels of a millimetre on the page's panel; for pages that know their panel.
///
/// A full-HD panel of `d` inches has `hypot(1920, 1080) / (d * 25.4)` pixels a millimetre. The diagonal of a panel of
/// any other shape or resolution is compared with that of full HD; so is a window on a laptop, which keeps the panel's
/// proportions. A browser without `hypot()` compares the longer sides.
fn panel_scale() -> Option<String> {
    #[derive(Deserialize)]
    struct Panel {
        panel_inches: f32,
    }
    let Panel { panel_inches } = page::initial()?;
    let full_hd = 1920_f32.hypot(1080.0);
    let pixels = full_hd / (panel_inches.clamp(5.0, 200.0) * 25.4);
    let rule = |size: &str| format!(":root{{--mm:calc({pixels:.4} * clamp(0.45px, {size}, 4px))}}");
    let diagonal = rule(&format!("hypot(100vw, 100vh) / {full_hd:.1}"));
    Some([rule("100vmax / 1920"), format!("@supports (width: hypot(1px, 1px)){{{diagonal}}}")].concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    #[test]
    fn the_data_cannot_close_the_script_that_holds_it() {
        Owner::new().with(|| {
            provide_context(PageData(Arc::from(r#"{"name":"</script><b>"}"#)));
            assert!(!embedded(Screen::Kiosk).contains('<'));
            assert_eq!(
                serde_json::from_str::<serde_json::Value>(&embedded(Screen::Kiosk)).expect("still JSON")["name"],
                "</script><b>"
            );
        });
    }

    #[test]
    fn a_bank_s_colour_is_set_and_nothing_else_is() {
        let rule = |brand: &str| {
            Owner::new().with(|| {
                provide_context(PageData(Arc::from(format!(r#"{{"brand":{brand}}}"#))));
                brand_colours()
            })
        };
        let brand = r##"{"name":null,"logo":false,"colour":"#c8102e","deep":"#8c0b20"}"##;
        assert_eq!(rule(brand).as_deref(), Some(":root{--accent:#c8102e;--accent-deep:#8c0b20}"));
        assert_eq!(rule(r##"{"name":null,"logo":false,"colour":"#c8;}<b>","deep":"#8c0b20"}"##), None);
        assert_eq!(rule(r#"{"name":null,"logo":false,"colour":null,"deep":null}"#), None);
    }

    #[test]
    fn a_panel_s_size_gives_the_pixels_of_a_millimetre() {
        Owner::new().with(|| {
            provide_context(PageData(Arc::from(r#"{"panel_inches":43.0}"#)));
            assert!(panel_scale().expect("a rule").contains("calc(2.0169"));
        });
    }
}
