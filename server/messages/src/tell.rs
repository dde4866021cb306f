//! Tells who is to know of a trouble: the bank's programs, mailboxes, managers' phones. News are claimed in the store, so that of several
//! servers one sends them; after a kill they are sent again by the same id. What is not taken is tried again with growing pauses, and
//! given up in the end.

mod said;

use crate::mail::{Letter, Mailer, SendFault};
use crate::push::{Browser, Push, Undelivered};
use crate::webhook::Webhooks;
use futures::future::join_all;
use machine::clock;
use queue::{Duration, Timestamp};
use records::alert_rule::PHONES;
use said::Said;
use setup::{AlertWay, Alerts};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::trouble::{self, News};
use store::{Failure, ManagerPhone, Person, RequestKey, Store, manager_phone, staff};
use tokio::sync::watch;
use tokio::task::JoinSet;

/// How often it is looked for news.
const LOOK_EVERY: std::time::Duration = std::time::Duration::from_secs(2);
/// How many are sent at a time.
const AT_ONCE: u32 = 32;
/// How many rounds may be under way.
const ROUNDS: usize = 16;
/// What a server has had for so long, it will never end: it was killed.
const GIVEN_BACK_AFTER: Duration = Duration::minutes(2);
/// The pauses before the next tries; after the last one somebody has to look.
const PAUSES: [Duration; 6] = [
    Duration(10_000),
    Duration::minutes(1),
    Duration::minutes(5),
    Duration::minutes(30),
    Duration::minutes(2 * 60),
    Duration::minutes(6 * 60),
];

/// Sends news that are due.
#[derive(Debug, Clone)]
pub struct NewsWorker {
    store: Store,
    said: Arc<Said>,
    webhooks: Option<Webhooks>,
    mailer: Option<Mailer>,
    /// The mailboxes by the id of the recipient.
    mailboxes: Arc<BTreeMap<String, String>>,
    push: Push,
    /// Whether a person may hear of a branch.
    may_hear: fn(&Person, &str) -> bool,
}

/// Why news were not taken.
enum Untaken {
    /// They may be taken later.
    Later(String),
    /// They will never be.
    Never(String),
}

impl NewsWorker {
    /// A worker for the rules of `alerts`. `origin`: where the staff reach this server; without it a letter has no link.
    pub fn new(
        store: Store,
        setups: Vec<Arc<setup::Branch>>,
        alerts: Alerts,
        push: Push,
        may_hear: fn(&Person, &str) -> bool,
        origin: Option<String>,
    ) -> Self {
        let mailbox = |to: &setup::AlertTo| match &to.way {
            AlertWay::Mail(address) => Some((to.id.clone(), address.clone())),
            AlertWay::Webhook(_) => None,
        };
        let mailboxes = Arc::new(alerts.to.iter().filter_map(mailbox).collect());
        let said = Arc::new(Said { setups, alerts, origin });
        Self { store, said, webhooks: None, mailer: None, mailboxes, push, may_hear }
    }

    /// The same, which posts to programs.
    #[must_use]
    pub fn with_webhooks(self, webhooks: Option<Webhooks>) -> Self {
        Self { webhooks, ..self }
    }

    /// The same, which sends letters.
    #[must_use]
    pub fn with_mail(self, mailer: Option<Mailer>) -> Self {
        Self { mailer, ..self }
    }

