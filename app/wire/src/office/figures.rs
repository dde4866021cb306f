//! The figures of a branch as its manager sees them: counts and durations, each with how many visits it is of. No figure is of one
//! member of staff.

use super::hindsight::Hindsight;
use super::targets::TargetFigures;
use super::troubles::NewsState;
use crate::feedback::Figure;
use crate::form::Form as FilledForm;
use crate::text::Text;
use serde::{Deserialize, Serialize};

/// The figures of a day, a week or a month.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FiguresPage {
    /// `span`, `day`, `service`, `letter`, `desk` and `channel`, as they were asked for.
    pub form: FilledForm,
    pub services: Vec<(String, Text)>,
    /// The letters of the branch's tickets.
    pub letters: Vec<String>,
    pub desks: Vec<(String, Text)>,
    pub period: Period,
    /// What the period is compared with.
    pub before: Period,
    /// The day that asks for the period before this one, and for the one after it.
    pub earlier: String,
    pub later: Option<String>,
    /// The branch's time zone: `Europe/Rome`.
    pub time_zone: String,
    pub kpis: Vec<KpiRow>,
    /// The quarter hours of the day from the first to the last in which somebody came.
    pub quarters: Vec<QuarterFigures>,
    pub by_service: Vec<FiguresRow>,
    pub by_letter: Vec<FiguresRow>,
    pub by_desk: Vec<FiguresRow>,
    pub by_channel: Vec<FiguresRow>,
    /// Empty for a single day.
    pub by_day: Vec<FiguresRow>,
    pub heat: Vec<HeatRow>,
    /// `None` where visits are asked for that nobody foresees.
    pub hindsight: Option<Hindsight>,
    /// `None` where visits are asked for that have no target of their own.
    pub targets: Option<TargetFigures>,
    /// The reports that are sent by themselves, the latest first.
    pub sent: Vec<LetterRow>,
}

/// A report that is sent by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterRow {
    /// By the id of the set-up.
    pub recipient: String,
    /// The first day of the period.
    pub period: String,
    pub state: NewsState,
    pub tries: u32,
    /// When its state changed.
    pub at: String,
    /// What went wrong at the last try.
    pub fault: String,
}

/// Days from the first to the last, both included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    pub first: String,
    pub last: String,
}

/// A KPI in the period, and in the one that it is compared with. Durations are in seconds, shares in percent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct KpiRow {
    pub kpi: Kpi,
    pub now: KpiValue,
    pub before: KpiValue,
}

/// The value of a KPI. One of nothing has no value.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct KpiValue {
    /// Of how many visits, or requests, it is.
    pub n: u32,
    pub value: Option<f64>,
    /// The ends of the 95 % interval.
    pub low: Option<f64>,
    pub high: Option<f64>,
}

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Kpi {
    Arrivals,
    Served,
    ServiceLevel,
    WaitMean,
    WaitMedian,
    WaitP90,
    Asa,
    Abandonment,
    Cancelled,
    NoShow,
    DayEnded,
    ServiceMean,
    ServiceMedian,
    Occupancy,
    Utilisation,
    FirstContact,
    ResolutionMean,
    ResolutionMedian,
    OpenCases,
}

/// The unit of a KPI's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum KpiUnit {
    Count,
    Percent,
    Seconds,
}

impl Kpi {
    pub const ALL: [Self; 19] = [
        Self::Arrivals,
        Self::Served,
        Self::ServiceLevel,
        Self::WaitMean,
        Self::WaitMedian,
        Self::WaitP90,
        Self::Asa,
        Self::Abandonment,
        Self::Cancelled,
        Self::NoShow,
        Self::DayEnded,
        Self::ServiceMean,
        Self::ServiceMedian,
        Self::Occupancy,
        Self::Utilisation,
        Self::FirstContact,
        Self::ResolutionMean,
        Self::ResolutionMedian,
        Self::OpenCases,
    ];

    /// The word by which files name it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Arrivals => "arrivals",
            Self::Served => "served",
            Self::ServiceLevel => "service_level",
            Self::WaitMean => "wait_mean",
            Self::WaitMedian => "wait_median",
            Self::WaitP90 => "wait_p90",
            Self::Asa => "asa",
            Self::Abandonment => "abandonment",
            Self::Cancelled => "cancelled",
            Self::NoShow => "no_show",
            Self::DayEnded => "day_ended",
            Self::ServiceMean => "service_mean",
            Self::ServiceMedian => "service_median",
            Self::Occupancy => "occupancy",
            Self::Utilisation => "utilisation",
            Self::FirstContact => "first_contact",
            Self::ResolutionMean => "resolution_mean",
            Self::ResolutionMedian => "resolution_median",
            Self::OpenCases => "open_cases",
        }
    }

    pub const fn unit(self) -> KpiUnit {
        match self {
            Self::Arrivals | Self::Served | Self::OpenCases => KpiUnit::Count,
            Self::ServiceLevel
            | Self::Abandonment
            | Self::Cancelled
            | Self::NoShow
            | Self::DayEnded
            | Self::Occupancy
            | Self::Utilisation
            | Self::FirstContact => KpiUnit::Percent,
            Self::WaitMean
            | Self::WaitMedian
            | Self::WaitP90
            | Self::Asa
            | Self::ServiceMean
            | Self::ServiceMedian
            | Self::ResolutionMean
            | Self::ResolutionMedian => KpiUnit::Seconds,
        }
    }
}

impl KpiUnit {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::Percent => "percent",
            Self::Seconds => "seconds",
        }
    }
}

/// Durations in seconds that 50, 80 and 95 of a hundred stay within; `None` of nobody.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Within {
    pub n: u32,
    pub p50: Option<u32>,
    pub p80: Option<u32>,
    pub p95: Option<u32>,
}

/// A quarter hour of the day, of all days of the period together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuarterFigures {
    /// Minutes since midnight, at which it begins.
    pub minute: u16,
    pub arrivals: u32,
    /// Cancelled and no-shows.
    pub abandoned: u32,
    pub wait: Within,
    pub service: Within,
}

/// A line of a table of figures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FiguresRow {
    pub of: FiguresOf,
    pub arrivals: u32,
    pub served: u32,
    pub wait: Within,
    pub service: Within,
    pub abandonment: Figure,
}

/// What the figures of a line are of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FiguresOf {
    Service(Text),
    /// The letter on the ticket.
    Letter(String),
    Desk(Text),
    /// `kiosk`, `staff`, `visitor` or `appointment`.
    Channel(String),
    Day(String),
}

/// Arrivals of a weekday by hour.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeatRow {
    /// 0 is Monday.
    pub weekday: u8,
    /// How many of such days there are in the period.
    pub days: u32,
    /// By hour from 0 to 23, of all those days together.
    pub arrivals: Vec<u32>,
}

/// The figures of some days, as a program reads them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct FiguresReport {
    pub branch: String,
    /// The first and the last day.
    pub from: String,
    pub to: String,
    /// The branch's time zone, whose days these are.
    pub time_zone: String,
    pub kpis: Vec<KpiLine>,
}

/// A KPI of a report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct KpiLine {
    pub kpi: Kpi,
    pub unit: KpiUnit,
    #[serde(flatten)]
    pub value: KpiValue,
}
