//! What the table promises on every engine.

use super::{Filter, ToDo, assign, counts, due_of, list, put, remove};
use crate::contract::{Trial, branch, trials};
use queue::{CsrId, Timestamp};

fn to_do(kind: &str, record: i64, due: &str) -> ToDo {
    ToDo {
        kind: kind.to_owned(),
        record,
        label: format!("{record}"),
        detail: "banking".to_owned(),
        due: due.to_owned(),
        shown_from: "2026-12-01".to_owned(),
        half_on: None,
        urgent_on: Some("2026-12-04".to_owned()),
        assigned: None,
        since: Timestamp(5),
    }
}

#[tokio::test]
async fn the_list_has_what_is_due_first_and_each_person_s_own() {
    for Trial { store, place: _place } in trials().await {
        let a = branch("a");
        put(&store, &a, &to_do("complaint", 1, "2026-12-09")).await.unwrap();
        put(&store, &a, &to_do("case", 1, "2026-12-03")).await.unwrap();
        put(&store, &a, &ToDo { shown_from: "2026-12-06".to_owned(), ..to_do("case", 2, "2026-12-06") }).await.unwrap();
        put(&store, &branch("b"), &to_do("case", 3, "2026-12-01")).await.unwrap();
        let records = |list: Vec<ToDo>| list.iter().map(|to_do| (to_do.kind.clone(), to_do.record)).collect::<Vec<_>>();
        let (case, complaint) = (("case".to_owned(), 1), ("complaint".to_owned(), 1));
        let today = "2026-12-05";
        let all = list(&store, &a, today, Filter::All, 0, 50).await.unwrap();
        assert_eq!(records(all), [case.clone(), complaint.clone()], "what is shown later is left out");
        assert_eq!(
            records(list(&store, &a, today, Filter::All, 1, 50).await.unwrap()),
            std::slice::from_ref(&complaint)
        );
        assert_eq!(records(list(&store, &a, today, Filter::Kind("case"), 0, 50).await.unwrap()), [case]);
        assert!(assign(&store, &a, "complaint", 1, Some(CsrId(7))).await.unwrap());
        put(&store, &a, &to_do("complaint", 1, "2026-12-08")).await.unwrap();
        let own = list(&store, &a, today, Filter::Person(CsrId(7)), 0, 50).await.unwrap();
        assert_eq!(records(own.clone()), [complaint]);
        assert_eq!((own[0].due.as_str(), own[0].assigned), ("2026-12-08", Some(CsrId(7))), "a change keeps the person");
        for (day, due) in [("2026-12-07", 0), ("2026-12-08", 1)] {
            assert_eq!(due_of(&store, &a, CsrId(7), day).await.unwrap(), due, "{day}");
        }
        let counted = counts(&store, &a, today).await.unwrap();
        assert_eq!(counted, [("case".to_owned(), 1, 1), ("complaint".to_owned(), 1, 0)]);
        assert!(remove(&store, &a, "complaint", 1).await.unwrap());
        assert!(!remove(&store, &a, "complaint", 1).await.unwrap());
        assert!(!assign(&store, &a, "complaint", 1, None).await.unwrap());
    }
}
