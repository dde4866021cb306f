//! `/b/{branch}/fill/{form}`: a form to fill in on the visitor's own phone. The page has the fields alone: what is written there goes into
//! the PDF in the browser (`public/fill.js`), and nothing of it comes here.

use super::shown;
use crate::http::api::forms::FormUnknown;
use crate::http::extract::{Branch, path_parameter};
use crate::http::pages::{Page, Visit};
use paper::forms::{Place, option_name, places};
use setup::FieldKind;
use wire::{FillField, FillKind, FillPage, PublicBody};

/// `GET /b/{branch}/fill/{form}`
pub async fn page(mut visit: Visit, Branch(branch): Branch) -> Page {
    let setup = branch.live().setup();
    let id = path_parameter(&mut visit.parts, "form").await;
    let Some(form) = setup.forms.get(&id) else { return Err(FormUnknown(id).into()) };
    let wanted = visit.wanted(&setup.languages).await;
    let (language, fields) = places(form, &wanted, &setup.languages).unwrap_or_else(|| (wanted.clone(), Vec::new()));
    let name = form.name.get(&language).to_owned();
    let fields = fields.into_iter().map(field).collect();
    Ok(shown(visit, &setup, PublicBody::Fill(Box::new(FillPage { form: id, name, language, fields }))).await)
}

fn field(Place { name, kind, label, lines, options }: Place) -> FillField {
    let kind = match kind {
        FieldKind::Section => FillKind::Section,
        FieldKind::Note => FillKind::Note,
        FieldKind::Text => FillKind::Text(lines),
        FieldKind::Short => FillKind::Text(1),
        FieldKind::Amount => FillKind::Amount,
        FieldKind::Date => FillKind::Date,
        FieldKind::Iban => FillKind::Iban,
        FieldKind::Choice => {
            let option = |(place, words)| (option_name(&name, place + 1), words);
            FillKind::Choice(options.into_iter().enumerate().map(option).collect())
        }
        FieldKind::Signature => FillKind::Signature,
    };
    FillField { name, label, kind }
}
