//! Typed requests to the API. It knows no screen and keeps nothing: what must not be lost goes through `outbox`.

use gloo_net::http::{Request, RequestBuilder, Response};
use gloo_timers::callback::Timeout;
use js_sys::Uint8Array;
use leptos::prelude::window;
use serde::de::DeserializeOwned;
use web_sys::AbortController;
use wire::Problem;

/// How long a request may take, in milliseconds.
const LONGEST: u32 = 10_000;

/// What became of a request.
pub enum Outcome<T> {
    /// Done, with the answer.
    Done(T),
    /// Refused for good: asking the same again gives the same.
    Refused(Problem),
    /// No definite answer: the network, the server or the time failed. It may be asked again.
    Unanswered,
}

/// Fetches JSON.
pub async fn get<T: DeserializeOwned>(address: &str) -> Outcome<T> {
    let controller = AbortController::new().ok();
    let request = cancellable(Request::get(address), controller.as_ref()).build();
    answer(controller, request).await
}

/// Sends a command under its key.
pub async fn post<T: DeserializeOwned>(address: &str, key: &str, body: &str) -> Outcome<T> {
    let controller = AbortController::new().ok();
    let request = cancellable(Request::post(address), controller.as_ref())
        .header("content-type", "application/json")
        .header("idempotency-key", key)
        .body(body);
    answer(controller, request).await
}

/// Takes something back.
pub async fn delete<T: DeserializeOwned>(address: &str, body: &str) -> Outcome<T> {
    let controller = AbortController::new().ok();
    let request = cancellable(Request::delete(address), controller.as_ref())
        .header("content-type", "application/json")
        .body(body);
    answer(controller, request).await
}

/// A fresh idempotency key: 128 random bits as 32 hexadecimal digits.
pub fn new_key() -> String {
    let bytes = Uint8Array::new_with_length(16);
    if let Ok(crypto) = window().crypto() {
        let _ = crypto.get_random_values_with_array_buffer_view(&bytes);
    }
    let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0');
    bytes.to_vec().into_iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

fn cancellable(request: RequestBuilder, controller: Option<&AbortController>) -> RequestBuilder {
    let signal = controller.map(AbortController::signal);
    request.abort_signal(signal.as_ref())
}

async fn answer<T: DeserializeOwned>(
    controller: Option<AbortController>,
    request: Result<Request, gloo_net::Error>,
) -> Outcome<T> {
    let Ok(request) = request else { return Outcome::Unanswered };
    let limit = Timeout::new(LONGEST, move || {
        if let Some(controller) = controller {
            controller.abort();
        }
    });
    let outcome = match request.send().await {
        Ok(response) => read(response).await,
        Err(_) => Outcome::Unanswered,
    };
    drop(limit);
    outcome
}

async fn read<T: DeserializeOwned>(response: Response) -> Outcome<T> {
    let status = response.status();
    let Ok(text) = response.text().await else { return Outcome::Unanswered };
    if (200..300).contains(&status) {
        let text = if text.is_empty() { "null" } else { &text };
        return serde_json::from_str(text).map_or(Outcome::Unanswered, Outcome::Done);
    }
    if !(400..500).contains(&status) || matches!(status, 408 | 425 | 429) {
        return Outcome::Unanswered;
    }
    Outcome::Refused(serde_json::from_str(&text).unwrap_or_else(|_| Problem {
        r#type: String::new(),
        title: String::new(),
        status,
        detail: String::new(),
        code: if status == 401 { "unauthenticated" } else { "" }.to_owned(),
    }))
}
