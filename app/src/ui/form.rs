//! The fields of forms that work without script. Each keeps what was typed and says what is wrong beside itself.

use leptos::prelude::*;
use wire::{FieldFault, FilledForm};
use words::{Locale, t};

/// What is wrong with a field, as its page says it.
pub fn fault_words(locale: Locale, fault: &FieldFault) -> String {
    match fault {
        FieldFault::Missing => t!(locale, fault.missing).to_owned(),
        FieldFault::TooLong { most } => t!(locale, fault.too_long, most = *most),
        FieldFault::TooShort { least } => t!(locale, fault.too_short, least = *least),
        FieldFault::Malformed => t!(locale, fault.malformed).to_owned(),
        FieldFault::Past => t!(locale, fault.past).to_owned(),
        FieldFault::OutOfRange { least, most } => t!(locale, fault.out_of_range, least = *least, most = *most),
        FieldFault::NotOffered => t!(locale, fault.not_offered).to_owned(),
        FieldFault::Taken => t!(locale, fault.taken).to_owned(),
    }
}

/// The key by which a form that is sent twice has one effect.
#[component]
pub fn FormKey(form: FilledForm) -> impl IntoView {
    view! { <input type="hidden" name="key" value=form.key /> }
}

/// Above a form that was refused: each fault, as a link to its field. `labels` are the fields' names and labels in their order.
#[component]
pub fn Faults(locale: Locale, form: FilledForm, labels: Vec<(&'static str, String)>) -> impl IntoView {
    let rows: Vec<_> = labels
        .into_iter()
        .filter_map(|(name, label)| {
            let fault = fault_words(locale, form.faults.get(name)?);
            Some(view! {
                <li>
                    <a href=["#", name].concat()>{[label, ": ".to_owned(), fault].concat()}</a>
                </li>
            })
        })
        .collect();
    (!rows.is_empty()).then(|| {
        view! {
            <div class="faults" role="alert" tabindex="-1" autofocus>
                <h2>{t!(locale, form.wrong)}</h2>
                <ul>{rows}</ul>
            </div>
        }
    })
}

/// What stands between the label of a field and the field: a hint, and what is wrong. Returns it with the ids that describe the
/// field.
fn about(locale: Locale, form: &FilledForm, name: &str, hint: String) -> (AnyView, Option<String>) {
    let (hint_id, fault_id) = ([name, "-hint"].concat(), [name, "-fault"].concat());
    let fault = form.faults.get(name).map(|fault| fault_words(locale, fault));
    let mut ids = Vec::new();
    if !hint.is_empty() {
        ids.push(hint_id.clone());
    }
    if fault.is_some() {
        ids.push(fault_id.clone());
    }
    let hint = (!hint.is_empty()).then(|| view! { <p id=hint_id class="hint">{hint}</p> });
    let fault = fault.map(|words| view! { <p id=fault_id class="fault">{words}</p> });
    (view! { {hint} {fault} }.into_any(), (!ids.is_empty()).then(|| ids.join(" ")))
}

/// The label of a field, which says where it may be left empty.
fn label_words(locale: Locale, label: String, optional: bool) -> String {
    if optional { [label, " ".to_owned(), t!(locale, form.optional).to_owned()].concat() } else { label }
}

/// A field of one line. `kind` is the type of the `input`: `text`, `email`, `tel`, `date`, `time`, `password`, ...
#[component]
pub fn TextField(
    locale: Locale,
    form: FilledForm,
    name: &'static str,
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: String,
    #[prop(default = "text")] kind: &'static str,
    #[prop(default = "off")] autocomplete: &'static str,
    #[prop(optional)] inputmode: Option<&'static str>,
    #[prop(optional)] optional: bool,
) -> impl IntoView {
    let (between, described) = about(locale, &form, name, hint);
    let wrong = form.faults.contains_key(name).then_some("true");
    let value = if kind == "password" { String::new() } else { form.value(name).to_owned() };
    view! {
        <div class="form-field">
            <label for=name>{label_words(locale, label, optional)}</label>
            {between}
            <input
                id=name
                name=name
                type=kind
                value=value
                autocomplete=autocomplete
                inputmode=inputmode
                aria-describedby=described
                aria-invalid=wrong
                required=!optional
            />
        </div>
    }
}

/// A text as it stands in a `textarea`, whose content the framework does not escape. A browser drops its first line break.
pub fn area_text(value: &str) -> String {
    ["\n", &value.replace('&', "&amp;").replace('<', "&lt;")].concat()
}

/// A field of several lines, of at most `most` characters.
#[component]
pub fn AreaField(
    locale: Locale,
    form: FilledForm,
    name: &'static str,
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: String,
    #[prop(default = 5)] rows: u32,
    most: u32,
    #[prop(optional)] optional: bool,
) -> impl IntoView {
    let (between, described) = about(locale, &form, name, hint);
    let wrong = form.faults.contains_key(name).then_some("true");
    let value = area_text(form.value(name));
    view! {
        <div class="form-field">
            <label for=name>{label_words(locale, label, optional)}</label>
            {between}
            <textarea
                id=name
                name=name
                rows=rows
                maxlength=most
                aria-describedby=described
                aria-invalid=wrong
                required=!optional
            >
                {value}
            </textarea>
        </div>
    }
}

/// A choice from a list: the value that is sent, and its words. `none` is said where nothing is chosen yet.
#[component]
pub fn SelectField(
    locale: Locale,
    form: FilledForm,
    name: &'static str,
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: String,
    choices: Vec<(String, String)>,
    #[prop(optional, into)] none: String,
    #[prop(optional)] optional: bool,
) -> impl IntoView {
    let (between, described) = about(locale, &form, name, hint);
    let wrong = form.faults.contains_key(name).then_some("true");
    let chosen = form.value(name).to_owned();
    let none = (!none.is_empty()).then(|| view! { <option value="">{none}</option> });
    let choices = choices
        .into_iter()
        .map(|(value, words)| {
            let selected = value == chosen;
            view! { <option value=value selected=selected>{words}</option> }
        })
        .collect_view();
    view! {
        <div class="form-field">
            <label for=name>{label_words(locale, label, optional)}</label>
            {between}
            <select id=name name=name aria-describedby=described aria-invalid=wrong required=!optional>
                {none}
                {choices}
            </select>
        </div>
    }
}

/// A choice of one among few, all in sight.
#[component]
pub fn RadioField(
    locale: Locale,
    form: FilledForm,
    name: &'static str,
    #[prop(into)] legend: String,
    #[prop(optional, into)] hint: String,
    choices: Vec<(String, String)>,
    #[prop(optional)] optional: bool,
) -> impl IntoView {
    let (between, described) = about(locale, &form, name, hint);
    let chosen = form.value(name).to_owned();
    let choices = choices
        .into_iter()
        .enumerate()
        .map(|(at, (value, words))| {
            // The first has the field's own name, so that a fault leads to it.
            let id = if at == 0 { name.to_owned() } else { format!("{name}-{at}") };
            let checked = value == chosen;
            view! {
                <p class="form-choice">
                    <input id=id.clone() name=name type="radio" value=value checked=checked required=!optional />
                    <label for=id>{words}</label>
                </p>
            }
        })
        .collect_view();
    view! {
        <fieldset class="form-field" aria-describedby=described>
            <legend>{label_words(locale, legend, optional)}</legend>
            {between}
            {choices}
        </fieldset>
    }
}

/// A box to tick; what is sent where it is ticked is `on`.
#[component]
pub fn TickField(locale: Locale, form: FilledForm, name: &'static str, #[prop(into)] label: String) -> impl IntoView {
    let (between, described) = about(locale, &form, name, String::new());
    let checked = form.value(name) == "on";
    view! {
        <div class="form-field">
            {between}
            <p class="form-choice">
                <input id=name name=name type="checkbox" value="on" checked=checked aria-describedby=described />
                <label for=name>{label}</label>
            </p>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused() -> FilledForm {
        let mut form = FilledForm::new("k1234567").with("login", "an na");
        form.fault("login", FieldFault::Malformed);
        form.fault("login", FieldFault::Missing);
        form
    }

    #[test]
    fn a_field_keeps_what_was_typed_and_says_what_is_wrong_beside_it() {
        let html = Owner::new()
            .with(|| view! { <TextField locale=Locale::en form=refused() name="login" label="Login" /> }.to_html());
        let words = fault_words(Locale::en, &FieldFault::Malformed);
        for part in ["value=\"an na\"", "aria-invalid=\"true\"", "aria-describedby=\"login-fault\"", &words] {
            assert!(html.contains(part), "{part}: {html}");
        }
    }

    #[test]
    fn the_faults_stand_above_the_form_and_lead_to_their_fields() {
        let faults = |form| {
            let labels = vec![("name", "Name".to_owned()), ("login", "Login".to_owned())];
            Owner::new().with(|| view! { <Faults locale=Locale::en form labels /> }.to_html())
        };
        let html = faults(refused());
        assert!(html.contains("href=\"#login\"") && !html.contains("#name"), "{html}");
        assert!(!faults(FilledForm::new("k1234567")).contains("faults"));
    }

    #[test]
    fn what_was_typed_cannot_leave_its_field() {
        let form = FilledForm::new("k1234567").with("words", "</textarea><b>&lt;");
        let html = Owner::new()
            .with(|| view! { <AreaField locale=Locale::en form name="words" label="Words" most=100 /> }.to_html());
        assert!(html.contains("&lt;/textarea>&lt;b>&amp;lt;") && html.matches("</textarea>").count() == 1, "{html}");
    }

    #[test]
    fn a_password_is_never_sent_back() {
        let form = FilledForm::new("k1234567").with("password", "secret");
        let html = Owner::new().with(|| {
            view! { <TextField locale=Locale::en form name="password" label="Password" kind="password" /> }.to_html()
        });
        assert!(!html.contains("secret"), "{html}");
    }
}
