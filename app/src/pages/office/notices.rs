//! The page on which a manager tells the visitors something for days or weeks: a form, and the notices there are.

use crate::address;
use crate::ui::{AreaField, Faults, FormKey, Notice, TextField, day_words};
use leptos::prelude::*;
use wire::{FilledForm, NoticeRefused, NoticeRow, NoticeState, NoticesOffice};
use words::{Locale, t};

/// How long a notice is in each language, as the server has it.
const WORDS_MOST: u32 = 300;

#[component]
pub fn Notices(locale: Locale, branch: String, page: NoticesOffice) -> impl IntoView {
    let NoticesOffice { form, changes, rows, languages, refused } = page;
    let none = rows.is_empty().then(|| view! { <p>{t!(locale, notice_office.none)}</p> });
    let rows = rows
        .into_iter()
        .map(|row| view! { <Row locale branch=branch.clone() row form_key=form.key.clone() /> })
        .collect_view();
    let action = changes.map_or_else(|| "notices".to_owned(), |(id, _)| format!("notices/{id}"));
    let action = address::office(&branch, &action, locale);
    view! {
        <p class="lead">{t!(locale, notice_office.lead)}</p>
        {refused.map(|why| view! { <Notice words=refusal(locale, why) /> })}
        <NoticeForm locale form changes action languages=words::among(&languages) />
        <section aria-labelledby="notices">
            <h2 id="notices">{t!(locale, notice_office.all)}</h2>
            {none}
            <ul class="announcements">{rows}</ul>
        </section>
    }
}

fn refusal(locale: Locale, why: NoticeRefused) -> &'static str {
    match why {
        NoticeRefused::TooMany => t!(locale, notice_office.too_many),
        NoticeRefused::Over => t!(locale, notice_office.is_over),
        NoticeRefused::Stale => t!(locale, notice_office.stale),
        NoticeRefused::EndBeforeStart => t!(locale, notice_office.end_before_start),
        NoticeRefused::TooFar => t!(locale, notice_office.too_far),
        NoticeRefused::Skipped => t!(locale, notice_office.skipped),
    }
}

fn state_words(locale: Locale, state: NoticeState) -> &'static str {
    match state {
        NoticeState::Scheduled => t!(locale, notice_office.scheduled),
        NoticeState::Live => t!(locale, notice_office.live),
        NoticeState::Over => t!(locale, notice_office.over),
        NoticeState::Withdrawn => t!(locale, notice_office.withdrawn),
    }
}

/// A time by the branch's clock in words: "Thursday 24 December, 13:00".
fn wall_words(locale: Locale, wall: &str) -> String {
    let (day, clock) = wall.split_once('T').unwrap_or((wall, ""));
    [&day_words(locale, day), ", ", clock].concat()
}

#[component]
fn Row(locale: Locale, branch: String, row: NoticeRow, form_key: String) -> impl IntoView {
    let NoticeRow { id, version, state, from_wall, until_wall, words, .. } = row;
    let open = matches!(state, NoticeState::Scheduled | NoticeState::Live);
    let (from, until) = (wall_words(locale, &from_wall), wall_words(locale, &until_wall));
    let shown = t!(locale, notice_office.shown, from = from, until = until);
    let ways = open.then(|| {
        let page = address::office(&branch, &format!("notices/{id}"), locale);
        let withdraw = address::office(&branch, &format!("notices/{id}/withdraw"), locale);
        let form = FilledForm::new(format!("{form_key}.{id}"));
        view! {
            <a class="button" href=page>
                {t!(locale, notice_office.change)}
            </a>
            <form method="post" action=withdraw>
                <FormKey form />
                <input type="hidden" name="version" value=version />
                <button type="submit" class="button">
                    {t!(locale, notice_office.withdraw)}
                </button>
            </form>
        }
    });
    view! {
        <li class="announced">
            <strong>{state_words(locale, state)}</strong>
            " "
            <span>{words.get(locale.code()).to_owned()}</span>
            " "
            <span class="hint">{shown}</span>
            {ways}
        </li>
    }
}

