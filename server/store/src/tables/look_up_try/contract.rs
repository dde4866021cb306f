//! What the table promises on every engine.

use super::{after, begin, forget, forget_before};
use crate::contract::{Trial, trials};
use queue::Timestamp;

#[tokio::test]
async fn tries_are_counted_by_place_for_as_long_as_they_count() {
    for Trial { store, place: _place } in trials().await {
        let (here, there) = ("10.0.0.66", "10.0.0.7");
        for now in [1, 2, 2] {
            begin(&store, here, Timestamp(now)).await.unwrap();
        }
        let right = begin(&store, here, Timestamp(3)).await.unwrap();
        assert_eq!(after(&store, here, Timestamp(0)).await.unwrap(), (4, Some(Timestamp(1))));
        assert_eq!(after(&store, there, Timestamp(0)).await.unwrap(), (0, None), "another place");
        forget(&store, right).await.unwrap();
        assert_eq!(
            after(&store, here, Timestamp(1)).await.unwrap(),
            (2, Some(Timestamp(2))),
            "the first counts no more"
        );
        assert_eq!(forget_before(&store, Timestamp(2)).await.unwrap(), 1);
        assert_eq!(after(&store, here, Timestamp(0)).await.unwrap(), (2, Some(Timestamp(2))));
    }
}

#[tokio::test]
async fn of_many_tries_at_once_each_sees_those_before_it() {
    for Trial { store, place: _place } in trials().await {
        let tries = (0..20).map(|_| async {
            begin(&store, "10.0.0.66", Timestamp(10)).await.unwrap();
            after(&store, "10.0.0.66", Timestamp(0)).await.unwrap().0
        });
        let mut counted = futures::future::join_all(tries).await;
        counted.sort_unstable();
        for (before, counted) in (1_u32..).zip(counted) {
            assert!(counted >= before, "no more than {before} saw {counted} or fewer");
        }
    }
}
