//! What the table promises on every engine.

use super::{NewPasskey, add, by_handle, of, remove, remove_all, take};
use crate::contract::{Trial, trials};
use crate::tables::staff;
use crate::tables::staff::contract::put_anna;
use queue::{CsrId, Timestamp};

fn key(person: CsrId, handle: &str) -> NewPasskey<'_> {
    NewPasskey { person, rp_id: "sportello.example", handle, name: "Phone", credential: "{}" }
}

#[tokio::test]
async fn a_passkey_is_one_person_s_and_is_a_second_factor_until_it_is_removed() {
    for Trial { store, place: _place } in trials().await {
        let anna = put_anna(&store, "Anna").await.unwrap();
        let has = async || staff::by_id(&store, anna).await.unwrap().unwrap().person.second_factor;
        assert!(!has().await);
        let id = add(&store, key(anna, "one"), Timestamp(5)).await.unwrap().unwrap();
        assert_eq!(add(&store, key(anna, "one"), Timestamp(6)).await.unwrap(), None, "it is kept once");
        assert!(has().await && staff::all(&store).await.unwrap()[0].second_factor);
        let kept = &of(&store, anna).await.unwrap()[0];
        assert_eq!((kept.id, kept.name.as_str(), kept.added, kept.used), (id, "Phone", Timestamp(5), None));
        assert_eq!(by_handle(&store, anna, "sportello.example", "one").await.unwrap().as_ref(), Some(kept));
        for (person, rp_id, handle) in [
            (CsrId(99), "sportello.example", "one"),
            (anna, "elsewhere.example", "one"),
            (anna, "sportello.example", "two"),
        ] {
            assert_eq!(by_handle(&store, person, rp_id, handle).await.unwrap(), None, "{person:?} {rp_id} {handle}");
        }
        assert!(!remove(&store, CsrId(99), id).await.unwrap(), "nobody removes another's");
        assert!(remove(&store, anna, id).await.unwrap() && !remove(&store, anna, id).await.unwrap());
        assert!(!has().await);
        add(&store, key(anna, "two"), Timestamp(5)).await.unwrap();
        assert!(remove_all(&store, anna).await.unwrap() && !remove_all(&store, anna).await.unwrap());
        add(&store, key(anna, "three"), Timestamp(5)).await.unwrap();
        staff::remove(&store, anna).await.unwrap();
        assert!(of(&store, anna).await.unwrap().is_empty(), "it goes with the person");
    }
}

#[tokio::test]
async fn a_count_only_grows_but_for_a_device_that_counts_nothing() {
    for Trial { store, place: _place } in trials().await {
        let anna = put_anna(&store, "Anna").await.unwrap();
        let counts = add(&store, key(anna, "one"), Timestamp(1)).await.unwrap().unwrap();
        for (counter, taken) in [(7, true), (7, false), (0, false), (8, true), (8, false), (6, false), (20, true)] {
            assert_eq!(take(&store, counts, "{}", counter, Timestamp(9)).await.unwrap(), taken, "{counter}");
        }
        let silent = add(&store, key(anna, "two"), Timestamp(1)).await.unwrap().unwrap();
        for at in [10, 11] {
            assert!(take(&store, silent, "{\"new\":1}", 0, Timestamp(at)).await.unwrap());
        }
        let kept = of(&store, anna).await.unwrap();
        assert_eq!((kept[0].used, kept[1].used), (Some(Timestamp(9)), Some(Timestamp(11))));
        assert_eq!(kept[1].credential, "{\"new\":1}");
        assert!(!take(&store, 999, "{}", 1, Timestamp(1)).await.unwrap(), "one that is gone");
    }
}
