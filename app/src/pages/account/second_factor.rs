//! The second factor: set up by who is signed in, asked for after the password. Components; plain forms that work without script.

use super::passkeys::{Ask, with_next};
use crate::ui::{Notice, Tone};
use leptos::prelude::*;
use wire::{FactorStep, PasskeyOffer, SignInRefusal};
use words::{Locale, t};

/// The field of a code. Phones and browsers know by it which digits to offer.
#[component]
fn CodeField(label: &'static str, hint: &'static str) -> impl IntoView {
    view! {
        <label for="code">{label}</label>
        <p id="code-hint" class="hint">{hint}</p>
        <input
            id="code"
            name="code"
            type="text"
            autocomplete="one-time-code"
            autocapitalize="none"
            spellcheck="false"
            maxlength="40"
            aria-describedby="code-hint"
            required
        />
    }
}

fn refused(locale: Locale, refusal: Option<SignInRefusal>) -> impl IntoView {
    refusal.map(|refusal| view! { <Notice words=words::sign_in_refusal(locale, refusal) /> })
}

/// `/sign-in/code`
#[component]
pub fn SignInCode(
    locale: Locale,
    next: String,
    refusal: Option<SignInRefusal>,
    app: bool,
    passkey: PasskeyOffer,
) -> impl IntoView {
    let back = ["/sign-in?lang=", locale.code()].concat();
    let (heading, lead) = match (&passkey, app) {
        (PasskeyOffer::Asked { .. }, _) => (t!(locale, sign_in.factor_heading), t!(locale, sign_in.passkey_lead)),
        (_, true) => (t!(locale, sign_in.code_heading), t!(locale, sign_in.code_lead)),
        (_, false) => (t!(locale, sign_in.code_heading), t!(locale, sign_in.code_lead_recovery)),
    };
    let hint = if app { t!(locale, sign_in.code_hint) } else { t!(locale, sign_in.code_hint_recovery) };
    let asked = match passkey {
        PasskeyOffer::None => ().into_any(),
        PasskeyOffer::NotHere => {
            view! { <Notice tone=Tone::Calm words=t!(locale, account.passkey_none_here) /> }.into_any()
        }
        PasskeyOffer::Asked { options } => {
            let (action, words) = (["/sign-in/passkey?lang=", locale.code()].concat(), t!(locale, sign_in.passkey_use));
            view! { <Ask locale action next=next.clone() options words /> }.into_any()
        }
    };
    view! {
        <h1>{heading}</h1>
        <p>{lead}</p>
        {refused(locale, refusal)}
        {asked}
        <form method="post" action=["/sign-in/code?lang=", locale.code()].concat() class="form">
            <input type="hidden" name="next" value=next />
            <CodeField label=t!(locale, sign_in.code) hint />
            <button type="submit" class="button button-primary">{t!(locale, sign_in.code_submit)}</button>
        </form>
        <p>
            <a href=back>{t!(locale, sign_in.code_back)}</a>
        </p>
    }
}

/// `/second-factor`
#[component]
pub fn SecondFactor(
    locale: Locale,
    name: String,
    step: FactorStep,
    demanded: bool,
    passkeys: u32,
    next: String,
    refusal: Option<SignInRefusal>,
) -> impl IntoView {
    let keys = with_next("/passkeys", locale, &next);
    let is_on = matches!(step, FactorStep::On { .. });
    let action = ["/second-factor?lang=", locale.code()].concat();
    let shown = match step {
        FactorStep::Off => view! { <Begin locale action next=next.clone() /> }.into_any(),
        FactorStep::Begun { letters } => view! { <Confirm locale action next=next.clone() letters /> }.into_any(),
        FactorStep::On { codes_left } => {
            view! { <Change locale action next=next.clone() codes_left demanded /> }.into_any()
        }
    };
    let back = (!demanded || is_on).then(|| {
        view! {
            <p>
                <a href=next>{t!(locale, sign_in.code_submit)}</a>
            </p>
        }
    });
    view! {
        <h1>{t!(locale, account.factor)}</h1>
        <p>{t!(locale, staff.signed_in_as, name = name)}</p>
        {(demanded && !is_on).then(|| view! { <Notice words=t!(locale, account.factor_demanded) /> })}
        {refused(locale, refusal)}
        {shown}
        <h2>{t!(locale, account.passkeys)}</h2>
        <p>{t!(locale, account.passkeys_short)}</p>
        <ul class="link-list">
            <li>
                <a href=keys>{t!(locale, account.passkeys_go, count = passkeys)}</a>
            </li>
        </ul>
        {back}
    }
}

/// Nothing is set up: the password is asked for, because whoever finds a tablet open could lock its owner out.
#[component]
fn Begin(locale: Locale, action: String, next: String) -> impl IntoView {
    view! {
        <p>{t!(locale, account.factor_lead)}</p>
        <form method="post" action=action class="form">
            <input type="hidden" name="next" value=next />
            <label for="current">{t!(locale, account.current)}</label>
            <input id="current" name="current" type="password" autocomplete="current-password" required />
            <button type="submit" class="button button-primary" name="do" value="begin">
                {t!(locale, account.factor_begin)}
            </button>
        </form>
    }
}

