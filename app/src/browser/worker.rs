//! The service worker (`public/sw.js`) shows an offline page when no server answers, and a call while the page is closed. A
//! browser without service workers, as by plain HTTP in a branch's own network, works without it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;
use web_sys::{ServiceWorkerContainer, ServiceWorkerRegistration};

const SCRIPT: &str = "/sw.js";

/// Registers the service worker, once the page runs.
pub fn register() {
    Effect::new(|| {
        spawn_local(async {
            registered().await;
        });
    });
}

/// The registration, where this browser allows one here.
pub async fn registered() -> Option<ServiceWorkerRegistration> {
    let registration = JsFuture::from(container()?.register(SCRIPT)).await.ok()?;
    Some(registration.into())
}

/// The registration of a worker that runs.
pub async fn ready() -> Option<ServiceWorkerRegistration> {
    registered().await?;
    let ready = container()?.ready().ok()?;
    Some(JsFuture::from(ready).await.ok()?.into())
}

fn container() -> Option<ServiceWorkerContainer> {
    let navigator = window().navigator();
    let known = js_sys::Reflect::has(&navigator, &"serviceWorker".into()).unwrap_or(false);
    known.then(|| navigator.service_worker())
}
