//! Today and before: what is asked for, the key figures, pictures with their tables, and the files to take along.

mod chart;
pub mod heat;
mod hindsight;
mod letters;
pub mod said;
mod tables;
pub mod targets;

use crate::address;
use crate::ui::{SelectField, TextField};
use chart::{Caption, Line, Mark, bars, lines};
use heat::Heat;
use hindsight::Foresight;
use leptos::prelude::*;
use letters::Letters;
use tables::{FiguresTable, KpiTable, QuarterTable};
use targets::Targets;
use wire::{FiguresPage, FilledForm, Kpi, OfficeHead, Period, QuarterFigures, Text};
use words::{Locale, t};

/// The page of the figures.
#[component]
pub fn Figures(locale: Locale, head: OfficeHead, page: FiguresPage) -> impl IntoView {
    let FiguresPage {
        form, services, letters, desks, period, before, earlier, later, time_zone, kpis, quarters, ..
    } = page;
    let base = address::office(&head.branch, "reports", locale);
    let nobody = quarters.is_empty();
    let tables = [
        (t!(locale, figures.by_day), page.by_day),
        (t!(locale, figures.by_service), page.by_service),
        (t!(locale, figures.by_letter), page.by_letter),
        (t!(locale, figures.by_desk), page.by_desk),
        (t!(locale, figures.by_channel), page.by_channel),
    ];
    let tables = tables
        .into_iter()
        .filter(|(_, rows)| !rows.is_empty())
        .map(|(caption, rows)| view! { <FiguresTable locale caption rows /> })
        .collect_view();
    let link = |day: &str| [&base, "&", &query(&form, day)].concat();
    let later = later.map(|day| view! { <a href=link(&day)>{t!(locale, figures.later)}</a> });
    let compared = t!(locale, figures.compared, period = said::period(locale, &before));
    let busy = (!nobody).then(|| {
        view! {
            <Pictures locale quarters=quarters.clone() />
            <details class="chart-table">
                <summary>{t!(locale, figures.table)}</summary>
                <QuarterTable locale quarters />
            </details>
            <Heat locale rows=page.heat />
        }
    });
    view! {
        <p class="lead">{t!(locale, figures.lead)}</p>
        <Asking locale form=form.clone() services letters desks />
        <h2>{said::period(locale, &period)}</h2>
        <p class="chart-periods">
            <a href=link(&earlier)>{t!(locale, figures.earlier)}</a>
            {later}
        </p>
        <p class="hint">{[&compared, " ", &t!(locale, figures.zone, zone = time_zone.as_str())].concat()}</p>
        {nobody.then(|| view! { <p>{t!(locale, figures.nothing)}</p> })}
        <KpiTable locale kpis />
        <p class="hint">
            {t!(locale, figures.interval)} " "
            <a href=address::office(&head.branch, "reports/how", locale)>{t!(locale, figures.how)}</a>
        </p>
        {page.targets.map(|targets| view! { <Targets locale targets /> })}
        {busy}
        {page.hindsight.map(|hindsight| view! { <Foresight locale hindsight /> })}
        {tables}
        <p class="hint">{t!(locale, figures.minute_second)}</p>
        <Exports locale branch=head.branch period form />
        <Letters locale action=base.clone() letters=page.sent />
    }
}

/// The query that asks for the same figures of another day.
fn query(form: &FilledForm, day: &str) -> String {
    let asked = ["span", "service", "letter", "desk", "channel"].map(|name| format!("{name}={}&", form.value(name)));
    [&asked.concat(), "day=", day].concat()
}

/// What is asked for.
#[component]
fn Asking(
    locale: Locale,
    form: FilledForm,
    services: Vec<(String, Text)>,
    letters: Vec<String>,
    desks: Vec<(String, Text)>,
) -> impl IntoView {
    let named = |list: Vec<(String, Text)>| {
        list.into_iter().map(|(id, name)| (id, name.get(locale.code()).to_owned())).collect()
    };
    let (services, desks): (Vec<_>, Vec<_>) = (named(services), named(desks));
    let spans = [
        ("day", t!(locale, figures.span_day)),
        ("week", t!(locale, figures.span_week)),
        ("month", t!(locale, figures.span_month)),
    ];
    let spans: Vec<_> = spans.into_iter().map(|(word, name)| (word.to_owned(), name.to_owned())).collect();
    let channels = ["kiosk", "staff", "visitor", "appointment"];
    let channels: Vec<_> =
        channels.into_iter().map(|word| (word.to_owned(), said::channel(locale, word).to_owned())).collect();
    let letters: Vec<_> = letters.into_iter().map(|letter| (letter.clone(), letter)).collect();
    let (every_service, any_letter) = (t!(locale, figures.any_service), t!(locale, figures.any_letter));
    let (every_desk, any_channel) = (t!(locale, figures.any_desk), t!(locale, figures.any_channel));
    view! {
        <form method="get" class="audit-search">
            <input type="hidden" name="lang" value=locale.code() />
            <SelectField locale form=form.clone() name="span" label=t!(locale, figures.span) choices=spans none="" />
            <TextField locale form=form.clone() name="day" label=t!(locale, figures.day) kind="date" />
            <SelectField
                locale
                form=form.clone()
                name="service"
                label=t!(locale, figures.service)
                choices=services
                none=every_service
                optional=true
            />
            <SelectField
                locale
                form=form.clone()
                name="letter"
                label=t!(locale, figures.letter)
                choices=letters
                none=any_letter
                optional=true
            />
            <SelectField
                locale
                form=form.clone()
                name="desk"
                label=t!(locale, figures.desk)
                choices=desks
                none=every_desk
                optional=true
            />
            <SelectField
                locale
                form
                name="channel"
                label=t!(locale, figures.channel)
                choices=channels
                none=any_channel
                optional=true
            />
            <button type="submit" class="button">
                {t!(locale, figures.show)}
            </button>
        </form>
    }
}

