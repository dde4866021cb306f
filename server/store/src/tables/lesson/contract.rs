//! What the table promises on every engine.

use super::{BegunLesson, advance, decline, is_new, of_branch, of_person, turn_to};
use crate::contract::{Trial, branch, day, trials};
use crate::tables::staff;
use crate::tables::staff::contract::put_anna;
use queue::{CsrId, Timestamp};

fn begun(staff: CsrId, lesson: &str, turned: i64) -> BegunLesson {
    BegunLesson {
        staff,
        lesson: lesson.to_owned(),
        branch: branch("a-practice"),
        steps: 0,
        day: day("2026-11-24"),
        seq: 7,
        turned: Timestamp(turned),
        done: None,
    }
}

#[tokio::test]
async fn a_lesson_goes_on_from_where_it_was_and_what_was_done_stays_done() {
    for Trial { store, place: _place } in trials().await {
        let anna = put_anna(&store, "Anna").await.unwrap();
        let (serve, leave) = (begun(anna, "serve", 1), begun(anna, "leave", 2));
        turn_to(&store, &serve).await.unwrap();
        turn_to(&store, &leave).await.unwrap();
        assert_eq!(of_person(&store, anna).await.unwrap(), [leave.clone(), serve.clone()], "the latest first");
        let done = BegunLesson { steps: 5, seq: 12, done: Some(Timestamp(40)), ..serve.clone() };
        assert!(advance(&store, &serve, &done).await.unwrap());
        assert!(!advance(&store, &serve, &done).await.unwrap(), "another server was first");
        let again = BegunLesson { seq: 20, turned: Timestamp(50), ..serve };
        turn_to(&store, &again).await.unwrap();
        let again = BegunLesson { done: Some(Timestamp(40)), ..again };
        assert_eq!(of_branch(&store, &branch("a-practice")).await.unwrap(), [again.clone(), leave]);
        let on = BegunLesson { steps: 1, seq: 21, done: None, ..again.clone() };
        assert!(advance(&store, &again, &on).await.unwrap());
        let kept = of_person(&store, anna).await.unwrap().swap_remove(0);
        assert_eq!((kept.steps, kept.done), (1, Some(Timestamp(40))), "it was done before");
        assert!(of_branch(&store, &branch("a")).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn a_tour_is_offered_to_who_has_begun_none_and_has_not_declined() {
    for Trial { store, place: _place } in trials().await {
        let anna = put_anna(&store, "Anna").await.unwrap();
        assert!(is_new(&store, anna).await.unwrap());
        decline(&store, anna, Timestamp(1)).await.unwrap();
        decline(&store, anna, Timestamp(2)).await.unwrap();
        assert!(!is_new(&store, anna).await.unwrap());
        turn_to(&store, &begun(anna, "serve", 3)).await.unwrap();
        let mut transaction = store.begin().await.unwrap();
        staff::remove(&mut transaction, anna).await.unwrap();
        transaction.commit().await.unwrap();
        assert!(of_person(&store, anna).await.unwrap().is_empty());
        let anna = put_anna(&store, "Anna").await.unwrap();
        assert!(is_new(&store, anna).await.unwrap(), "nothing is left of the account");
        turn_to(&store, &begun(anna, "serve", 3)).await.unwrap();
        assert!(!is_new(&store, anna).await.unwrap());
    }
}
