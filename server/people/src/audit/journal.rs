//! What the audit takes from a branch's journal: the decisions of people that the rules would not have made, and each change
//! of the set-up. The journal is the truth; the audit has its lines for those who may not read the journal.

use machine::clock::{self, has_come};
use queue::{Day, Event, Rule, Setup, TicketId};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use store::audit::{Entry, Progress, What, Who, advance, forget_progress, note, progress};
use store::{BranchId, Failure, Row, Store};

/// Returns whether an event may be noted.
pub fn is_noted(event: &Event) -> bool {
    matches!(
        event,
        Event::DayOpened { .. }
            | Event::DayClosed { .. }
            | Event::DayReopened { .. }
            | Event::DayExtended { .. }
            | Event::IssuingStopped { .. }
            | Event::IssuingResumed { .. }
            | Event::PriorityChanged { .. }
            | Event::DeskTakenOver { .. }
            | Event::TicketIssued { priority: true, .. }
    ) || matches!(event, Event::TicketCalled { reason, .. } if reason.rule == Rule::Manual)
}

/// Notes what a branch's journal has more, in one transaction a day. Rows that come meanwhile are left for the next time: a
/// branch whose tickets come faster than the disk commits would otherwise be read without end.
pub(super) async fn catch_up(store: &Store, branch: &BranchId) -> Result<(), Failure> {
    let kept = progress(store, branch).await?;
    for day in unfinished(store, branch, &kept).await? {
        while !catch_up_day(store, branch, &day).await? {}
    }
    Ok(())
}

/// Returns the days whose rows may not all be noted, the earliest first. A day has its own progress, because it may go on after
/// a later one was begun by a clock that was ahead. A branch of which nothing was read begins with its last day.
async fn unfinished(store: &Store, branch: &BranchId, kept: &[Progress]) -> Result<Vec<Day>, Failure> {
    let Some(last_day) = store.last_day(branch).await? else { return Ok(Vec::new()) };
    let now = clock::now();
    let is_known = kept.iter().any(|of| of.day == last_day);
    if is_known && has_come(&last_day, now) {
        return Ok(kept.iter().map(|of| of.day.clone()).collect());
    }
    let days = store.days(branch).await?;
    let first = kept.iter().map(|of| &of.day).find(|day| has_come(day, now));
    let first = first.or_else(|| days.iter().rfind(|day| has_come(day, now))).unwrap_or(&last_day);
    Ok(days.iter().filter(|day| *day >= first).cloned().collect())
}

/// Notes what a day has more. Returns false where another server was first, and noted perhaps less than there is now.
async fn catch_up_day(store: &Store, branch: &BranchId, day: &Day) -> Result<bool, Failure> {
    let kept = progress(store, branch).await?;
    let before = kept.iter().find(|of| of.day == *day);
    let seq = before.map_or(0, |of| of.seq);
    let rows = store.read_day(branch, day, seq + 1).await?;
    let Some(last) = rows.last() else { return Ok(true) };
    let in_force = before.or_else(|| kept.iter().rfind(|of| of.day < *day)).or(kept.last());
    let mut setup = in_force.map_or_else(String::new, |of| of.setup.clone());
    let mut entries = Vec::new();
    for row in &rows {
        entries.extend(of_row(row, &mut setup)?);
    }
    let now = Progress { day: day.clone(), seq: last.seq, setup };
    let mut transaction = store.begin().await?;
    if !advance(&mut transaction, branch, seq, &now).await? {
        transaction.rollback().await?;
        return Ok(false);
    }
    if let Some(earlier) = kept.iter().rfind(|of| before.is_none() && of.day < *day) {
        forget_progress(&mut transaction, branch, &earlier.day).await?;
    }
    note(&mut transaction, &entries).await?;
    transaction.commit().await?;
    Ok(true)
}

/// Returns what is noted of a row. `setup` is the digest of the set-up in force, which the opening of a day may change.
pub fn of_row(row: &Row, setup: &mut String) -> Result<Vec<Entry>, Failure> {
    let events: Vec<Event> = serde_json::from_str(&row.events).map_err(|error| {
        Failure::Damaged(format!("branch {}, day {}, row {} cannot be read: {error}", row.branch, row.day, row.seq))
    })?;
    let entry =
        |event: &Event, what, about| Entry::new(&row.branch, event.at(), Who::written(&row.actor), what).about(about);
    let mut entries = Vec::new();
    for event in &events {
        match event {
            Event::DayOpened { setup: opened, .. } => {
                let digest = digest(opened);
                if *setup != digest {
                    entries.push(entry(event, What::SetUpChanged, changed(setup, &digest)));
                    *setup = digest;
                }
            }
            _ => entries.extend(of_event(event).map(|(what, about)| entry(event, what, about))),
        }
    }
    Ok(entries)
}

