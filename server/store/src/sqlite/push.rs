//! The servers' secrets, and the browsers that asked to be told of a call.

use super::Sqlite;
use crate::{Failure, PushSubscription};
use sqlx::{Row as _, query};

impl Sqlite {
    pub async fn secret(&self, name: &str, fresh: &str) -> Result<String, Failure> {
        let _turn = self.writer.turn().await?;
        let sql = "INSERT INTO server_secret (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING";
        query(sql).bind(name).bind(fresh).execute(&self.pool).await?;
        let row = query("SELECT value FROM server_secret WHERE name = ?").bind(name).fetch_one(&self.pool).await?;
        Ok(row.try_get(0)?)
    }

    pub async fn put_push(&self, subscription: &PushSubscription, most: u32) -> Result<bool, Failure> {
        let _turn = self.writer.turn().await?;
        let PushSubscription { token, endpoint, p256dh, auth, branch, day } = subscription;
        let sql = "INSERT INTO push_subscription (token, endpoint, p256dh, auth, branch, day)
                   SELECT ?1, ?2, ?3, ?4, ?5, ?6
                   WHERE (SELECT count(*) FROM push_subscription WHERE token = ?1 AND endpoint <> ?2) < ?7
                   ON CONFLICT (token, endpoint) DO UPDATE SET p256dh = excluded.p256dh, auth = excluded.auth";
        let query = query(sql).bind(token).bind(endpoint).bind(p256dh).bind(auth).bind(branch).bind(day).bind(most);
        Ok(query.execute(&self.pool).await?.rows_affected() > 0)
    }

    pub async fn pushes(&self, token: &str) -> Result<Vec<PushSubscription>, Failure> {
        let sql = "SELECT token, endpoint, p256dh, auth, branch, day FROM push_subscription WHERE token = ?
                   ORDER BY endpoint";
        let rows = query(sql).bind(token).fetch_all(&self.pool).await?;
        let subscription = |row: &sqlx::sqlite::SqliteRow| {
            Ok(PushSubscription {
                token: row.try_get(0)?,
                endpoint: row.try_get(1)?,
                p256dh: row.try_get(2)?,
                auth: row.try_get(3)?,
                branch: row.try_get(4)?,
                day: row.try_get(5)?,
            })
        };
        rows.iter().map(subscription).collect()
    }

    pub async fn forget_push(&self, token: &str, endpoint: &str) -> Result<(), Failure> {
        let _turn = self.writer.turn().await?;
        let sql = "DELETE FROM push_subscription WHERE token = ? AND endpoint = ?";
        query(sql).bind(token).bind(endpoint).execute(&self.pool).await?;
        Ok(())
    }

    pub async fn forget_pushes_until(&self, branch: &str, day: &str) -> Result<(), Failure> {
        let _turn = self.writer.turn().await?;
        let sql = "DELETE FROM push_subscription WHERE branch = ? AND day <= ?";
        query(sql).bind(branch).bind(day).execute(&self.pool).await?;
        Ok(())
    }
}
