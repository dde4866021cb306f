//! The set-up that this server runs by, and its versions in the store. The newest version is in force for days that begin after it; a day
//! that has begun keeps the one it began with, and takes from the newest what it can bear ([`setup::Branch::bearing`]). Every server
//! looks for a newer version each second; whoever saves one looks at once.

mod next;
#[cfg(test)]
mod tests;

pub(crate) use next::Next;

use queue::Day;
use setup::{Change, Fault, Setup, Written, difference};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;
use store::audit::Who;
use store::{BranchId, Failure, SetupVersion, Store, setup_version};
use tokio::sync::watch;

/// How often a newer version is looked for, which another server or a command may have saved.
const LOOK: Duration = Duration::from_secs(1);
/// Older versions that are kept in memory: running days began with few of them.
const KEPT: usize = 4;
/// How often a version is saved again after another server was first.
const TRIES: u32 = 8;

/// How a version came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// The set-up that the program carries.
    Carried,
    /// The file that `--setup` names.
    File,
    Editor,
    Import,
    Undo,
    /// A change that is made to many branches.
    Rollout,
    /// The way back from one.
    Rollback,
}

impl Origin {
    /// The word that is kept.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Carried => "carried",
            Self::File => "file",
            Self::Editor => "editor",
            Self::Import => "import",
            Self::Undo => "undo",
            Self::Rollout => "rollout",
            Self::Rollback => "rollback",
        }
    }
}

/// Why there is no set-up to run by.
#[derive(Debug, thiserror::Error)]
pub enum SetupsError {
    #[error("version {number} of the set-up cannot be used here:\n{}", faults.iter().map(|fault| format!("  {fault}")).collect::<Vec<_>>().join("\n"))]
    Faulty { number: u32, faults: Vec<Fault> },
    #[error(transparent)]
    Failed(#[from] Failure),
}

/// A version that was parsed and checked.
#[derive(Debug, Clone)]
pub struct Numbered {
    /// 0 where the set-up has no versions.
    pub number: u32,
    pub setup: Arc<Setup>,
}

/// The set-ups of this server. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Setups(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    /// `None` where the set-up never changes.
    store: Option<Store>,
    /// Where the files lie that a set-up names.
    folder: Option<PathBuf>,
    demo: bool,
    newest: watch::Sender<Numbered>,
    older: Mutex<BTreeMap<u32, Arc<Setup>>>,
    /// The newest version that cannot be used here, so that it is told once.
    faulty: Mutex<u32>,
}

/// A version as it is kept.
pub fn written(version: &SetupVersion) -> Result<Written, Failure> {
    let languages = serde_json::from_str(&version.languages)
        .map_err(|error| Failure::Other(format!("version {} of the set-up: {error}", version.number)))?;
    Ok(Written { text: version.text.clone(), languages })
}

/// Saves a version after the one that was seen, with its line in the audit. Returns its number, or none where somebody has saved
/// another meanwhile. What a branch changed of itself stands in that branch's audit, anything else in the bank's.
pub async fn save(store: &Store, seen: u32, new: &Written, origin: Origin, who: Who) -> Result<Option<u32>, Failure> {
    let before = match setup_version::by_number(store, seen).await? {
        Some(version) => Some(written(&version)?),
        None => None,
    };
    let changes = before.map(|before| difference(&before, new)).unwrap_or_default();
    let next = Next { seen, new, changes: &changes, origin, reason: "", who };
    let mut transaction = store.begin().await?;
    if !next.add(&mut transaction).await? {
        transaction.rollback().await?;
        return Ok(None);
    }
    transaction.commit().await?;
    Ok(Some(next.number()))
}

/// The branch to which all changes belong, where they belong to one.
pub fn of_one_branch(changes: &[Change]) -> Option<&str> {
    let branch = |change: &'_ Change| -> Option<String> {
        let mut parts = change.path.split('.');
        match (parts.next(), parts.next(), parts.next()) {
            (Some("branch"), Some(branch), Some(_)) => Some(branch.to_owned()),
            (Some("language"), Some(_), Some("branch")) => parts.next().map(str::to_owned),
            _ => None,
        }
    };
    let first = branch(changes.first()?)?;
    if !changes.iter().all(|change| branch(change).as_deref() == Some(first.as_str())) {
        return None;
    }
    let path = &changes[0].path;
    path.split('.').find(|part| **part == *first)
}

