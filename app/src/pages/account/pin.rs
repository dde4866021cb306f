//! The page of one's own PIN. A component; plain forms that work without script.

use crate::ui::{Faults, Notice, TextField, Tone};
use leptos::prelude::*;
use wire::{FilledForm, SignInRefusal};
use words::{Locale, t};

/// `/pin`
#[component]
pub fn Pin(
    locale: Locale,
    name: String,
    has_pin: bool,
    too_simple: bool,
    next: String,
    form: FilledForm,
    refusal: Option<SignInRefusal>,
) -> impl IntoView {
    let action = ["/pin?lang=", locale.code()].concat();
    let back = next.clone();
    let removal = has_pin.then(|| {
        let (action, next) = (action.clone(), next.clone());
        view! {
            <form method="post" action=action>
                <input type="hidden" name="next" value=next />
                <button type="submit" class="button button-danger" name="do" value="remove">
                    {t!(locale, account.pin_remove)}
                </button>
            </form>
        }
    });
    view! {
        <h1>{t!(locale, account.pin)}</h1>
        <p>{t!(locale, staff.signed_in_as, name = name)}</p>
        <p>{t!(locale, account.pin_lead)}</p>
        {has_pin.then(|| view! { <Notice tone=Tone::Calm words=t!(locale, account.pin_has) /> })}
        {too_simple.then(|| view! { <Notice words=t!(locale, account.pin_simple) /> })}
        {refusal.map(|refusal| view! { <Notice words=words::sign_in_refusal(locale, refusal) /> })}
        <Faults locale form=form.clone() labels=vec![("pin", t!(locale, account.pin_new).to_owned())] />
        <form method="post" action=action.clone() class="form">
            <input type="hidden" name="next" value=next.clone() />
            <TextField
                locale
                form=form.clone()
                name="current"
                label=t!(locale, account.current)
                kind="password"
                autocomplete="current-password"
            />
            <TextField
                locale
                form
                name="pin"
                label=t!(locale, account.pin_new)
                hint=t!(locale, account.pin_hint)
                kind="password"
                inputmode="numeric"
            />
            <button type="submit" class="button button-primary" name="do" value="save">
                {t!(locale, account.pin_save)}
            </button>
        </form>
        {removal}
        <p>
            <a href=back>{t!(locale, sign_in.code_submit)}</a>
        </p>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wire::FieldFault;

    #[test]
    fn a_pin_is_never_shown_and_is_removed_only_where_there_is_one() {
        let shown = |has_pin: bool| {
            let mut form = FilledForm::new("k1234567").with("pin", "123456");
            form.fault("pin", FieldFault::TooShort { least: 6 });
            let (name, next) = ("Anna".to_owned(), "/b/centro/office".to_owned());
            Owner::new().with(|| {
                view! { <Pin locale=Locale::en name has_pin too_simple=false next form refusal=None /> }.to_html()
            })
        };
        let html = shown(true);
        assert!(html.contains("value=\"remove\"") && html.contains("href=\"#pin\""), "{html}");
        assert!(!html.contains("123456"), "{html}");
        assert!(!shown(false).contains("value=\"remove\""));
    }
}