/// Arrivals and waits by quarter hour.
#[component]
fn Pictures(locale: Locale, quarters: Vec<QuarterFigures>) -> impl IntoView {
    let minutes: Vec<u16> = quarters.iter().map(|quarter| quarter.minute).collect();
    let arrivals: Vec<f64> = quarters.iter().map(|quarter| f64::from(quarter.arrivals)).collect();
    let in_minutes = |seconds: Option<u32>| seconds.map(|seconds| f64::from(seconds) / 60.0);
    let line = |name, mark, of: fn(&QuarterFigures) -> Option<u32>| Line {
        name,
        mark,
        values: quarters.iter().map(|quarter| in_minutes(of(quarter))).collect(),
    };
    let of_waits = [
        line(t!(locale, figures.p50), Mark::Circle, |quarter| quarter.wait.p50),
        line(t!(locale, figures.p80), Mark::Square, |quarter| quarter.wait.p80),
        line(t!(locale, figures.p95), Mark::Triangle, |quarter| quarter.wait.p95),
    ];
    let came = Caption {
        id: "arrivals",
        title: t!(locale, figures.arrivals_chart).to_owned(),
        says: arrivals_say(locale, &quarters),
        unit: t!(locale, figures.axis_visitors),
    };
    let waited = Caption {
        id: "waits",
        title: t!(locale, figures.waits_chart).to_owned(),
        says: waits_say(locale, &quarters),
        unit: t!(locale, figures.axis_minutes),
    };
    view! { {bars(came, minutes.clone(), &arrivals)} {lines(waited, minutes, &of_waits)} }
}

/// When most came.
fn arrivals_say(locale: Locale, quarters: &[QuarterFigures]) -> String {
    let all: u32 = quarters.iter().map(|quarter| quarter.arrivals).sum();
    // Of several that are alike, the first.
    let busiest = quarters.iter().rev().max_by_key(|quarter| quarter.arrivals);
    busiest.map_or_else(String::new, |quarter| {
        let (from, to) = (said::clock(quarter.minute), said::clock(quarter.minute + 15));
        t!(locale, figures.arrivals_says, from = from, to = to, most = quarter.arrivals, count = all)
    })
}

/// When waits were longest, and how long those of that quarter hour were.
fn waits_say(locale: Locale, quarters: &[QuarterFigures]) -> String {
    let longest = quarters.iter().rev().filter(|quarter| quarter.wait.n > 0).max_by_key(|quarter| quarter.wait.p80);
    longest.map_or_else(String::new, |quarter| {
        let at = |seconds: Option<u32>| seconds.map_or_else(|| said::NONE.to_owned(), said::duration);
        let wait = quarter.wait;
        let (from, to) = (said::clock(quarter.minute), said::clock(quarter.minute + 15));
        t!(
            locale,
            figures.waits_says,
            from = from,
            to = to,
            half = at(wait.p50),
            most = at(wait.p80),
            nearly = at(wait.p95)
        )
    })
}

/// The same as files.
#[component]
fn Exports(locale: Locale, branch: String, period: Period, form: FilledForm) -> impl IntoView {
    let files = [
        ("figures", t!(locale, figures.export_figures)),
        ("quarters", t!(locale, figures.export_quarters)),
        ("visits", t!(locale, figures.export_visits)),
    ];
    let asked: String = ["service", "letter", "desk", "channel"]
        .into_iter()
        .filter(|name| !form.value(name).is_empty())
        .flat_map(|name| ["&", name, "=", form.value(name)])
        .collect();
    let rows = files
        .into_iter()
        .map(|(file, name)| {
            let kinds: &[&str] = if file == "figures" { &["pdf", "csv", "xlsx"] } else { &["csv", "xlsx"] };
            let links = kinds
                .iter()
                .map(|kind| {
                    let address = address::report(&branch, &[file, ".", *kind].concat(), &period.first, &period.last);
                    let language = if *kind == "pdf" { ["&lang=", locale.code()].concat() } else { String::new() };
                    let kind = kind.to_uppercase();
                    let label = [name, ", ", &kind].concat();
                    view! {
                        <a class="button button-quiet" href=[address, asked.clone(), language].concat() aria-label=label>
                            {kind}
                        </a>
                    }
                })
                .collect_view();
            view! {
                <li>
                    <span>{name}</span>
                    {links}
                </li>
            }
        })
        .collect_view();
    view! {
        <h2>{t!(locale, figures.exports)}</h2>
        <ul class="chart-files">{rows}</ul>
    }
}

