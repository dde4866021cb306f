//! The audit: who did what, searched by person, kind and day.

use crate::ui::{SelectField, Table, TextField};
use leptos::prelude::*;
use wire::{AuditLine, AuditPage};
use words::{Locale, t};

/// The search, the lines, and the way to a file of all of them.
#[component]
pub fn Audit(locale: Locale, page: AuditPage) -> impl IntoView {
    let AuditPage { form, bank, what, people, lines, earlier } = page;
    let what: Vec<(String, String)> = what.into_iter().map(|word| (word.clone(), what_words(locale, &word))).collect();
    let who: Vec<(String, String)> = people
        .into_iter()
        .chain(
            ["nobody", "server", "command-line", "kiosk", "visitor"]
                .map(|word| (word.to_owned(), who_words(locale, word))),
        )
        .collect();
    let chains = vec![("bank".to_owned(), t!(locale, audit.bank).to_owned())];
    let chain = form.value("chain").to_owned();
    let (any_who, any_what, this_branch) =
        (t!(locale, audit.anybody), t!(locale, audit.anything), t!(locale, audit.branch));
    let count = lines.len();
    let rows = lines.into_iter().map(|line| view! { <Row locale line /> }).collect_view();
    let table = (count > 0).then(|| {
        let columns = vec![
            t!(locale, audit.line),
            t!(locale, audit.time),
            t!(locale, audit.who),
            t!(locale, audit.what),
            t!(locale, audit.about),
            t!(locale, audit.from),
        ];
        view! {
            <Table label=t!(locale, audit.title) columns>
                {rows}
            </Table>
        }
    });
    let nothing = (count == 0).then(|| view! { <p>{t!(locale, audit.nothing)}</p> });
    let earlier = earlier.map(|query| {
        view! {
            <p>
                <a href=["?", &query].concat()>{t!(locale, audit.earlier)}</a>
            </p>
        }
    });
    view! {
        <p class="lead">{t!(locale, audit.lead)}</p>
        <form method="get" class="audit-search">
            <input type="hidden" name="lang" value=locale.code() />
            <SelectField
                locale
                form=form.clone()
                name="who"
                label=t!(locale, audit.who)
                choices=who
                none=any_who
                optional=true
            />
            <SelectField
                locale
                form=form.clone()
                name="what"
                label=t!(locale, audit.what)
                choices=what
                none=any_what
                optional=true
            />
            <TextField locale form=form.clone() name="day" label=t!(locale, audit.day) kind="date" optional=true />
            {bank
                .then(|| {
                    view! {
                        <SelectField
                            locale
                            form
                            name="chain"
                            label=t!(locale, audit.chain)
                            choices=chains
                            none=this_branch
                            optional=true
                        />
                    }
                })}
            <button type="submit" class="button">
                {t!(locale, audit.search)}
            </button>
        </form>
        {table}
        {nothing}
        {earlier}
        <form method="post" class="office-actions">
            <input type="hidden" name="chain" value=chain />
            <button type="submit" class="button button-quiet">
                {t!(locale, audit.export)}
            </button>
        </form>
    }
}

#[component]
fn Row(locale: Locale, line: AuditLine) -> impl IntoView {
    let AuditLine { n, at, who, what, about, device, address } = line;
    let address = address.unwrap_or_else(|| t!(locale, audit.erased).to_owned());
    let from = [device, address].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    view! {
        <tr>
            <td>{n}</td>
            <td class="audit-time">{at}</td>
            <td>{who_words(locale, &who)}</td>
            <td>{what_words(locale, &what)}</td>
            <td>{about}</td>
            <td>{from}</td>
        </tr>
    }
}

/// Who did it, in words: a person has a name by now, or a number where the account has gone.
fn who_words(locale: Locale, who: &str) -> String {
    match who {
        "nobody" => t!(locale, audit.nobody).to_owned(),
        "server" => t!(locale, audit.server).to_owned(),
        "command-line" => t!(locale, audit.command_line).to_owned(),
        "kiosk" => t!(locale, title.kiosk).to_owned(),
        "visitor" => t!(locale, audit.visitor).to_owned(),
        other => match other.strip_prefix("staff:") {
            Some(number) => t!(locale, audit.former, number = number),
            None => other.to_owned(),
        },
    }
}

