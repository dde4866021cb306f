//! What the table promises on every engine.

use super::{CallBackNumber, forget, of_token, put};
use crate::contract::{Trial, branch, day, token, trials};

#[tokio::test]
async fn a_ticket_has_one_number_until_it_is_forgotten() {
    for Trial { store, place: _place } in trials().await {
        let (here, today, mine) = (branch("a"), day("2026-11-30"), token("t"));
        let number = |phone| CallBackNumber { token: &mine, branch: &here, day: &today, phone };
        put(&store, number("+39 02 1234567")).await.unwrap();
        assert_eq!(of_token(&store, &mine).await.unwrap().as_deref(), Some("+39 02 1234567"));
        put(&store, number("+39 02 7654321")).await.unwrap();
        assert_eq!(of_token(&store, &mine).await.unwrap().as_deref(), Some("+39 02 7654321"), "sent again");
        assert_eq!(of_token(&store, &token("u")).await.unwrap(), None);
        forget(&store, &mine).await.unwrap();
        assert_eq!(of_token(&store, &mine).await.unwrap(), None);
    }
}