/// How each figure is computed, and from what.
#[component]
pub fn FiguresExplained(locale: Locale, head: OfficeHead) -> impl IntoView {
    let each = Kpi::ALL
        .into_iter()
        .map(|kpi| {
            view! {
                <dt>{said::kpi_name(locale, kpi)}</dt>
                <dd>{said::kpi_how(locale, kpi)}</dd>
            }
        })
        .collect_view();
    view! {
        <p class="lead">{t!(locale, figures_how.lead)}</p>
        <p>{t!(locale, figures_how.none)}</p>
        <p>{t!(locale, figures_how.percentiles)}</p>
        <p>{t!(locale, figures_how.people)}</p>
        <p>{t!(locale, figures_how.kept)}</p>
        <dl class="receipt">{each}</dl>
        <p>{t!(locale, figures_how.voice)}</p>
        <p>
            <a href=address::office(&head.branch, "reports", locale)>{t!(locale, figures.title)}</a>
        </p>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;
    use wire::{KpiRow, KpiValue, Section, Within};

    fn head() -> OfficeHead {
        sample::office_head("Gaia", true, Section::Figures)
    }

    fn quarter(minute: u16, arrivals: u32, p80: u32) -> QuarterFigures {
        let wait = Within { n: arrivals, p50: Some(60), p80: Some(p80), p95: Some(900) };
        QuarterFigures { minute, arrivals, abandoned: 1, wait, service: Within::default() }
    }

    fn shown(quarters: Vec<QuarterFigures>) -> String {
        let days = Period { first: "2026-11-23".to_owned(), last: "2026-11-29".to_owned() };
        let value = KpiValue { n: 40, value: Some(90.0), low: Some(76.9), high: Some(96.0) };
        let page = FiguresPage {
            form: FilledForm::default()
                .with("span", "week")
                .with("day", "2026-11-23")
                .with("service", "cash")
                .with("letter", "A"),
            services: vec![("cash".to_owned(), sample::text("Cassa", "Teller"))],
            letters: vec!["A".to_owned()],
            desks: vec![],
            period: days.clone(),
            before: Period { first: "2026-11-16".to_owned(), last: "2026-11-22".to_owned() },
            earlier: "2026-11-16".to_owned(),
            later: None,
            time_zone: "Europe/Rome".to_owned(),
            kpis: vec![KpiRow { kpi: Kpi::ServiceLevel, now: value, before: KpiValue::default() }],
            quarters,
            by_service: vec![],
            by_letter: vec![],
            by_desk: vec![],
            by_channel: vec![],
            by_day: vec![],
            heat: vec![],
            hindsight: None,
            targets: None,
            sent: vec![],
        };
        Owner::new().with(|| view! { <Figures locale=Locale::en head=head() page /> }.to_html())
    }

    #[test]
    fn the_pictures_say_what_they_show_and_have_their_table() {
        let html = shown(vec![quarter(540, 3, 300), quarter(555, 7, 600)]);
        for words in [
            "Most came from 09:15 to 09:30: 7 of 10 visitors.",
            "from 09:15",
            "80 of 100 waited at most 10:00",
            "Europe/Rome",
            "90.0\u{a0}% (76.9\u{a0}% to 96.0\u{a0}%) of 40",
            "<details",
        ] {
            assert!(html.contains(words), "{words}: {html}");
        }
        assert_eq!(html.matches("role=\"img\"").count(), 2);
    }

    #[test]
    fn a_period_in_which_nobody_came_says_so_and_draws_nothing() {
        let html = shown(Vec::new());
        assert!(html.contains(t!(Locale::en, figures.nothing)) && !html.contains("role=\"img\""), "{html}");
    }

    #[test]
    fn the_way_to_other_periods_and_to_the_files_keeps_what_was_asked_for() {
        let html = shown(vec![quarter(540, 3, 300)]);
        assert!(html.contains("span=week&amp;service=cash&amp;letter=A"), "{html}");
        assert!(html.contains("day=2026-11-16"), "{html}");
        let file = "/api/v1/branches/centro/reports/visits.xlsx?from=2026-11-23&amp;to=2026-11-29&amp;service=cash&amp;letter=A";
        assert!(html.contains(file), "{html}");
        assert!(!html.contains(t!(Locale::en, figures.later)), "there is none");
    }

    #[test]
    fn every_kpi_is_explained() {
        let html = Owner::new().with(|| view! { <FiguresExplained locale=Locale::it head=head() /> }.to_html());
        assert_eq!(html.matches("<dt>").count(), Kpi::ALL.len());
    }
}
