//! The telephone numbers of visitors who are called back, by the token of their link. A number is erased on the day after.

#[cfg(test)]
mod contract;

use crate::branch_id::BranchId;
use crate::database::{Run, sql};
use crate::failure::Failure;
use queue::{Day, Token};

/// A visitor's number.
#[derive(Debug, Clone, Copy)]
pub struct CallBackNumber<'a> {
    pub token: &'a Token,
    pub branch: &'a BranchId,
    pub day: &'a Day,
    pub phone: &'a str,
}

/// Keeps a number. It is kept before its ticket is given out, so that no ticket lacks one.
pub async fn put(on: impl Run, number: CallBackNumber<'_>) -> Result<(), Failure> {
    let insert = sql("INSERT INTO call_back (token, branch, day, phone) VALUES ($1, $2, $3, $4)
                      ON CONFLICT (token) DO UPDATE SET phone = excluded.phone");
    on.execute(insert.bind(number.token).bind(number.branch).bind(number.day).bind(number.phone)).await.map(drop)
}

/// The number to dial for a ticket.
pub async fn of_token(on: impl Run, token: &Token) -> Result<Option<String>, Failure> {
    let number = sql("SELECT phone FROM call_back WHERE token = $1").bind(token);
    Ok(on.fetch_optional(number).await?.map(|(phone,)| phone))
}

/// Forgets a number whose ticket was not given out.
pub async fn forget(on: impl Run, token: &Token) -> Result<(), Failure> {
    on.execute(sql("DELETE FROM call_back WHERE token = $1").bind(token)).await.map(drop)
}
