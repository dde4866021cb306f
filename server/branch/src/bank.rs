//! The branches of a bank beside each other. A branch that runs here is read as it is; of any other the tables tell, and none is woken.

use crate::branches::Branches;
use crate::handle::Handle;
use crate::live::Live;
use queue::Timestamp;
use reports::{BankHours, Counted};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use store::branch_now::{self, BranchNow};
use store::report::Days;
use store::report_day::{self, Weeks};
use store::{BranchId, Failure, Store, feedback};

/// Whether a branch serves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Serves {
    Open,
    /// It is open and gives out no tickets for now.
    Stopped,
    Closed,
}

/// From where it is known how a branch stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KnownFrom {
    /// It runs on this server.
    Here,
    /// It sleeps; this server wrote of it last.
    Asleep,
    /// Another server wrote of it last.
    Elsewhere,
    /// Nothing was ever written of it.
    Nowhere,
}

/// A branch: how it stands, and its counts of some weeks.
#[derive(Debug, Clone)]
pub struct Standing {
    pub setup: Arc<setup::Branch>,
    pub serves: Serves,
    pub known: KnownFrom,
    /// The last event, where the branch does not run here.
    pub at: Option<Timestamp>,
    pub waiting: u32,
    /// When the visitor came who waits longest.
    pub oldest: Option<Timestamp>,
    pub desks: u32,
    pub alerts: u32,
    pub counted: Counted,
}

/// Returns the branches that `seen` wants, by id. `server` is the name by which this server writes rows.
pub async fn standings(
    branches: &Branches,
    store: &Store,
    server: &str,
    seen: impl Fn(&str) -> bool,
    weeks: &Weeks,
    now: Timestamp,
) -> Result<Vec<Standing>, Failure> {
    let mut rows: HashMap<String, BranchNow> = HashMap::new();
    rows.extend(branch_now::all(store).await?.into_iter().map(|row| (row.branch.clone(), row)));
    let mut counted = counted(store, weeks).await?;
    let mut found = Vec::new();
    for (setup, handle) in branches.running() {
        if !seen(&setup.id) {
            continue;
        }
        let mut standing = match (handle.filter(Handle::runs), rows.get(&setup.id)) {
            (Some(handle), _) => of_running(handle.live(), now),
            (None, row) => of_row(&setup, row, server, now),
        };
        standing.counted = counted.remove(&setup.id).unwrap_or_default();
        found.push(standing);
    }
    found.sort_by(|a, b| a.setup.id.cmp(&b.setup.id));
    Ok(found)
}

async fn counted(store: &Store, weeks: &Weeks) -> Result<HashMap<String, Counted>, Failure> {
    let mut counted: HashMap<String, Counted> = HashMap::new();
    for total in report_day::totals(store, weeks).await? {
        let of_branch = Counted {
            arrivals: total.arrivals,
            visits: total.visits,
            gone: total.gone,
            in_time: total.in_time,
            timed: total.timed,
            on_target: total.on_target,
            called: total.called,
            last_week: total.last_week,
            week_before: total.week_before,
            ..Counted::default()
        };
        counted.insert(total.branch, of_branch);
    }
    for content in feedback::content(store, &weeks.all).await? {
        let of_branch = counted.entry(content.branch).or_default();
        (of_branch.satisfied, of_branch.answers) = (content.satisfied, content.answers);
    }
    Ok(counted)
}

fn of_running(live: &Live, now: Timestamp) -> Standing {
    live.read(|branch, _| {
        let is_today = branch.day() == Some(&live.setup().day(now)) && !branch.is_closed();
        let desks = branch.desks().filter(|(_, desk)| desk.csr().is_some()).count();
        let (waiting, desks) = if is_today { (branch.waiting_count(), count(desks)) } else { (0, 0) };
        let in_hours = || branch.opening_at(now).is_some();
        Standing {
            setup: live.setup(),
            serves: serves(is_today && (waiting > 0 || desks > 0 || in_hours()), branch.stopped().all),
            known: KnownFrom::Here,
            at: None,
            waiting,
            oldest: branch.waiting().map(|ticket| ticket.issued_at).min().filter(|_| is_today),
            desks,
            alerts: if is_today { count(branch.alerts().len()) } else { 0 },
            counted: Counted::default(),
        }
    })
}

