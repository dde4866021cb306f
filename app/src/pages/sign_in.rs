//! Signing in: a plain form that works without script.

use crate::browser::page;
use crate::ui::{DemoUsers, Notice, PlainBar, Unreadable};
use leptos::prelude::*;
use wire::SignInPage;
use words::{Locale, t};

/// `/sign-in`
pub fn screen() -> AnyView {
    let locale = page::locale();
    match page::initial::<SignInPage>() {
        Some(page) => view! { <SignIn locale page /> }.into_any(),
        None => view! { <Unreadable locale /> }.into_any(),
    }
}

#[component]
fn SignIn(locale: Locale, page: SignInPage) -> impl IntoView {
    let SignInPage { next, refusal, signed_in_as, pin, provider, passwords, demo_users } = page;
    let query = ["&next=", &next].concat();
    let to_provider = ["/sign-in/sso?lang=", locale.code(), &query].concat();
    view! {
        <PlainBar locale locales=Locale::complete() name=t!(locale, product) query />
        <main class="sign-in">
            <h1>{t!(locale, sign_in.heading)}</h1>
            {refusal.map(|refusal| view! { <Notice words=words::sign_in_refusal(locale, refusal) /> })}
            {signed_in_as.map(|name| view! { <Notice words=t!(locale, sign_in.lacks_role, name = name) /> })}
            {provider
                .then(|| {
                    view! {
                        <p class="sign-in-provider">
                            <a class="button button-primary" href=to_provider>
                                {t!(locale, sign_in.provider)}
                            </a>
                        </p>
                    }
                })}
            {(provider && passwords).then(|| view! { <h2>{t!(locale, sign_in.provider_or)}</h2> })}
            {passwords.then(|| view! { <ByPassword locale next pin /> })}
            {(!demo_users.is_empty())
                .then(|| {
                    view! {
                        <section class="demo-users">
                            <h2>{t!(locale, sign_in.demo)}</h2>
                            <p>{t!(locale, sign_in.demo_detail)}</p>
                            <DemoUsers locale users=demo_users />
                        </section>
                    }
                })}
        </main>
    }
}

#[component]
fn ByPassword(locale: Locale, next: String, pin: bool) -> impl IntoView {
    let described = pin.then_some("password-hint");
    view! {
        <form method="post" action=["/sign-in?lang=", locale.code()].concat() class="form">
            <input type="hidden" name="next" value=next />
            <label for="user">{t!(locale, sign_in.user)}</label>
            <input id="user" name="user" type="text" autocomplete="username" autocapitalize="none" required />
            <label for="password">{t!(locale, sign_in.password)}</label>
            {pin.then(|| view! { <p id="password-hint" class="hint">{t!(locale, sign_in.pin)}</p> })}
            <input
                id="password"
                name="password"
                type="password"
                autocomplete="current-password"
                aria-describedby=described
                required
            />
            <button type="submit" class="button button-primary">{t!(locale, sign_in.submit)}</button>
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wire::{DemoUser, SignInRefusal, StaffRole};

    #[test]
    fn a_refused_attempt_is_said_and_keeps_where_to_go() {
        let page = SignInPage {
            next: "/b/centro/desk".to_owned(),
            refusal: Some(SignInRefusal::Wrong),
            signed_in_as: None,
            pin: false,
            provider: false,
            passwords: true,
            demo_users: vec![DemoUser { login: "anna".to_owned(), password: "demo".to_owned(), role: StaffRole::Csr }],
        };
        let html = Owner::new().with(|| view! { <SignIn locale=Locale::it page /> }.to_html());
        assert!(html.contains("Utente o password non corretti"));
        assert!(html.contains("value=\"/b/centro/desk\""));
        assert!(html.contains("<code>anna<"));
        assert!(!html.contains(t!(Locale::it, sign_in.pin)));
        assert!(!html.contains("/sign-in/sso"));
    }

    #[test]
    fn a_bank_with_a_provider_may_take_no_passwords() {
        let page = SignInPage {
            next: "/b/centro/desk".to_owned(),
            refusal: None,
            signed_in_as: None,
            pin: false,
            provider: true,
            passwords: false,
            demo_users: Vec::new(),
        };
        let html = Owner::new().with(|| view! { <SignIn locale=Locale::en page /> }.to_html());
        assert!(html.contains("href=\"/sign-in/sso?lang=en&amp;next=/b/centro/desk\""), "{html}");
        assert!(!html.contains("type=\"password\""));
    }
}
