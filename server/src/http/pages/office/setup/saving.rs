//! What becomes of a form of the set-up that was sent: what it would change is said, and then it is saved.

use super::super::{Given, done, language, shown, value};
use super::parts::{Part, Typed, edited, path, typed_at};
use super::preview::preview;
use super::rollouts;
use super::told::{Told, spoken};
use super::typed::{looked, overtaken};
use super::versions::compared;
use super::{Shown, is_admin, newest as newest_of, numbered, part_of, reads_all, saved, shown_changes, two};
use crate::http::AppState;
use crate::http::authorise::{Manager, same_origin};
use crate::http::extract::{Branch, Fields};
use crate::http::pages::{Page, Visit};
use crate::http::problem::{Error, Result};
use ::setup::{Fault, Written, difference};
use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode};
use branch::Handle;
use branch::setups::{Origin, of_one_branch, save, written};
use store::audit::Who;
use store::{Person, SetupVersion};
use wire::{OfficeBody, Said, SetupFault, SetupPreview, SetupRefused, SetupReview, SetupSaved, SetupUnfit};

/// `POST /b/{branch}/office/setup/{part}`
pub async fn send(
    visit: Visit,
    headers: HeaderMap,
    Branch(branch): Branch,
    Manager(person): Manager,
    Path((_, address)): Path<(String, String)>,
    Fields(given): Fields<Given>,
) -> Page {
    same_origin(&headers)?;
    take(visit, branch, person, &address, &given).await
}

/// `POST /b/{branch}/office/setup/services/{id}`, `/text/{id}` and `/versions/{id}`
pub async fn send_of_two(
    visit: Visit,
    headers: HeaderMap,
    Branch(branch): Branch,
    Manager(person): Manager,
    Path((_, address)): Path<(String, String)>,
    Fields(given): Fields<Given>,
) -> Page {
    same_origin(&headers)?;
    let address = [two(&visit), "/", &address].concat();
    take(visit, branch, person, &address, &given).await
}

/// Takes a form: says what it would change, or saves it; of one that is still typed, only what the check says.
pub async fn take(visit: Visit, branch: Handle, person: Person, address: &str, given: &[(String, String)]) -> Page {
    let part = part_of(address, &visit.state, &person, &branch)?;
    let store = visit.state.store.clone();
    let id = branch.live().setup().id.clone();
    let own = ["seen", "do", "in"];
    let spoken = spoken(&visit, &branch).await;
    let typed: Typed = given.iter().filter(|(name, _)| !own.contains(&name.as_str())).cloned().collect();
    let seen: u32 = value(given, "seen").parse().unwrap_or_default();
    let base = written(&numbered(&store, seen).await?)?;
    let older = match part {
        Part::Undo(number) => Some(written(&numbered(&store, number).await?)?),
        _ => None,
    };
    let newest = newest_of(&store).await?;
    let form =
        Refusing { branch: &branch, part: &part, base: &base, seen, newest: &newest, typed: &typed, spoken: &spoken };
    let is_typed = value(given, "do") == "typed";
    if newest.number != seen && is_typed {
        return Ok(overtaken(&visit, newest.number));
    }
    if newest.number != seen {
        let theirs = since(&visit.state, &branch, &person, &newest, seen, &spoken).await?;
        return form.refuse(visit, person, SetupRefused::Stale(Box::new(theirs)), Vec::new()).await;
    }
    let new = edited(&part, &base, &id, &typed, older.as_ref()).ok_or_else(Error::not_found)?;
    if value(given, "do") == "edit" {
        let body = match part {
            Part::Undo(number) => compared(&visit, &branch, &person, number, None, None).await?,
            _ => form.again()?,
        };
        return Ok(shown(visit, &branch, person, body).await);
    }
    let setups = visit.state.branches.versions().clone();
    let checked = match setups.check(new.clone()).await {
        Ok(_) if is_typed => return Ok(looked(&visit, &part, Vec::new())),
        Ok(checked) => checked,
        Err(faults) => {
            let faults = beside(&part, &id, &new, &typed, faults);
            if is_typed {
                return Ok(looked(&visit, &part, faults));
            }
            return form.refuse(visit, person, SetupRefused::Faulty, faults).await;
        }
    };
    if value(given, "do") == "preview" {
        let previewed = checked.branches.get(&id).ok_or_else(Error::not_found)?;
        let (label, typed) = (part.label(&base.fields(), &spoken), typed.clone().into_iter().collect());
        let page = preview(previewed, &part, value(given, "in"));
        let page = SetupPreview { part: part.address(), label, seen, typed, ..page };
        return Ok(shown(visit, &branch, person, OfficeBody::SetupPreview(Box::new(page))).await);
    }
    let changes = difference(&base, &new);
    if new == base {
        return form.refuse(visit, person, SetupRefused::Unchanged, Vec::new()).await;
    }
    if !is_admin(&person, &branch) && of_one_branch(&changes) != Some(id.as_str()) {
        return form.refuse(visit, person, SetupRefused::NotYours, Vec::new()).await;
    }
    let spreads = rollouts::spreads(&visit.state, &person, &branch, &part);
    if value(given, "do") == "spread" && spreads {
        let asked = rollouts::Asked { part: &part, seen, typed: &typed, base: &base, new: &new };
        if asked.steps(&id).is_err() {
            return form.refuse(visit, person, SetupRefused::OfOneBranch, Vec::new()).await;
        }
        return rollouts::form(visit, branch, person, &asked).await;
    }
    if value(given, "do") != "save" {
        let page = SetupReview {
            part: part.address(),
            label: part.label(&base.fields(), &spoken),
            seen,
            typed: typed.clone().into_iter().collect(),
            changes: shown_changes(changes, &branch, true, &Told::by(&new, spoken)),
            spreads,
        };
        return Ok(shown(visit, &branch, person, OfficeBody::SetupReview(Box::new(page))).await);
    }
    let origin = match part {
        Part::Undo(_) => Origin::Undo,
        Part::Import => Origin::Import,
        _ => Origin::Editor,
    };
    let Some(_) = save(&store, seen, &new, origin, Who::staff(person.id)).await? else {
        let newest = newest_of(&store).await?;
        let theirs = since(&visit.state, &branch, &person, &newest, seen, &spoken).await?;
        let form = Refusing { newest: &newest, ..form };
        return form.refuse(visit, person, SetupRefused::Stale(Box::new(theirs)), Vec::new()).await;
    };
    setups.refresh().await?;
    Ok(done(&branch, "setup", Said::Saved, &language(&visit)))
}

