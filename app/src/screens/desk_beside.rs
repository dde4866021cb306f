//! What a desk fetches beside its view, and the ticket that it gives out: nothing of it is an order to the desk.

use crate::address;
use crate::browser::api::{self, Reply};
use crate::browser::live::Live;
use crate::browser::retry::{Retry, post_until_answered};
use crate::screens::desk::story::Fetched;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::de::DeserializeOwned;
use std::time::Duration;
use wire::{Articles, DeskSnapshot, FoundTicket, IssueRequest, Issued, TicketHistory, TicketNotes};

/// How long a request beside the desk's commands is repeated: some minutes.
pub const SOME_TIME: Retry = Retry { shortest_pause: 500, longest_pause: 5_000, attempts: 60 };

/// How long nothing is typed before words are looked for.
const TYPING: Duration = Duration::from_millis(200);

/// What is fetched beside the view.
#[derive(Clone, Copy)]
pub struct Beside {
    live: Live<DeskSnapshot>,
    /// The history of the ticket that is asked about.
    pub story: RwSignal<Fetched<TicketHistory>>,
    /// The ticket that was looked up; nothing before the first time.
    pub found: RwSignal<Option<Fetched<FoundTicket>>>,
    /// The ticket that was given out; nothing before it was asked for.
    pub given: RwSignal<Option<Fetched<Issued>>>,
    /// The notes about the ticket at the desk.
    pub notes: RwSignal<Fetched<TicketNotes>>,
    /// The note that is being written.
    pub draft: RwSignal<String>,
    /// What the guide shows.
    pub articles: RwSignal<Fetched<Articles>>,
    /// How often the guide was asked: what an earlier question found is not shown after a later one.
    asked: StoredValue<u32>,
}

impl Beside {
    pub fn new(live: Live<DeskSnapshot>) -> Self {
        Self {
            live,
            story: RwSignal::new(Fetched::UnderWay),
            found: RwSignal::new(None),
            given: RwSignal::new(None),
            notes: RwSignal::new(Fetched::UnderWay),
            draft: RwSignal::new(String::new()),
            articles: RwSignal::new(Fetched::UnderWay),
            asked: StoredValue::new(0),
        }
    }

    fn branch(self) -> String {
        self.live.snapshot.with_untracked(|desk| desk.head.branch.clone())
    }

    /// Has the notes be those of the ticket at the desk. They are read again whenever the desk is `free` again: a command may
    /// have been a note.
    pub fn follow_notes(self, free: Signal<bool>) {
        let Self { live, notes, draft, .. } = self;
        let ticket = Memo::new(move |_| live.snapshot.with(|desk| desk.ticket.as_ref().map(|ticket| ticket.id)));
        Effect::new(move |before: Option<Option<u32>>| {
            let ticket = ticket.get();
            if before.flatten() != ticket {
                draft.set(String::new());
                notes.set(Fetched::UnderWay);
            }
            if let Some(id) = ticket.filter(|_| free.get()) {
                fetch(address::ticket_of(&self.branch(), id, "notes"), move |told| {
                    let still = live.snapshot.try_with_untracked(|desk| desk.ticket.as_ref().map(|ticket| ticket.id));
                    if still.flatten() == Some(id) {
                        notes.try_set(told);
                    }
                });
            }
            ticket
        });
    }

    /// Fetches a ticket's story.
    pub fn tell(self, ticket: u32) {
        self.story.set(Fetched::UnderWay);
        fetch(address::ticket_of(&self.branch(), ticket, "history"), move |story| {
            self.story.try_set(story);
        });
    }

    /// Looks for a ticket by its number.
    pub fn look(self, number: &str) {
        self.found.set(Some(Fetched::UnderWay));
        fetch(address::numbered(&self.branch(), number), move |found| {
            self.found.try_set(Some(found));
        });
    }

    /// Fetches what is at hand for the service at the desk.
    pub fn open_guide(self) {
        self.articles.set(Fetched::UnderWay);
        self.read(self.asks(), "");
    }

    /// Looks for words in the guide, when no more are typed for a moment.
    pub fn search(self, words: String) {
        let asked = self.asks();
        set_timeout(move || self.read(asked, &words), TYPING);
    }

    fn asks(self) -> u32 {
        self.asked.update_value(|asked| *asked += 1);
        self.asked.get_value()
    }

    fn read(self, asked: u32, words: &str) {
        if self.asked.try_get_value() != Some(asked) {
            return;
        }
        let service = self.live.snapshot.with_untracked(|desk| desk.ticket.as_ref().map(|it| it.service_id.clone()));
        fetch(address::articles(&self.branch(), service.as_deref().unwrap_or_default(), words), move |found| {
            if self.asked.try_get_value() == Some(asked) {
                self.articles.try_set(found);
            }
        });
    }

    /// Gives out a ticket; once, however often it has to be sent.
    pub fn issue(self, request: &IssueRequest) {
        self.given.set(Some(Fetched::UnderWay));
        let address = address::tickets(&self.branch());
        let body = serde_json::to_string(request).unwrap_or_default();
        spawn_local(async move {
            let answer = post_until_answered(&SOME_TIME, &address, &api::new_key(), &body, || ()).await;
            self.given.try_set(Some(match answer {
                Some(Ok(issued)) => Fetched::Done(issued),
                Some(Err(_)) | None => Fetched::Failed,
            }));
        });
    }
}

/// Fetches JSON and hands it over.
fn fetch<T: DeserializeOwned + 'static>(address: String, done: impl FnOnce(Fetched<T>) + 'static) {
    spawn_local(async move {
        done(match api::get(&address).await {
            Reply::Done(answer) => Fetched::Done(answer),
            Reply::Refused(_) | Reply::Unanswered => Fetched::Failed,
        });
    });
}
