//! The people of a branch: who may sign in, what they may do, and where they are signed in.

use super::person_fields::{Given, PersonFields, labels};
use crate::address;
use crate::ui::{Faults, FormKey, Notice, Table, TextField, Tone, role_words};
use leptos::prelude::*;
use wire::{OfficeHead, PersonPage, PersonRow, StaffPage, StaffRefusal};
use words::{Locale, t};

/// What a person may do, as the list says it: "Manage the branch (Filiale Centro)".
fn roles_of(locale: Locale, person: &PersonRow) -> String {
    let roles = person.roles.iter().map(|(role, branch)| {
        let role = role_words(locale, *role);
        match branch {
            Some(branch) => [role, " (", branch.get(locale.code()), ")"].concat(),
            None => role.to_owned(),
        }
    });
    roles.collect::<Vec<_>>().join(", ")
}

/// `/b/{branch}/office/staff`
#[component]
pub fn Staff(locale: Locale, head: OfficeHead, page: StaffPage) -> impl IntoView {
    let StaffPage { people, add, roles, given } = page;
    let rows =
        people.into_iter().map(|person| view! { <Row locale branch=head.branch.clone() person /> }).collect_view();
    let action = address::office(&head.branch, "staff", locale);
    let columns =
        vec![t!(locale, people.name), t!(locale, people.login), t!(locale, people.roles), t!(locale, people.state)];
    view! {
        {given.map(|given| view! { <Given locale given /> })}
        <Table label=t!(locale, people.title) columns>
            {rows}
        </Table>
        <section aria-labelledby="add">
            <h2 id="add">{t!(locale, people.add)}</h2>
            <Faults locale form=add.clone() labels=labels(locale) />
            <form method="post" action=action class="form">
                <FormKey form=add.clone() />
                <PersonFields locale form=add.clone() roles />
                <TextField
                    locale
                    form=add
                    name="login"
                    label=t!(locale, people.login)
                    hint=t!(locale, account.login_hint)
                />
                <p class="hint">{t!(locale, people.add_detail)}</p>
                <button type="submit" class="button button-primary">{t!(locale, people.add)}</button>
            </form>
        </section>
    }
}

#[component]
fn Row(locale: Locale, branch: String, person: PersonRow) -> impl IntoView {
    let roles = roles_of(locale, &person);
    let place = ["staff/".to_owned(), person.id.to_string()].concat();
    let name = person.name.clone();
    let name = if person.may_change {
        view! { <a href=address::office(&branch, &place, locale)>{name}</a> }.into_any()
    } else {
        name.into_any()
    };
    let mut state = state_words(locale, &person);
    if person.second_factor {
        state = [state.as_str(), " · ", t!(locale, people.second_factor)].concat();
    }
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td>
                <code>{person.login}</code>
            </td>
            <td>{roles}</td>
            <td>{state}</td>
        </tr>
    }
}

fn state_words(locale: Locale, person: &PersonRow) -> String {
    if person.is_locked {
        t!(locale, people.locked).to_owned()
    } else if !person.failed_at.is_empty() {
        t!(locale, people.failed, places = person.failed_at.join(", "))
    } else if let Some((place, since)) = person.sessions.first() {
        t!(locale, people.signed_in, place = place, time = since)
    } else {
        t!(locale, people.signed_out).to_owned()
    }
}

/// `/b/{branch}/office/staff/{person}`
#[component]
pub fn Person(locale: Locale, head: OfficeHead, page: PersonPage) -> impl IntoView {
    let PersonPage { person, form, roles, given, is_self, may_reset_factor, refusal } = page;
    let place = ["staff/".to_owned(), person.id.to_string()].concat();
    let action = address::office(&head.branch, &place, locale);
    let refusal = refusal.map(|refusal| match refusal {
        StaffRefusal::Last => t!(locale, people.last),
        StaffRefusal::OwnAccount => t!(locale, people.own_account),
    });
    let sessions = person
        .sessions
        .iter()
        .map(|(place, since)| view! { <li>{t!(locale, people.signed_in, place = place, time = since)}</li> })
        .collect_view();
    let buttons = changes(locale, &person, is_self, may_reset_factor)
        .into_iter()
        .map(|(what, words)| {
            let class = if what == "remove" { "button button-danger" } else { "button" };
            view! {
                <form method="post" action=action.clone()>
                    <FormKey form=form.clone() />
                    <button type="submit" class=class name="do" value=what>
                        {words}
                    </button>
                </form>
            }
        })
        .collect_view();
    let said = [person.login.clone(), roles_of(locale, &person), state_words(locale, &person)].join(" · ");
    view! {
        {given.map(|given| view! { <Given locale given /> })}
        {refusal.map(|words| view! { <Notice tone=Tone::Warning words /> })}
        <p>{said}</p>
        <Faults locale form=form.clone() labels=labels(locale) />
        <form method="post" action=action.clone() class="form">
            <FormKey form=form.clone() />
            <PersonFields locale form=form.clone() roles />
            <button type="submit" class="button button-primary" name="do" value="save">
                {t!(locale, people.save)}
            </button>
        </form>
        <section aria-labelledby="sessions">
            <h2 id="sessions">{t!(locale, people.sessions)}</h2>
            <ul>{sessions}</ul>
            <div class="office-buttons">{buttons}</div>
        </section>
    }
}

