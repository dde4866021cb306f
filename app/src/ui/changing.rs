//! A part of a view that changes.

use leptos::prelude::*;

/// What shows a part of a view and shows it anew whenever the signals that it read have changed.
pub type Changing = Box<dyn FnMut() -> AnyView + Send>;

/// The same as the closure by itself would be, under one type for all of them: what a framework generates for each type
/// of closure, a browser then loads once.
pub fn changing<V: IntoView + 'static>(mut shown: impl FnMut() -> V + Send + 'static) -> Changing {
    Box::new(move || shown().into_any())
}