/// The app is given the secret, and shows that it has it.
#[component]
fn Confirm(locale: Locale, action: String, next: String, letters: String) -> impl IntoView {
    view! {
        <p>{t!(locale, account.factor_scan)}</p>
        <img class="factor-code" src="/second-factor/qr.svg" alt=t!(locale, account.factor_qr) width="200" height="200" />
        <p>{t!(locale, account.factor_letters)}</p>
        <p class="given-password">
            <code>{letters}</code>
        </p>
        <form method="post" action=action class="form">
            <input type="hidden" name="next" value=next />
            <CodeField label=t!(locale, account.factor_code) hint=t!(locale, account.factor_code_hint) />
            <button type="submit" class="button button-primary" name="do" value="confirm">
                {t!(locale, account.factor_confirm)}
            </button>
        </form>
    }
}

/// It is on: new recovery codes, or off again, each by a code.
#[component]
fn Change(locale: Locale, action: String, next: String, codes_left: u32, demanded: bool) -> impl IntoView {
    view! {
        <Notice tone=Tone::Calm words=t!(locale, account.factor_on) />
        <p>{t!(locale, account.factor_left, count = codes_left)}</p>
        <form method="post" action=action class="form">
            <input type="hidden" name="next" value=next />
            <CodeField label=t!(locale, sign_in.code) hint=t!(locale, sign_in.code_hint) />
            <button type="submit" class="button" name="do" value="codes">
                {t!(locale, account.factor_new_codes)}
            </button>
            {(!demanded)
                .then(|| {
                    view! {
                        <button type="submit" class="button button-danger" name="do" value="off">
                            {t!(locale, account.factor_off)}
                        </button>
                    }
                })}
        </form>
    }
}

/// The codes that stand in for the app. They are on this page and on no other.
#[component]
pub fn RecoveryCodes(locale: Locale, codes: Vec<String>, next: String) -> impl IntoView {
    let codes = codes
        .into_iter()
        .map(|code| {
            view! {
                <li>
                    <code>{code}</code>
                </li>
            }
        })
        .collect_view();
    view! {
        <h1>{t!(locale, account.codes)}</h1>
        <p>{t!(locale, account.codes_detail)}</p>
        <ul class="recovery-codes">{codes}</ul>
        <p>
            <a class="button button-primary" href=next>{t!(locale, account.codes_done)}</a>
        </p>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(step: FactorStep, demanded: bool) -> String {
        let (name, next) = ("Gaia".to_owned(), "/b/centro/office".to_owned());
        Owner::new().with(|| {
            view! { <SecondFactor locale=Locale::en name step demanded passkeys=2 next refusal=None /> }.to_html()
        })
    }

    #[test]
    fn the_secret_is_shown_as_a_picture_and_in_letters_while_it_is_set_up() {
        let html = shown(FactorStep::Begun { letters: "GEZD GNBV".to_owned() }, false);
        for part in ["/second-factor/qr.svg", "GEZD GNBV", "value=\"confirm\"", "autocomplete=\"one-time-code\""] {
            assert!(html.contains(part), "{part}: {html}");
        }
    }

    #[test]
    fn what_the_bank_demands_is_said_and_not_turned_off() {
        assert!(shown(FactorStep::Off, true).contains(t!(Locale::en, account.factor_demanded)));
        let on = FactorStep::On { codes_left: 9 };
        assert!(shown(on.clone(), false).contains("value=\"off\""));
        let kept = shown(on, true);
        assert!(!kept.contains("value=\"off\"") && !kept.contains(t!(Locale::en, account.factor_demanded)), "{kept}");
    }

    #[test]
    fn a_code_that_was_wrong_is_said_and_the_page_keeps_where_to_go() {
        let (next, refusal) = ("/b/centro/desk".to_owned(), Some(SignInRefusal::WrongCode));
        let passkey = PasskeyOffer::None;
        let html =
            Owner::new().with(|| view! { <SignInCode locale=Locale::it next refusal app=true passkey /> }.to_html());
        assert!(html.contains("già stato usato") && html.contains("value=\"/b/centro/desk\""), "{html}");
    }

    #[test]
    fn a_passkey_stands_before_the_code_and_a_code_is_still_taken() {
        let asked = |app: bool, passkey: PasskeyOffer| {
            let next = "/".to_owned();
            Owner::new().with(|| view! { <SignInCode locale=Locale::en next refusal=None app passkey /> }.to_html())
        };
        let html = asked(false, PasskeyOffer::Asked { options: "{}".to_owned() });
        let (key, code) = (html.find("/sign-in/passkey?lang=en").unwrap(), html.find("/sign-in/code?lang=en").unwrap());
        assert!(key < code && html.contains(t!(Locale::en, sign_in.code_hint_recovery)), "{html}");
        let elsewhere = asked(true, PasskeyOffer::NotHere);
        assert!(elsewhere.contains(t!(Locale::en, account.passkey_none_here)), "{elsewhere}");
        assert!(!elsewhere.contains("/passkey.js") && elsewhere.contains(t!(Locale::en, sign_in.code_hint)));
    }
}
