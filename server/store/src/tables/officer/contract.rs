//! What the tables promise on every engine.

use super::{
    BookableOfficer, OfficerAbsence, OfficerHours, absences, forget_absence, of_branch, put, put_absence, remove, weeks,
};
use crate::contract::{Trial, branch, trials};
use queue::{CsrId, Timestamp};

#[tokio::test]
async fn an_officer_is_kept_with_their_week_in_place_of_the_one_before() {
    for Trial { store, place: _place } in trials().await {
        let (anna, here) = (CsrId(7), branch("a"));
        let officer = |services: &str| BookableOfficer {
            person: anna,
            services: services.to_owned(),
            languages: "it".to_owned(),
        };
        let hours = |weekday| OfficerHours { person: anna, weekday, from_minute: 510, to_minute: 810 };
        let mut transaction = store.begin().await.unwrap();
        put(&mut transaction, &here, &officer("mortgage"), &[hours(0), hours(1)]).await.unwrap();
        put(&mut transaction, &here, &officer("mortgage loan"), &[hours(3)]).await.unwrap();
        put(&mut transaction, &branch("b"), &officer("loan"), &[]).await.unwrap();
        transaction.commit().await.unwrap();
        assert_eq!(of_branch(&store, &here).await.unwrap(), [officer("mortgage loan")]);
        assert_eq!(weeks(&store, &here).await.unwrap(), [hours(3)]);
        let mut transaction = store.begin().await.unwrap();
        remove(&mut transaction, &here, anna).await.unwrap();
        transaction.commit().await.unwrap();
        assert!(of_branch(&store, &here).await.unwrap().is_empty() && weeks(&store, &here).await.unwrap().is_empty());
        assert_eq!(of_branch(&store, &branch("b")).await.unwrap().len(), 1);
    }
}

#[tokio::test]
async fn absences_are_those_that_are_not_over() {
    for Trial { store, place: _place } in trials().await {
        let here = branch("a");
        let absence = |from, to| OfficerAbsence { person: CsrId(7), from: Timestamp(from), to: Timestamp(to) };
        for one in [absence(10, 20), absence(30, 40), absence(10, 25)] {
            put_absence(&store, &here, &one).await.unwrap();
        }
        assert_eq!(absences(&store, &here, Timestamp(0)).await.unwrap(), [absence(10, 25), absence(30, 40)]);
        assert_eq!(absences(&store, &here, Timestamp(25)).await.unwrap(), [absence(30, 40)]);
        assert!(forget_absence(&store, &here, CsrId(7), Timestamp(30)).await.unwrap());
        assert!(!forget_absence(&store, &here, CsrId(7), Timestamp(30)).await.unwrap());
    }
}
