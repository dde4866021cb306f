//! What only the browser has, and on its one thread: sounds, streams, listeners. The server, which gives up what it
//! rendered on any of its threads, makes none of it.

#[cfg(target_arch = "wasm32")]
use leptos::prelude::{LocalStorage, StoredValue, UpdateValue, WithValue};
#[cfg(not(target_arch = "wasm32"))]
use std::marker::PhantomData;

/// A value that lives as long as what made it; absent on the server.
#[cfg(target_arch = "wasm32")]
pub struct Local<T: 'static>(StoredValue<T, LocalStorage>);

/// Nothing: there is no browser here.
#[cfg(not(target_arch = "wasm32"))]
pub struct Local<T: 'static>(PhantomData<fn() -> T>);

impl<T> Clone for Local<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Local<T> {}

#[cfg(target_arch = "wasm32")]
impl<T> Local<T> {
    pub fn new(make: impl FnOnce() -> T) -> Self {
        Self(StoredValue::new_local(make()))
    }

    /// Looks at the value, while it is there.
    pub fn with<R>(self, look: impl FnOnce(&T) -> R) -> Option<R> {
        self.0.try_with_value(look)
    }

    /// Changes the value, while it is there.
    pub fn update<R>(self, change: impl FnOnce(&mut T) -> R) -> Option<R> {
        self.0.try_update_value(change)
    }
}

#[cfg(not(target_arch = "wasm32"))]
#[allow(clippy::unused_self, reason = "the browser's has the same shape")]
impl<T> Local<T> {
    pub fn new(_make: impl FnOnce() -> T) -> Self {
        Self(PhantomData)
    }

    /// Looks at nothing.
    pub fn with<R>(self, _look: impl FnOnce(&T) -> R) -> Option<R> {
        None
    }

    /// Changes nothing.
    pub fn update<R>(self, _change: impl FnOnce(&mut T) -> R) -> Option<R> {
        None
    }
}
