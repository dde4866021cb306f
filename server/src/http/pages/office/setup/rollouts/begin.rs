//! How a rollout begins: the form of one branch that was checked, a name, and groups of branches.

use super::super::parts::{Part, Typed, edited};
use super::super::told::{Told, spoken as page_language};
use super::super::{is_admin, numbered, part_of};
use super::said;
use crate::http::AppState;
use crate::http::authorise::{Admin, same_origin};
use crate::http::extract::{Branch, Fields};
use crate::http::pages::form::{key_of, new_form, text_fault};
use crate::http::pages::office::{Given, done, language, refused, shown, value};
use crate::http::pages::{Page, Visit};
use crate::http::problem::Error;
use ::setup::{Change, OfOneBranch, Step, Written, difference, steps};
use axum::http::HeaderMap;
use branch::Handle;
use branch::rollouts::{Beginning, Begun};
use branch::setups::written;
use std::collections::{BTreeMap, BTreeSet};
use store::Person;
use store::audit::Who;
use wire::{FieldFault, FilledForm, OfficeBody, RolloutForm, Said};
use words::{Locale, t};

/// The most characters of a name.
const NAME_MOST: usize = 80;
/// The fields of the groups in their order.
const GROUPS: [&str; 3] = ["first", "second", "third"];

/// Whether somebody may make a change of this part to other branches, and there are others.
pub fn spreads(state: &AppState, person: &Person, branch: &Handle, part: &Part) -> bool {
    let of_branch = matches!(part, Part::Hours | Part::Desks | Part::Policy);
    of_branch && is_admin(person, branch) && state.branches.setups().len() > 1
}

/// A change of one branch that is to be made to others.
pub struct Asked<'a> {
    pub part: &'a Part,
    pub seen: u32,
    pub typed: &'a Typed,
    pub base: &'a Written,
    pub new: &'a Written,
}

impl Asked<'_> {
    pub fn steps(&self, branch: &str) -> std::result::Result<Vec<Step>, OfOneBranch> {
        let steps = steps(&self.base.fields(), &self.new.fields(), branch)?;
        if steps.is_empty() { Err(OfOneBranch) } else { Ok(steps) }
    }

    fn changes(&self) -> Vec<Change> {
        difference(self.base, self.new)
    }

    fn page(&self, branches: usize, form: FilledForm, spoken: String) -> RolloutForm {
        let told = Told::by(self.new, spoken);
        RolloutForm {
            part: self.part.address(),
            seen: self.seen,
            typed: self.typed.clone().into_iter().collect(),
            changes: self.changes().into_iter().map(|change| told.change(change)).collect(),
            branches: u32::try_from(branches).unwrap_or(u32::MAX),
            form,
            unknown: Vec::new(),
            twice: Vec::new(),
            faults: Vec::new(),
        }
    }
}

/// The form in which the branches are chosen.
pub async fn form(visit: Visit, branch: Handle, person: Person, asked: &Asked<'_>) -> Page {
    let branches = asked.base.fields().ids(&["branch"]).len();
    let page = asked.page(branches, new_form().with("rest", "on"), page_language(&visit, &branch).await);
    Ok(shown(visit, &branch, person, OfficeBody::NewRollout(Box::new(page))).await)
}

/// `POST /b/{branch}/office/setup/rollouts`: begins one. Nothing is changed yet.
pub async fn begin(
    visit: Visit,
    headers: HeaderMap,
    Branch(branch): Branch,
    Admin(person): Admin,
    Fields(given): Fields<Given>,
) -> Page {
    same_origin(&headers)?;
    let state = visit.state.clone();
    let part = part_of(value(&given, "part"), &state, &person, &branch)?;
    if !spreads(&state, &person, &branch, &part) {
        return Err(Error::not_found());
    }
    let seen: u32 = value(&given, "seen").parse().unwrap_or_default();
    let base = written(&numbered(&state.store, seen).await?)?;
    let own = given.iter().filter_map(|(name, value)| Some((name.strip_prefix("field.")?.to_owned(), value.clone())));
    let typed: Typed = own.collect();
    let id = branch.live().setup().id.clone();
    let new = edited(&part, &base, &id, &typed, None).ok_or_else(Error::not_found)?;
    let asked = Asked { part: &part, seen, typed: &typed, base: &base, new: &new };
    let steps = asked.steps(&id).map_err(|_| Error::not_found())?;
    let known = base.fields().ids(&["branch"]);
    let mut form = FilledForm::new(key_of(value(&given, "key")).as_str());
    for name in ["name", "rest"].into_iter().chain(GROUPS) {
        form = form.with(name, value(&given, name));
    }
    let named = records::text(value(&given, "name"), NAME_MOST, true);
    let chosen = Chosen::of(&form, &known, spoken(&language(&visit)));
    if let Err(fault) = named {
        form.fault("name", text_fault(fault));
    }
    if chosen.groups.is_empty() {
        form.fault("first", FieldFault::Missing);
    }
    let wrong = !form.faults.is_empty() || !chosen.unknown.is_empty() || !chosen.twice.is_empty();
    let faults = match named {
        Ok(name) if !wrong => {
            let beginning = Beginning {
                request: key_of(&form.key),
                name,
                steps,
                changes: asked.changes(),
                groups: chosen.groups,
                who: Who::staff(person.id),
            };
            match branch::rollouts::begin(&state.store, state.branches.versions(), &beginning).await? {
                Begun::Rollout(id) => {
                    return Ok(done(&branch, &format!("setup/rollouts/{id}"), Said::Saved, &language(&visit)));
                }
                Begun::Faulty(faults) => said(faults),
            }
        }
        _ => Vec::new(),
    };
    let page = RolloutForm {
        unknown: chosen.unknown,
        twice: chosen.twice,
        faults,
        ..asked.page(known.len(), form, page_language(&visit, &branch).await)
    };
    Ok(refused(visit, &branch, person, OfficeBody::NewRollout(Box::new(page))).await)
}

