//! The page of one's own passkeys, and how the sign-in asks for one. Components. All but the passkey itself is plain forms: the
//! browser's own part is `public/passkey.js`.

use crate::ui::{Faults, Notice, TextField, Tone, day_words};
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use wire::{FilledForm, PasskeyOffer, PasskeyRow, SignInRefusal};
use words::{Locale, t};

/// `/passkeys`
#[component]
pub fn Passkeys(
    locale: Locale,
    name: String,
    passkeys: Vec<PasskeyRow>,
    offer: PasskeyOffer,
    codes_left: Option<u32>,
    demanded: bool,
    keeps_last: bool,
    next: String,
    form: FilledForm,
    refusal: Option<SignInRefusal>,
) -> impl IntoView {
    let action = ["/passkeys?lang=", locale.code()].concat();
    let none = passkeys.is_empty().then(|| view! { <p>{t!(locale, account.passkeys_none)}</p> });
    let may_remove = !keeps_last;
    let rows = passkeys
        .into_iter()
        .map(|passkey| view! { <Row locale action=action.clone() next=next.clone() passkey may_remove /> })
        .collect_view();
    let add = match offer {
        PasskeyOffer::None => view! { <Begin locale action=action.clone() next=next.clone() form /> }.into_any(),
        PasskeyOffer::NotHere => view! { <p>{t!(locale, account.passkey_not_here)}</p> }.into_any(),
        PasskeyOffer::Asked { options } => view! {
            <p>{t!(locale, account.passkey_make_lead)}</p>
            <Ask locale action=action.clone() next=next.clone() options words=t!(locale, account.passkey_make) />
        }
        .into_any(),
    };
    let codes = codes_left.map(|left| view! { <Codes locale action next=next.clone() left /> });
    let app = with_next("/second-factor", locale, &next);
    let back = (!demanded).then(|| {
        view! {
            <p>
                <a href=next>{t!(locale, sign_in.code_submit)}</a>
            </p>
        }
    });
    view! {
        <h1>{t!(locale, account.passkeys)}</h1>
        <p>{t!(locale, staff.signed_in_as, name = name)}</p>
        {demanded.then(|| view! { <Notice words=t!(locale, account.factor_demanded) /> })}
        {refusal.map(|refusal| view! { <Notice words=words::sign_in_refusal(locale, refusal) /> })}
        <p>{t!(locale, account.passkeys_lead)}</p>
        {none}
        <ul class="passkeys">{rows}</ul>
        <h2>{t!(locale, account.passkey_begin)}</h2>
        {add}
        {codes}
        <ul class="link-list">
            <li>
                <a href=app>{t!(locale, account.factor_codes)}</a>
            </li>
        </ul>
        {back}
    }
}

/// An address of an account's page, in this language, that leads on to `next`.
pub fn with_next(page: &str, locale: Locale, next: &str) -> String {
    let escaped: String = next
        .chars()
        .map(|letter| match letter {
            '%' | '&' | '#' | '+' | '?' | '=' | ' ' => format!("%{:02X}", u32::from(letter)),
            _ => letter.to_string(),
        })
        .collect();
    [page, "?lang=", locale.code(), "&next=", &escaped].concat()
}

/// A passkey, with the way to remove it: by the password, because whoever finds a tablet open could lock its owner out.
#[component]
fn Row(locale: Locale, action: String, next: String, passkey: PasskeyRow, may_remove: bool) -> impl IntoView {
    let PasskeyRow { id, name, added, used, elsewhere } = passkey;
    let parted = |wall: &str| {
        let (day, time) = wall.split_once('T').unwrap_or((wall, ""));
        (day_words(locale, day), time.to_owned())
    };
    let used = match used.map(|used| parted(&used)) {
        Some((date, time)) => t!(locale, account.passkey_used, date = date, time = time),
        None => t!(locale, account.passkey_unused).to_owned(),
    };
    let elsewhere = elsewhere.map(|host| view! { <p>{t!(locale, account.passkey_elsewhere, host = host)}</p> });
    let field = ["current-", &id.to_string()].concat();
    let removal = may_remove.then(|| {
        view! {
            <details>
                <summary>{t!(locale, account.passkey_remove_which, name = name.clone())}</summary>
                <form method="post" action=action class="form">
                    <input type="hidden" name="next" value=next />
                    <input type="hidden" name="passkey" value=id />
                    <label for=field.clone()>{t!(locale, account.current)}</label>
                    <input id=field name="current" type="password" autocomplete="current-password" required />
                    <button type="submit" class="button button-danger" name="do" value="remove">
                        {t!(locale, account.passkey_remove)}
                    </button>
                </form>
            </details>
        }
    });
    view! {
        <li>
            <h2>{name.clone()}</h2>
            <p>{t!(locale, account.passkey_added, date = parted(&added).0)}</p>
            <p>{used}</p>
            {elsewhere}
            {removal}
        </li>
    }
}

