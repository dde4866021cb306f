//! The branches of the bank beside each other: how each stands now, its figures of four weeks with their intervals, and a map of hours.

mod targets;

use super::figures::heat::Heat;
use super::figures::said;
use crate::address;
use crate::browser::page;
use crate::ui::{SelectField, StaffBar, Table, TextField, Unreadable};
use leptos::prelude::*;
use targets::Targets;
use wire::{BankBranch, BankKnown, BankPage, BankServes, BankTrend, FilledForm, Kpi};
use words::{Locale, t};

/// `/office/branches`
pub fn screen() -> AnyView {
    let locale = page::locale();
    match page::initial::<BankPage>() {
        Some(page) => view! { <Bank locale page /> }.into_any(),
        None => view! { <Unreadable locale /> }.into_any(),
    }
}

#[component]
fn Bank(locale: Locale, page: BankPage) -> impl IntoView {
    let BankPage {
        languages,
        staff,
        form,
        sums,
        found,
        page: shown,
        pages,
        rows,
        period,
        heat,
        targets,
        target_changes,
    } = page;
    let locales: Vec<Locale> = words::among(&languages).into_iter().filter(|locale| locale.is_complete()).collect();
    let title = t!(locale, bank.title);
    let now = t!(locale, bank.now, open = sums.open, count = sums.branches);
    let waiting = t!(locale, bank.waiting_now, count = sums.waiting);
    let alerts = t!(locale, bank.alerts_now, count = sums.alerts);
    let branches = rows.into_iter().map(|row| view! { <Row locale row /> }).collect_view();
    let columns = vec![
        t!(locale, bank.branch),
        t!(locale, bank.state),
        t!(locale, bank.waiting),
        t!(locale, bank.desks),
        t!(locale, bank.alerts),
        t!(locale, bank.in_time),
        t!(locale, targets.within),
        t!(locale, bank.trend),
        t!(locale, bank.gone),
        t!(locale, bank.satisfied),
    ];
    let table = (found > 0).then(|| {
        view! {
            <Table label=title columns>
                {branches}
            </Table>
            <Pages locale form=form.clone() page=shown pages />
        }
    });
    let nothing = (found == 0).then(|| view! { <p>{t!(locale, bank.nothing)}</p> });
    view! {
        <a class="skip-link" href="#main">{t!(locale, skip)}</a>
        <StaffBar locale locales branch=title.to_owned() staff=staff.name />
        <main id="main" class="office" tabindex="-1">
            <h1>{title}</h1>
            <p class="lead">{[now, waiting, alerts].join(" ")}</p>
            <Asking locale form=form.clone() />
            <h2>{t!(locale, bank.found, count = found)}</h2>
            <p>{order_words(locale, form.value("by"))}</p>
            <p class="hint">
                {[t!(locale, bank.of_weeks, period = said::period(locale, &period)).as_str(), t!(locale, figures.interval)]
                    .join(" ")}
            </p>
            {table}
            {nothing}
            <Heat locale rows=heat />
            <Targets locale targets changes=target_changes />
        </main>
    }
}

/// What is asked for.
#[component]
fn Asking(locale: Locale, form: FilledForm) -> impl IntoView {
    let named = |choices: &[(&str, &str)]| {
        choices.iter().map(|(word, name)| ((*word).to_owned(), (*name).to_owned())).collect::<Vec<_>>()
    };
    let by = named(&[
        ("in-time", t!(locale, bank.by_in_time)),
        ("gone", t!(locale, bank.by_gone)),
        ("satisfied", t!(locale, bank.by_satisfied)),
        ("wait", t!(locale, bank.by_wait)),
        ("name", t!(locale, bank.by_name)),
    ]);
    let only = named(&[
        ("all", t!(locale, bank.only_all)),
        ("open", t!(locale, bank.only_open)),
        ("alerts", t!(locale, bank.only_alerts)),
    ]);
    view! {
        <form method="get" class="audit-search">
            <input type="hidden" name="lang" value=locale.code() />
            <TextField locale form=form.clone() name="q" label=t!(locale, bank.search) kind="search" optional=true />
            <SelectField locale form=form.clone() name="by" label=t!(locale, bank.by) choices=by none="" />
            <SelectField locale form name="only" label=t!(locale, bank.only) choices=only none="" />
            <button type="submit" class="button">
                {t!(locale, figures.show)}
            </button>
        </form>
    }
}

