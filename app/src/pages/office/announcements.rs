//! The page from which the staff tell the waiting room something: what is shown now, and a form.

use crate::address;
use crate::ui::{Faults, FormKey, RadioField, SelectField, TextField};
use leptos::prelude::*;
use wire::{AnnouncementsPage, FilledForm};
use words::{Locale, t};

#[component]
pub fn Announcements(locale: Locale, branch: String, page: AnnouncementsPage) -> impl IntoView {
    let AnnouncementsPage { form, shown, utc_offset_minutes, desks, languages } = page;
    let key = form.key.clone();
    let rows = shown
        .into_iter()
        .map(|announcement| {
            let until = t!(locale, announce.until, time = announcement.until.clock(utc_offset_minutes));
            let withdraw = address::office_announcement(&branch, &announcement.id, locale);
            let key = [&announcement.id, ".withdraw"].concat();
            view! {
                <li class="announced">
                    <strong>{words::announced(locale, &announcement.what)}</strong>
                    " "
                    <span>{until}</span>
                    <form method="post" action=withdraw>
                        <FormKey form=FilledForm::new(key) />
                        <button type="submit" class="button">
                            {t!(locale, announce.withdraw)}
                        </button>
                    </form>
                </li>
            }
        })
        .collect::<Vec<_>>();
    let none = rows.is_empty().then(|| view! { <p>{t!(locale, announce.none)}</p> });
    view! {
        <p class="lead">{t!(locale, announce.lead)}</p>
        {none}
        <ul class="announcements">{rows}</ul>
        <AnnounceForm locale form=FilledForm { key, ..form } desks languages=words::among(&languages) />
    }
}

#[component]
fn AnnounceForm(
    locale: Locale,
    form: FilledForm,
    desks: Vec<(String, String)>,
    languages: Vec<Locale>,
) -> impl IntoView {
    let what = vec![
        ("desk_closes".to_owned(), t!(locale, announce.desk_closes).to_owned()),
        ("desk_opens".to_owned(), t!(locale, announce.desk_opens).to_owned()),
        ("branch_closes".to_owned(), t!(locale, announce.branch_closes).to_owned()),
        ("typed".to_owned(), t!(locale, announce.typed).to_owned()),
    ];
    let label = |language: Locale| t!(locale, announce.words, language = language.own_name());
    let mut labels = vec![
        ("what", t!(locale, announce.what).to_owned()),
        ("desk", t!(locale, announce.desk).to_owned()),
        ("in_minutes", t!(locale, announce.in_minutes).to_owned()),
        ("shown", t!(locale, announce.shown).to_owned()),
    ];
    labels.extend(languages.iter().map(|language| (language.code(), label(*language))));
    let typed = languages
        .iter()
        .map(|language| {
            let hint = t!(locale, announce.words_help).to_owned();
            view! { <TextField locale form=form.clone() name=language.code() label=label(*language) hint optional=true /> }
        })
        .collect_view();
    view! {
        <form method="post" class="form">
            <Faults locale form=form.clone() labels />
            <FormKey form=form.clone() />
            <RadioField locale form=form.clone() name="what" legend=t!(locale, announce.what) choices=what />
            <SelectField
                locale
                form=form.clone()
                name="desk"
                label=t!(locale, announce.desk)
                choices=desks
                none="—"
                optional=true
            />
            <TextField
                locale
                form=form.clone()
                name="in_minutes"
                label=t!(locale, announce.in_minutes)
                inputmode="numeric"
                optional=true
            />
            {typed}
            <TextField locale form=form.clone() name="shown" label=t!(locale, announce.shown) inputmode="numeric" />
            <button type="submit" class="button button-primary">
                {t!(locale, announce.send)}
            </button>
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wire::{Announced, Announcement, FieldFault, Language, Time};

    fn html(form: FilledForm) -> String {
        let announcement = Announcement {
            id: "k1234567".to_owned(),
            seq: 1,
            what: Announced::DeskCloses { desk: "4".to_owned(), minutes: 10 },
            at: Time::from_millis(0),
            until: Time::from_millis(600_000),
        };
        let page = AnnouncementsPage {
            form,
            shown: vec![announcement],
            utc_offset_minutes: 60,
            desks: vec![("4".to_owned(), "4".to_owned())],
            languages: vec![Language::new("it"), Language::new("en")],
        };
        Owner::new().with(|| view! { <Announcements locale=Locale::en branch="centro".to_owned() page /> }.to_html())
    }

    #[test]
    fn what_is_shown_can_be_withdrawn() {
        let html = html(FilledForm::new("k7654321"));
        assert!(html.contains("Desk 4 closes in 10 minutes.") && html.contains("until 01:10"), "{html}");
        assert!(html.contains("/b/centro/office/announcements/k1234567/withdraw?lang=en"), "{html}");
    }

    #[test]
    fn a_form_that_was_refused_keeps_its_words_and_says_what_is_wrong() {
        let mut form = FilledForm::new("k7654321").with("what", "typed").with("en", "Please wait");
        form.fault("it", FieldFault::Missing);
        let html = html(form);
        assert!(html.contains("Please wait") && html.contains("href=\"#it\""), "{html}");
    }
}
