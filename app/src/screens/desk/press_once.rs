//! The second touch of a double one does nothing: the layout follows the moment, and where *Start* was there is *Finish* now.

use leptos::ev::MouseEvent;

/// Whether a touch is the first one at its place; a keyboard's have no count.
pub fn is_first(event: &MouseEvent) -> bool {
    event.detail() < 2
}
