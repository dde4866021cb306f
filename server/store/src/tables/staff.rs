//! The people who may sign in. The journal knows them by number only, so that a name can be erased here.

#[cfg(test)]
pub(crate) mod contract;
mod role;

pub use role::{Role, Roles};

use super::session;
use crate::database::{AnyRow, FromRow, Run, Transaction, sql};
use crate::failure::Failure;
use queue::{CsrId, Timestamp};

/// A member of staff.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own about a person")]
pub struct Person {
    pub id: CsrId,
    pub login: String,
    pub name: String,
    pub roles: Roles,
    /// The languages that the person speaks, by their codes.
    pub languages: Vec<String>,
    /// Since when a manager has locked the account.
    pub locked: Option<Timestamp>,
    /// The password is one that somebody else knows: nothing else is done before it is changed.
    pub must_change: bool,
    /// A second factor is asked for at the sign-in: the code of an app, or a passkey.
    pub second_factor: bool,
    /// A provider of sign-on knows the person: it asks for what it wants, and says what they may do.
    pub by_provider: bool,
    /// The bank demands a second factor of this person, who has none: nothing else is done before one is set up. No table says so;
    /// who knows the set-up does.
    pub must_set_up: bool,
}

impl FromRow for Person {
    fn from_row(row: &AnyRow) -> Result<Self, Failure> {
        let languages: String = row.get("languages")?;
        Ok(Self {
            id: row.get("id")?,
            login: row.get("login")?,
            name: row.get("name")?,
            roles: row.get("roles")?,
            languages: languages.split_whitespace().map(str::to_owned).collect(),
            locked: row.get("locked_ms")?,
            must_change: row.get::<i64>("must_change")? != 0,
            second_factor: row.get::<i64>("second_factors")? != 0,
            by_provider: row.get::<i64>("identities")? != 0,
            must_set_up: false,
        })
    }
}

/// What a person is read from, in a statement about the table `staff`.
macro_rules! person_columns {
    () => {
        "staff.id, login, name, languages, locked_ms, must_change,
         (SELECT string_agg(role || ':' || branch, ' ') FROM staff_role WHERE staff = staff.id) AS roles,
         (SELECT count(*) FROM second_factor WHERE staff = staff.id AND confirmed_ms IS NOT NULL)
             + (SELECT count(*) FROM passkey WHERE staff = staff.id) AS second_factors,
         (SELECT count(*) FROM staff_identity WHERE staff = staff.id) AS identities"
    };
}
pub(crate) use person_columns;

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
    pub roles: Roles,
    pub languages: Vec<String>,
    /// Argon2id in PHC form.
    pub password_hash: String,
    /// The person chooses another password first.
    pub must_change: bool,
}

/// What a manager may change of a person who is there.
#[derive(Debug, Clone)]
pub struct Description {
    pub name: String,
    pub roles: Roles,
    pub languages: Vec<String>,
}