/// Takes the file, or the set-up that the program carries, into the store where it is to rule, and returns the version in force.
///
/// A file that differs from the one that was taken last becomes a version, and rules; one that is as it was changes nothing. What the
/// program carries comes only where nobody has saved anything else. `alone`: the editor is switched off, and the file rules over all.
pub async fn take(store: &Store, file: &Written, origin: Origin, alone: bool) -> Result<SetupVersion, Failure> {
    for _ in 0..TRIES {
        let newest = setup_version::newest(store).await?;
        let is_new = match &newest {
            None => true,
            Some(newest) if alone => written(newest)? != *file,
            Some(newest) if origin == Origin::Carried => {
                newest.origin == Origin::Carried.as_str() && written(newest)? != *file
            }
            Some(_) => match setup_version::newest_of(store, origin.as_str()).await? {
                Some(last) => written(&last)? != *file,
                None => true,
            },
        };
        match newest {
            Some(newest) if !is_new => return Ok(newest),
            newest => {
                let seen = newest.map_or(0, |newest| newest.number);
                save(store, seen, file, origin, Who::server()).await?;
            }
        }
        if let Some(newest) = setup_version::newest(store).await?.filter(|newest| newest.origin == origin.as_str()) {
            return Ok(newest);
        }
    }
    Err(Failure::Other("other servers kept saving set-ups".to_owned()))
}

impl Setups {
    /// A set-up that never changes.
    pub fn fixed(setup: Setup) -> Self {
        Self::new(None, None, false, Numbered { number: 0, setup: Arc::new(setup) })
    }

    fn new(store: Option<Store>, folder: Option<PathBuf>, demo: bool, newest: Numbered) -> Self {
        Self(Arc::new(Inner {
            store,
            folder,
            demo,
            newest: watch::Sender::new(newest),
            older: Mutex::default(),
            faulty: Mutex::default(),
        }))
    }

    /// Runs by the versions in the store, beginning with `first`. `folder` holds the files that set-ups name.
    ///
    /// # Errors
    /// The version cannot be used on this machine.
    pub async fn start(
        store: Store,
        first: &SetupVersion,
        folder: Option<&Path>,
        demo: bool,
    ) -> Result<Self, SetupsError> {
        let number = first.number;
        let checked = check(written(first)?, folder.map(Path::to_owned), demo).await;
        let setup = checked.map_err(|faults| SetupsError::Faulty { number, faults })?;
        let setups = Self::new(Some(store), folder.map(Path::to_owned), demo, Numbered { number, setup });
        tokio::spawn(look(Arc::downgrade(&setups.0)));
        Ok(setups)
    }

    /// The newest version.
    pub fn newest(&self) -> Numbered {
        self.0.newest.borrow().clone()
    }

    /// A receiver that every newer version wakes.
    pub fn changes(&self) -> watch::Receiver<Numbered> {
        self.0.newest.subscribe()
    }

    /// Whether the set-up has versions.
    pub fn has_versions(&self) -> bool {
        self.0.store.is_some()
    }

    /// Checks a set-up as this server would use it.
    pub async fn check(&self, new: Written) -> Result<Arc<Setup>, Vec<Fault>> {
        check(new, self.0.folder.clone(), self.0.demo).await
    }

