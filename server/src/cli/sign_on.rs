//! The provider of sign-on as the options say it.

use super::Error;
use crate::settings::SiteArgs;
use people::sign_on::{RoleMap, SignOn, SignOnSettings};

/// Returns the provider; `None` where people sign in with passwords alone.
pub fn load(site: &SiteArgs) -> Result<Option<SignOn>, Error> {
    let arguments = &site.sign_on;
    let given = (&arguments.sign_on_issuer, &arguments.sign_on_client, &site.public_url);
    let (Some(issuer), Some(client), Some(public_url)) = given else { return Ok(None) };
    let roles = RoleMap::parse(arguments.sign_on_role.iter().map(String::as_str));
    let roles = roles.map_err(|fault| Error::Usage(format!("--sign-on-role {fault}")))?;
    let settings = SignOnSettings {
        issuer: issuer.clone(),
        client_id: client.clone(),
        client_secret: arguments.sign_on_secret.clone(),
        public_url: public_url.clone(),
        roles_claim: arguments.sign_on_claim.clone(),
        roles,
    };
    SignOn::new(settings).map(Some).map_err(|why| Error::Usage(format!("--sign-on-issuer: {why}")))
}
