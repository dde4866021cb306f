//! TLS in the server: the certificate and its key from files, which are read anew when they change or on SIGHUP, or one that
//! the server makes itself for a first try. New connections have the new certificate; those that are open stay.

mod certificate;

pub use certificate::{SelfSigned, TlsError};

use certificate::{Files, expires};
use machine::clock;
use queue::Timestamp;
use rustls::ServerConfig;
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;
use tokio::signal::unix::{SignalKind, signal};
use tokio_rustls::TlsAcceptor;

/// How often the files are looked at.
const LOOK_EVERY: Duration = Duration::from_secs(5);
/// It is said so long before a certificate ends, and once a day from then on.
const WARNING: queue::Duration = queue::Duration::minutes(14 * 24 * 60);
const SAY_AGAIN: queue::Duration = queue::Duration::minutes(24 * 60);

/// What TLS needs. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Tls {
    served: Arc<Served>,
    /// Where certificate and key come from; `None` for one that the server made.
    files: Option<Files>,
}

/// The certificate that new connections get.
#[derive(Debug)]
struct Served(RwLock<Arc<CertifiedKey>>);

impl ResolvesServerCert for Served {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(self.now())
    }
}

impl Served {
    fn now(&self) -> Arc<CertifiedKey> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Tls {
    /// Reads a certificate with its chain, and its key.
    pub fn from_files(certificate: PathBuf, key: PathBuf) -> Result<Self, TlsError> {
        let files = Files { certificate, key };
        let served = Arc::new(Served(RwLock::new(Arc::new(files.read()?))));
        Ok(Self { served, files: Some(files) })
    }

    /// Takes a certificate that the server made.
    pub fn self_signed(made: &SelfSigned) -> Result<Self, TlsError> {
        let served = Arc::new(Served(RwLock::new(Arc::new(made.read()?))));
        Ok(Self { served, files: None })
    }

    /// Returns what takes connections in.
    pub fn acceptor(&self) -> TlsAcceptor {
        let mut config = ServerConfig::builder().with_no_client_auth().with_cert_resolver(self.served.clone());
        // Screens live on streams of HTTP/1.1; nothing else is spoken.
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        TlsAcceptor::from(Arc::new(config))
    }

    /// When the certificate ends that is served now.
    pub fn expires(&self) -> Option<Timestamp> {
        expires(&self.served.now())
    }

    /// Takes up changed files and says when the certificate is about to end, for as long as the server runs.
    pub async fn watch(self) {
        let Ok(mut hangup) = signal(SignalKind::hangup()) else { return };
        let mut seen = self.files.as_ref().map(Files::stamp);
        let mut said: Option<Timestamp> = None;
        loop {
            said = self.warn(said, clock::now());
            tokio::select! {
                () = tokio::time::sleep(LOOK_EVERY) => {
                    let stamp = self.files.as_ref().map(Files::stamp);
                    if stamp == seen {
                        continue;
                    }
                    seen = stamp;
                }
                _ = hangup.recv() => {}
            }
            if self.take_up() {
                said = None;
            }
        }
    }

    /// Reads the files again. Where they are not good, the certificate of before is served further.
    fn take_up(&self) -> bool {
        let Some(files) = &self.files else { return false };
        match files.read() {
            Ok(read) => {
                *self.served.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(read);
                tracing::info!("the certificate has been taken up anew");
                true
            }
            Err(error) => {
                tracing::error!("the certificate of before is served further: {error}");
                false
            }
        }
    }

    /// Says that the certificate is about to end, or has ended. Returns when it was said last.
    fn warn(&self, said: Option<Timestamp>, now: Timestamp) -> Option<Timestamp> {
        let Some(expires) = self.expires() else { return said };
        if expires - now > WARNING || said.is_some_and(|said| now - said < SAY_AGAIN) {
            return said;
        }
        let days = (expires - now).0 / SAY_AGAIN.0;
        if expires <= now {
            tracing::error!(
                "the certificate has expired: browsers refuse it. Put a new one in its place; it is taken up without a restart"
            );
        } else {
            tracing::warn!(
                days,
                "the certificate expires soon: put a new one in its place; it is taken up without a restart"
            );
        }
        Some(now)
    }
}
