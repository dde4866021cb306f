//! Being told of a call while the page is closed: what a browser subscribes with, and what it is sent.

use serde::{Deserialize, Serialize};

/// `GET /api/v1/push-key`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PushKey {
    /// The servers' public key (P-256, uncompressed, base64url): the browser's `applicationServerKey`.
    pub key: String,
}

/// `POST /api/v1/tickets/{token}/push`: the browser's `PushSubscription`, as it makes JSON of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PushRequest {
    /// Where the browser's push service takes messages for it.
    pub endpoint: String,
    pub keys: PushKeys,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PushKeys {
    /// The browser's public key: P-256, uncompressed, base64url.
    pub p256dh: String,
    /// 16 bytes, base64url.
    pub auth: String,
}

/// `GET /api/v1/tickets/{token}/push`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PushStanding {
    /// Whether the browser is told of the ticket's calls. A subscription ends by itself where its push service refuses.
    pub told: bool,
}

/// `DELETE /api/v1/tickets/{token}/push`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PushEnd {
    pub endpoint: String,
}

/// What a visitor's phone is sent, encrypted for it alone: a call, or that the wait has moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PushMessage {
    pub title: String,
    pub body: String,
    /// The language of the words.
    pub lang: String,
    /// The path of the ticket's page.
    pub url: String,
    /// A call: it stays on the screen, and the phone vibrates for long.
    pub urgent: bool,
}
