//! The servers' secrets, and the browsers that asked to be told of a call.

use super::Postgres;
use crate::{Failure, PushSubscription};
use sqlx::postgres::PgRow;
use sqlx::{Row as _, query};

impl Postgres {
    pub async fn secret(&self, name: &str, fresh: &str) -> Result<String, Failure> {
        let sql = "INSERT INTO server_secret (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING";
        self.run(query(sql).bind(name).bind(fresh)).await?;
        let row = self.row(query("SELECT value FROM server_secret WHERE name = $1").bind(name)).await?;
        let row = row.ok_or_else(|| Failure::Other("a secret was not kept".to_owned()))?;
        Ok(row.try_get(0)?)
    }

    pub async fn put_push(&self, subscription: &PushSubscription, most: u32) -> Result<bool, Failure> {
        let PushSubscription { token, endpoint, p256dh, auth, branch, day } = subscription;
        let sql = "INSERT INTO push_subscription (token, endpoint, p256dh, auth, branch, day)
                   SELECT $1, $2, $3, $4, $5, $6
                   WHERE (SELECT count(*) FROM push_subscription WHERE token = $1 AND endpoint <> $2) < $7
                   ON CONFLICT (token, endpoint) DO UPDATE SET p256dh = excluded.p256dh, auth = excluded.auth
                   RETURNING token";
        let query = query(sql).bind(token).bind(endpoint).bind(p256dh).bind(auth).bind(branch).bind(day);
        Ok(self.row(query.bind(i64::from(most))).await?.is_some())
    }

    pub async fn pushes(&self, token: &str) -> Result<Vec<PushSubscription>, Failure> {
        let sql = "SELECT token, endpoint, p256dh, auth, branch, day FROM push_subscription WHERE token = $1
                   ORDER BY endpoint";
        let subscription = |row: &PgRow| {
            Ok(PushSubscription {
                token: row.try_get(0)?,
                endpoint: row.try_get(1)?,
                p256dh: row.try_get(2)?,
                auth: row.try_get(3)?,
                branch: row.try_get(4)?,
                day: row.try_get(5)?,
            })
        };
        self.rows(query(sql).bind(token)).await?.iter().map(subscription).collect()
    }

    pub async fn forget_push(&self, token: &str, endpoint: &str) -> Result<(), Failure> {
        let sql = "DELETE FROM push_subscription WHERE token = $1 AND endpoint = $2";
        self.run(query(sql).bind(token).bind(endpoint)).await
    }

    pub async fn forget_pushes_until(&self, branch: &str, day: &str) -> Result<(), Failure> {
        self.run(query("DELETE FROM push_subscription WHERE branch = $1 AND day <= $2").bind(branch).bind(day)).await
    }
}