/// Keeps a person. Whoever has the same login gets the new name, roles, languages and password, and is signed out.
pub async fn put(transaction: &mut Transaction<'_>, person: &NewPerson) -> Result<CsrId, Failure> {
    let NewPerson { login, name, roles, languages, password_hash, must_change } = person;
    let languages = languages.join(" ");
    let insert =
        sql("INSERT INTO staff (login, name, languages, password_hash, must_change) VALUES ($1, $2, $3, $4, $5)
                      ON CONFLICT (login) DO UPDATE SET name = excluded.name, languages = excluded.languages,
                          password_hash = excluded.password_hash, must_change = excluded.must_change
                      RETURNING id");
    let insert = insert.bind(login).bind(name).bind(&languages).bind(password_hash).bind(i64::from(*must_change));
    let (id,) = transaction.fetch_one(insert).await?;
    put_roles(transaction, id, roles).await?;
    session::end_all(transaction, id).await?;
    Ok(id)
}

/// Keeps a person only where nobody has the login. Returns `None` where somebody has.
pub async fn add(transaction: &mut Transaction<'_>, person: &NewPerson) -> Result<Option<CsrId>, Failure> {
    if by_login(&mut *transaction, &person.login).await?.is_some() {
        return Ok(None);
    }
    put(transaction, person).await.map(Some)
}

/// Gives a person a new name, roles and languages.
pub async fn describe(
    transaction: &mut Transaction<'_>,
    person: CsrId,
    description: &Description,
) -> Result<(), Failure> {
    let languages = description.languages.join(" ");
    let update = sql("UPDATE staff SET name = $2, languages = $3 WHERE id = $1");
    transaction.execute(update.bind(person).bind(&description.name).bind(&languages)).await?;
    put_roles(transaction, person, &description.roles).await
}

async fn put_roles(transaction: &mut Transaction<'_>, person: CsrId, roles: &Roles) -> Result<(), Failure> {
    transaction.execute(sql("DELETE FROM staff_role WHERE staff = $1").bind(person)).await?;
    for (branch, role) in roles.iter() {
        let insert = sql("INSERT INTO staff_role (staff, branch, role) VALUES ($1, $2, $3)");
        transaction.execute(insert.bind(person).bind(branch).bind(role.as_str())).await?;
    }
    Ok(())
}

/// Gives a person a new password, in PHC form.
pub async fn set_password(on: impl Run, person: CsrId, password_hash: &str, must_change: bool) -> Result<(), Failure> {
    let update = sql("UPDATE staff SET password_hash = $2, must_change = $3 WHERE id = $1");
    on.execute(update.bind(person).bind(password_hash).bind(i64::from(must_change))).await.map(drop)
}

/// Locks an account since a moment, or unlocks it.
pub async fn lock(on: impl Run, person: CsrId, since: Option<Timestamp>) -> Result<(), Failure> {
    let update = sql("UPDATE staff SET locked_ms = $2 WHERE id = $1");
    on.execute(update.bind(person).bind(since.map(|since| since.0))).await.map(drop)
}

/// Removes a person, their roles and their sessions. Their number is not given out again.
pub async fn remove(on: impl Run, person: CsrId) -> Result<(), Failure> {
    on.execute(sql("DELETE FROM staff WHERE id = $1").bind(person)).await.map(drop)
}

/// Returns how many people have a role in a branch, without this one. The branch of an admin is empty.
pub async fn others_with(on: impl Run, person: CsrId, branch: &str, role: Role) -> Result<i64, Failure> {
    let others = sql("SELECT count(*) FROM staff_role WHERE branch = $1 AND role = $2 AND staff <> $3");
    on.fetch_one(others.bind(branch).bind(role.as_str()).bind(person)).await.map(|(others,)| others)
}

/// Returns the person with this login.
pub async fn by_login(on: impl Run, login: &str) -> Result<Option<Credentials>, Failure> {
    let person = sql(concat!("SELECT ", person_columns!(), ", password_hash FROM staff WHERE login = $1"));
    on.fetch_optional(person.bind(login)).await
}

/// Returns the person with this number.
pub async fn by_id(on: impl Run, person: CsrId) -> Result<Option<Credentials>, Failure> {
    let found = sql(concat!("SELECT ", person_columns!(), ", password_hash FROM staff WHERE staff.id = $1"));
    on.fetch_optional(found.bind(person)).await
}

/// Returns everybody, by number.
pub async fn all(on: impl Run) -> Result<Vec<Person>, Failure> {
    let people = sql(concat!("SELECT ", person_columns!(), " FROM staff ORDER BY staff.id"));
    on.fetch_all(people).await
}

/// Returns whether nobody can sign in.
pub async fn nobody(on: impl Run) -> Result<bool, Failure> {
    let first: Option<(i64,)> = on.fetch_optional(sql("SELECT id FROM staff ORDER BY id LIMIT 1")).await?;
    Ok(first.is_none())
}
