//! A certificate and its key: read, checked against each other, or made.

use queue::Timestamp;
use rcgen::{CertificateParams, DistinguishedName, DnType, KeyPair};
use rustls::crypto::ring::default_provider;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::sign::CertifiedKey;
use std::fs::Metadata;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use x509_parser::prelude::{FromDer, X509Certificate};

/// Why a certificate cannot be served, and what to do.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    #[error("cannot read {}: {source}. --tls-cert and --tls-key name PEM files that this user may read.", file.display())]
    Unreadable { file: PathBuf, source: std::io::Error },
    #[error("{} holds no certificate. Write a PEM file that begins with -----BEGIN CERTIFICATE-----, the server's own first, its issuers after it.", .0.display())]
    NoCertificate(PathBuf),
    #[error("{} holds no private key. Write a PEM file that begins with -----BEGIN PRIVATE KEY-----, without a password.", .0.display())]
    NoKey(PathBuf),
    #[error("the key in {} is not that of the certificate in {}. Give the two files that were issued together.", key.display(), certificate.display())]
    Mismatch { certificate: PathBuf, key: PathBuf },
    #[error("the certificate in {} cannot be used: {reason}", file.display())]
    Unusable { file: PathBuf, reason: String },
    #[error("no certificate could be made: {0}")]
    NotMade(String),
}

/// Where certificate and key stand.
#[derive(Debug, Clone)]
pub struct Files {
    pub certificate: PathBuf,
    pub key: PathBuf,
}

/// What tells that a file is another one: when it was written, its length and its inode.
type Stamp = Option<(i64, i64, u64, u64)>;

impl Files {
    /// Reads both, and checks that they belong together.
    pub fn read(&self) -> Result<CertifiedKey, TlsError> {
        let Self { certificate, key } = self;
        certified(&text(certificate)?, &text(key)?, certificate, key)
    }

    /// What both files are at this moment.
    pub fn stamp(&self) -> [Stamp; 2] {
        let of = |file: &Metadata| (file.mtime(), file.mtime_nsec(), file.len(), file.ino());
        [&self.certificate, &self.key].map(|file| file.metadata().ok().as_ref().map(of))
    }
}

fn text(file: &Path) -> Result<Vec<u8>, TlsError> {
    std::fs::read(file).map_err(|source| TlsError::Unreadable { file: file.to_owned(), source })
}

fn certified(chain: &[u8], key: &[u8], chain_file: &Path, key_file: &Path) -> Result<CertifiedKey, TlsError> {
    let chain: Vec<CertificateDer<'static>> = CertificateDer::pem_slice_iter(chain).filter_map(Result::ok).collect();
    if chain.is_empty() {
        return Err(TlsError::NoCertificate(chain_file.to_owned()));
    }
    let key = PrivateKeyDer::from_pem_slice(key).map_err(|_| TlsError::NoKey(key_file.to_owned()))?;
    CertifiedKey::from_der(chain, key, &default_provider()).map_err(|error| match error {
        rustls::Error::InconsistentKeys(_) => {
            TlsError::Mismatch { certificate: chain_file.to_owned(), key: key_file.to_owned() }
        }
        error => TlsError::Unusable { file: chain_file.to_owned(), reason: error.to_string() },
    })
}

/// When a certificate ends.
pub fn expires(certified: &CertifiedKey) -> Option<Timestamp> {
    let (_, certificate) = X509Certificate::from_der(certified.cert.first()?).ok()?;
    Some(Timestamp(certificate.validity().not_after.timestamp().saturating_mul(1000)))
}

/// A certificate that the server makes for itself, with its key, as one text of PEM.
#[derive(Debug, Clone)]
pub struct SelfSigned(String);

impl SelfSigned {
    /// Makes one for these names and addresses.
    pub fn make(names: Vec<String>) -> Result<Self, TlsError> {
        let failed = |error: rcgen::Error| TlsError::NotMade(error.to_string());
        let mut params = CertificateParams::new(names).map_err(failed)?;
        params.distinguished_name = DistinguishedName::new();
        params.distinguished_name.push(DnType::CommonName, "Sportello, self-signed for a first try");
        let key = KeyPair::generate().map_err(failed)?;
        let certificate = params.self_signed(&key).map_err(failed)?;
        Ok(Self(format!("{}{}", certificate.pem(), key.serialize_pem())))
    }

    /// Takes one that was made before.
    pub fn from_pem(pem: String) -> Self {
        Self(pem)
    }

    pub fn as_pem(&self) -> &str {
        &self.0
    }

    pub fn read(&self) -> Result<CertifiedKey, TlsError> {
        let made = Path::new("the server's own certificate");
        certified(self.0.as_bytes(), self.0.as_bytes(), made, made)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made() -> String {
        SelfSigned::make(vec!["localhost".to_owned()]).unwrap().as_pem().to_owned()
    }

    fn files(certificate: &str, key: &str) -> (Files, tempfile::TempDir) {
        let folder = tempfile::tempdir().unwrap();
        let files = Files { certificate: folder.path().join("cert.pem"), key: folder.path().join("key.pem") };
        std::fs::write(&files.certificate, certificate).unwrap();
        std::fs::write(&files.key, key).unwrap();
        (files, folder)
    }

    #[test]
    fn a_certificate_and_its_key_are_read_and_known_by_when_they_end() {
        let pem = made();
        let (files, _folder) = files(&pem, &pem);
        assert!(expires(&files.read().unwrap()).is_some());
    }

    #[test]
    fn what_is_wrong_with_the_files_is_said_with_what_to_do() {
        let (one, other) = (made(), made());
        for (certificate, key, said) in [
            (one.as_str(), other.as_str(), "is not that of the certificate"),
            ("", &one, "holds no certificate"),
            (&one, "-----BEGIN", "holds no private key"),
        ] {
            let (files, _folder) = files(certificate, key);
            let error = files.read().unwrap_err().to_string();
            assert!(error.contains(said), "{error}");
        }
        let (mut missing, _folder) = files(&one, &one);
        missing.key = PathBuf::from("/nowhere/key.pem");
        assert!(missing.read().unwrap_err().to_string().contains("cannot read /nowhere/key.pem"));
    }

    #[test]
    fn a_file_that_was_written_anew_is_known() {
        let (files, _folder) = files(&made(), &made());
        let before = files.stamp();
        let other = files.certificate.with_extension("new");
        std::fs::write(&other, made()).unwrap();
        std::fs::rename(&other, &files.certificate).unwrap();
        assert_ne!(files.stamp(), before);
    }
}
