//! The store in memory: the contract in its plainest form. For tests of what stands above it.

use super::{AppendError, Failure, NewPerson, Person, PushSubscription, Row, Visit};
use queue::{CsrId, Timestamp};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

#[derive(Debug, Clone, Default)]
pub struct Memory(Arc<Mutex<Tables>>);

#[derive(Debug, Default)]
struct Tables {
    journal: BTreeMap<(String, String, u64), Row>,
    keys: HashMap<(String, String), (String, String, u64)>,
    visits: HashMap<String, Visit>,
    people: BTreeMap<CsrId, (Person, String)>,
    sessions: HashMap<String, (CsrId, Timestamp)>,
    secrets: HashMap<String, String>,
    pushes: BTreeMap<(String, String), PushSubscription>,
    conflicts: usize,
}

/// A row with this key takes down whoever appends it: to see what becomes of a task that fails.
pub const POISON: &str = "poison-for-the-task";

fn place(row: &Row) -> (String, String, u64) {
    (row.branch.clone(), row.day.clone(), row.seq)
}

impl Memory {
    fn tables(&self) -> MutexGuard<'_, Tables> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How often an append met another row.
    pub fn conflicts(&self) -> usize {
        self.tables().conflicts
    }

    pub async fn append(&self, rows: Vec<Row>) -> Result<(), AppendError> {
        assert!(rows.iter().all(|row| row.request_key != POISON), "poisoned, as the test wants it");
        // Others get a turn, as with an engine that waits for a disk.
        tokio::task::yield_now().await;
        let mut tables = self.tables();
        let mut keys = std::collections::HashSet::new();
        for row in &rows {
            let key = (row.branch.clone(), row.request_key.clone());
            if tables.journal.contains_key(&place(row)) || tables.keys.contains_key(&key) || !keys.insert(key) {
                tables.conflicts += 1;
                return Err(AppendError::Conflict);
            }
        }
        for row in rows {
            tables.keys.insert((row.branch.clone(), row.request_key.clone()), place(&row));
            if let Some((token, ticket)) = row.visit.clone() {
                tables.visits.insert(token, Visit { branch: row.branch.clone(), day: row.day.clone(), ticket });
            }
            tables.journal.insert(place(&row), Row { visit: None, ..row });
        }
        Ok(())
    }

    pub async fn read_day(&self, branch: &str, day: &str, from_seq: u64) -> Result<Vec<Row>, Failure> {
        let from = (branch.to_owned(), day.to_owned(), from_seq);
        let to = (branch.to_owned(), day.to_owned(), u64::MAX);
        Ok(self.tables().journal.range(from..=to).map(|(_, row)| row.clone()).collect())
    }

    pub async fn last_day(&self, branch: &str) -> Result<Option<String>, Failure> {
        let tables = self.tables();
        Ok(tables.journal.keys().filter(|(of, _, _)| of == branch).map(|(_, day, _)| day.clone()).max())
    }

    pub async fn by_key(&self, branch: &str, request_key: &str) -> Result<Option<Row>, Failure> {
        let tables = self.tables();
        let place = tables.keys.get(&(branch.to_owned(), request_key.to_owned()));
        Ok(place.and_then(|place| tables.journal.get(place)).cloned())
    }

    pub async fn visit(&self, token: &str) -> Result<Option<Visit>, Failure> {
        Ok(self.tables().visits.get(token).cloned())
    }

    pub async fn forget_visits_before(&self, branch: &str, day: &str) -> Result<(), Failure> {
        self.tables().visits.retain(|_, visit| visit.branch != branch || visit.day.as_str() >= day);
        Ok(())
    }

    pub async fn put_person(&self, person: NewPerson) -> Result<CsrId, Failure> {
        let mut tables = self.tables();
        let known = tables.people.values().find(|(known, _)| known.login == person.login).map(|(known, _)| known.id);
        let next = tables.people.keys().last().map_or(1, |last| last.0 + 1);
        let id = known.unwrap_or(CsrId(next));
        let NewPerson { login, name, role, branch, password_hash } = person;
        tables.people.insert(id, (Person { id, login, name, role, branch }, password_hash));
        tables.sessions.retain(|_, (owner, _)| *owner != id);
        Ok(id)
    }

    pub async fn person_by_login(&self, login: &str) -> Result<Option<(Person, String)>, Failure> {
        Ok(self.tables().people.values().find(|(person, _)| person.login == login).cloned())
    }

