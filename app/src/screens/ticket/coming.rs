//! The way to the branch, for who took the ticket from elsewhere: "I am on my way", "I am here". Without script each is a plain
//! form.

use super::forms::{Post, plainly};
use leptos::prelude::*;
use wire::{RemoteStage, RemoteTurn};
use words::{Locale, t};

/// The buttons that the visitor needs where they are; nothing once they are in the branch.
#[component]
pub fn Coming(
    locale: Locale,
    remote: RemoteTurn,
    /// What was touched is being sent.
    sending: bool,
    /// The path of the ticket's page.
    page: String,
    /// By which a form that is sent twice counts once.
    key: String,
    /// What was typed of the code on the wall.
    code: RwSignal<String>,
    set_off: Callback<()>,
    arrive: Callback<()>,
) -> impl IntoView {
    if remote.stage == RemoteStage::Here {
        return ().into_any();
    }
    if sending {
        return view! { <p role="status">{t!(locale, ticket.sending)}</p> }.into_any();
    }
    let leaves = remote.stage != RemoteStage::OnTheWay;
    let off = leaves.then(|| {
        let key = [&key, ".off"].concat();
        view! {
            <Post locale action=[&page, "/set-off"].concat() key>
                <button type="submit" class="button button-primary" on:click=plainly(move || set_off.run(()))>
                    {t!(locale, ticket.set_off)}
                </button>
            </Post>
        }
    });
    let class = if leaves { "button" } else { "button button-primary" };
    let asked = remote.code.then(|| {
        view! {
            <div class="form-field">
                <label for="code">{t!(locale, ticket.code)}</label>
                <input
                    id="code"
                    name="code"
                    value=code.get_untracked()
                    prop:value=move || code.get()
                    on:input=move |event| code.set(event_target_value(&event))
                    inputmode="numeric"
                    autocomplete="off"
                    maxlength="9"
                    dir="ltr"
                    aria-describedby="code-detail"
                />
                <p id="code-detail" class="hint">
                    {t!(locale, ticket.code_detail)}
                </p>
            </div>
        }
    });
    let here = [&key, ".here"].concat();
    view! {
        <div class="coming">
            {off}
            <Post locale action=[&page, "/arrive"].concat() key=here>
                {asked}
                <button type="submit" class=class on:click=plainly(move || arrive.run(()))>
                    {t!(locale, ticket.arrived)}
                </button>
            </Post>
            <p>{t!(locale, ticket.remote_not_called)}</p>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(stage: RemoteStage) -> String {
        with_code(stage, false, "")
    }

    fn with_code(stage: RemoteStage, asked: bool, typed: &str) -> String {
        Owner::new().with(|| {
            let (set_off, arrive) = (Callback::new(|()| ()), Callback::new(|()| ()));
            let (page, key) = ("/t/0123".to_owned(), "form.0123.7".to_owned());
            let remote = RemoteTurn { stage, travel_minutes: 20, until: None, code: asked };
            let code = RwSignal::new(typed.to_owned());
            view! { <Coming locale=Locale::en remote sending=false page key code set_off arrive /> }.to_html()
        })
    }

    #[test]
    fn each_touch_is_a_form_that_needs_no_script() {
        let html = shown(RemoteStage::Leave);
        assert!(html.contains("action=\"/t/0123/set-off\"") && html.contains("action=\"/t/0123/arrive\""), "{html}");
        assert!(html.contains("I am on my way") && html.contains("I am here"), "{html}");
    }

    #[test]
    fn who_is_on_the_way_can_only_arrive_and_who_is_there_needs_nothing() {
        let html = shown(RemoteStage::OnTheWay);
        assert!(!html.contains("set-off") && html.contains("/arrive"), "{html}");
        assert!(!shown(RemoteStage::Here).contains("<form"));
    }

    #[test]
    fn where_the_wall_has_a_code_it_is_asked_for_and_the_one_that_was_scanned_stands_there() {
        let html = with_code(RemoteStage::OnTheWay, true, "0421");
        assert!(html.contains("for=\"code\"") && html.contains("value=\"0421\""), "{html}");
        assert!(!shown(RemoteStage::OnTheWay).contains("name=\"code\""));
    }
}
