//! Where visitors' links lead. A visit is inserted with the journal row that issued its ticket, by the journal's
//! writer.

#[cfg(test)]
mod contract;

use crate::branch_id::BranchId;
use crate::database::{AnyRow, FromRow, Run, Transaction, sql};
use crate::failure::Failure;
use queue::{Day, TicketId, Token};

/// Where a visitor's link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    pub branch: BranchId,
    pub day: Day,
    pub ticket: TicketId,
}

impl FromRow for Visit {
    fn from_row(row: &AnyRow) -> Result<Self, Failure> {
        Ok(Self { branch: row.get("branch")?, day: row.get("day")?, ticket: row.get("ticket")? })
    }
}

/// Returns where the link with this token leads.
pub async fn by_token(on: impl Run, token: &Token) -> Result<Option<Visit>, Failure> {
    on.fetch_optional(sql("SELECT branch, day, ticket FROM visit WHERE token = $1").bind(token)).await
}

/// Returns the links that lead into a branch's day, by ticket.
pub async fn of_day(on: impl Run, branch: &BranchId, day: &Day) -> Result<Vec<(Token, TicketId)>, Failure> {
    let links = sql("SELECT token, ticket FROM visit WHERE branch = $1 AND day = $2 ORDER BY ticket, token");
    on.fetch_all(links.bind(branch).bind(day)).await
}

/// Returns branch and day of the links that lead into a day that the journal does not have.
pub async fn strays(on: impl Run) -> Result<Vec<(BranchId, Day)>, Failure> {
    let strays = sql("SELECT DISTINCT branch, day FROM visit WHERE NOT EXISTS
                          (SELECT 1 FROM journal WHERE journal.branch = visit.branch AND journal.day = visit.day)
                      ORDER BY branch, day");
    on.fetch_all(strays).await
}

/// Keeps the links of a day's tickets that are no longer there.
pub async fn restore(
    on: &mut Transaction<'_>,
    branch: &BranchId,
    day: &Day,
    links: &[(Token, TicketId)],
) -> Result<(), Failure> {
    for (token, ticket) in links {
        let insert =
            sql("INSERT INTO visit (token, branch, day, ticket) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING");
        on.execute(insert.bind(token).bind(branch).bind(day).bind(*ticket)).await?;
    }
    Ok(())
}

/// Forgets the links of a branch's days before `day`.
pub async fn forget_before(on: impl Run, branch: &BranchId, day: &Day) -> Result<(), Failure> {
    on.execute(sql("DELETE FROM visit WHERE branch = $1 AND day < $2").bind(branch).bind(day)).await.map(drop)
}