/// How the branches are ordered, and why so.
fn order_words(locale: Locale, by: &str) -> String {
    let fair = t!(locale, bank.fair);
    let order = match by {
        "gone" => t!(locale, bank.order_gone),
        "satisfied" => t!(locale, bank.order_satisfied),
        "wait" => return t!(locale, bank.order_wait).to_owned(),
        "name" => return t!(locale, bank.order_name).to_owned(),
        _ => t!(locale, bank.order_in_time),
    };
    [order, fair].join(" ")
}

#[component]
fn Row(locale: Locale, row: BankBranch) -> impl IntoView {
    let name = row.name.get(locale.code()).to_owned();
    let longest = row.longest_wait_minutes.map(|minutes| t!(locale, bank.longest, minutes = minutes));
    let waiting = [Some(row.waiting.to_string()), longest].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let share = |value| said::kpi_value(locale, Kpi::Abandonment, value);
    view! {
        <tr>
            <th scope="row">
                <a href=address::office(&row.id, "", locale)>{name}</a>
            </th>
            <td>{state_words(locale, &row)}</td>
            <td>{waiting}</td>
            <td>{row.desks}</td>
            <td>{row.alerts}</td>
            <td>{share(row.in_time)}</td>
            <td>{share(row.on_target)}</td>
            <td>{trend_words(locale, &row)}</td>
            <td>{share(row.gone)}</td>
            <td>{share(row.satisfied)}</td>
        </tr>
    }
}

/// Whether a branch serves, and from where that is known.
fn state_words(locale: Locale, row: &BankBranch) -> String {
    let serves = match row.serves {
        BankServes::Open => t!(locale, bank.open),
        BankServes::Stopped => t!(locale, bank.stopped),
        BankServes::Closed => t!(locale, bank.closed),
    };
    let known = match row.known {
        BankKnown::Here => None,
        BankKnown::Asleep => Some(t!(locale, bank.asleep)),
        BankKnown::Elsewhere => Some(t!(locale, bank.elsewhere)),
        BankKnown::Nowhere => Some(t!(locale, bank.nowhere)),
    };
    let behind = row.behind.then_some(t!(locale, bank.behind));
    let said = [Some(serves), known, behind].into_iter().flatten().collect::<Vec<_>>().join("; ");
    match row.as_of.as_deref().and_then(moment) {
        Some(at) => [said, t!(locale, bank.as_of, time = at)].join("; "),
        None => said,
    }
}

/// A moment as `2026-11-30 10:42`.
fn moment(at: &str) -> Option<String> {
    let (day, time) = at.split_once('T')?;
    Some([day, time.get(..5)?].join(" "))
}

/// The last week beside the week before.
fn trend_words(locale: Locale, row: &BankBranch) -> String {
    let word = match row.trend {
        BankTrend::Better => t!(locale, bank.better),
        BankTrend::Worse => t!(locale, bank.worse),
        BankTrend::Same => t!(locale, bank.same),
        BankTrend::Unknown => return said::NONE.to_owned(),
    };
    let change = said::change(locale, Kpi::ServiceLevel, row.last_week, row.week_before);
    let count = t!(locale, figures.of_n, count = row.last_week.n);
    [&change, " ", &count, "; ", word].concat()
}

