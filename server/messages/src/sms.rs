//! Text messages: handed to the bank's own gateway, one at a time, as a signed webhook. A gateway that has had a message and did not
//! say that it took it is not asked again: nobody is sent a reminder twice.

use crate::mail::SendFault;
use crate::push::{Endpoint, OutsideClient, Proxy, Reach, Unusable, client};
use crate::signed::{DELIVERY, KEY_LEAST, SIGNATURE, key, signature};
use http_body_util::Full;
use hyper::body::Bytes;
use hyper::{Request, StatusCode, header};
use machine::clock;
use ring::hmac;
use serde::Serialize;
use std::sync::Arc;
use std::time::Duration;

/// How long the gateway may take for its answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// Why text messages cannot be sent as the settings say.
#[derive(Debug, thiserror::Error)]
pub enum SmsFault {
    #[error(
        "the gateway of text messages is told who asks: set SPORTELLO_SMS_KEY to a secret of at least {KEY_LEAST} characters"
    )]
    Key,
    #[error("--sms-webhook: {0}; an address in the bank's own network needs --webhook-private-network")]
    Address(Unusable),
    #[error("text messages cannot use TLS: {0}")]
    Tls(#[from] rustls::Error),
}

/// The way to the bank's gateway. Cheap to clone.
#[derive(Debug, Clone)]
pub struct SmsGateway {
    address: Endpoint,
    key: Arc<hmac::Key>,
    client: OutsideClient,
    patience: Duration,
}

/// A text message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TextMessage {
    /// The same for every try.
    pub id: String,
    /// With `+` and the country, or as it is dialled in the country.
    pub to: String,
    pub text: String,
}

impl SmsGateway {
    pub fn new(address: &str, secret: &str, reach: Reach, proxy: &Proxy) -> Result<Self, SmsFault> {
        let key = Arc::new(key(secret).ok_or(SmsFault::Key)?);
        let address = Endpoint::parse(address, reach).map_err(SmsFault::Address)?;
        Ok(Self { address, key, client: client(reach, proxy)?, patience: PATIENCE })
    }

    /// Hands a message over. No error names its reader.
    pub async fn send(&self, message: &TextMessage) -> Result<(), SendFault> {
        let refused = |error: &dyn std::fmt::Display| SendFault::Refused(error.to_string());
        let body = serde_json::to_string(message).map_err(|error| refused(&error))?;
        let second = clock::now().0.div_euclid(1_000);
        let request = Request::post(self.address.0.as_str())
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::USER_AGENT, "sportello")
            .header(SIGNATURE, signature(&self.key, second, &body))
            .header(DELIVERY, &message.id)
            .body(Full::from(Bytes::from(body)))
            .map_err(|error| refused(&error))?;
        let answer = match tokio::time::timeout(self.patience, self.client.request(request)).await {
            Ok(Ok(answer)) => answer.status(),
            Ok(Err(error)) if error.is_connect() => return Err(SendFault::Later("it cannot be reached".to_owned())),
            Ok(Err(_)) => return Err(SendFault::InDoubt("it hung up".to_owned())),
            Err(_) => return Err(SendFault::InDoubt("it did not answer in time".to_owned())),
        };
        let said = format!("it answered {}", answer.as_u16());
        match answer {
            answer if answer.is_success() => Ok(()),
            StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_MANY_REQUESTS | StatusCode::UNAUTHORIZED => {
                Err(SendFault::Later(said))
            }
            answer if answer.is_client_error() => Err(SendFault::Refused(said)),
            _ => Err(SendFault::Later(said)),
        }
    }
}

#[cfg(test)]
mod tests;
