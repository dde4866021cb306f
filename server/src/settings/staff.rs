//! The options of `sportello staff`.

use super::DatabaseOption;
use clap::{Args, Subcommand};
use people::naming;
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;
use store::Role;

#[derive(Debug, Args)]
pub struct StaffCommand {
    #[command(subcommand)]
    pub action: StaffAction,
}

#[derive(Debug, Subcommand)]
pub enum StaffAction {
    /// Add a member of staff, or give one a new name, roles and password. The password is read from standard input.
    Add(AddStaff),
    /// Print who may sign in: login, role, branch and name, a line for each role.
    List(ListStaff),
    /// Give a member of staff a new password, which is read from standard input; who is signed in is signed out.
    Password(NewPassword),
    /// Lock an account: its person is signed out within seconds and cannot sign in.
    Lock(OneLogin),
    /// Unlock an account that a manager has locked, or that failed too often to sign in.
    Unlock(OneLogin),
    /// Second factors: take one away, so that its person signs in by the password alone and sets up another one.
    SecondFactor(SecondFactorCommand),
    /// Take a member of staff away: they are signed out within seconds, and their name is erased.
    Remove(RemoveStaff),
}

#[derive(Debug, Args)]
pub struct AddStaff {
    #[command(flatten)]
    pub database: DatabaseOption,
    /// The file of the set-up that names the branches, where no server has taken one into
    /// the database yet [default: the one that the program carries].
    #[arg(long, env = "SPORTELLO_SETUP", value_name = "FILE")]
    pub setup: Option<PathBuf>,
    /// What the person signs in with.
    #[arg(long, value_parser = login)]
    pub login: String,
    /// What colleagues see.
    #[arg(long, value_parser = name)]
    pub name: String,
    /// The branch that the person works in; once for each branch, or with commas. An admin's is the bank.
    #[arg(long, value_delimiter = ',')]
    pub branch: Vec<String>,
    /// What the person may do in those branches: `csr` for the desks, `manager` for the dashboard and the people too,
    /// `complaints` for the complaints; `admin` for the whole bank. Once for each role, or with commas.
    #[arg(long, value_parser = role, value_delimiter = ',', default_value = "csr")]
    pub role: Vec<Role>,
    /// The languages that the person speaks, by their codes.
    #[arg(long, value_delimiter = ',', value_parser = language)]
    pub language: Vec<String>,
    /// The person chooses another password at the first sign-in.
    #[arg(long)]
    pub must_change: bool,
    /// Change the person even where that leaves their branch without a manager.
    #[arg(long)]
    pub last_manager: bool,
}

#[derive(Debug, Args)]
pub struct ListStaff {
    #[command(flatten)]
    pub database: DatabaseOption,
    /// Only those of this branch.
    #[arg(long, value_name = "ID")]
    pub branch: Option<String>,
}

#[derive(Debug, Args)]
pub struct NewPassword {
    #[command(flatten)]
    pub database: DatabaseOption,
    /// What the person signs in with.
    #[arg(long)]
    pub login: String,
    /// The person chooses another one at the next sign-in.
    #[arg(long)]
    pub must_change: bool,
}

#[derive(Debug, Args)]
pub struct OneLogin {
    #[command(flatten)]
    pub database: DatabaseOption,
    /// What the person signs in with.
    #[arg(long)]
    pub login: String,
}

#[derive(Debug, Args)]
pub struct SecondFactorCommand {
    #[command(subcommand)]
    pub action: SecondFactorAction,
}

#[derive(Debug, Subcommand)]
pub enum SecondFactorAction {
    /// Take away the second factor of who has lost the phone and the recovery codes, and sign them out.
    Reset(ResetFactor),
}

#[derive(Debug, Args)]
pub struct ResetFactor {
    #[command(flatten)]
    pub database: DatabaseOption,
    /// What the person signs in with.
    pub login: String,
}

#[derive(Debug, Args)]
pub struct RemoveStaff {
    #[command(flatten)]
    pub database: DatabaseOption,
    /// What the person signs in with.
    #[arg(long)]
    pub login: String,
    /// Remove the person even where that leaves their branch without a manager.
    #[arg(long)]
    pub last_manager: bool,
}

fn login(text: &str) -> Result<String, String> {
    naming::login(text).ok_or_else(|| format!("write a word of at most {} characters without spaces", naming::LONGEST))
}

fn name(text: &str) -> Result<String, String> {
    naming::name(text).ok_or_else(|| format!("write a name of at most {} characters", naming::LONGEST))
}

fn role(role: &str) -> Result<Role, String> {
    Role::parse(role).ok_or_else(|| "write csr, manager, complaints or admin".to_owned())
}

fn language(code: &str) -> Result<String, String> {
    let is_code =
        (2..=11).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if is_code { Ok(code.to_owned()) } else { Err("write a code like it or en".to_owned()) }
}

/// Reads `sportello staff --login ...`, which has no action, as `sportello staff add --login ...`: scripts say it so.
pub fn with_action(mut arguments: Vec<OsString>) -> Vec<OsString> {
    let is = |argument: &OsString, words: &[&str]| words.iter().any(|word| argument == OsStr::new(word));
    let Some(staff) = arguments.iter().position(|argument| is(argument, &["staff"])) else { return arguments };
    let rest = &arguments[staff + 1..];
    let begins_with_option = rest.first().is_some_and(|first| first.to_string_lossy().starts_with("--"));
    let asks_for_help = rest.iter().any(|argument| is(argument, &["--help"]));
    let has_action = rest
        .iter()
        .any(|argument| is(argument, &["add", "list", "lock", "password", "remove", "second-factor", "unlock"]));
    if begins_with_option && !asks_for_help && !has_action {
        arguments.insert(staff + 1, "add".into());
    }
    arguments
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> String {
        let words = with_action(line.split(' ').map(OsString::from).collect());
        words.join(OsStr::new(" ")).to_string_lossy().into_owned()
    }

    #[test]
    fn options_without_an_action_add_a_person() {
        assert_eq!(read("sportello staff --login anna --name Anna"), "sportello staff add --login anna --name Anna");
        for whole in ["sportello staff list", "sportello staff --help", "sportello staff", "sportello serve --listen 1"]
        {
            assert_eq!(read(whole), whole);
        }
    }

    #[test]
    fn a_login_is_one_word_and_a_name_is_not_empty() {
        assert_eq!(login("anna.rossi@bank"), Ok("anna.rossi@bank".to_owned()));
        assert_eq!(name(" Anna Rossi "), Ok("Anna Rossi".to_owned()));
        for wrong in ["", " ", "an na", "anna\n", &"x".repeat(naming::LONGEST + 1)] {
            assert!(login(wrong).is_err(), "{wrong:?}");
        }
        for wrong in ["", " ", "an\u{1b}[2Jna"] {
            assert!(name(wrong).is_err(), "{wrong:?}");
        }
    }
}
