//! The figures of a branch for programs and spreadsheets: KPIs as JSON; KPIs, quarter hours and visits as CSV and XLSX.

mod asked;
mod figures;
mod paper;
mod sheet;
mod sheets;

pub use asked::{filter_of, letters_of, time_zone};
pub use figures::computed;
pub use paper::{on_paper, title};

use crate::http::AppState;
use crate::http::authorise::Manager;
use crate::http::extract::{Branch, in_query, path_parameter};
use crate::http::openapi::{self, Problems, Refuses, Row};
use crate::http::problem::{Error, Result};
use asked::{Asked, LONGEST, LONGEST_VISITS};
use axum::Json;
use axum::extract::{FromRequestParts, RawQuery, State};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use machine::clock;
use std::sync::Arc;
use store::BranchId;
use store::audit::{Entry, What, Who};
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterIn};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::{Code, FiguresReport, KpiLine};
use words::Locale;

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(kpis)).routes(routes!(file))
}

/// A report as a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct File {
    contents: Contents,
    form: Form,
}

/// What a file has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Contents {
    Figures,
    Quarters,
    Visits,
}

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Csv,
    Xlsx,
    /// To be read and printed: the figures alone.
    Pdf,
}

impl File {
    fn parse(name: &str) -> Option<Self> {
        let (contents, form) = name.split_once('.')?;
        let contents = match contents {
            "figures" => Contents::Figures,
            "quarters" => Contents::Quarters,
            "visits" => Contents::Visits,
            _ => return None,
        };
        let form = match form {
            "csv" => Form::Csv,
            "xlsx" => Form::Xlsx,
            "pdf" if contents == Contents::Figures => Form::Pdf,
            _ => return None,
        };
        Some(Self { contents, form })
    }
}

impl FromRequestParts<AppState> for File {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &AppState) -> Result<Self> {
        let name = path_parameter(parts, "file").await;
        Self::parse(&name).ok_or_else(|| {
            let detail = format!(
                "There is no report \"{name}\": ask for figures, quarters or visits, followed by .csv or .xlsx, for \
                 figures.pdf, or for figures alone."
            );
            Error::new(StatusCode::NOT_FOUND, Code::ReportUnknown, "Unknown report", detail)
        })
    }
}

impl IntoParams for File {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let name = openapi::text("^((figures|quarters|visits)\\.(csv|xlsx)|figures\\.pdf)$");
        vec![
            openapi::path_parameter("file", "What the file has, and how it is written.", name),
            openapi::text_query("lang", "The language of a PDF; Italian where it is missing or not spoken.", "^.*$"),
        ]
    }
}

impl Refuses for File {
    const PROBLEMS: &'static [&'static [Row]] = &[&[(404, Code::ReportUnknown)]];
}

/// The KPIs of some days, at most 366, each with how many visits it is of and its 95 % interval.
#[utoipa::path(
    get, path = "/api/v1/branches/{branch}/reports/figures", tag = "reports", params(Branch, Asked),
    responses((status = 200, body = FiguresReport), Problems<(Manager, Branch, Asked)>),
    security(("session" = ["Manager"]))
)]
async fn kpis(
    State(state): State<AppState>,
    _: Manager,
    Branch(branch): Branch,
    RawQuery(query): RawQuery,
) -> Result<Json<FiguresReport>> {
    let setup = branch.live().setup();
    let asked = Asked::parse(&setup, query.as_deref(), LONGEST)?;
    let figures = computed(&state, &setup, asked.first, asked.last, asked.filter.clone()).await?;
    let kpis = figures.kpis().into_iter().map(|(kpi, value)| KpiLine { kpi, unit: kpi.unit(), value });
    Ok(Json(FiguresReport {
        branch: setup.id.clone(),
        from: asked.first.to_string(),
        to: asked.last.to_string(),
        time_zone: time_zone(&setup),
        kpis: kpis.collect(),
    }))
}

/// KPIs, quarter hours or visits of some days as a file: of at most 366 days, visits of at most 93. Times are those of the branch's
/// time zone, which the file names. That it was asked for is noted in the audit.
#[utoipa::path(
    get, path = "/api/v1/branches/{branch}/reports/{file}", tag = "reports", params(Branch, File, Asked),
    responses(
        (status = 200, content(
            (Vec<u8> = "text/csv"),
            (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            (Vec<u8> = "application/pdf"),
        )),
        Problems<(Manager, Branch, File, Asked)>,
    ),
    security(("session" = ["Manager"]))
)]
async fn file(
    State(state): State<AppState>,
    Manager(person): Manager,
    Branch(branch): Branch,
    file: File,
    RawQuery(query): RawQuery,
) -> Result<Response> {
    let setup = branch.live().setup();
    let longest = if file.contents == Contents::Visits { LONGEST_VISITS } else { LONGEST };
    let asked = Asked::parse(&setup, query.as_deref(), longest)?;
    let word = match file.contents {
        Contents::Figures => "figures",
        Contents::Quarters => "quarters",
        Contents::Visits => "visits",
    };
    let about = format!("report:{word} from:{} to:{}", asked.first, asked.last);
    let entry = Entry::new(&BranchId::new(&setup.id), clock::now(), Who::staff(person.id), What::DataExported);
    let (kind, end, bytes) = if file.form == Form::Pdf {
        let language = in_query(query.as_deref(), "lang");
        let locale = Locale::known(&language).filter(|locale| locale.is_complete()).unwrap_or(Locale::it);
        let bytes = on_paper(&state, &setup, (asked.first, asked.last), asked.filter.clone(), locale).await?;
        ("application/pdf", "pdf", bytes)
    } else {
        let sheet = match file.contents {
            Contents::Figures => sheets::figures(&state, &setup, &asked).await?,
            Contents::Quarters => sheets::quarters(&state, &setup, &asked).await?,
            Contents::Visits => sheets::visits(&state, &setup, &asked).await?,
        };
        written(&setup, file.form, sheet).await?
    };
    state.audit.note(entry.about(about)).await?;
    let name = format!("{word}-{}-{}-{}.{end}", branch.live().setup().id, asked.first, asked.last);
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, bytes).into_response())
}

/// A table as a file: its type, the end of its name, its bytes.
async fn written(
    setup: &Arc<setup::Branch>,
    form: Form,
    sheet: sheet::Sheet,
) -> Result<(&'static str, &'static str, Vec<u8>)> {
    if form == Form::Csv {
        return Ok(("text/csv; charset=utf-8", "csv", sheet.to_csv(&setup.calendar).into_bytes()));
    }
    let setup = setup.clone();
    let work = move || sheet.to_xlsx(&setup.calendar);
    let bytes = machine::beside(work).await.map_err(Error::internal)?.map_err(Error::internal)?;
    Ok(("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx", bytes))
}