/// What may be done with an account besides. Nobody locks or removes themselves.
fn changes(
    locale: Locale,
    person: &PersonRow,
    is_self: bool,
    may_reset_factor: bool,
) -> Vec<(&'static str, &'static str)> {
    let mut changes = vec![("password", t!(locale, people.reset)), ("sessions", t!(locale, people.end_sessions))];
    if person.is_locked || !person.failed_at.is_empty() {
        changes.push(("unlock", t!(locale, people.unlock)));
    } else if !is_self {
        changes.push(("lock", t!(locale, people.lock)));
    }
    if may_reset_factor && person.second_factor && !is_self {
        changes.push(("second-factor", t!(locale, people.reset_factor)));
    }
    if !is_self {
        changes.push(("remove", t!(locale, people.remove)));
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;
    use wire::{FieldFault, FilledForm, GivenPassword, StaffMember, StaffRole};

    fn head() -> OfficeHead {
        let sample = sample::head();
        let staff = StaffMember { id: 7, name: "Gaia".to_owned() };
        let (branch, name, languages) = (sample.branch, sample.name, sample.languages);
        OfficeHead { branch, name, languages, staff, manages: true, sections: Vec::new(), due: 0 }
    }

    fn anna() -> PersonRow {
        PersonRow {
            id: 1,
            login: "anna".to_owned(),
            name: "Anna".to_owned(),
            roles: vec![(StaffRole::Csr, Some(sample::head().name)), (StaffRole::Admin, None)],
            languages: Vec::new(),
            is_locked: false,
            failed_at: vec!["10.0.0.7".to_owned()],
            sessions: Vec::new(),
            may_change: true,
            second_factor: true,
        }
    }

    #[test]
    fn the_list_says_what_each_may_do_and_who_waits_for_a_manager() {
        let given = Some(GivenPassword { login: "ugo".to_owned(), password: "abcd-efgh-jkmn".to_owned() });
        let mut add = FilledForm::new("k1234567").with("role-csr", "on");
        add.fault("login", FieldFault::Taken);
        let page = StaffPage { people: vec![anna()], add, roles: vec![StaffRole::Csr, StaffRole::Manager], given };
        let html = Owner::new().with(|| view! { <Staff locale=Locale::en head=head() page /> }.to_html());
        for part in ["/b/centro/office/staff/1", "10.0.0.7", "abcd-efgh-jkmn", "href=\"#login\"", "role-manager"] {
            assert!(html.contains(part), "{part}: {html}");
        }
        assert!(html.contains(t!(Locale::en, people.admin)));
        assert!(html.contains(t!(Locale::en, people.second_factor)));
    }

    #[test]
    fn nobody_is_offered_to_lock_or_remove_themselves() {
        let shown = |is_self: bool| {
            let person = PersonRow { failed_at: Vec::new(), ..anna() };
            let form = FilledForm::new("k1234567");
            let page = PersonPage {
                person,
                form,
                roles: vec![StaffRole::Csr],
                given: None,
                is_self,
                may_reset_factor: true,
                refusal: None,
            };
            Owner::new().with(|| view! { <Person locale=Locale::en head=head() page /> }.to_html())
        };
        assert!(shown(false).contains("value=\"lock\"") && shown(false).contains("value=\"remove\""));
        assert!(!shown(true).contains("value=\"lock\"") && !shown(true).contains("value=\"remove\""));
        assert!(shown(false).contains("value=\"second-factor\"") && !shown(true).contains("value=\"second-factor\""));
    }
}
