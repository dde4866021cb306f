//! The people who may sign in. The journal knows them by number only, so that a name can be erased here.

#[cfg(test)]
pub(crate) mod contract;

use super::session;
use crate::branch_id::BranchId;
use crate::database::{AnyRow, Column, FromRow, Run, Transaction, sql};
use crate::failure::Failure;
use queue::CsrId;

/// What a person may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    Csr,
    Manager,
}

impl Role {
    /// Returns the role as it is stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Csr => "csr",
            Self::Manager => "manager",
        }
    }

    /// Returns the role that is stored as this text.
    pub fn parse(role: &str) -> Option<Self> {
        [Self::Csr, Self::Manager].into_iter().find(|known| known.as_str() == role)
    }
}

impl Column for Role {
    type Stored = String;

    fn from_stored(role: String) -> Result<Self, Failure> {
        Self::parse(&role).ok_or_else(|| Failure::Other(format!("there is no role {role}")))
    }
}

/// A member of staff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    pub id: CsrId,
    pub login: String,
    pub name: String,
    pub role: Role,
    pub branch: BranchId,
}

impl FromRow for Person {
    fn from_row(row: &AnyRow) -> Result<Self, Failure> {
        Ok(Self {
            id: row.get("id")?,
            login: row.get("login")?,
            name: row.get("name")?,
            role: row.get("role")?,
            branch: row.get("branch")?,
        })
    }
}

/// A person, and what their password is checked against.
#[derive(Debug, Clone)]
pub struct Credentials {
    pub person: Person,
    /// Argon2id in PHC form.
    pub password_hash: String,
}

impl FromRow for Credentials {
    fn from_row(row: &AnyRow) -> Result<Self, Failure> {
        Ok(Self { person: Person::from_row(row)?, password_hash: row.get("password_hash")? })
    }
}

/// A member of staff who is to be kept.
#[derive(Debug, Clone)]
pub struct NewPerson {
    pub login: String,
    pub name: String,
    pub role: Role,
    pub branch: BranchId,
    /// Argon2id in PHC form.
    pub password_hash: String,
}

/// Keeps a person. Whoever has the same login gets the new name, role, branch and password, and is signed out.
pub async fn put(transaction: &mut Transaction<'_>, person: &NewPerson) -> Result<CsrId, Failure> {
    let NewPerson { login, name, role, branch, password_hash } = person;
    let insert = sql("INSERT INTO staff (login, name, role, branch, password_hash) VALUES ($1, $2, $3, $4, $5)
                      ON CONFLICT (login) DO UPDATE SET name = excluded.name, role = excluded.role,
                          branch = excluded.branch, password_hash = excluded.password_hash
                      RETURNING id");
    let insert = insert.bind(login).bind(name).bind(role.as_str()).bind(branch).bind(password_hash);
    let (id,) = transaction.fetch_one(insert).await?;
    session::end_all(transaction, id).await?;
    Ok(id)
}

/// Removes a person and their sessions. Their number is not given out again.
pub async fn remove(on: impl Run, person: CsrId) -> Result<(), Failure> {
    on.execute(sql("DELETE FROM staff WHERE id = $1").bind(person)).await.map(drop)
}

/// Returns how many others manage the branch of this person.
pub async fn other_managers(on: impl Run, person: &Person) -> Result<i64, Failure> {
    let others = sql("SELECT count(*) FROM staff WHERE branch = $1 AND role = $2 AND id <> $3");
    let others = others.bind(&person.branch).bind(Role::Manager.as_str()).bind(person.id);
    on.fetch_one(others).await.map(|(others,)| others)
}

/// Returns the person with this login.
pub async fn by_login(on: impl Run, login: &str) -> Result<Option<Credentials>, Failure> {
    let person = sql("SELECT id, login, name, role, branch, password_hash FROM staff WHERE login = $1");
    on.fetch_optional(person.bind(login)).await
}

/// Returns everybody, by number.
pub async fn all(on: impl Run) -> Result<Vec<Person>, Failure> {
    on.fetch_all(sql("SELECT id, login, name, role, branch FROM staff ORDER BY id")).await
}