/// The page of the import again, and why the file is no set-up.
pub async fn refuse_file(visit: Visit, branch: Handle, person: Person, seen: u32, unfit: SetupUnfit) -> Page {
    let store = visit.state.store.clone();
    let newest = newest_of(&store).await?;
    let base = written(&numbered(&store, seen).await?)?;
    let (part, typed) = (Part::Import, Typed::new());
    let spoken = spoken(&visit, &branch).await;
    let form =
        Refusing { branch: &branch, part: &part, base: &base, seen, newest: &newest, typed: &typed, spoken: &spoken };
    form.refuse(visit, person, SetupRefused::Unfit(unfit), Vec::new()).await
}

/// A form that is refused.
#[derive(Clone, Copy)]
struct Refusing<'a> {
    branch: &'a Handle,
    part: &'a Part,
    base: &'a Written,
    seen: u32,
    newest: &'a SetupVersion,
    typed: &'a Typed,
    spoken: &'a str,
}

impl Refusing<'_> {
    /// The form with what was typed, and nothing that is wrong with it.
    fn again(self) -> Result<OfficeBody> {
        let Self { branch, part, base, seen, typed, spoken, .. } = self;
        Shown { part, base, seen, typed: Some(typed), faults: Vec::new(), refused: None, spoken }.body(branch)
    }

    /// The same page again, with what was typed and why it was not saved.
    async fn refuse(self, visit: Visit, person: Person, refused: SetupRefused, faults: Vec<SetupFault>) -> Page {
        let Self { branch, part, base, seen, newest, typed, spoken } = self;
        let stale = matches!(refused, SetupRefused::Stale(_));
        let status = match refused {
            SetupRefused::Stale(_) => StatusCode::PRECONDITION_FAILED,
            SetupRefused::Unfit(SetupUnfit::TooLong) => StatusCode::PAYLOAD_TOO_LARGE,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        };
        // What was typed goes on from the newest version.
        let newer = written(newest)?;
        let (base, seen) = if stale { (&newer, newest.number) } else { (base, seen) };
        let body = if let Part::Undo(number) = part {
            compared(&visit, branch, &person, *number, None, Some(refused)).await?
        } else {
            Shown { part, base, seen, typed: Some(typed), faults, refused: Some(refused), spoken }.body(branch)?
        };
        let mut response = shown(visit, branch, person, body).await;
        *response.status_mut() = status;
        Ok(response)
    }
}

/// The newest version, with all that changed since the one that was seen.
async fn since(
    state: &AppState,
    branch: &Handle,
    person: &Person,
    newest: &SetupVersion,
    seen: u32,
    spoken: &str,
) -> Result<SetupSaved> {
    let all = reads_all(state, person, branch);
    let before = written(&numbered(&state.store, seen).await?)?;
    let newer = written(newest)?;
    let (changes, told) = (difference(&before, &newer), Told::by(&newer, spoken.to_owned()));
    let changes = shown_changes(changes, branch, all, &told);
    Ok(SetupSaved { changes, ..saved(&state.store, branch, newest, all, &told).await? })
}

/// The faults of the check, each with the field in whose lines it stands.
fn beside(part: &Part, branch: &str, new: &Written, typed: &Typed, faults: Vec<Fault>) -> Vec<SetupFault> {
    let is_text = matches!(part, Part::Text(_) | Part::Import);
    let lines: Vec<_> =
        typed.keys().filter_map(|name| Some((name.clone(), new.lines(&path(part, branch, name))?))).collect();
    // All openings of a week are one list of the file: the entry says in which of the fields it was typed.
    let hours = ["branch", branch, "hours"].map(str::to_owned);
    let openings = new.fields().openings(&["branch", branch, "hours"]);
    let opening = |line: usize, field: &str| {
        let entry = new.lines_of_entries(&hours).iter().position(|lines| lines.contains(&line))?;
        typed_at(typed, openings.get(entry)?, if field.ends_with("close") { "close" } else { "open" })
    };
    let shown = |Fault { file, line, field, what }: Fault| {
        let at = lines.iter().find(|(_, lines)| file.is_none() && lines.contains(&line)).map(|(name, _)| name.clone());
        let at = at.map(|at| opening(line, &field).filter(|_| at.starts_with("hours.")).unwrap_or(at));
        let at = if is_text { Some("text".to_owned()) } else { at };
        SetupFault { file, line: u32::try_from(line).unwrap_or(u32::MAX), field, what, at }
    };
    faults.into_iter().map(shown).collect()
}
