//! The sounds of the server in the browser's memory: fetched whole, asked for again while no answer comes, and there
//! for whoever plays them, with or without a connection.

use super::patience::{Patience, Requests};
use super::shelf::Shelf;
use crate::browser::api::{self, Reply};
use crate::browser::clock::running_millis;
use crate::browser::local::Local;
use futures::FutureExt;
use futures::future::{AbortHandle, Abortable, LocalBoxFuture, Shared};
use gloo_timers::future::TimeoutFuture;
use leptos::task::spawn_local;
use web_sys::Blob;

/// A sound that is being fetched, or was; nothing where it does not come.
type Coming = Shared<LocalBoxFuture<'static, Option<Blob>>>;

/// The sounds of one player.
#[derive(Clone, Copy)]
pub struct Sounds {
    shelf: Local<Shelf<Fetch>>,
    patience: Patience,
}

/// The request for one sound, which ends with this.
struct Fetch {
    coming: Coming,
    driver: AbortHandle,
}

impl Drop for Fetch {
    fn drop(&mut self) {
        self.driver.abort();
    }
}

impl Sounds {
    pub fn new(patience: Patience) -> Self {
        Self { shelf: Local::new(Shelf::new), patience }
    }

    /// Begins to fetch a sound that is needed soon.
    pub fn prepare(self, address: &str) {
        let there = self.shelf.with(|shelf| shelf.get(address).is_some());
        if there == Some(false) {
            let coming = fetched(address.to_owned(), self.patience).boxed_local().shared();
            let (driver, registration) = AbortHandle::new_pair();
            self.shelf.update(|shelf| shelf.put(address, Fetch { coming: coming.clone(), driver }));
            let address = address.to_owned();
            let driven = async move {
                // The next one who needs it asks anew.
                if coming.await.is_none() {
                    self.shelf.update(|shelf| shelf.remove(&address));
                }
            };
            spawn_local(Abortable::new(driven, registration).map(drop));
        }
    }

    /// Fetches a sound and keeps it for as long as the page is there.
    pub fn keep(self, address: &str) {
        self.prepare(address);
        self.shelf.update(|shelf| shelf.keep(address));
    }

    /// Waits for a sound; nothing where it does not come.
    pub async fn get(self, address: &str) -> Option<Blob> {
        self.prepare(address);
        let coming = self.shelf.with(|shelf| shelf.get(address).map(|fetch| fetch.coming.clone())).flatten()?;
        coming.await
    }

    /// The sound was played.
    pub fn used(self, address: &str) {
        self.shelf.update(|shelf| shelf.used(address));
    }

    /// Ends the requests for sounds that are needed no more.
    pub fn clear(self) {
        self.shelf.update(Shelf::clear);
    }
}

/// Asks for a sound until there is an answer or the time is over.
async fn fetched(address: String, patience: Patience) -> Option<Blob> {
    let mut requests = Requests::beginning(running_millis(), patience);
    loop {
        match api::get_file(&address, requests.longest(running_millis())).await {
            Reply::Done(sound) => return Some(sound),
            Reply::Refused(_) => return None,
            Reply::Unanswered => TimeoutFuture::new(requests.pause(running_millis())?).await,
        }
    }
}
