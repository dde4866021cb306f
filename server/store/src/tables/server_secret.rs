//! What the servers keep for themselves: the key by which push services know them. No backup has it.

#[cfg(test)]
mod contract;

use crate::database::{Run, sql};
use crate::failure::Failure;

/// The name of a secret.
#[derive(Debug, Clone, Copy)]
pub struct SecretName(pub &'static str);

/// Returns the secret of this name, which becomes `fresh` where there was none. Servers that ask at once get the same
/// one.
pub async fn get_or_put(on: impl Run, name: SecretName, fresh: &str) -> Result<String, Failure> {
    // An update that changes nothing has the row returned.
    let secret = sql("INSERT INTO server_secret (name, value) VALUES ($1, $2)
                      ON CONFLICT (name) DO UPDATE SET value = server_secret.value
                      RETURNING value");
    on.fetch_one(secret.bind(name.0).bind(fresh)).await.map(|(value,)| value)
}
