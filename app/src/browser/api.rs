//! Typed requests to the API. It knows no screen and keeps nothing: what must not be lost goes through `outbox`.

use crate::browser::json;
use gloo_timers::callback::Timeout;
use js_sys::Uint8Array;
use js_sys::futures::JsFuture;
use leptos::prelude::window;
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{AbortController, Blob, Headers, RequestInit, Response};
use wire::{Code, Problem};

/// A request that takes longer than this has failed, in milliseconds.
const LONGEST: u32 = 10_000;

/// The reply to a request.
pub enum Reply<T> {
    /// The server has done it, and this is its answer.
    Done(T),
    /// The server refuses it, and would refuse the same request again.
    Refused(Problem),
    /// There is no definite answer: the network or the server failed, or the time is over. The request may be sent again.
    Unanswered,
}

/// Fetches JSON.
pub async fn get<T: DeserializeOwned>(address: &str) -> Reply<T> {
    understood(exchange(address, None).await)
}

/// Sends a command under its key.
pub async fn post<T: DeserializeOwned>(address: &str, key: &str, body: &str) -> Reply<T> {
    understood(exchange(address, Some(("POST", Some(key), body))).await)
}

/// Sends a DELETE request.
pub async fn delete<T: DeserializeOwned>(address: &str, body: &str) -> Reply<T> {
    understood(exchange(address, Some(("DELETE", None, body))).await)
}

/// Fetches a file into memory within a number of milliseconds.
pub async fn get_file(address: &str, longest: u32) -> Reply<Blob> {
    let answer = within(longest, RequestInit::new(), async |options| {
        let response = response(address, &options).await?;
        let file: Blob = JsFuture::from(response.blob()?).await?.dyn_into()?;
        Ok((response.status(), file))
    });
    match answer.await {
        Some((status, file)) if (200..300).contains(&status) => Reply::Done(file),
        Some((status, _)) => refused(status, ""),
        None => Reply::Unanswered,
    }
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

/// Sends a request, and returns status and text of the answer; `None` where there was none in time. A command has a
/// method, a body and in most cases a key.
async fn exchange(address: &str, command: Option<(&str, Option<&str>, &str)>) -> Option<(u16, String)> {
    let options = RequestInit::new();
    if let Some((method, key, body)) = command {
        let headers = Headers::new().ok()?;
        headers.set("content-type", "application/json").ok()?;
        if let Some(key) = key {
            headers.set("idempotency-key", key).ok()?;
        }
        options.set_method(method);
        options.set_headers(&headers);
        options.set_body(&body.into());
    }
    let answer = within(LONGEST, options, async |options| {
        let response = response(address, &options).await?;
        let text = JsFuture::from(response.text()?).await?;
        Ok((response.status(), text.as_string().unwrap_or_default()))
    });
    answer.await
}

/// A request that is aborted when this is dropped.
struct Request(AbortController);

impl Drop for Request {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Sends a request and reads its answer within a number of milliseconds; `None` where there was no answer. Dropping the
/// future aborts the request.
async fn within<T>(
    longest: u32,
    options: RequestInit,
    read: impl AsyncFnOnce(RequestInit) -> Result<T, JsValue>,
) -> Option<T> {
    let request = Request(AbortController::new().ok()?);
    options.set_signal(Some(&request.0.signal()));
    let controller = request.0.clone();
    let _limit = Timeout::new(longest, move || controller.abort());
    read(options).await.ok()
}

async fn response(address: &str, options: &RequestInit) -> Result<Response, JsValue> {
    JsFuture::from(window().fetch_with_str_and_init(address, options)).await?.dyn_into()
}

fn understood<T: DeserializeOwned>(answer: Option<(u16, String)>) -> Reply<T> {
    let Some((status, text)) = answer else { return Reply::Unanswered };
    if (200..300).contains(&status) {
        let text = if text.is_empty() { "null" } else { &text };
        return json::read(text).map_or(Reply::Unanswered, Reply::Done);
    }
    refused(status, &text)
}

/// The reply for an answer whose status is not one of success.
fn refused<T>(status: u16, text: &str) -> Reply<T> {
    if !(400..500).contains(&status) || matches!(status, 408 | 425 | 429) {
        return Reply::Unanswered;
    }
    Reply::Refused(json::read(text).unwrap_or_else(|| Problem {
        r#type: String::new(),
        title: String::new(),
        status,
        detail: String::new(),
        code: if status == 401 { Code::Unauthenticated } else { Code::Unknown },
        next: Vec::new(),
        field: None,
    }))
}