fn of_row(setup: &Arc<setup::Branch>, row: Option<&BranchNow>, server: &str, now: Timestamp) -> Standing {
    let today = row.filter(|row| !row.closed && row.day == setup.day(now));
    let (waiting, desks) = today.map_or((0, 0), |row| (row.waiting, row.desks));
    let in_hours = || setup.calendar.is_open(now);
    Standing {
        setup: setup.clone(),
        serves: serves(
            today.is_some() && (waiting > 0 || desks > 0 || in_hours()),
            today.is_some_and(|row| row.stopped),
        ),
        known: match row {
            None => KnownFrom::Nowhere,
            Some(row) if row.server == server => KnownFrom::Asleep,
            Some(_) => KnownFrom::Elsewhere,
        },
        at: row.map(|row| row.at),
        waiting,
        oldest: today.and_then(|row| row.oldest),
        desks,
        alerts: today.map_or(0, |row| row.alerts),
        counted: Counted::default(),
    }
}

fn serves(open: bool, stopped: bool) -> Serves {
    match (open, stopped) {
        (false, _) => Serves::Closed,
        (true, true) => Serves::Stopped,
        (true, false) => Serves::Open,
    }
}

fn count(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}

/// Returns whether the journal of a branch tells more than is known of it here. A branch that runs here reads it by itself.
pub async fn is_behind(store: &Store, standing: &Standing, now: Timestamp) -> Result<bool, Failure> {
    if standing.known == KnownFrom::Here {
        return Ok(false);
    }
    let setup = &standing.setup;
    branch_now::is_behind(store, &BranchId::new(&setup.id), &setup.day(now)).await
}

/// Returns the arrivals of some branches by weekday and hour. Of `every` branch of the bank they are added up by the store, and
/// the hours of those in another time zone than most are read one by one.
pub async fn hours(
    store: &Store,
    setups: &[&Arc<setup::Branch>],
    every: bool,
    days: &Days,
) -> Result<BankHours, Failure> {
    let mut zones: BTreeMap<&str, Vec<&Arc<setup::Branch>>> = BTreeMap::new();
    for &setup in setups {
        zones.entry(setup.calendar.time_zone().iana_name().unwrap_or_default()).or_default().push(setup);
    }
    let most = zones.values().max_by_key(|setups| setups.len()).and_then(|setups| setups.first()).copied();
    let mut week = BankHours::default();
    let Some(most) = most else { return Ok(week) };
    let zone = most.calendar.time_zone();
    let mut together: BTreeMap<queue::Day, [u32; 24]> = BTreeMap::new();
    if every {
        together.extend(report_day::hours_of_all(store, days).await?.into_iter().map(|of| (of.day, of.hours)));
    }
    for setup in setups.iter().filter(|setup| !every || setup.calendar.time_zone() != zone) {
        for of in report_day::hours_of(store, &BranchId::new(&setup.id), days).await? {
            if let Some((weekday, ahead)) = setup.calendar.noon(&of.day) {
                week.add(&of.day, weekday, ahead, &of.hours);
            }
            if let Some(sum) = together.get_mut(&of.day) {
                for (sum, hour) in sum.iter_mut().zip(of.hours) {
                    *sum = sum.saturating_sub(hour);
                }
            }
        }
    }
    for (day, hours) in together {
        if let Some((weekday, ahead)) = most.calendar.noon(&day) {
            week.add(&day, weekday, ahead, &hours);
        }
    }
    Ok(week)
}

#[cfg(test)]
mod tests;
