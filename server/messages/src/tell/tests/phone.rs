//! News for managers' phones.

use super::*;

/// A manager of the branch with a phone that is told of it at an address.
async fn phone(store: &Store, id: &str, branch: &str, endpoint: &str) {
    let mut transaction = store.begin().await.unwrap();
    let person = store::NewPerson {
        login: "gaia".to_owned(),
        name: "Gaia".to_owned(),
        roles: store::Roles::default(),
        languages: vec![],
        password_hash: "hash".to_owned(),
        must_change: false,
    };
    let staff = staff::put(&mut transaction, &person).await.unwrap();
    transaction.commit().await.unwrap();
    let phone = ManagerPhone {
        id: id.to_owned(),
        branch: store::BranchId::new(branch),
        staff,
        endpoint: endpoint.to_owned(),
        // The receiver of RFC 8291, appendix A.
        p256dh: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4".to_owned(),
        auth: "BTBZMqHH6r4Tts7J_aSIgg".to_owned(),
        language: "en".to_owned(),
        since: NOW,
    };
    assert!(manager_phone::put(store, &phone, 20).await.unwrap());
}

fn to_phone(id: &str, phone: &str) -> News {
    News { phone: phone.to_owned(), ..news(id, PHONES) }
}

#[tokio::test]
async fn a_manager_s_phone_is_told_until_it_is_gone_or_its_person_may_hear_no_more() {
    let (engines, _folder) = engines().await;
    for [store, _] in engines {
        let receiver = Receiver::start(&[Answers::Status(201), Answers::Status(503), Answers::Status(410)]).await;
        let worker = told_by(&store, alerts(&[])).await;
        phone(&store, "p1", "b0", &receiver.url).await;
        trouble::put(&store, &to_phone("n1", "p1")).await.unwrap();
        assert_eq!(worker.round(NOW).await.unwrap(), 1);
        let arrived = receiver.received().remove(0);
        assert_eq!((&*arrived.headers["content-encoding"], &*arrived.headers["urgency"]), ("aes128gcm", "high"));
        assert!(!arrived.body.contains("long-wait"), "it is sealed");

        trouble::put(&store, &to_phone("n2", "p1")).await.unwrap();
        worker.round(NOW).await.unwrap();
        assert_eq!(states(&store).await[1].0, "waiting", "its push service was away");
        worker.round(NOW + Duration::minutes(1)).await.unwrap();
        let gone = ("dead".to_owned(), 2, "the phone takes no more messages".to_owned());
        assert_eq!(states(&store).await[1], gone);
        assert_eq!(manager_phone::by_id(&store, "p1").await.unwrap(), None, "it is forgotten");

        phone(&store, "p2", "b1", &receiver.url).await;
        trouble::put(&store, &to_phone("n3", "p2")).await.unwrap();
        worker.round(NOW).await.unwrap();
        assert_eq!((states(&store).await[2].0.as_str(), receiver.received().len()), ("dead", 3), "of another branch");
        assert_eq!(manager_phone::by_id(&store, "p2").await.unwrap(), None);
    }
}