    /// Looks for a newer version. One that cannot be used here is told in the log, and the server goes on by the one that it has.
    pub async fn refresh(&self) -> Result<(), Failure> {
        let Some(store) = &self.0.store else { return Ok(()) };
        let known = self.newest().number;
        if setup_version::newest_number(store).await? <= known {
            return Ok(());
        }
        let Some(version) = setup_version::newest(store).await? else { return Ok(()) };
        let number = version.number;
        match check(written(&version)?, self.0.folder.clone(), self.0.demo).await {
            Ok(setup) => {
                tracing::info!(number, who = version.who, "a newer set-up is in force for days that begin from now on");
                let before = self.newest();
                self.keep(before);
                self.0.newest.send_if_modified(|newest| {
                    let is_newer = newest.number < number;
                    if is_newer {
                        *newest = Numbered { number, setup };
                    }
                    is_newer
                });
            }
            Err(faults) => {
                let mut told = self.0.faulty.lock().unwrap_or_else(PoisonError::into_inner);
                if std::mem::replace(&mut *told, number) != number {
                    let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
                    tracing::error!(number, faults = faults.join("; "), "a newer set-up cannot be used here");
                }
            }
        }
        Ok(())
    }

    fn keep(&self, version: Numbered) {
        let mut older = self.0.older.lock().unwrap_or_else(PoisonError::into_inner);
        older.insert(version.number, version.setup);
        while older.len() > KEPT {
            older.pop_first();
        }
    }

    /// Returns a version; none where it cannot be used here.
    async fn version(&self, number: u32) -> Result<Option<Arc<Setup>>, Failure> {
        let newest = self.newest();
        if newest.number == number {
            return Ok(Some(newest.setup));
        }
        let kept = self.0.older.lock().unwrap_or_else(PoisonError::into_inner).get(&number).cloned();
        if kept.is_some() {
            return Ok(kept);
        }
        let Some(store) = &self.0.store else { return Ok(None) };
        let Some(version) = setup_version::by_number(store, number).await? else { return Ok(None) };
        match check(written(&version)?, self.0.folder.clone(), self.0.demo).await {
            Ok(setup) => {
                self.keep(Numbered { number, setup: setup.clone() });
                Ok(Some(setup))
            }
            Err(faults) => {
                tracing::error!(
                    number,
                    faults = faults.len(),
                    "the set-up with which a day began cannot be used here any more"
                );
                Ok(None)
            }
        }
    }

    /// The branch as it is for a day: the version that the day began with, and what it can bear of the newest. A day that has not
    /// begun begins with the newest. None where no version has the branch.
    pub async fn of_day(&self, branch: &BranchId, day: &Day) -> Result<Option<Arc<setup::Branch>>, Failure> {
        let newest = self.newest();
        let own = newest.setup.branches.get(branch.as_str()).cloned();
        let Some(store) = &self.0.store else { return Ok(own) };
        let mut transaction = store.begin().await?;
        let number = setup_version::of_day(&mut transaction, branch, day, newest.number).await?;
        transaction.commit().await?;
        if number == newest.number {
            return Ok(own);
        }
        let of_day = self.version(number).await?;
        let begun = of_day.and_then(|setup| setup.branches.get(branch.as_str()).cloned());
        Ok(match (begun, own) {
            (Some(begun), Some(own)) => Some(Arc::new(begun.bearing(&own))),
            (begun, own) => begun.or(own),
        })
    }
}

/// Checks a set-up off the tasks: it reads files, and a bank's is long.
async fn check(new: Written, folder: Option<PathBuf>, demo: bool) -> Result<Arc<Setup>, Vec<Fault>> {
    let checked = tokio::task::spawn_blocking(move || {
        let setup = new.check(folder.as_deref())?;
        Ok(Arc::new(if demo { setup.as_demo() } else { setup }))
    });
    checked.await.unwrap_or_else(|error| {
        let what = format!("the check failed ({error}); report this set-up");
        Err(vec![Fault { file: None, line: 1, field: "file".to_owned(), what }])
    })
}

/// Looks for a newer version at regular times, until nobody uses the set-ups any more.
async fn look(setups: Weak<Inner>) {
    loop {
        tokio::time::sleep(LOOK).await;
        let Some(inner) = setups.upgrade() else { return };
        if let Err(failure) = Setups(inner).refresh().await {
            tracing::warn!(%failure, "the versions of the set-up cannot be read; trying again");
        }
    }
}
