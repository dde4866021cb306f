//! The pages of an account: a new password, the second factor, and the first admin of a server where nobody can sign in yet. Plain
//! forms.

mod passkeys;
mod pin;
mod second_factor;

use crate::browser::page;
use crate::ui::{Faults, FormKey, Notice, PlainBar, TextField, Unreadable};
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use passkeys::Passkeys;
use pin::Pin;
use second_factor::{RecoveryCodes, SecondFactor, SignInCode};
use wire::{AccountPage, FilledForm, SignInRefusal};
use words::{Locale, t};

/// `/password`, `/first-admin/{token}`
pub fn screen() -> AnyView {
    let locale = page::locale();
    match page::initial::<AccountPage>() {
        Some(page) => view! { <Account locale page /> }.into_any(),
        None => view! { <Unreadable locale /> }.into_any(),
    }
}

#[component]
fn Account(locale: Locale, page: AccountPage) -> impl IntoView {
    let shown = match page {
        AccountPage::Password { name, must_change, next, form, refusal } => {
            view! { <Password locale name must_change next form refusal /> }.into_any()
        }
        AccountPage::Code { next, refusal, app, passkey } => {
            view! { <SignInCode locale next refusal app passkey /> }.into_any()
        }
        AccountPage::Passkeys { name, passkeys, offer, codes_left, demanded, keeps_last, next, form, refusal } => {
            view! {
                <Passkeys locale name passkeys offer codes_left demanded keeps_last next form refusal />
            }
            .into_any()
        }
        AccountPage::Pin { name, has_pin, too_simple, next, form, refusal } => {
            view! { <Pin locale name has_pin too_simple next form refusal /> }.into_any()
        }
        AccountPage::SecondFactor { name, step, demanded, passkeys, next, refusal } => {
            view! { <SecondFactor locale name step demanded passkeys next refusal /> }.into_any()
        }
        AccountPage::RecoveryCodes { codes, next } => view! { <RecoveryCodes locale codes next /> }.into_any(),
        AccountPage::FirstAdmin { form } => view! { <FirstAdmin locale form /> }.into_any(),
        AccountPage::Device { letters, next } => view! { <Device locale letters next /> }.into_any(),
    };
    view! {
        <PlainBar locale locales=Locale::complete() name=t!(locale, product) query=String::new() />
        <main class="sign-in">{shown}</main>
    }
}

#[component]
fn Password(
    locale: Locale,
    name: String,
    must_change: bool,
    next: String,
    form: FilledForm,
    refusal: Option<SignInRefusal>,
) -> impl IntoView {
    let labels = vec![("new", t!(locale, account.new).to_owned())];
    view! {
        <h1>{t!(locale, account.password)}</h1>
        <p>{t!(locale, staff.signed_in_as, name = name)}</p>
        {must_change.then(|| view! { <Notice words=t!(locale, account.must_change) /> })}
        {refusal.map(|refusal| view! { <Notice words=words::sign_in_refusal(locale, refusal) /> })}
        <Faults locale form=form.clone() labels />
        <form method="post" action=["/password?lang=", locale.code()].concat() class="form">
            <input type="hidden" name="next" value=next />
            <TextField
                locale
                form=form.clone()
                name="current"
                label=t!(locale, account.current)
                kind="password"
                autocomplete="current-password"
            />
            <NewPassword locale form />
            <button type="submit" class="button button-primary">{t!(locale, account.save)}</button>
        </form>
    }
}

/// The field of a password that is not known yet.
#[component]
fn NewPassword(locale: Locale, form: FilledForm) -> impl IntoView {
    view! {
        <TextField
            locale
            form
            name="new"
            label=t!(locale, account.new)
            hint=t!(locale, account.new_hint)
            kind="password"
            autocomplete="new-password"
        />
    }
}

#[component]
fn FirstAdmin(locale: Locale, form: FilledForm) -> impl IntoView {
    let labels = vec![
        ("name", t!(locale, account.name).to_owned()),
        ("login", t!(locale, account.login).to_owned()),
        ("new", t!(locale, account.new).to_owned()),
    ];
    view! {
        <h1>{t!(locale, account.first)}</h1>
        <p>{t!(locale, account.first_detail)}</p>
        <Faults locale form=form.clone() labels />
        <form method="post" class="form">
            <FormKey form=form.clone() />
            <TextField
                locale
                form=form.clone()
                name="name"
                label=t!(locale, account.name)
                hint=t!(locale, account.name_hint)
                autocomplete="name"
            />
            <TextField
                locale
                form=form.clone()
                name="login"
                label=t!(locale, account.login)
                hint=t!(locale, account.login_hint)
                autocomplete="username"
            />
            <NewPassword locale form />
            <button type="submit" class="button button-primary">{t!(locale, account.make)}</button>
        </form>
    }
}

/// The script by which a device without keys and touch asks by itself.
const ASK: &str = "document.getElementById(\"enrol\").submit();";

#[component]
fn Device(locale: Locale, letters: Option<String>, next: String) -> impl IntoView {
    let shown = match letters {
        Some(letters) => {
            // In two groups, as people read and say them.
            let (first, second) = letters
                .split_at_checked(4)
                .map_or((letters.clone(), String::new()), |(first, second)| (first.to_owned(), second.to_owned()));
            view! {
                <p>{t!(locale, account.device_letters)}</p>
                <p class="device-letters">
                    <span>{first}</span>
                    " "
                    <span>{second}</span>
                </p>
                <p>{t!(locale, account.device_waits)}</p>
            }
            .into_any()
        }
        None => view! {
            <form method="post" action="/enrol" id="enrol">
                <input type="hidden" name="next" value=next />
                <button type="submit" class="button button-primary">{t!(locale, account.device_ask)}</button>
            </form>
            <script nonce=use_nonce() inner_html=ASK></script>
        }
        .into_any(),
    };
    view! {
        <h1>{t!(locale, account.device)}</h1>
        {shown}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wire::FieldFault;

    fn html(page: AccountPage) -> String {
        Owner::new().with(|| view! { <Account locale=Locale::en page /> }.to_html())
    }

    #[test]
    fn a_forced_change_says_why_and_keeps_where_to_go() {
        let mut form = FilledForm::new("k1234567");
        form.fault("new", FieldFault::TooShort { least: 8 });
        let (name, next) = ("Anna".to_owned(), "/b/centro/desk".to_owned());
        let html = html(AccountPage::Password { name, must_change: true, next, form, refusal: None });
        for part in [t!(Locale::en, account.must_change), "value=\"/b/centro/desk\"", "href=\"#new\"", "Anna"] {
            assert!(html.contains(part), "{part}: {html}");
        }
    }

    #[test]
    fn a_device_asks_by_itself_and_shows_its_letters_in_two_groups() {
        let next = "/b/centro/lobby".to_owned();
        let asks = html(AccountPage::Device { letters: None, next: next.clone() });
        assert!(asks.contains("action=\"/enrol\"") && asks.contains(".submit()"), "{asks}");
        let shows = html(AccountPage::Device { letters: Some("BCDFGHJK".to_owned()), next });
        assert!(shows.contains("<span>BCDF<") && shows.contains("<span>GHJK<"), "{shows}");
        assert!(!shows.contains("<form method=\"post\" action=\"/enrol\""), "it asks once: {shows}");
    }

    #[test]
    fn the_first_admin_s_form_keeps_the_name_and_never_the_password() {
        let form = FilledForm::new("k1234567").with("name", "Rita").with("new", "correct horse");
        let html = html(AccountPage::FirstAdmin { form });
        assert!(html.contains("value=\"Rita\"") && !html.contains("correct horse"), "{html}");
    }
}
