//! The first admin of a server where nobody can sign in yet: made by who reads the link that the server prints at its start.

use crate::by::By;
use crate::invitation::Invitation;
use crate::staff::Staff;
use crate::token::{fingerprint, random_token};
use queue::{Duration, Timestamp};
use std::sync::PoisonError;
use store::audit::{What, note};
use store::{Failure, NewPerson, Person, Roles, staff};

/// The link is good for so long.
const GOOD_FOR: Duration = Duration::minutes(60);

impl Staff {
    /// Returns the secret part of a link that makes the first admin; `None` where somebody can sign in already.
    pub async fn invite_first_admin(&self, now: Timestamp) -> Result<Option<String>, Failure> {
        if !staff::nobody(&self.store).await? {
            return Ok(None);
        }
        let token = random_token();
        *self.invitation.lock().unwrap_or_else(PoisonError::into_inner) =
            Invitation(Some((fingerprint(&token), now + GOOD_FOR)));
        Ok(Some(token))
    }

    /// Returns whether a link's secret part is the one that was printed, and is still good.
    pub fn is_invited(&self, token: &str, now: Timestamp) -> bool {
        let invitation = self.invitation.lock().unwrap_or_else(PoisonError::into_inner);
        invitation.0.as_ref().is_some_and(|(secret, until)| *secret == fingerprint(token) && now < *until)
    }

    /// Makes the first admin, once. Returns `None` where the link is not good, or somebody was first.
    pub async fn make_first_admin(
        &self,
        token: &str,
        login: &str,
        name: &str,
        password_hash: String,
        now: Timestamp,
        by: &By,
    ) -> Result<Option<Person>, Failure> {
        if !self.is_invited(token, now) {
            return Ok(None);
        }
        let mut transaction = self.store.begin().await?;
        if !staff::nobody(&mut transaction).await? {
            return Ok(None);
        }
        let admin = NewPerson {
            login: login.to_owned(),
            name: name.to_owned(),
            roles: Roles::default().with("", store::Role::Admin),
            languages: Vec::new(),
            password_hash,
            must_change: false,
        };
        let id = staff::put(&mut transaction, &admin).await?;
        note(&mut transaction, &by.about_person(What::PersonAdded, id, &admin.roles)).await?;
        transaction.commit().await?;
        *self.invitation.lock().unwrap_or_else(PoisonError::into_inner) = Invitation(None);
        self.names.put(id, admin.name);
        Ok(staff::by_id(&self.store, id).await?.map(|found| found.person))
    }
}
