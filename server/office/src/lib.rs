//! One way to change a record. A change has a request key: a request that is sent twice has the effect and the answer of one.
//! The key, the record and whatever follows from it are written in one transaction.
//!
//! ```no_run
//! # async fn example(store: &store::Store) -> Result<String, office::OfficeError> {
//! # let (branch, key) = (store::BranchId::new("centro"), store::RequestKey::fresh());
//! let mut change = match office::begin(store, &branch, &key, &("what is", "wished")).await? {
//!     office::Begun::Again(answer) => return Ok(answer),
//!     office::Begun::New(change) => change,
//! };
//! // ... the rules, and statements that run on `change.transaction()` ...
//! Ok(change.done(&"the answer").await?)
//! # }
//! ```
#![forbid(unsafe_code)]

pub mod appointments;
pub mod arrival;
pub mod articles;
mod asked;
pub mod care;
pub mod cases;
mod change;
pub mod complaint;
pub mod contact_checks;
pub mod feedback;
pub mod follow_ups;
pub mod interests;
pub mod lessons;
pub mod notices;
pub mod officers;
mod versioned;
pub mod visited;

pub use asked::{Asked, ChangeError, Kept, date, day, monday, utc_date, written};
pub use change::{Begun, Change, OfficeError, begin};
