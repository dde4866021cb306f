//! `sportello setup` prints the set-up that the program carries or one of its languages, checks a file, and works on the versions in a
//! database, beside running servers too.

use super::{Error, open_for_people, open_read_only};
use crate::settings::{ExportSetup, ImportSetup, ListSetups, SetupAction, SetupCommand};
use ::setup::{Change, DEFAULT, LANGUAGES, Setup, Takes, Written, difference};
use branch::setups::{Origin, save, written};
use std::fmt::Write as _;
use std::io::Write;
use std::path::Path;
use store::audit::Who;
use store::setup_version;

pub async fn run(arguments: &SetupCommand) -> Result<(), Error> {
    match (&arguments.action, &arguments.check, &arguments.language) {
        (Some(SetupAction::Export(arguments)), ..) => export(arguments).await,
        (Some(SetupAction::Import(arguments)), ..) => import(arguments).await,
        (Some(SetupAction::Versions(arguments)), ..) => versions(arguments).await,
        (None, Some(file), _) => check(file),
        (None, None, Some(code)) => print(further(code)?),
        (None, None, None) => print(DEFAULT),
    }
}

fn print(text: &str) -> Result<(), Error> {
    Ok(std::io::stdout().write_all(text.as_bytes())?)
}

/// The file of a further language.
fn further(code: &str) -> Result<&'static str, Error> {
    let known = LANGUAGES.iter().find(|(known, _)| *known == code);
    known.map(|(_, text)| *text).ok_or_else(|| {
        let codes: Vec<&str> = LANGUAGES.iter().map(|(code, _)| *code).collect();
        let codes = if codes.is_empty() { "none".to_owned() } else { codes.join(", ") };
        Error::Usage(format!(
            "the program carries no file of a language \"{code}\"; there is {codes}. Its own languages stand in what \
             `sportello setup` prints."
        ))
    })
}

fn check(file: &Path) -> Result<(), Error> {
    let setup = Setup::load(Some(file))?;
    let branches = setup.branches.values().filter(|branch| !branch.practice).count();
    let languages = setup.branches.values().next().map(|branch| branch.languages.as_slice()).unwrap_or_default();
    println!(
        "{}: {branches} {}, nothing to mend; languages: {}",
        file.display(),
        if branches == 1 { "branch" } else { "branches" },
        languages.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
    );
    Ok(())
}

fn none() -> Error {
    Error::Usage("the database has no such version of the set-up; `sportello setup versions` lists them. The first one comes when a server is started.".to_owned())
}

async fn export(arguments: &ExportSetup) -> Result<(), Error> {
    let store = open_read_only(&arguments.database.url).await?;
    let version = match arguments.number {
        Some(number) => setup_version::by_number(&store, number).await?,
        None => setup_version::newest(&store).await?,
    };
    let whole = written(&version.ok_or_else(none)?)?;
    store.close().await;
    let Some(folder) = &arguments.to else { return print(&whole.text) };
    std::fs::create_dir_all(folder)?;
    std::fs::write(folder.join("setup.toml"), &whole.text)?;
    for (code, text) in &whole.languages {
        std::fs::write(folder.join(format!("setup.{code}.toml")), text)?;
    }
    println!("{}: setup.toml and {} of languages", folder.join("setup.toml").display(), whole.languages.len());
    Ok(())
}

async fn import(arguments: &ImportSetup) -> Result<(), Error> {
    // Whatever is saved here can be used: every mistake is told with line, field and remedy.
    Setup::load(Some(&arguments.file))?;
    let file = Written::read(Some(&arguments.file))?;
    let store = open_for_people(&arguments.database.url, false).await?;
    let newest = setup_version::newest(&store).await?;
    let (seen, changes) = match &newest {
        Some(newest) => (newest.number, difference(&written(newest)?, &file)),
        None => (0, Vec::new()),
    };
    let is_same = match &newest {
        Some(newest) => written(newest)? == file,
        None => false,
    };
    if is_same {
        println!("version {seen} of the set-up is the same; there is nothing to save");
    } else {
        print(&told(&changes))?;
        if arguments.save {
            let saved = save(&store, seen, &file, Origin::Import, Who::command_line()).await?;
            let number = saved.ok_or_else(|| {
                Error::Usage("somebody saved another version meanwhile; import the file again".to_owned())
            })?;
            println!("saved as version {number}");
        } else {
            println!("nothing was saved; give --save to save it as version {}", seen + 1);
        }
    }
    store.close().await;
    Ok(())
}

async fn versions(arguments: &ListSetups) -> Result<(), Error> {
    let store = open_read_only(&arguments.database.url).await?;
    for save in setup_version::saves(&store, u32::MAX / 2, arguments.last).await? {
        let changes: Vec<Change> = serde_json::from_str(&save.changes).unwrap_or_default();
        let at = jiff::Timestamp::from_millisecond(save.at.0).map(|at| at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string());
        println!("{}  {}  {}  {}", save.number, at.unwrap_or_default(), save.origin, save.who);
        print(&told(&changes))?;
    }
    store.close().await;
    Ok(())
}

/// The changes, one a line, with when each takes effect.
fn told(changes: &[Change]) -> String {
    changes.iter().fold(String::new(), |mut told, change| {
        let takes = match change.takes {
            Takes::AtOnce => "at once",
            Takes::NextDay => "with the next business day",
            Takes::Restart => "when servers are started again",
        };
        let kind = match change.kind {
            ::setup::Kind::Added => "new".to_owned(),
            ::setup::Kind::Removed => "taken away".to_owned(),
            _ => format!("{} -> {}", one_line(&change.old), one_line(&change.new)),
        };
        let _ = writeln!(told, "    {}: {kind} ({takes})", change.path);
        told
    })
}

fn one_line(text: &str) -> String {
    if text.is_empty() { "(nothing)".to_owned() } else { text.replace(['\n', '\r'], " ") }
}
