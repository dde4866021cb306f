//! A ticket for a visitor who is called back: the number to dial is kept first, so that no ticket lacks one.

use super::{issued, new_token};
use crate::http::AppState;
use crate::http::problem::Error;
use branch::{Actor, CommandError, Handle, RequestKey};
use machine::clock;
use queue::{Command, Issue, Language, ServiceId, Token};
use store::call_back::{CallBackNumber, forget, put};
use store::{BranchId, Failure};
use wire::Issued;

/// Why no ticket was given out.
pub enum NotTaken {
    Command(CommandError),
    Failed(Error),
}

impl From<Failure> for NotTaken {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure.into())
    }
}

impl From<CommandError> for NotTaken {
    fn from(error: CommandError) -> Self {
        Self::Command(error)
    }
}

/// Takes a ticket by telephone. A request that is sent twice has the ticket and the number of one.
pub async fn call_back(
    state: &AppState,
    branch: &Handle,
    (key, actor): (RequestKey, Actor),
    (service, language): (ServiceId, &str),
    phone: &str,
) -> Result<Issued, NotTaken> {
    let (setup, token) = (branch.live().setup(), new_token());
    let (id, day) = (BranchId::new(&setup.id), setup.day(clock::now()));
    let number = CallBackNumber { token: &token, branch: &id, day: &day, phone };
    put(&state.store, number).await?;
    let command = Command::Issue(Issue {
        service,
        then: Vec::new(),
        language: Language::new(language),
        priority: false,
        documents: Vec::new(),
        missing: Vec::new(),
        appointment: None,
        travel: None,
        call_back: true,
        token: token.clone(),
    });
    match branch.command(key, actor, command).await {
        Ok(events) => {
            let taken = issued(&events).map_err(NotTaken::Failed)?;
            if taken.token != token.as_str() {
                // The second of two requests: the number belongs to the ticket of the first.
                let first = Token::new(&taken.token);
                put(&state.store, CallBackNumber { token: &first, ..number }).await?;
                forget(&state.store, &token).await?;
            }
            Ok(taken)
        }
        Err(error) => {
            // Where it is not known whether a ticket was given out, the number stays until its day is over.
            if matches!(error, CommandError::Refused(_) | CommandError::KeyReused) {
                forget(&state.store, &token).await?;
            }
            Err(error.into())
        }
    }
}
