//! `/b/{branch}/office/reports`: the figures of a day, a week or a month, for the manager.

mod hindsight;
mod letters;
mod targets;

pub use letters::again;

use super::shown;
use crate::http::api::reports::{computed, filter_of, letters_of, time_zone};
use crate::http::authorise::Manager;
use crate::http::extract::{Branch, in_query};
use crate::http::pages::{Page, Visit};
use hindsight::hindsight;
use jiff::civil::Date;
use jiff::{Span, ToSpan};
use letters::letters;
use machine::clock;
use reports::{Channel, Report, Spread, Tally};
use std::collections::BTreeMap;
use store::report::Days;
use targets::target_figures;
use wire::{
    FiguresOf, FiguresPage, FiguresRow, FilledForm, HeatRow, Kpi, KpiRow, OfficeBody, Period, QuarterFigures, Text,
    Within,
};

/// How long the period is that is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Length {
    Day,
    Week,
    Month,
}

impl Length {
    fn parse(word: &str) -> Self {
        match word {
            "week" => Self::Week,
            "month" => Self::Month,
            _ => Self::Day,
        }
    }

    const fn as_str(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
        }
    }

    /// The first and the last day of the period that a day is in. A week begins on Monday.
    fn of(self, day: Date) -> (Date, Date) {
        match self {
            Self::Day => (day, day),
            Self::Week => {
                let monday = office::monday(day);
                (monday, monday.saturating_add(6.days()))
            }
            Self::Month => (day.first_of_month(), day.last_of_month()),
        }
    }

    /// What leads to the next period.
    fn step(self) -> Span {
        match self {
            Self::Day => 1.day(),
            Self::Week => 1.week(),
            Self::Month => 1.month(),
        }
    }

    /// What leads to the period that this one is compared with: for a day, the same weekday a week before.
    fn compared(self) -> Span {
        match self {
            Self::Day | Self::Week => 1.week(),
            Self::Month => 1.month(),
        }
    }
}

/// `GET`: what is not asked for is today, and of every visit. What cannot be meant is as if it were not asked for.
pub async fn page(visit: Visit, Branch(branch): Branch, Manager(person): Manager) -> Page {
    let setup = branch.live().setup();
    let query = visit.parts.uri.query().map(str::to_owned);
    let length = Length::parse(&in_query(query.as_deref(), "span"));
    let today = setup.calendar.date(clock::now());
    let day = in_query(query.as_deref(), "day").parse().unwrap_or(today).min(today);
    let filter = filter_of(&setup, query.as_deref());
    let (first, last) = length.of(day);
    let compared = length.of(first.saturating_sub(length.compared()));
    let now = computed(&visit.state, &setup, first, last, filter.clone()).await?;
    let before = computed(&visit.state, &setup, compared.0, compared.1, filter.clone()).await?;
    let later = Some(first.saturating_add(length.step())).filter(|later| *later <= today);
    let days = Days { first: office::day(first), last: office::day(last) };
    let hindsight = hindsight(&visit.state, &setup, &days, &filter).await?;
    let earlier_days = Days { first: office::day(compared.0), last: office::day(compared.1) };
    let targets = target_figures(&visit.state, &setup, (&days, &earlier_days), &filter).await?;
    let id = |id: Option<String>| id.unwrap_or_default();
    let form = FilledForm::default()
        .with("span", length.as_str())
        .with("day", day.to_string())
        .with("service", id(filter.service.map(|service| service.to_string())))
        .with("letter", id(filter.letter.map(|letter| letter.to_string())))
        .with("desk", id(filter.desk.map(|desk| desk.to_string())))
        .with("channel", filter.channel.map_or("", Channel::as_str));
    let earlier: BTreeMap<Kpi, _> = before.kpis().into_iter().collect();
    let kpis = now.kpis().into_iter().map(|(kpi, value)| {
        let before = earlier.get(&kpi).copied().unwrap_or_default();
        KpiRow { kpi, now: value, before }
    });
    let report = &now.report;
    let rows = |by: Vec<(FiguresOf, &Tally)>| by.into_iter().map(|(of, tally)| row(of, tally)).collect();
    let page = FiguresPage {
        form,
        services: setup.services.keys().map(|id| (id.to_string(), service_name(&setup, id))).collect(),
        letters: letters_of(&setup).into_iter().map(|letter| letter.to_string()).collect(),
        desks: setup.desks.iter().map(|(id, desk)| (id.to_string(), desk.name.clone())).collect(),
        period: period(first, last),
        before: period(compared.0, compared.1),
        earlier: first.saturating_sub(length.step()).to_string(),
        later: later.map(|later| later.to_string()),
        time_zone: time_zone(&setup),
        kpis: kpis.collect(),
        quarters: quarters(report),
        by_service: rows(
            report.by_service.iter().map(|(id, tally)| (FiguresOf::Service(service_name(&setup, id)), tally)).collect(),
        ),
        by_letter: rows(
            report.by_letter.iter().map(|(letter, tally)| (FiguresOf::Letter(letter.to_string()), tally)).collect(),
        ),
        by_desk: rows(
            report.by_desk.iter().map(|(id, tally)| (FiguresOf::Desk(desk_name(&setup, id)), tally)).collect(),
        ),
        by_channel: rows(
            report
                .by_channel
                .iter()
                .map(|(channel, tally)| (FiguresOf::Channel(channel.as_str().to_owned()), tally))
                .collect(),
        ),
        by_day: if length == Length::Day {
            Vec::new()
        } else {
            rows(report.by_day.iter().map(|(day, tally)| (FiguresOf::Day(day.to_string()), tally)).collect())
        },
        heat: heat(report),
        hindsight,
        targets,
        sent: letters(&visit.state, &setup).await?,
    };
    Ok(shown(visit, &branch, person, OfficeBody::Figures(Box::new(page))).await)
}

