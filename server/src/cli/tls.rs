//! TLS as the options say it.

use crate::http::tls::{SelfSigned, Tls, TlsError};
use crate::settings::SiteArgs;
use std::net::SocketAddr;
use store::Store;
use store::server_secret::{SecretName, get_or_put};

/// The certificate that a server made itself, with its key. No backup has it.
const OWN: SecretName = SecretName("tls_self_signed");

/// Reads the certificate, or makes one; `None` where the server speaks plain HTTP.
pub async fn load(site: &SiteArgs, address: SocketAddr, store: &Store) -> Result<Option<Tls>, super::Error> {
    let arguments = &site.tls;
    if let (Some(certificate), Some(key)) = (&arguments.tls_cert, &arguments.tls_key) {
        return Ok(Some(Tls::from_files(certificate.clone(), key.clone())?));
    }
    if !arguments.tls_self_signed {
        return Ok(None);
    }
    let made = SelfSigned::make(names(site.public_url.as_deref(), address))?;
    // A browser that was told to trust it finds the same one after a restart.
    let kept = get_or_put(store, OWN, made.as_pem()).await?;
    Ok::<_, TlsError>(Some(Tls::self_signed(&SelfSigned::from_pem(kept))?)).map_err(super::Error::from)
}

/// The names under which the server may be asked for.
fn names(public_url: Option<&str>, address: SocketAddr) -> Vec<String> {
    let mut names = vec!["localhost".to_owned(), "127.0.0.1".to_owned(), "::1".to_owned()];
    if !address.ip().is_unspecified() && !address.ip().is_loopback() {
        names.push(address.ip().to_string());
    }
    let host = public_url.and_then(|url| url.split_once("://")).map(|(_, host)| host);
    let host = host.map(|host| host.rsplit_once(':').map_or(host, |(name, _)| name).to_owned());
    let own = std::fs::read_to_string("/etc/hostname").ok().map(|name| name.trim().to_owned());
    let known = [host, own].into_iter().flatten();
    names.extend(known.filter(|name| {
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-".contains(&byte))
    }));
    names
}