#[component]
fn NoticeForm(
    locale: Locale,
    form: FilledForm,
    changes: Option<(i64, u32)>,
    action: String,
    languages: Vec<Locale>,
) -> impl IntoView {
    let label = |language: Locale| t!(locale, notice_office.words, language = language.own_name());
    let mut labels = vec![
        ("from", t!(locale, notice_office.from).to_owned()),
        ("until", t!(locale, notice_office.until).to_owned()),
    ];
    labels.extend(languages.iter().map(|language| (language.code(), label(*language))));
    let hint = t!(locale, notice_office.words_help);
    let fields = languages
        .iter()
        .map(|language| {
            let (name, label) = (language.code(), label(*language));
            view! { <AreaField locale form=form.clone() name label hint rows=2 most=WORDS_MOST /> }
        })
        .collect_view();
    let heading = if changes.is_some() { t!(locale, notice_office.change) } else { t!(locale, notice_office.new) };
    view! {
        <form method="post" action=action class="form">
            <h2>{heading}</h2>
            <Faults locale form=form.clone() labels />
            <FormKey form=form.clone() />
            {changes.map(|(_, version)| view! { <input type="hidden" name="version" value=version /> })}
            <TextField
                locale
                form=form.clone()
                name="from"
                label=t!(locale, notice_office.from)
                hint=t!(locale, notice_office.from_help)
                kind="datetime-local"
                optional=true
            />
            <TextField
                locale
                form=form.clone()
                name="until"
                label=t!(locale, notice_office.until)
                hint=t!(locale, notice_office.until_help)
                kind="datetime-local"
            />
            {fields}
            <button type="submit" class="button button-primary">
                {t!(locale, notice_office.save)}
            </button>
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;
    use wire::{FieldFault, Language, Time};

    fn html(form: FilledForm, changes: Option<(i64, u32)>, refused: Option<NoticeRefused>) -> String {
        let row = |id, state| NoticeRow {
            id,
            version: 3,
            state,
            from: Time::from_millis(0),
            until: Time::from_millis(600_000),
            from_wall: "2026-12-21T08:00".to_owned(),
            until_wall: "2026-12-24T13:00".to_owned(),
            words: sample::text("Chiuso lunedì", "Closed on Monday"),
        };
        let rows = vec![row(7, NoticeState::Live), row(6, NoticeState::Over)];
        let languages = vec![Language::new("it"), Language::new("en")];
        let page = NoticesOffice { form, changes, rows, languages, refused };
        Owner::new().with(|| view! { <Notices locale=Locale::en branch="centro".to_owned() page /> }.to_html())
    }

    #[test]
    fn what_is_open_can_be_changed_and_withdrawn_and_what_is_over_cannot() {
        let html = html(FilledForm::new("k7654321"), None, None);
        assert!(html.contains("Closed on Monday") && html.contains("13:00"), "{html}");
        assert!(html.contains("/b/centro/office/notices/7?lang=en"), "{html}");
        assert!(html.contains("/b/centro/office/notices/7/withdraw?lang=en"), "{html}");
        assert!(!html.contains("/b/centro/office/notices/6"), "{html}");
        assert!(html.contains("action=\"/b/centro/office/notices?lang=en\""), "{html}");
    }

    #[test]
    fn a_form_that_was_refused_keeps_its_words_and_says_what_is_wrong() {
        let mut form = FilledForm::new("k7654321").with("en", "Please wait").with("until", "2026-12-24T13:00");
        form.fault("it", FieldFault::Missing);
        let html = html(form, Some((7, 3)), Some(NoticeRefused::Stale));
        assert!(html.contains("Please wait") && html.contains("href=\"#it\""), "{html}");
        assert!(html.contains("value=\"2026-12-24T13:00\"") && html.contains("name=\"version\""), "{html}");
        assert!(html.contains(t!(Locale::en, notice_office.stale)), "{html}");
    }
}
