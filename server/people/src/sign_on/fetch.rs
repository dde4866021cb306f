//! Requests to the provider: bounded in time and size, by TLS, without following a redirect.

use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Bytes;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use openidconnect::{HttpRequest, HttpResponse};
use rustls::{ClientConfig, RootCertStore};
use std::time::Duration;
use tokio::time::timeout;
use url::{Host, Url};

/// A person waits meanwhile.
const PATIENCE: Duration = Duration::from_secs(8);
/// The largest answer, in bytes.
const LARGEST: usize = 1 << 20;

/// Why a request had no answer.
#[derive(Debug, Clone, thiserror::Error)]
pub enum FetchError {
    #[error("no answer within {} seconds", PATIENCE.as_secs())]
    TooSlow,
    #[error("{0} is asked by TLS only")]
    Unsafe(String),
    #[error("{0}")]
    Failed(String),
}

#[derive(Debug, Clone)]
pub struct Fetch(Client<HttpsConnector<HttpConnector>, Full<Bytes>>);

impl Fetch {
    pub fn new() -> Result<Self, rustls::Error> {
        let mut roots = RootCertStore::empty();
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        let provider = rustls::crypto::ring::default_provider();
        let trust = ClientConfig::builder_with_provider(provider.into())
            .with_safe_default_protocol_versions()?
            .with_root_certificates(roots)
            .with_no_client_auth();
        let https = HttpsConnectorBuilder::new().with_tls_config(trust).https_or_http().enable_http1().build();
        Ok(Self(Client::builder(TokioExecutor::new()).build(https)))
    }

    /// Sends a request. The future owns what it needs.
    pub fn call(
        &self,
        request: HttpRequest,
    ) -> impl Future<Output = Result<HttpResponse, FetchError>> + Send + 'static {
        let client = self.0.clone();
        async move {
            let address = Url::parse(&request.uri().to_string()).map_err(failed)?;
            is_safe(&address).map_err(|_| FetchError::Unsafe(address.origin().ascii_serialization()))?;
            let request = request.map(|body| Full::new(Bytes::from(body)));
            let answer = async {
                let (parts, body) =
                    client.request(request).await.map_err(|error| failed(super::chain(&error)))?.into_parts();
                let body = Limited::new(body, LARGEST).collect().await.map_err(failed)?;
                Ok(HttpResponse::from_parts(parts, body.to_bytes().to_vec()))
            };
            timeout(PATIENCE, answer).await.unwrap_or(Err(FetchError::TooSlow))
        }
    }
}

fn failed(error: impl ToString) -> FetchError {
    FetchError::Failed(error.to_string())
}

/// Whether what is asked at an address can be neither read nor changed on the way: TLS, or this machine itself.
pub fn is_safe(address: &Url) -> Result<(), &'static str> {
    let is_here = match address.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    match address.scheme() {
        "https" => Ok(()),
        "http" if is_here => Ok(()),
        _ => Err("must begin with https://"),
    }
}
