//! The way to a push service: directly, or through the HTTP proxy that the settings name (`HTTPS_PROXY`), by CONNECT. TLS runs
//! inside of it from end to end, so the proxy sees the push service's name and nothing else.
//!
//! Directly, a name must lead to a public address. Through a proxy, the proxy looks the name up and guards its own network.

use super::endpoint::{PublicNames, Reach};
use futures::future::BoxFuture;
use hyper::Uri;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::proxy::Tunnel;
use hyper_util::client::proxy::matcher::Matcher;
use hyper_util::rt::TokioIo;
use std::error::Error;
use std::fmt;
use std::sync::Arc;
use std::task::{Context, Poll};
use tokio::net::TcpStream;
use tower::Service;

/// The proxy for outgoing connections, as the usual variables name it; an empty value names none.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Proxy {
    /// `HTTPS_PROXY`: `http://proxy.bank:3128`, with a user and a password if the proxy wants them.
    pub https: String,
    /// `NO_PROXY`: names that are reached directly, separated by commas.
    pub no: String,
}

impl fmt::Debug for Proxy {
    /// The address may hold a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Proxy").field("https", &!self.https.is_empty()).field("no", &self.no).finish()
    }
}

/// Connects to push services.
#[derive(Debug, Clone)]
pub struct Route {
    direct: HttpConnector<PublicNames>,
    /// Connects to the proxy, which is in the bank's own network.
    to_proxy: HttpConnector,
    proxies: Arc<Matcher>,
}

impl Route {
    pub fn new(reach: Reach, proxy: &Proxy) -> Self {
        let mut direct = HttpConnector::new_with_resolver(PublicNames(reach));
        direct.enforce_http(false);
        let mut to_proxy = HttpConnector::new();
        to_proxy.enforce_http(false);
        let proxies = Matcher::builder().https(&proxy.https).no(&proxy.no).build();
        Self { direct, to_proxy, proxies: Arc::new(proxies) }
    }
}

impl Service<Uri> for Route {
    type Response = TokioIo<TcpStream>;
    type Error = Box<dyn Error + Send + Sync>;
    type Future = BoxFuture<'static, Result<Self::Response, Self::Error>>;

    /// Both connectors are always ready.
    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, to: Uri) -> Self::Future {
        let Some(proxy) = self.proxies.intercept(&to) else {
            let connecting = self.direct.call(to);
            return Box::pin(async move { Ok(connecting.await?) });
        };
        let mut tunnel = Tunnel::new(proxy.uri().clone(), self.to_proxy.clone());
        if let Some(user) = proxy.basic_auth() {
            tunnel = tunnel.with_auth(user.clone());
        }
        let connecting = tunnel.call(to);
        Box::pin(async move { Ok(connecting.await?) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
    use tokio::net::TcpListener;

    /// A proxy that opens every tunnel and gives the head of the request.
    async fn proxy() -> (String, tokio::task::JoinHandle<Vec<String>>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let serving = tokio::spawn(async move {
            let (stream, _) = listener.accept().await.unwrap();
            let mut stream = BufReader::new(stream);
            let mut head = Vec::new();
            loop {
                let mut line = String::new();
                stream.read_line(&mut line).await.unwrap();
                if line.trim().is_empty() {
                    break;
                }
                head.push(line.trim().to_owned());
            }
            stream.write_all(b"HTTP/1.1 200 Connection established\r\n\r\n").await.unwrap();
            head
        });
        (address, serving)
    }

    #[tokio::test]
    async fn a_push_service_is_reached_through_the_proxy_by_connect() {
        let (address, serving) = proxy().await;
        let proxy = Proxy { https: format!("http://user:word@{address}"), no: String::new() };
        let mut route = Route::new(Reach::Public, &proxy);
        route.call("https://push.example/send/secret".parse().unwrap()).await.unwrap();
        let head = serving.await.unwrap();
        assert_eq!(head[0], "CONNECT push.example:443 HTTP/1.1");
        assert!(
            head.iter().any(|line| line.eq_ignore_ascii_case("proxy-authorization: Basic dXNlcjp3b3Jk")),
            "{head:?}"
        );
        assert!(!head.iter().any(|line| line.contains("secret")), "{head:?}");
        assert!(!format!("{proxy:?}").contains("word"), "a password is not printed");
    }

    #[tokio::test]
    async fn what_the_proxy_is_not_for_is_reached_directly() {
        let (address, serving) = proxy().await;
        let proxy = Proxy { https: format!("http://{address}"), no: "localhost".to_owned() };
        let mut route = Route::new(Reach::Public, &proxy);
        // This name leads to this machine, which is not on the public network.
        assert!(route.call("https://localhost:9/send".parse().unwrap()).await.is_err());
        assert!(!serving.is_finished(), "the proxy was not asked");
        let mut without = Route::new(Reach::Public, &Proxy::default());
        assert!(without.call("https://localhost:9/send".parse().unwrap()).await.is_err());
    }
}