/// The first step: a name and the password.
#[component]
fn Begin(locale: Locale, action: String, next: String, form: FilledForm) -> impl IntoView {
    view! {
        <Faults locale form=form.clone() labels=vec![("name", t!(locale, account.passkey_name).to_owned())] />
        <form method="post" action=action class="form">
            <input type="hidden" name="next" value=next />
            <TextField
                locale
                form=form.clone()
                name="name"
                label=t!(locale, account.passkey_name)
                hint=t!(locale, account.passkey_name_hint)
            />
            <TextField
                locale
                form
                name="current"
                label=t!(locale, account.current)
                kind="password"
                autocomplete="current-password"
            />
            <button type="submit" class="button button-primary" name="do" value="begin">
                {t!(locale, account.passkey_begin)}
            </button>
        </form>
    }
}

/// What the browser is asked, with the button that has it begin.
#[component]
pub fn Ask(locale: Locale, action: String, next: String, options: String, words: &'static str) -> impl IntoView {
    view! {
        <form
            method="post"
            action=action
            id="passkey-form"
            class="form"
            data-options=options
            data-unable=t!(locale, account.passkey_unable)
            data-stopped=t!(locale, account.passkey_stopped)
            data-known=t!(locale, account.passkey_known)
            data-failed=t!(locale, account.passkey_failed)
        >
            <input type="hidden" name="do" value="add" />
            <input type="hidden" name="next" value=next />
            <input type="hidden" name="answer" />
            <button type="button" class="button button-primary" hidden>
                {words}
            </button>
            <p id="passkey-said" role="status"></p>
            <noscript>
                <p>{t!(locale, account.passkey_script)}</p>
            </noscript>
        </form>
        <script src="/passkey.js" defer nonce=use_nonce()></script>
    }
}

/// The codes that stand in for a passkey where there is no app: new ones by the password.
#[component]
fn Codes(locale: Locale, action: String, next: String, left: u32) -> impl IntoView {
    view! {
        <h2>{t!(locale, account.codes)}</h2>
        <p>{t!(locale, account.passkey_codes)}</p>
        <Notice tone=Tone::Calm words=t!(locale, account.factor_left, count = left) />
        <form method="post" action=action class="form">
            <input type="hidden" name="next" value=next />
            <label for="current-codes">{t!(locale, account.current)}</label>
            <input id="current-codes" name="current" type="password" autocomplete="current-password" required />
            <button type="submit" class="button" name="do" value="codes">
                {t!(locale, account.factor_new_codes)}
            </button>
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(id: i64, used: Option<&str>) -> PasskeyRow {
        let (name, added) = (format!("Phone {id}"), "2026-12-03T10:15".to_owned());
        PasskeyRow { id, name, added, used: used.map(str::to_owned), elsewhere: None }
    }

    fn shown(passkeys: Vec<PasskeyRow>, offer: PasskeyOffer, keeps_last: bool) -> String {
        let (name, next) = ("Gaia".to_owned(), "/b/centro/office?a=1&b=2".to_owned());
        let demanded = passkeys.is_empty() && keeps_last;
        let codes_left = (!passkeys.is_empty()).then_some(9);
        Owner::new().with(|| {
            view! {
                <Passkeys
                    locale=Locale::en
                    name
                    passkeys
                    offer
                    codes_left
                    demanded
                    keeps_last
                    next
                    form=FilledForm::new("k1234567")
                    refusal=None
                />
            }
            .to_html()
        })
    }

    #[test]
    fn each_passkey_has_its_name_its_last_use_and_a_way_to_remove_it() {
        let rows = vec![row(3, Some("2026-12-18T09:05")), row(4, None)];
        let html = shown(rows, PasskeyOffer::None, false);
        for part in [
            "Phone 3",
            "Added on Thursday 3 December 2026",
            "Last used on Friday 18 December 2026, 09:05",
            t!(Locale::en, account.passkey_unused),
            "Remove Phone 4",
            "id=\"current-4\"",
            "9 recovery codes left",
            "/second-factor?lang=en&amp;next=/b/centro/office%3Fa%3D1%26b%3D2",
        ] {
            assert!(html.contains(part), "{part}: {html}");
        }
        let kept = shown(vec![row(3, None)], PasskeyOffer::None, true);
        assert!(!kept.contains("value=\"remove\""), "the only factor of who must have one stays: {kept}");
    }

    #[test]
    fn the_browser_is_asked_with_the_words_for_what_it_cannot() {
        let options = r#"{"publicKey":{"challenge":"AA\"<"}}"#.to_owned();
        let html = shown(Vec::new(), PasskeyOffer::Asked { options }, false);
        for part in ["/passkey.js", "data-unable=", "<noscript>", "name=\"answer\"", "&quot;publicKey&quot;"] {
            assert!(html.contains(part), "{part}: {html}");
        }
        assert!(!html.contains("value=\"begin\""), "one thing at a time: {html}");
    }

    #[test]
    fn where_browsers_use_none_the_page_says_so() {
        let html = shown(Vec::new(), PasskeyOffer::NotHere, true);
        assert!(html.contains(t!(Locale::en, account.passkey_not_here)), "{html}");
        assert!(html.contains(t!(Locale::en, account.factor_demanded)), "{html}");
        assert!(!html.contains("value=\"begin\"") && !html.contains("/passkey.js"), "{html}");
    }
}
