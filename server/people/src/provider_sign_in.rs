//! Signing in whom a provider vouches for: who they are is known by issuer and subject, what they may do by its claim, each time anew.

use crate::audit::chain_of;
use crate::password::NOBODY;
use crate::place::Place;
use crate::sign_on::Vouched;
use crate::staff::Staff;
use crate::token::fingerprint;
use machine::clock;
use store::audit::{Entry, What, Who, note};
use store::staff_identity::{self, ProviderIdentity};
use store::{Description, Failure, NewPerson, Person, Transaction, session, staff};

/// What became of a sign-in by a provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ByProvider {
    /// The person, and the token of the new session.
    Done(Person, String),
    /// The provider names no role here. Who had one has none any more, and is signed out.
    NoRole,
    /// A manager has locked the account here.
    Locked,
}

impl Staff {
    /// Signs in whom the provider vouches for. Somebody new is added; who is known has the name and the roles that the provider says.
    pub async fn sign_in_by_provider(&self, vouched: &Vouched, place: &Place) -> Result<ByProvider, Failure> {
        let identity = ProviderIdentity { issuer: &vouched.issuer, subject: &vouched.subject };
        let mut transaction = self.store.begin().await?;
        let person = match staff_identity::person(&mut transaction, identity).await? {
            Some(id) => {
                let known = staff::by_id(&mut transaction, id).await?.map(|found| found.person);
                let known = known.ok_or_else(|| Failure::Other("an identity of nobody".to_owned()))?;
                self.bring_up_to_date(&mut transaction, known, vouched, place).await?
            }
            None if vouched.roles.is_empty() => {
                transaction.rollback().await?;
                return Ok(ByProvider::NoRole);
            }
            None => self.add_vouched(&mut transaction, vouched, place).await?,
        };
        transaction.commit().await?;
        self.names.put(person.id, person.name.clone());
        if person.roles.is_empty() {
            self.tell_of_change();
            return Ok(ByProvider::NoRole);
        }
        if person.locked.is_some() {
            return Ok(ByProvider::Locked);
        }
        let token = self.begin_session(&person, place).await?;
        Ok(ByProvider::Done(person, token))
    }

    async fn add_vouched(
        &self,
        transaction: &mut Transaction<'_>,
        vouched: &Vouched,
        place: &Place,
    ) -> Result<Person, Failure> {
        let login = free_login(transaction, vouched).await?;
        let person = NewPerson {
            name: vouched.name.clone().unwrap_or_else(|| login.clone()),
            login,
            roles: vouched.roles.clone(),
            languages: Vec::new(),
            password_hash: NOBODY.to_owned(),
            must_change: false,
        };
        let id = staff::put(transaction, &person).await?;
        let identity = ProviderIdentity { issuer: &vouched.issuer, subject: &vouched.subject };
        staff_identity::put(&mut *transaction, identity, id).await?;
        let added = staff::by_id(&mut *transaction, id).await?.map(|found| found.person);
        let added = added.ok_or_else(|| Failure::Other("a person who was added is not there".to_owned()))?;
        note(transaction, &[line(&added, What::PersonAdded, place)]).await?;
        Ok(added)
    }

    /// Gives who is known the name and the roles of the provider. Who has no role any more is signed out.
    async fn bring_up_to_date(
        &self,
        transaction: &mut Transaction<'_>,
        known: Person,
        vouched: &Vouched,
        place: &Place,
    ) -> Result<Person, Failure> {
        let name = vouched.name.clone().unwrap_or_else(|| known.name.clone());
        if known.name == name && known.roles == vouched.roles {
            return Ok(known);
        }
        let description = Description { name, roles: vouched.roles.clone(), languages: known.languages.clone() };
        staff::describe(transaction, known.id, &description).await?;
        if description.roles.is_empty() {
            session::end_all(transaction, known.id).await?;
        }
        // The chain of the branch where the person had a role, so that its manager sees the loss.
        let of = if description.roles.is_empty() {
            &known
        } else {
            &Person { roles: vouched.roles.clone(), ..known.clone() }
        };
        note(transaction, &[line(of, What::PersonChanged, place)]).await?;
        Ok(Person { name: description.name, roles: description.roles, ..known })
    }
}

/// Returns a login that nobody has: the provider's, or one made of it. An account of this server is never taken over by who has
/// the same name at the provider.
async fn free_login(transaction: &mut Transaction<'_>, vouched: &Vouched) -> Result<String, Failure> {
    let short = &fingerprint(&[vouched.issuer.as_str(), "\n", &vouched.subject].concat())[..10];
    let wanted = vouched.login.clone().unwrap_or_else(|| ["sso-", short].concat());
    if staff::by_login(&mut *transaction, &wanted).await?.is_none() {
        return Ok(wanted);
    }
    let start: String = wanted.chars().take(crate::naming::LONGEST - short.len() - 1).collect();
    Ok([start.as_str(), "-", short].concat())
}

fn line(person: &Person, what: What, place: &Place) -> Entry {
    let entry = Entry::new(&chain_of(person), clock::now(), Who::server(), what);
    entry.about(format!("{} by the provider of sign-on", Who::staff(person.id))).from(place.origin())
}
