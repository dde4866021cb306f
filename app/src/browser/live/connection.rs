//! An open event source.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{EventSource, MessageEvent};
use wire::{EVENT_HEARTBEAT, EVENT_VIEW};

/// An event source with its listener; dropping it closes it.
pub struct Connection {
    source: EventSource,
    listener: Closure<dyn FnMut(MessageEvent)>,
}

impl Connection {
    pub fn open(address: &str, heard: impl Fn(&str, String) + 'static) -> Option<Self> {
        let source = EventSource::new(address).ok()?;
        let listener = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            heard(&event.type_(), event.data().as_string().unwrap_or_default());
        });
        for event in [EVENT_VIEW, EVENT_HEARTBEAT] {
            source.add_event_listener_with_callback(event, listener.as_ref().unchecked_ref()).ok()?;
        }
        Some(Self { source, listener })
    }

    pub fn is_closed(&self) -> bool {
        self.source.ready_state() == EventSource::CLOSED
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        for event in [EVENT_VIEW, EVENT_HEARTBEAT] {
            let _ = self.source.remove_event_listener_with_callback(event, self.listener.as_ref().unchecked_ref());
        }
        self.source.close();
    }
}