/// `GET .../how`: how each figure is computed, and from what.
pub async fn how(visit: Visit, Branch(branch): Branch, Manager(person): Manager) -> Page {
    Ok(shown(visit, &branch, person, OfficeBody::FiguresExplained).await)
}

fn period(first: Date, last: Date) -> Period {
    Period { first: first.to_string(), last: last.to_string() }
}

/// The name of a service; of one that the branch has no more, its id.
fn service_name(setup: &setup::Branch, id: &queue::ServiceId) -> Text {
    setup.service(id).map_or_else(|| Text::from([("en", id.as_str())]), |service| service.name.clone())
}

fn desk_name(setup: &setup::Branch, id: &queue::DeskId) -> Text {
    setup.desks.get(id).map_or_else(|| Text::from([("en", id.as_str())]), |desk| desk.name.clone())
}

fn row(of: FiguresOf, tally: &Tally) -> FiguresRow {
    let kpis = tally.kpis();
    let records::kpi::Figure { n, value, interval } = kpis.abandonment;
    let abandonment = wire::Figure { n, value, interval };
    let (wait, service) = (within(kpis.wait), within(kpis.service));
    FiguresRow { of, arrivals: kpis.arrivals, served: kpis.served, wait, service, abandonment }
}

fn within(spread: Spread) -> Within {
    let seconds = |ms: Option<i64>| ms.and_then(|ms| u32::try_from((ms + 500) / 1_000).ok());
    Within { n: spread.n, p50: seconds(spread.median), p80: seconds(spread.p80), p95: seconds(spread.p95) }
}

/// The quarter hours from the first to the last in which somebody came; one in which nobody did has nothing.
fn quarters(report: &Report) -> Vec<QuarterFigures> {
    let busy = || report.by_quarter.iter().filter(|(_, tally)| tally.visits > 0).map(|(minute, _)| *minute);
    let Some((first, last)) = busy().next().zip(busy().next_back()) else { return Vec::new() };
    let nobody = Tally::default();
    (first..=last)
        .step_by(15)
        .map(|minute| {
            let tally = report.by_quarter.get(&minute).unwrap_or(&nobody);
            QuarterFigures {
                minute,
                arrivals: tally.arrivals,
                abandoned: tally.cancelled + tally.no_shows,
                wait: within(Spread::of(&tally.waits)),
                service: within(Spread::of(&tally.services)),
            }
        })
        .collect()
}

fn heat(report: &Report) -> Vec<HeatRow> {
    let row = |(weekday, hours): (u8, &[u32; 24])| HeatRow {
        weekday,
        days: report.days_of(usize::from(weekday)),
        arrivals: hours.to_vec(),
    };
    (0..).zip(&report.heat).map(row).filter(|row| row.days > 0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_week_begins_on_monday_and_a_month_has_all_of_its_days() {
        let day = date(2026, 11, 25);
        assert_eq!(Length::Week.of(day), (date(2026, 11, 23), date(2026, 11, 29)));
        assert_eq!(Length::Month.of(day), (date(2026, 11, 1), date(2026, 11, 30)));
        assert_eq!(Length::Day.of(day), (day, day));
    }

    #[test]
    fn a_month_is_compared_with_the_month_before_whatever_its_length() {
        let (first, _) = Length::Month.of(date(2026, 3, 31));
        let before = Length::Month.of(first.saturating_sub(Length::Month.compared()));
        assert_eq!(before, (date(2026, 2, 1), date(2026, 2, 28)));
    }

    #[test]
    fn quarter_hours_go_from_the_first_to_the_last_in_which_somebody_came() {
        let mut report = Report::default();
        for minute in [540, 570] {
            report.by_quarter.entry(minute).or_default().visit(reports::End::Served, true, Some(60_499), 1);
        }
        report.by_quarter.entry(1_200).or_default().open = 1;
        let found = quarters(&report);
        assert_eq!(found.iter().map(|q| (q.minute, q.arrivals)).collect::<Vec<_>>(), [(540, 1), (555, 0), (570, 1)]);
        assert_eq!((found[0].wait.p50, found[1].wait.p50), (Some(60), None));
    }
}
