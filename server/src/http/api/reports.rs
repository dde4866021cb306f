//! The figures of a branch for programs and spreadsheets: KPIs as JSON; KPIs, quarter hours and visits as CSV and XLSX.

mod asked;
mod figures;
mod sheet;
mod sheets;

pub use asked::{filter_of, time_zone};
pub use figures::computed;

use crate::http::AppState;
use crate::http::authorise::Manager;
use crate::http::extract::{Branch, path_parameter};
use crate::http::openapi::{self, Problems, Refuses, Row};
use crate::http::problem::{Error, Result};
use asked::{Asked, LONGEST, LONGEST_VISITS};
use axum::Json;
use axum::extract::{FromRequestParts, RawQuery, State};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use machine::clock;
use store::BranchId;
use store::audit::{Entry, What, Who};
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterIn};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::{Code, FiguresReport, KpiLine};

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
                "There is no report \"{name}\": ask for figures, quarters or visits, followed by .csv or .xlsx, or for \
                 figures alone."
            );
            Error::new(StatusCode::NOT_FOUND, Code::ReportUnknown, "Unknown report", detail)
        })
    }
}

impl IntoParams for File {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let name = openapi::text("^(figures|quarters|visits)\\.(csv|xlsx)$");
        vec![openapi::path_parameter("file", "What the file has, and how it is written.", name)]
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
    let (word, sheet) = match file.contents {
        Contents::Figures => ("figures", sheets::figures(&state, &setup, &asked).await?),
        Contents::Quarters => ("quarters", sheets::quarters(&state, &setup, &asked).await?),
        Contents::Visits => ("visits", sheets::visits(&state, &setup, &asked).await?),
    };
    let about = format!("report:{word} from:{} to:{}", asked.first, asked.last);
    let entry = Entry::new(&BranchId::new(&setup.id), clock::now(), Who::staff(person.id), What::DataExported);
    state.audit.note(entry.about(about)).await?;
    let (kind, end, bytes) = match file.form {
        Form::Csv => ("text/csv; charset=utf-8", "csv", sheet.to_csv(&setup.calendar).into_bytes()),
        Form::Xlsx => {
            let work = move || sheet.to_xlsx(&setup.calendar);
            let bytes = tokio::task::spawn_blocking(work).await.map_err(Error::internal)?.map_err(Error::internal)?;
            ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx", bytes)
        }
    };
    let name = format!("{word}-{}-{}-{}.{end}", branch.live().setup().id, asked.first, asked.last);
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, bytes).into_response())
}
