//! Which branches have an officer to book with.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use store::{BranchId, Failure, Store, officer};

/// For so long an answer is given without a look at the database.
const FRESH: Duration = Duration::from_secs(1);

/// What is known of each branch. The page of a branch asks with each reader; thousands of them cost the database one look a second.
/// What another server writes is known here after that second. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Bookable(Arc<Mutex<HashMap<BranchId, (Instant, bool)>>>);

impl Bookable {
    /// Returns whether somebody can be booked in a branch of the set-up.
    pub async fn is_in(&self, store: &Store, branch: &BranchId) -> Result<bool, Failure> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(branch).copied();
        if let Some((_, books)) = known.filter(|(since, _)| since.elapsed() < FRESH) {
            return Ok(books);
        }
        let asked = Instant::now();
        let books = !officer::of_branch(store, branch).await?.is_empty();
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(branch.clone(), (asked, books));
        Ok(books)
    }

    /// Forgets what is known of a branch, whose officers have changed.
    pub fn forget(&self, branch: &BranchId) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(branch);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::officers::{Duty, Officers};
    use queue::{CsrId, Timestamp};
    use records::officer::WorkHours;
    use store::audit::Who;

    #[tokio::test]
    async fn a_change_counts_at_once_where_it_is_told_and_soon_where_it_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::sqlite(&folder.path().join("office.db")).await.unwrap();
        let (bookable, elsewhere, branch) = (Bookable::default(), Bookable::default(), BranchId::new("centro"));
        assert!(!bookable.is_in(&store, &branch).await.unwrap() && !elsewhere.is_in(&store, &branch).await.unwrap());
        let by = Who::command_line();
        let officers = Officers { store: &store, branch: &branch, by: &by, now: Timestamp(1) };
        let week = vec![WorkHours { weekday: 0, from: 510, to: 780 }];
        let duty = Duty { services: vec!["mortgage".to_owned()], languages: Vec::new(), week };
        officers.put(CsrId(1), &duty).await.unwrap();
        assert!(!bookable.is_in(&store, &branch).await.unwrap(), "what is fresh is not asked again");
        bookable.forget(&branch);
        assert!(bookable.is_in(&store, &branch).await.unwrap());
        while !elsewhere.is_in(&store, &branch).await.unwrap() {
            tokio::time::sleep(FRESH / 10).await;
        }
    }
}
