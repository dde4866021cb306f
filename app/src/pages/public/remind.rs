//! Being told of an appointment on the phone that shows its page. A component; the browser's own part is `public/manager-phone.js`.

use leptos::nonce::use_nonce;
use leptos::prelude::*;
use wire::AppointmentPhone;
use words::{Locale, t};

#[component]
pub fn Remind(locale: Locale, token: String, phone: AppointmentPhone) -> impl IntoView {
    let AppointmentPhone { is_told, push_key, unusable } = phone;
    let action = ["/a/", &token, "/phone?lang=", locale.code()].concat();
    let fault = unusable.then(|| {
        view! {
            <p class="fault" role="alert">
                {t!(locale, tell.unable)}
            </p>
        }
    });
    let shown = if is_told {
        view! {
            <p>{t!(locale, book.remind_on)}</p>
            <form method="post" action=action>
                <button type="submit" class="button" name="do" value="remove">
                    {t!(locale, tell.take_back)}
                </button>
            </form>
        }
        .into_any()
    } else {
        view! {
            <p>{t!(locale, book.remind_detail)}</p>
            <form
                method="post"
                action=action
                id="phone-form"
                data-key=push_key
                data-unable=t!(locale, tell.unable)
                data-forbidden=t!(locale, tell.forbidden)
                data-failed=t!(locale, tell.failed)
            >
                <input type="hidden" name="do" value="subscribe" />
                <input type="hidden" name="endpoint" />
                <input type="hidden" name="p256dh" />
                <input type="hidden" name="auth" />
                <button type="button" class="button" hidden>
                    {t!(locale, book.remind)}
                </button>
                <p id="phone-said" role="status"></p>
                <noscript>
                    <p>{t!(locale, book.remind_script)}</p>
                </noscript>
            </form>
            <script src="/manager-phone.js" defer nonce=use_nonce()></script>
        }
        .into_any()
    };
    view! {
        <section aria-labelledby="remind">
            <h2 id="remind">{t!(locale, book.remind)}</h2>
            {fault}
            {shown}
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(is_told: bool, unusable: bool) -> String {
        let phone = AppointmentPhone { is_told, push_key: "BKEY".to_owned(), unusable };
        Owner::new().with(|| view! { <Remind locale=Locale::of("de") token="0f".to_owned() phone /> }.to_html())
    }

    #[test]
    fn a_phone_is_asked_with_the_server_s_key_or_told_no_more() {
        let html = shown(false, false);
        for part in ["/a/0f/phone?lang=de", "data-key=\"BKEY\"", "name=\"endpoint\"", "/manager-phone.js", "<noscript>"]
        {
            assert!(html.contains(part), "{part}: {html}");
        }
        assert!(!html.contains("value=\"remove\"") && !html.contains("role=\"alert\""), "{html}");
        let told = shown(true, false);
        assert!(told.contains("value=\"remove\"") && !told.contains("/manager-phone.js"), "{told}");
        assert!(shown(false, true).contains("role=\"alert\""));
    }
}
