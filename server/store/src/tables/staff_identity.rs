//! By whom a provider of sign-on (OpenID Connect) knows a member of staff: its issuer, and the subject within it.

#[cfg(test)]
mod contract;

use crate::database::{Run, sql};
use crate::failure::Failure;
use queue::CsrId;

/// Somebody as a provider knows them. The pair never changes and is never given to somebody else, unlike a login or an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProviderIdentity<'a> {
    pub issuer: &'a str,
    pub subject: &'a str,
}

/// Returns the person whom a provider knows by this identity.
pub async fn person(on: impl Run, identity: ProviderIdentity<'_>) -> Result<Option<CsrId>, Failure> {
    let found = sql("SELECT staff FROM staff_identity WHERE issuer = $1 AND subject = $2");
    let found = found.bind(identity.issuer).bind(identity.subject);
    Ok(on.fetch_optional::<(CsrId,)>(found).await?.map(|(person,)| person))
}

/// Keeps by which identity a provider knows a person. Returns false where it knows somebody by it already.
pub async fn put(on: impl Run, identity: ProviderIdentity<'_>, person: CsrId) -> Result<bool, Failure> {
    let put = sql("INSERT INTO staff_identity (issuer, subject, staff) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING");
    Ok(on.execute(put.bind(identity.issuer).bind(identity.subject).bind(person)).await? > 0)
}
