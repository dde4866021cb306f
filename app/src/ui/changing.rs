//! A part of a view that changes.

use leptos::prelude::*;

/// What shows a part of a view and shows it anew whenever the signals that it read have changed.
pub type Changing = Box<dyn FnMut() -> AnyView + Send>;

/// The same as the closure by itself would be, under one type for all of them: what a framework generates for each type
/// of closure, a browser then loads once.
pub fn changing<V: IntoView + 'static>(mut shown: impl FnMut() -> V + Send + 'static) -> Changing {
    Box::new(move || shown().into_any())
}

/// The same on a page that a browser may translate: while `is_translated` says that it does, each change is made of new
/// elements, since the texts of the old ones are on the page no more.
pub fn changing_anew<V: IntoView + 'static>(
    mut shown: impl FnMut() -> V + Send + 'static,
    is_translated: fn() -> bool,
) -> Changing {
    let mut other = false;
    Box::new(move || {
        other = is_translated() && !other;
        // Views of two types are never made into each other.
        if other { (shown(), ()).into_any() } else { shown().into_any() }
    })
}
