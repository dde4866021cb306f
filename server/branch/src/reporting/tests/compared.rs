//! What figures are compared with: the targets that were in force, and what was foreseen.

use super::*;
use crate::setups::{self, Origin};
use ::reports::{Against, ForeseenVisits, OnTarget, ToldTally};
use queue::{Duration as Span, TicketId};
use setup::Written;
use store::audit::Who;
use store::{Told, foreseen, report_day, told};

/// The same set-up, whose target for cash is this.
fn with_target(minutes: u32) -> Arc<setup::Branch> {
    written(minutes).check(None).unwrap().always_open().branches["centro"].clone()
}

fn written(minutes: u32) -> Written {
    let own = format!("[branch.target_minutes]\ncash = {minutes}\n");
    let carried = Written::carried();
    Written { text: carried.text.replacen("[branch.target_minutes]\n", &own, 1), ..carried }
}

/// A day on which one visitor waits for 3 minutes and one for 6.
async fn a_day(store: &Store, setup: &setup::Branch, at: Timestamp) {
    let minutes = |minutes: i64| Timestamp(at.0 + minutes * MINUTE);
    let mut journal = Journal::open(store, setup, at).await;
    journal.issue(minutes(1)).await;
    journal.serve(minutes(4)).await;
    journal.issue(minutes(20)).await;
    journal.serve(minutes(26)).await;
}

#[tokio::test]
async fn each_day_is_counted_by_the_target_with_which_it_began_and_it_is_known_who_set_it() {
    for (store, _, _folder) in engines().await {
        let (monday, tuesday) = (MONDAY, later(24 * 60));
        a_day(&store, &with_target(10), monday).await;
        a_day(&store, &with_target(5), tuesday).await;
        assert!(writer(&store).write(all(), TOGETHER).await.is_empty());
        let setup = setup();
        let days = Days { first: setup.day(monday), last: setup.day(tuesday) };
        let total = report_day::of_day(&store, &centro(), &days.last).await.unwrap().unwrap();
        assert_eq!((total.on_target, total.called), (1, 2));
        let found = targets(&store, &centro(), &days).await.unwrap();
        let cash = ServiceId::new("cash");
        let spans = found.spans(Some(&cash));
        let told: Vec<_> = spans.iter().map(|span| (span.target.whole_minutes(), span.counted)).collect();
        assert_eq!(told, [(10, OnTarget { within: 2, called: 2 }), (5, OnTarget { within: 1, called: 2 })]);

        setups::take(&store, &Written::carried(), Origin::Carried, false).await.unwrap();
        setups::save(&store, 1, &written(10), Origin::Editor, Who::staff(CSR)).await.unwrap();
        setups::save(&store, 2, &written(5), Origin::Editor, Who::server()).await.unwrap();
        let changes = target_changes(&store).await.unwrap();
        let told: Vec<_> = changes.iter().map(|change| (change.number, change.old, change.new, change.by)).collect();
        assert_eq!(told, [(3, Some(10), Some(5), None), (2, None, Some(10), Some(CSR))]);
        assert!(changes.iter().all(|change| change.concerns("centro") && !change.concerns("porto")));
        let set = |minutes, day: Day| {
            let day_of = |_: Timestamp| setup.day(monday);
            TargetChange::of_target(&changes, "centro", &cash, minutes, &day, day_of).map(|change| change.number)
        };
        assert_eq!(
            (set(10, days.first.clone()), set(5, days.last.clone()), set(7, days.last.clone())),
            (Some(2), Some(3), None)
        );
        assert_eq!(set(10, Day::from_written("2026-11-22")), None, "it was set later");
    }
}

#[tokio::test]
async fn what_was_foreseen_stands_beside_what_came_and_the_waits_told_stay_when_their_tickets_are_erased() {
    for (store, _, _folder) in engines().await {
        let setup = setup();
        a_day(&store, &setup, MONDAY).await;
        assert!(writer(&store).write(all(), TOGETHER).await.is_empty());
        let (day, cash) = (setup.day(MONDAY), ServiceId::new("cash"));
        let visits = ForeseenVisits([(cash.clone(), [(600, 150), (615, 150)].into())].into());
        foreseen::put_visits(&store, &centro(), &day, &visits.written()).await.unwrap();
        let ticket = |ticket, at: i64, called: Option<i64>| Told {
            branch: centro(),
            day: day.clone(),
            ticket: TicketId(ticket),
            service: cash.clone(),
            at: later(at),
            low_minutes: 2,
            high_minutes: 4,
            q10: Span(0),
            median: Span::minutes(3),
            q90: Span(0),
            called: called.map(later),
        };
        for row in [ticket(1, 1, Some(4)), ticket(2, 20, Some(26)), ticket(3, 30, None)] {
            told::put(&store, &row).await.unwrap();
        }
        let days = Days::one(&day);
        let calendar = &setup.calendar;
        let found = hindsight(&store, &centro(), calendar, &days, None).await.unwrap();
        assert_eq!(found.visits(), Against { foreseen: 300, came: 2 });
        let minute = |minutes: i64| minutes * MINUTE;
        let all = ToldTally { called: 2, within: 1, told: minute(6), waited: minute(9) };
        assert_eq!(found.all_told(), all, "who was never called has no wait");
        assert_eq!(found.waits.keys().copied().collect::<Vec<_>>(), [600, 615]);

        let waits = add_up(calendar, &told::of_day(&store, &centro(), &day).await.unwrap());
        foreseen::put_waits(&store, &centro(), &day, &waits.written()).await.unwrap();
        let again = hindsight(&store, &centro(), calendar, &days, None).await.unwrap();
        assert_eq!(again.all_told(), all, "nothing is counted twice");
        told::forget_before(&store, &centro(), &Day::from_written("2026-12-01")).await.unwrap();
        let left = hindsight(&store, &centro(), calendar, &days, Some(cash)).await.unwrap();
        assert_eq!(left.all_told(), all);
    }
}