fn spoken(language: &str) -> Locale {
    Locale::known(language).filter(|locale| locale.is_complete()).unwrap_or(Locale::it)
}

/// The branches that were chosen, in groups.
#[derive(Debug, Default)]
struct Chosen {
    groups: Vec<(String, Vec<String>)>,
    /// What was named and is not there.
    unknown: Vec<String>,
    /// What two groups name.
    twice: Vec<String>,
}

impl Chosen {
    fn of(form: &FilledForm, known: &[String], locale: Locale) -> Self {
        let mut chosen = Self::default();
        let mut taken: BTreeMap<String, usize> = BTreeMap::new();
        for (at, field) in GROUPS.into_iter().enumerate() {
            let mut group = BTreeSet::new();
            let asked = form.value(field).split([',', '\n']).map(str::trim).filter(|asked| !asked.is_empty());
            for asked in asked {
                let found: Vec<&String> = match asked.strip_suffix('*') {
                    Some(start) => known.iter().filter(|id| id.starts_with(start)).collect(),
                    None => known.iter().filter(|id| *id == asked).collect(),
                };
                if found.is_empty() {
                    chosen.unknown.push(asked.to_owned());
                }
                group.extend(found.into_iter().cloned());
            }
            chosen.twice.extend(group.iter().filter(|id| taken.contains_key(*id)).cloned());
            taken.extend(group.iter().map(|id| (id.clone(), at)));
            if !group.is_empty() {
                let name = match at {
                    0 => t!(locale, rollout.pilot).to_owned(),
                    at => t!(locale, rollout.group, number = at + 1),
                };
                chosen.groups.push((name, group.into_iter().collect()));
            }
        }
        let rest: Vec<String> = known.iter().filter(|id| !taken.contains_key(*id)).cloned().collect();
        if form.value("rest") == "on" && !rest.is_empty() {
            chosen.groups.push((t!(locale, rollout.others).to_owned(), rest));
        }
        chosen
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(fields: &[(&str, &str)]) -> Chosen {
        let known = ["centro", "milano-1", "milano-2", "porto"].map(str::to_owned);
        let form = fields.iter().fold(new_form(), |form, (name, value)| form.with(name, *value));
        Chosen::of(&form, &known, Locale::en)
    }

    #[test]
    fn groups_are_lists_of_ids_or_of_how_they_begin_and_then_come_all_the_others() {
        let found = chosen(&[("first", "porto\r\n"), ("third", " milano-*, "), ("rest", "on")]);
        let groups: Vec<_> = found.groups.iter().map(|(name, ids)| (name.as_str(), ids.join(" "))).collect();
        let third = ("Group 3", "milano-1 milano-2".to_owned());
        assert_eq!(groups, [("Pilot branches", "porto".to_owned()), third, ("All the others", "centro".to_owned())]);
        assert!(chosen(&[]).groups.is_empty());
        assert_eq!(chosen(&[("rest", "on")]).groups[0].1.len(), 4);
    }

    #[test]
    fn a_branch_that_is_not_there_or_stands_in_two_groups_is_named() {
        let found = chosen(&[("first", "porto, luna, roma-*"), ("second", "centro\nporto")]);
        assert_eq!(
            (found.unknown, found.twice),
            (vec!["luna".to_owned(), "roma-*".to_owned()], vec!["porto".to_owned()])
        );
    }
}