    /// Works until the server stops.
    pub async fn run(self, mut stopping: watch::Receiver<bool>) {
        let mut rounds = JoinSet::new();
        let mut look = tokio::time::interval(LOOK_EVERY);
        look.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                _ = look.tick() => {}
                _ = stopping.wait_for(|stopping| *stopping) => return,
            }
            // A mail server that is slow holds no message to a phone up.
            while rounds.len() >= ROUNDS {
                rounds.join_next().await;
            }
            let worker = self.clone();
            rounds.spawn(async move {
                if let Err(failure) = worker.round(clock::now()).await {
                    tracing::warn!(%failure, "news of troubles cannot be read; they are sent later");
                }
            });
            while rounds.try_join_next().is_some() {}
        }
    }

    /// Sends what is due at a moment, all of it at once: a program that hangs holds nobody else up. Returns how many were taken.
    pub async fn round(&self, now: Timestamp) -> Result<usize, Failure> {
        let lost = trouble::give_back(&self.store, now - GIVEN_BACK_AFTER, now).await?;
        if lost > 0 {
            tracing::warn!(lost, "news were being sent when their server ended; they are sent again");
        }
        let mut claimed = Vec::new();
        for news in trouble::due(&self.store, now, AT_ONCE).await? {
            if trouble::claim(&self.store, &news, now).await? {
                claimed.push(news);
            }
        }
        let sent = join_all(claimed.iter().map(|news| self.deliver(news, now))).await;
        sent.into_iter().try_fold(0, |sent, taken| Ok(sent + usize::from(taken?)))
    }

    /// Sends claimed news once, and notes what became of them.
    async fn deliver(&self, news: &News, now: Timestamp) -> Result<bool, Failure> {
        let recipient = news.recipient.as_str();
        let webhooks = self.webhooks.as_ref().filter(|webhooks| webhooks.knows(recipient));
        let sent = if let Some(webhooks) = webhooks {
            webhooks.post(news, now).await.map_err(Untaken::Later)
        } else if let Some(address) = self.mailboxes.get(recipient) {
            self.write(address, news).await
        } else if recipient == PHONES {
            self.push(news).await?
        } else {
            Err(Untaken::Never("the set-up has no such recipient".to_owned()))
        };
        let (fault, pause) = match sent {
            Ok(()) => {
                self.taken(news, now).await?;
                return Ok(true);
            }
            Err(Untaken::Later(fault)) => (fault, PAUSES.get(news.tries as usize)),
            Err(Untaken::Never(fault)) => (fault, None),
        };
        tracing::warn!(recipient, tries = news.tries + 1, fault, "news of a trouble were not taken");
        match pause {
            Some(pause) => trouble::put_off(&self.store, &news.id, now + *pause, &fault, now).await?,
            None => trouble::dead(&self.store, &news.id, &fault, now).await?,
        }
        Ok(false)
    }

    /// Notes that news were taken. Where their trouble was over meanwhile, their reader hears that too.
    async fn taken(&self, news: &News, now: Timestamp) -> Result<(), Failure> {
        if !trouble::end(&self.store, &news.id, now).await? && news.kind == "opened" {
            let over = News {
                id: RequestKey::fresh().as_str().to_owned(),
                kind: "over".to_owned(),
                state: "waiting".to_owned(),
                due: now,
                tries: 0,
                changed: now,
                fault: String::new(),
                ..news.clone()
            };
            trouble::put(&self.store, &over).await?;
        }
        Ok(())
    }

    /// Writes a letter. Where it is not known whether it was taken it is sent again, by the same id: a mailbox shows it once.
    async fn write(&self, address: &str, news: &News) -> Result<(), Untaken> {
        let Some(mailer) = &self.mailer else {
            return Err(Untaken::Later("this server has no mail server".to_owned()));
        };
        let (subject, text) = self.said.letter(news);
        let (to, id) = (address.to_owned(), format!("{}@sportello", news.id));
        match mailer.send(&Letter { to, subject, text, calendar: None, attachment: None, id }).await {
            Ok(()) => Ok(()),
            Err(fault @ SendFault::Refused(_)) => Err(Untaken::Never(fault.to_string())),
            Err(fault) => Err(Untaken::Later(fault.to_string())),
        }
    }

    /// Sends news to a manager's phone, where its person still may hear of the branch.
    async fn push(&self, news: &News) -> Result<Result<(), Untaken>, Failure> {
        let gone = |why: &str| Ok(Err(Untaken::Never(why.to_owned())));
        let Some(phone) = manager_phone::by_id(&self.store, &news.phone).await? else {
            return gone("the phone is to be told no more");
        };
        let person = staff::by_id(&self.store, phone.staff).await?.map(|known| known.person);
        if !person.is_some_and(|person| (self.may_hear)(&person, phone.branch.as_str())) {
            manager_phone::forget(&self.store, &phone.branch, &phone.id).await?;
            return gone("its person may not hear of the branch any more");
        }
        let ManagerPhone { endpoint, p256dh, auth, language, .. } = &phone;
        let (about, message) = self.said.message(news, language);
        match self.push.send(Browser { endpoint, p256dh, auth }, &about, &message).await {
            Ok(()) => Ok(Ok(())),
            Err(Undelivered::Later | Undelivered::InDoubt) => {
                Ok(Err(Untaken::Later("its push service could not be reached".to_owned())))
            }
            // It would refuse the next news too; a phone that asks again subscribes anew.
            Err(Undelivered::Gone | Undelivered::Refused(_)) => {
                manager_phone::forget_browser(&self.store, endpoint).await?;
                gone("the phone takes no more messages")
            }
        }
    }
}

#[cfg(test)]
mod tests;