/// What was done, in words; a word that this page does not know stands for itself.
fn what_words(locale: Locale, what: &str) -> String {
    let words = match what {
        "signed_in" => t!(locale, audit_what.signed_in),
        "sign_in_refused" => t!(locale, audit_what.sign_in_refused),
        "signed_out" => t!(locale, audit_what.signed_out),
        "session_ended" => t!(locale, audit_what.session_ended),
        "person_added" => t!(locale, audit_what.person_added),
        "person_changed" => t!(locale, audit_what.person_changed),
        "person_removed" => t!(locale, audit_what.person_removed),
        "person_locked" => t!(locale, audit_what.person_locked),
        "person_unlocked" => t!(locale, audit_what.person_unlocked),
        "password_changed" => t!(locale, audit_what.password_changed),
        "second_factor_changed" => t!(locale, audit_what.second_factor_changed),
        "passkey_added" => t!(locale, audit_what.passkey_added),
        "passkey_removed" => t!(locale, audit_what.passkey_removed),
        "passkey_used" => t!(locale, audit_what.passkey_used),
        "passkey_refused" => t!(locale, audit_what.passkey_refused),
        "device_enrolled" => t!(locale, audit_what.device_enrolled),
        "device_changed" => t!(locale, audit_what.device_changed),
        "device_revoked" => t!(locale, audit_what.device_revoked),
        "key_made" => t!(locale, audit_what.key_made),
        "key_revoked" => t!(locale, audit_what.key_revoked),
        "set_up_changed" => t!(locale, audit_what.set_up_changed),
        "rollout_begun" => t!(locale, audit_what.rollout_begun),
        "rollout_group_done" => t!(locale, audit_what.rollout_group_done),
        "rollout_returned" => t!(locale, audit_what.rollout_returned),
        "day_closed" => t!(locale, audit_what.day_closed),
        "day_reopened" => t!(locale, audit_what.day_reopened),
        "day_extended" => t!(locale, audit_what.day_extended),
        "issuing_stopped" => t!(locale, audit_what.issuing_stopped),
        "issuing_resumed" => t!(locale, audit_what.issuing_resumed),
        "ticket_picked" => t!(locale, audit_what.ticket_picked),
        "priority_given" => t!(locale, audit_what.priority_given),
        "priority_taken" => t!(locale, audit_what.priority_taken),
        "desk_taken_over" => t!(locale, audit_what.desk_taken_over),
        "record_changed" => t!(locale, audit_what.record_changed),
        "data_erased" => t!(locale, audit_what.data_erased),
        "data_exported" => t!(locale, audit_what.data_exported),
        "audit_exported" => t!(locale, audit_what.audit_exported),
        unknown => unknown,
    };
    words.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use wire::FilledForm;

    fn shown(lines: Vec<AuditLine>, earlier: Option<&str>) -> String {
        let page = AuditPage {
            form: FilledForm::default().with("who", "staff:3"),
            bank: true,
            what: vec!["ticket_picked".to_owned()],
            people: vec![("staff:3".to_owned(), "Anna".to_owned())],
            lines,
            earlier: earlier.map(str::to_owned),
        };
        Owner::new().with(|| view! { <Audit locale=Locale::en page /> }.to_html())
    }

    #[test]
    fn a_line_says_in_words_what_was_done_and_what_was_searched_for_stays_chosen() {
        let line = AuditLine {
            n: 12,
            at: "2026-11-29 10:15:00".to_owned(),
            who: "staff:9".to_owned(),
            what: "ticket_picked".to_owned(),
            about: "ticket:7 desk:3".to_owned(),
            device: String::new(),
            address: None,
        };
        let html = shown(vec![line], Some("before=12"));
        for words in [
            t!(Locale::en, audit_what.ticket_picked),
            t!(Locale::en, audit.erased),
            "ticket:7 desk:3",
            "?before=12",
            "Anna",
        ] {
            assert!(html.contains(words), "{words}: {html}");
        }
        assert!(html.contains(&t!(Locale::en, audit.former, number = "9")), "{html}");
    }

    #[test]
    fn nothing_found_is_said() {
        assert!(shown(Vec::new(), None).contains(t!(Locale::en, audit.nothing)));
    }
}