    pub async fn people(&self) -> Result<Vec<Person>, Failure> {
        Ok(self.tables().people.values().map(|(person, _)| person.clone()).collect())
    }

    pub async fn put_session(
        &self,
        token_hash: &str,
        person: CsrId,
        expires: Timestamp,
        now: Timestamp,
    ) -> Result<(), Failure> {
        let mut tables = self.tables();
        tables.sessions.retain(|_, (_, end)| *end > now);
        tables.sessions.insert(token_hash.to_owned(), (person, expires));
        Ok(())
    }

    pub async fn session(&self, token_hash: &str, now: Timestamp) -> Result<Option<Person>, Failure> {
        let tables = self.tables();
        let session = tables.sessions.get(token_hash).filter(|(_, expires)| *expires > now);
        Ok(session.and_then(|(person, _)| tables.people.get(person)).map(|(person, _)| person.clone()))
    }

    pub async fn end_session(&self, token_hash: &str) -> Result<(), Failure> {
        self.tables().sessions.remove(token_hash);
        Ok(())
    }

    pub async fn secret(&self, name: &str, fresh: &str) -> Result<String, Failure> {
        Ok(self.tables().secrets.entry(name.to_owned()).or_insert_with(|| fresh.to_owned()).clone())
    }

    pub async fn put_push(&self, subscription: &PushSubscription, most: u32) -> Result<bool, Failure> {
        let PushSubscription { token, endpoint, .. } = subscription;
        let mut tables = self.tables();
        let others = tables.pushes.keys().filter(|(of, other)| of == token && other != endpoint).count();
        let room = others < usize::try_from(most).unwrap_or(usize::MAX);
        if room {
            tables.pushes.insert((token.clone(), endpoint.clone()), subscription.clone());
        }
        Ok(room)
    }

    pub async fn pushes(&self, token: &str) -> Result<Vec<PushSubscription>, Failure> {
        Ok(self.tables().pushes.values().filter(|subscription| subscription.token == token).cloned().collect())
    }

    pub async fn forget_push(&self, token: &str, endpoint: &str) -> Result<(), Failure> {
        self.tables().pushes.remove(&(token.to_owned(), endpoint.to_owned()));
        Ok(())
    }

    pub async fn forget_pushes_until(&self, branch: &str, day: &str) -> Result<(), Failure> {
        self.tables().pushes.retain(|_, kept| kept.branch != branch || kept.day.as_str() > day);
        Ok(())
    }

    pub async fn branches(&self) -> Result<Vec<String>, Failure> {
        let branches: BTreeSet<_> = self.tables().journal.keys().map(|(branch, _, _)| branch.clone()).collect();
        Ok(branches.into_iter().collect())
    }

    pub async fn days(&self, branch: &str) -> Result<Vec<String>, Failure> {
        let tables = self.tables();
        let rows = tables.journal.keys().filter(|(of, _, _)| of == branch);
        Ok(rows.map(|(_, day, _)| day.clone()).collect::<BTreeSet<_>>().into_iter().collect())
    }

    pub async fn visits(&self, branch: &str, day: &str) -> Result<Vec<(String, u32)>, Failure> {
        let tables = self.tables();
        let there = tables.visits.iter().filter(|(_, visit)| visit.branch == branch && visit.day == day);
        let mut visits: Vec<_> = there.map(|(token, visit)| (token.clone(), visit.ticket)).collect();
        visits.sort_by_key(|(token, ticket)| (*ticket, token.clone()));
        Ok(visits)
    }

    pub async fn stray_visits(&self) -> Result<Vec<(String, String)>, Failure> {
        let tables = self.tables();
        let days: BTreeSet<_> = tables.journal.keys().map(|(branch, day, _)| (branch.clone(), day.clone())).collect();
        let of_visits: BTreeSet<_> =
            tables.visits.values().map(|visit| (visit.branch.clone(), visit.day.clone())).collect();
        Ok(of_visits.difference(&days).cloned().collect())
    }

    pub async fn repeated_keys(&self, _branch: &str) -> Result<Vec<String>, Failure> {
        Ok(Vec::new())
    }

    pub async fn integrity(&self) -> Result<Vec<String>, Failure> {
        Ok(Vec::new())
    }

    pub async fn ping(&self) -> Result<(), Failure> {
        Ok(())
    }

    pub async fn close(&self) {}
}
