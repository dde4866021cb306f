//! Being told of a call while the page is closed: the browser's permission, its subscription with its push service, and
//! the server, which keeps the subscription as long as the ticket lives.

use crate::address;
use crate::browser::api::{self, Reply};
use crate::browser::worker;
use js_sys::{JSON, Object, Reflect};
use leptos::prelude::*;
use serde::de::IgnoredAny;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Notification, NotificationPermission, PushManager, PushSubscription, PushSubscriptionOptionsInit};
use wire::{PushEnd, PushKey, PushStanding};

/// The result of asking the browser and the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    Told,
    /// This browser cannot, or not at this address.
    Unable,
    /// The visitor, or the phone's settings, said no.
    Forbidden,
    /// The network or a server failed; it may be asked again.
    Failed,
}

/// Asks the browser and the server; to be called in the moment of a touch, in which a browser may ask the visitor. With
/// `anew` the browser gives its subscription up first, which its push service refused.
pub async fn subscribe(token: &str, anew: bool) -> Asked {
    if !["PushManager", "Notification"].iter().all(|name| has(&window(), name)) {
        return Asked::Unable;
    }
    let Ok(permission) = Notification::request_permission() else { return Asked::Unable };
    if !JsFuture::from(permission).await.is_ok_and(|answer| answer.as_string().as_deref() == Some("granted")) {
        return Asked::Forbidden;
    }
    let Some(browser) = push_manager().await else { return Asked::Unable };
    let Reply::Done(PushKey { key }) = api::get(address::PUSH_KEY).await else { return Asked::Failed };
    if anew && let Some(refused) = present(&browser).await {
        let Ok(ended) = refused.unsubscribe() else { return Asked::Failed };
        let _ = JsFuture::from(ended).await;
    }
    let Some(subscription) = subscription(&browser, &key).await else { return Asked::Failed };
    let Some(body) = JSON::stringify(&subscription).ok().and_then(|json| json.as_string()) else {
        return Asked::Failed;
    };
    match api::post::<IgnoredAny>(&address::ticket(token, "push"), &api::new_key(), &body).await {
        Reply::Done(_) => Asked::Told,
        Reply::Refused(_) | Reply::Unanswered => Asked::Failed,
    }
}

/// Whether this browser would still show what it is sent.
pub fn is_allowed() -> bool {
    has(&window(), "Notification") && Notification::permission() == NotificationPermission::Granted
}

/// Whether the server still tells this browser of a ticket; nothing where it did not answer.
pub async fn is_told(token: &str) -> Option<bool> {
    let Some(subscription) = present(&push_manager().await?).await else { return Some(false) };
    match api::get(&address::push_standing(token, &subscription.endpoint())).await {
        Reply::Done(PushStanding { told }) => Some(told),
        Reply::Refused(_) | Reply::Unanswered => None,
    }
}

/// Takes it back for a ticket. The browser's subscription stays: another ticket of the family may use it.
pub async fn unsubscribe(token: &str) -> bool {
    let Some(browser) = push_manager().await else { return true };
    let Some(subscription) = present(&browser).await else { return true };
    let end = PushEnd { endpoint: subscription.endpoint() };
    let body = serde_json::to_string(&end).unwrap_or_default();
    !matches!(api::delete::<IgnoredAny>(&address::ticket(token, "push"), &body).await, Reply::Unanswered)
}

async fn push_manager() -> Option<PushManager> {
    worker::ready().await?.push_manager().ok()
}

async fn present(browser: &PushManager) -> Option<PushSubscription> {
    JsFuture::from(browser.get_subscription().ok()?).await.ok()?.dyn_into().ok()
}

/// A subscription for the servers' key. One that was made for another key, before the servers' database was made anew,
/// is in the way and given up.
async fn subscription(browser: &PushManager, key: &str) -> Option<PushSubscription> {
    if let Some(made) = make(browser, key).await {
        return Some(made);
    }
    JsFuture::from(present(browser).await?.unsubscribe().ok()?).await.ok()?;
    make(browser, key).await
}

async fn make(browser: &PushManager, key: &str) -> Option<PushSubscription> {
    let options = Object::new();
    Reflect::set(&options, &"userVisibleOnly".into(), &JsValue::TRUE).ok()?;
    Reflect::set(&options, &"applicationServerKey".into(), &key.into()).ok()?;
    let options: PushSubscriptionOptionsInit = options.unchecked_into();
    JsFuture::from(browser.subscribe_with_options(&options).ok()?).await.ok()?.dyn_into().ok()
}

fn has(object: &JsValue, name: &str) -> bool {
    Reflect::has(object, &name.into()).unwrap_or(false)
}
