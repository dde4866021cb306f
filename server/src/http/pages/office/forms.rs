//! The code on a form: which form the paper is, in which language, and whether it is today's.

use super::shown;
use crate::http::authorise::Csr;
use crate::http::extract::{Branch, in_query};
use crate::http::pages::{Page, Visit};
use wire::{FormCode, FormsOffice, OfficeBody, ScannedForm};

/// The most characters that are read.
const MOST: usize = 120;

/// `GET /b/{branch}/office/forms?code=SPORTELLO.FORM.IT.SLIP.1A2B3C4D`
pub async fn page(visit: Visit, Branch(branch): Branch, Csr(person): Csr) -> Page {
    let typed: String = in_query(visit.parts.uri.query(), "code").chars().take(MOST).collect();
    let setup = branch.live().setup();
    let scanned = FormCode::read(&typed).map(|code| {
        let form = setup.forms.get(&code.form);
        let now = form.map(|form| FormCode::new(&code.language, &code.form, &form.version).version);
        ScannedForm {
            name: form.map(|form| form.name.clone()),
            form: code.form,
            language: code.language,
            version: code.version,
            now,
        }
    });
    Ok(shown(visit, &branch, person, OfficeBody::Forms(Box::new(FormsOffice { typed, scanned }))).await)
}