/// The way to the other parts of a long list.
#[component]
fn Pages(locale: Locale, form: FilledForm, page: u32, pages: u32) -> impl IntoView {
    let address = move |to: u32| {
        let asked = ["q", "by", "only"].map(|name| ["&", name, "=", &address::encoded(form.value(name))].concat());
        [address::bank(locale), asked.concat(), "&page=".to_owned(), to.to_string()].concat()
    };
    let before = (page > 1).then(|| view! { <a href=address(page - 1)>{t!(locale, bank.before)}</a> });
    let after = (page < pages).then(|| view! { <a href=address(page + 1)>{t!(locale, bank.after)}</a> });
    (pages > 1).then(|| {
        view! {
            <nav class="chart-periods" aria-label=t!(locale, bank.pages)>
                {before}
                <span>{t!(locale, bank.page, page = page, pages = pages)}</span>
                {after}
            </nav>
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;
    use wire::{BankSums, BankTarget, BankTargetChange, KpiValue, Period, StaffMember, TargetSet};

    fn branch(id: &str) -> BankBranch {
        let value = KpiValue { n: 143, value: Some(82.4), low: Some(76.1), high: Some(87.3) };
        let before = KpiValue { n: 90, value: Some(90.0), ..value };
        BankBranch {
            id: id.to_owned(),
            name: sample::text("Filiale Porto", "Porto branch"),
            serves: BankServes::Open,
            known: BankKnown::Elsewhere,
            as_of: Some("2026-11-30T10:42:05+01:00".to_owned()),
            behind: true,
            waiting: 4,
            longest_wait_minutes: Some(12),
            desks: 3,
            alerts: 1,
            arrivals: 143,
            in_time: value,
            on_target: value,
            gone: value,
            satisfied: KpiValue { n: 3, ..KpiValue::default() },
            last_week: value,
            week_before: before,
            trend: BankTrend::Worse,
        }
    }

    fn shown(rows: Vec<BankBranch>, by: &str, pages: u32) -> String {
        let page = BankPage {
            languages: sample::head().languages,
            staff: StaffMember { id: 7, name: "Rita".to_owned() },
            form: FilledForm::default().with("q", "por&to").with("by", by).with("only", "all"),
            sums: BankSums { branches: 3, open: 2, waiting: 9, alerts: 1 },
            found: u32::try_from(rows.len()).unwrap(),
            page: 1,
            pages,
            rows,
            period: Period { first: "2026-11-03".to_owned(), last: "2026-11-30".to_owned() },
            heat: vec![],
            targets: vec![BankTarget { service: sample::text("Cassa", "Teller"), minutes: vec![(10, 2), (5, 1)] }],
            target_changes: vec![BankTargetChange {
                service: sample::text("Cassa", "Teller"),
                branch: Some(sample::text("Filiale Porto", "Porto branch")),
                old: None,
                new: Some(5),
                set: TargetSet { by: "Rita".to_owned(), at: "2026-11-24 17:02:00".to_owned(), number: 12 },
            }],
        };
        Owner::new().with(|| view! { <Bank locale=Locale::en page /> }.to_html())
    }

    #[test]
    fn a_branch_is_shown_with_its_figures_their_intervals_and_whence_its_state_is_known() {
        let html = shown(vec![branch("porto")], "in-time", 2);
        for words in [
            "/b/porto/office?lang=en",
            "Porto branch",
            "82.4\u{a0}% (76.1\u{a0}% to 87.3\u{a0}%) of 143",
            "\u{2212}7.6\u{a0}%",
            "2026-11-30 10:42",
            t!(Locale::en, bank.behind),
            t!(Locale::en, bank.elsewhere),
            t!(Locale::en, bank.worse),
            t!(Locale::en, bank.fair),
            "10 min: 2 branches, 5 min: 1 branch",
            "from none to 5 min",
            "Rita, 2026-11-24 17:02:00",
            "q=por%26to&amp;by=in-time&amp;only=all&amp;page=2",
        ] {
            assert!(html.contains(words), "{words}: {html}");
        }
        assert!(!html.contains("page=0"), "there is none before the first");
    }

    #[test]
    fn an_order_that_ranks_nobody_says_nothing_of_chance() {
        let html = shown(vec![branch("porto")], "name", 1);
        assert!(html.contains(t!(Locale::en, bank.order_name)) && !html.contains(t!(Locale::en, bank.fair)), "{html}");
    }

    #[test]
    fn where_nothing_is_found_no_empty_table_stands() {
        let html = shown(vec![], "gone", 1);
        assert!(html.contains(t!(Locale::en, bank.nothing)) && !html.contains(t!(Locale::en, bank.trend)), "{html}");
    }
}
