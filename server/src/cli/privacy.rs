//! `sportello privacy` says which personal data is kept, and prints or erases that of one person.

use super::{Error, open_for_people};
use crate::settings::{OfPerson, PersonKey, PrivacyAction, PrivacyCommand};
use people::{By, roster};
use serde_json::{Map, Value, json};
use std::io::Write as _;
use store::audit::{self, BANK, Entry, What, Who};
use store::private::{self, Kept, Key, Periods, REGISTER, told};
use store::{BranchId, Store};

pub async fn run(arguments: PrivacyCommand) -> Result<(), Error> {
    match arguments.action {
        PrivacyAction::List(arguments) => list(&periods(&arguments.keep.keep)?),
        PrivacyAction::Export(person) => return export(person).await,
        PrivacyAction::Erase(person) => return erase(person).await,
    }
    Ok(())
}

/// Reads how long tables are kept.
pub fn periods(wishes: &[String]) -> Result<Periods, Error> {
    Periods::parse(wishes.iter().map(String::as_str)).map_err(|why| Error::Usage(format!("--keep {why}")))
}

fn list(periods: &Periods) {
    let width = REGISTER.iter().map(|private| private.table.len()).max().unwrap_or(0);
    let mut out = std::io::stdout().lock();
    for private in REGISTER {
        let kept = match (private.kept, periods.of(private)) {
            (Kept::UntilItsDay { .. }, _) => "until the day that the row names".to_owned(),
            (_, Some(0)) => "on its day".to_owned(),
            (_, Some(days)) => format!("{days} days more"),
            (_, None) => "until it is removed".to_owned(),
        };
        let _ = writeln!(out, "{:width$}  {kept:32}  {}", private.table, private.purpose);
    }
}

fn key(key: PersonKey) -> Key {
    match key {
        PersonKey::Token => Key::Token,
        PersonKey::Contact => Key::Contact,
        PersonKey::Login => Key::Login,
    }
}

async fn export(person: OfPerson) -> Result<(), Error> {
    let store = open_for_people(&person.of.url, false).await?;
    let found = private::find(&store, key(person.by), &person.value).await?;
    let rows: u64 = found.iter().map(|(_, rows)| rows.len() as u64).sum();
    note(&store, What::DataExported, format!("rows:{rows}")).await?;
    store.close().await;
    let tables: Map<String, Value> = found
        .into_iter()
        .map(|(table, rows)| {
            let rows: Vec<Value> = rows.into_iter().map(|row| json!(row.into_iter().collect::<Row>())).collect();
            (table.to_owned(), Value::Array(rows))
        })
        .collect();
    let text = serde_json::to_string_pretty(&tables).map_err(std::io::Error::other)?;
    let _ = writeln!(std::io::stdout(), "{text}");
    Ok(())
}

/// A row as it is printed.
type Row = std::collections::BTreeMap<String, Option<String>>;

async fn erase(person: OfPerson) -> Result<(), Error> {
    let store = open_for_people(&person.of.url, false).await?;
    if person.by == PersonKey::Login {
        // Sessions end with the account.
        roster::remove(&store, &person.value, false, &By::command_line()).await?;
        let mut transaction = store.begin().await?;
        private::erase(&mut transaction, Key::Login, &person.value).await?;
        transaction.commit().await?;
        store.scrub().await?;
        store.close().await;
        println!("the account and its name are erased; the journal and the audit know the person by number only");
        return Ok(());
    }
    let mut transaction = store.begin().await?;
    let erased = private::erase(&mut transaction, key(person.by), &person.value).await?;
    let entry = Entry::new(&BranchId::new(BANK), machine::clock::now(), Who::command_line(), What::DataErased);
    audit::note(&mut transaction, &[entry.about(told(&erased))]).await?;
    transaction.commit().await?;
    store.scrub().await?;
    store.close().await;
    if erased.is_empty() {
        return Err(Error::Usage("nothing is kept of this person; write the value exactly as it was given".to_owned()));
    }
    println!("erased: {}", told(&erased));
    Ok(())
}

async fn note(store: &Store, what: What, about: String) -> Result<(), Error> {
    let entry = Entry::new(&BranchId::new(BANK), machine::clock::now(), Who::command_line(), what);
    Ok(audit::note_alone(store, &[entry.about(about)]).await?)
}
