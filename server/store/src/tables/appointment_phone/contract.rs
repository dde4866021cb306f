//! What the table promises on every engine.

use super::{AppointmentPhone, erase_on, forget, forget_browser, of, put};
use crate::branch_id::BranchId;
use crate::contract::{Trial, trials};
use queue::{AppointmentId, Day};

#[tokio::test]
async fn an_appointment_has_one_phone_the_last_that_asked() {
    for Trial { store, place: _place } in trials().await {
        let phone = |endpoint: &str| AppointmentPhone {
            appointment: AppointmentId::new("one"),
            branch: BranchId::new("centro"),
            endpoint: endpoint.to_owned(),
            p256dh: "key".to_owned(),
            auth: "secret".to_owned(),
            erase_on: Day::from_written("2026-12-04"),
        };
        let id = AppointmentId::new("one");
        assert_eq!(of(&store, &id).await.unwrap(), None);
        put(&store, &phone("https://push.example/1")).await.unwrap();
        put(&store, &phone("https://push.example/2")).await.unwrap();
        assert_eq!(of(&store, &id).await.unwrap(), Some(phone("https://push.example/2")));
        let later = Day::from_written("2026-12-09");
        erase_on(&store, &id, &later).await.unwrap();
        assert_eq!(of(&store, &id).await.unwrap().unwrap().erase_on, later);
        forget_browser(&store, &id, "https://push.example/1").await.unwrap();
        assert!(of(&store, &id).await.unwrap().is_some(), "another one has taken its place");
        forget_browser(&store, &id, "https://push.example/2").await.unwrap();
        assert_eq!(of(&store, &id).await.unwrap(), None);
        put(&store, &phone("https://push.example/1")).await.unwrap();
        forget(&store, &id).await.unwrap();
        assert_eq!(of(&store, &id).await.unwrap(), None);
    }
}
