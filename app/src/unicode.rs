//! Compatibility decomposition (Unicode NFKD): the browser brings its own tables, the server has the crate's.

/// The text with each composed, wide or stylised character taken apart into plain ones and their marks.
#[cfg(target_arch = "wasm32")]
pub fn decomposed(text: &str) -> String {
    js_sys::JsString::from(text).normalize("NFKD").into()
}

/// The text with each composed, wide or stylised character taken apart into plain ones and their marks.
#[cfg(not(target_arch = "wasm32"))]
pub fn decomposed(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    text.nfkd().collect()
}
