//! The phones of managers that are told of the branch: the way to add this one, a test for each, and the way to take it back. The
//! browser's own part is `public/manager-phone.js`.

use crate::ui::FormKey;
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use wire::{FieldFault, FilledForm, PhoneRow};
use words::{Locale, t};

#[component]
pub fn Phones(
    locale: Locale,
    action: String,
    form: FilledForm,
    phones: Vec<PhoneRow>,
    push_key: String,
) -> impl IntoView {
    let none = phones.is_empty().then(|| view! { <p>{t!(locale, troubles.phones_none)}</p> });
    let rows = phones
        .into_iter()
        .map(|phone| view! { <Phone locale action=action.clone() form=form.clone() phone /> })
        .collect_view();
    let fault = form.faults.get("endpoint").map(|fault| {
        let words = match fault {
            FieldFault::Taken => t!(locale, troubles.phone_full),
            _ => t!(locale, troubles.phone_unusable),
        };
        view! {
            <p class="fault" role="alert">
                {words}
            </p>
        }
    });
    view! {
        <h2>{t!(locale, troubles.phones)}</h2>
        <p>{t!(locale, troubles.phones_detail)}</p>
        {fault}
        {none}
        <ul class="chart-files">{rows}</ul>
        <form
            method="post"
            action=action
            id="phone-form"
            data-key=push_key
            data-unable=t!(locale, troubles.phone_unable)
            data-forbidden=t!(locale, troubles.phone_forbidden)
            data-failed=t!(locale, troubles.phone_failed)
        >
            <FormKey form />
            <input type="hidden" name="do" value="subscribe" />
            <input type="hidden" name="language" value=locale.code() />
            <input type="hidden" name="endpoint" />
            <input type="hidden" name="p256dh" />
            <input type="hidden" name="auth" />
            <button type="button" class="button button-primary" hidden>
                {t!(locale, troubles.phone_ask)}
            </button>
            <p id="phone-said" role="status"></p>
            <noscript>
                <p>{t!(locale, troubles.phone_script)}</p>
            </noscript>
        </form>
        <script src="/manager-phone.js" defer nonce=use_nonce()></script>
    }
}

#[component]
fn Phone(locale: Locale, action: String, form: FilledForm, phone: PhoneRow) -> impl IntoView {
    let PhoneRow { id, name, since } = phone;
    let whose = t!(locale, troubles.phone_of, name = name, time = since);
    let label = |words: &str| [words, ": ", &whose].concat();
    let (test, remove) = (label(t!(locale, troubles.test)), label(t!(locale, troubles.phone_remove)));
    view! {
        <li>
            <span>{whose.clone()}</span>
            <form method="post" action=action>
                <FormKey form />
                <input type="hidden" name="phone" value=id />
                <button type="submit" class="button button-quiet" name="do" value="test" aria-label=test>
                    {t!(locale, troubles.test)}
                </button>
                <button type="submit" class="button button-quiet" name="do" value="remove" aria-label=remove>
                    {t!(locale, troubles.phone_remove)}
                </button>
            </form>
        </li>
    }
}