/// Returns what an event is in the audit, and what it is about.
fn of_event(event: &Event) -> Option<(What, String)> {
    let of = |ticket: &TicketId| format!("ticket:{}", ticket.0);
    let services = |service: &Option<queue::ServiceId>| {
        service.as_ref().map_or_else(|| "every service".to_owned(), |service| format!("service:{}", service.as_str()))
    };
    Some(match event {
        Event::DayClosed { .. } => (What::DayClosed, String::new()),
        Event::DayReopened { .. } => (What::DayReopened, String::new()),
        Event::DayExtended { from, until, .. } => {
            (What::DayExtended, format!("minutes:{}", (*until - *from).whole_minutes()))
        }
        Event::IssuingStopped { service, .. } => (What::IssuingStopped, services(service)),
        Event::IssuingResumed { service, .. } => (What::IssuingResumed, services(service)),
        Event::PriorityChanged { ticket, priority: true, .. } | Event::TicketIssued { ticket, priority: true, .. } => {
            (What::PriorityGiven, of(ticket))
        }
        Event::PriorityChanged { ticket, priority: false, .. } => (What::PriorityTaken, of(ticket)),
        Event::DeskTakenOver { desk, from, .. } => {
            (What::DeskTakenOver, format!("desk:{} staff:{}", desk.as_str(), from.0))
        }
        Event::TicketCalled { ticket, desk, reason, .. } if reason.rule == Rule::Manual => {
            (What::TicketPicked, format!("{} desk:{} overtaken:{}", of(ticket), desk.as_str(), reason.overtaken))
        }
        _ => return None,
    })
}

/// Returns a digest of each part of a set-up that lasts; the hours are those of one day.
fn digest(setup: &Setup) -> String {
    let Setup { services, desks, preferences, policy, .. } = setup;
    let part = |json: Result<String, serde_json::Error>| {
        let hash = Sha256::digest(json.unwrap_or_default());
        hash.iter().take(6).fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
    };
    format!(
        "services:{} desks:{} preferences:{} policy:{}",
        part(serde_json::to_string(services)),
        part(serde_json::to_string(desks)),
        part(serde_json::to_string(preferences)),
        part(serde_json::to_string(policy))
    )
}

/// Returns the parts that are others now, each with its new digest.
fn changed(before: &str, now: &str) -> String {
    let before: Vec<&str> = before.split(' ').collect();
    now.split(' ').filter(|part| !before.contains(part)).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use queue::{CsrId, DeskId, Duration, Reason, ServiceId, Timestamp};
    use store::RequestKey;

    fn row(seq: u64, day: &str, actor: &str, events: &[Event]) -> Row {
        Row {
            branch: BranchId::new("centro"),
            day: Day::from_written(day),
            seq,
            request_key: RequestKey::fresh(),
            at: Timestamp(seq.try_into().unwrap()),
            actor: actor.to_owned(),
            command: "{}".to_owned(),
            events: serde_json::to_string(events).unwrap(),
            visit: None,
        }
    }

    fn opened(setup: Setup) -> Event {
        Event::DayOpened { day: Day::from_written("2026-11-23"), setup: Box::new(setup), at: Timestamp(1) }
    }

    fn called(rule: Rule) -> Event {
        let span = Duration::minutes(1);
        let reason = Reason {
            waited: span,
            target: span,
            priority: false,
            candidates: 3,
            overtaken: 2,
            rule,
            contested: false,
            by_itself: false,
        };
        let (ticket, desk, csr) = (TicketId(12), DeskId::new("3"), CsrId(7));
        Event::TicketCalled { ticket, desk, csr, reason, at: Timestamp(5) }
    }

    fn noted(row: &Row, setup: &mut String) -> Vec<(String, &'static str, String)> {
        let entries = of_row(row, setup).unwrap();
        entries.into_iter().map(|entry| (entry.who.to_string(), entry.what.as_str(), entry.about)).collect()
    }

    #[test]
    fn a_manual_pick_is_noted_and_a_call_by_the_rules_is_not() {
        let mut setup = String::new();
        assert_eq!(
            noted(&row(2, "2026-11-23", "staff:7", &[called(Rule::Manual)]), &mut setup),
            [("staff:7".to_owned(), "ticket_picked", "ticket:12 desk:3 overtaken:2".to_owned())]
        );
        assert!(noted(&row(3, "2026-11-23", "staff:7", &[called(Rule::Due)]), &mut setup).is_empty());
        assert!(is_noted(&called(Rule::Manual)) && !is_noted(&called(Rule::Due)));
    }

    #[test]
    fn a_set_up_is_noted_when_it_changes_with_the_part_that_changed() {
        let mut setup = String::new();
        let first = noted(&row(1, "2026-11-23", "server", &[opened(Setup::default())]), &mut setup);
        assert_eq!(first.len(), 1);
        assert!(noted(&row(1, "2026-11-24", "server", &[opened(Setup::default())]), &mut setup).is_empty());
        let mut other = Setup::default();
        other.desks.insert(DeskId::new("9"), [ServiceId::new("cash")].into());
        let second = noted(&row(1, "2026-11-25", "server", &[opened(other)]), &mut setup);
        assert!(second[0].2.starts_with("desks:") && !second[0].2.contains("services"), "{second:?}");
    }

    #[tokio::test]
    async fn the_journal_is_noted_once_and_a_day_that_a_killed_server_left_is_made_up_for() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::sqlite(&folder.path().join("audit.db")).await.unwrap();
        let branch = BranchId::new("centro");
        store.append(vec![row(1, "2026-11-23", "server", &[opened(Setup::default())])]).await.unwrap();
        catch_up(&store, &branch).await.unwrap();
        store.append(vec![row(2, "2026-11-23", "staff:7", &[called(Rule::Manual)])]).await.unwrap();
        // Nobody read the journal again on that day.
        store.append(vec![row(1, "2026-11-24", "server", &[opened(Setup::default())])]).await.unwrap();
        for _ in 0..2 {
            catch_up(&store, &branch).await.unwrap();
            let lines = store::audit::lines(&store, &branch, 1, 10).await.unwrap();
            let what: Vec<&str> = lines.iter().map(|line| line.what.as_str()).collect();
            assert_eq!(what, ["set_up_changed", "ticket_picked"]);
        }
    }

    #[tokio::test]
    async fn a_day_goes_on_being_noted_after_a_later_one_was_given_up() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::sqlite(&folder.path().join("audit.db")).await.unwrap();
        let branch = BranchId::new("centro");
        let picked = |seq, day| row(seq, day, "staff:7", &[called(Rule::Manual)]);
        let opening = |day| row(1, day, "server", &[opened(Setup::default())]);
        let steps = [
            vec![opening("2026-11-23"), picked(2, "2026-11-23")],
            // The clock was ahead, and is put right.
            vec![opening("2099-01-01"), picked(2, "2099-01-01")],
            vec![picked(3, "2026-11-23")],
            vec![picked(3, "2099-01-01"), picked(4, "2026-11-23")],
            vec![opening("2026-11-24"), picked(2, "2026-11-24")],
        ];
        for (step, noted) in steps.into_iter().zip([2, 3, 4, 6, 7]) {
            store.append(step).await.unwrap();
            for _ in 0..2 {
                catch_up(&store, &branch).await.unwrap();
                let lines = store::audit::lines(&store, &branch, 1, 20).await.unwrap();
                let picks = lines.iter().filter(|line| line.what == "ticket_picked").count();
                assert_eq!((lines.len(), picks), (noted, noted - 1), "{lines:?}");
            }
        }
    }

    #[tokio::test]
    async fn the_day_after_a_first_one_that_lay_ahead_is_noted() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::sqlite(&folder.path().join("audit.db")).await.unwrap();
        let branch = BranchId::new("centro");
        for day in ["2099-01-01", "2026-11-23"] {
            store.append(vec![row(1, day, "staff:7", &[called(Rule::Manual)])]).await.unwrap();
            catch_up(&store, &branch).await.unwrap();
        }
        assert_eq!(store::audit::lines(&store, &branch, 1, 20).await.unwrap().len(), 2);
    }
}
