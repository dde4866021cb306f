//! The options of `sportello audit` and `sportello privacy`.

use super::DatabaseOption;
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;
use store::audit::What;

#[derive(Debug, Args)]
pub struct AuditCommand {
    #[command(subcommand)]
    pub action: AuditAction,
}

#[derive(Debug, Subcommand)]
pub enum AuditAction {
    /// Check the chains: a line that was changed, removed, inserted or put elsewhere is named.
    ///
    /// Prints the last line of each chain with its hash, as `head` does. Ends with 0 where everything is sound, 1 where something
    /// was found, 2 where it could not be checked.
    Verify(VerifyAudit),
    /// Print the last line of each chain with its hash, to be kept outside of the database.
    Head(DatabaseOption),
    /// Print lines, the latest first.
    List(ListAudit),
    /// Write all lines of a branch as CSV to standard output, the earliest first.
    Export(ExportAudit),
}

#[derive(Debug, Args)]
pub struct VerifyAudit {
    #[command(flatten)]
    pub of: DatabaseOption,
    /// A file with what `sportello audit head` printed before: what was cut off or written anew since is found by it.
    #[arg(long, value_name = "FILE")]
    pub kept: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct ListAudit {
    #[command(flatten)]
    pub of: DatabaseOption,
    /// The branch; `-` is what belongs to none.
    #[arg(long, value_name = "ID")]
    pub branch: String,
    /// Only what this one did: `staff:3`, `nobody`, `server`, `command-line`.
    #[arg(long, value_name = "WHO", default_value = "")]
    pub who: String,
    /// Only this: `sign_in_refused`, `ticket_picked`, ...
    #[arg(long, value_name = "WHAT", value_parser = what)]
    pub what: Option<String>,
    /// So many lines at most.
    #[arg(long, value_name = "LINES", default_value_t = 100)]
    pub most: u32,
}

#[derive(Debug, Args)]
pub struct ExportAudit {
    #[command(flatten)]
    pub of: DatabaseOption,
    /// The branch; `-` is what belongs to none.
    #[arg(long, value_name = "ID")]
    pub branch: String,
    /// As CSV, the one form there is.
    #[arg(long)]
    pub csv: bool,
}

#[derive(Debug, Args)]
pub struct PrivacyCommand {
    #[command(subcommand)]
    pub action: PrivacyAction,
}

#[derive(Debug, Subcommand)]
pub enum PrivacyAction {
    /// Print which tables have personal data, what for, and how long they keep it.
    List(ListPrivacy),
    /// Write what is kept of one person as JSON to standard output. A line in the audit says that it was done.
    Export(OfPerson),
    /// Erase what is kept of one person. A line in the audit says that it was done, and not whose data it was.
    Erase(OfPerson),
}

#[derive(Debug, Args)]
pub struct ListPrivacy {
    #[command(flatten)]
    pub keep: Keep,
}

#[derive(Debug, Args)]
pub struct OfPerson {
    #[command(flatten)]
    pub of: DatabaseOption,
    /// By what the person is found.
    #[arg(long, value_enum)]
    pub by: PersonKey,
    /// The telephone number, e-mail address, login, or the token at the end of a visitor's link.
    pub value: String,
}

/// By what a person is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PersonKey {
    /// The end of a visitor's link: /t/TOKEN.
    Token,
    /// A telephone number or an e-mail address, as it was written.
    Contact,
    /// What a member of staff signs in with.
    Login,
}

/// How long personal data is kept, where it is not as usual.
#[derive(Debug, Clone, Default, Args)]
pub struct Keep {
    /// Keep the rows of a table with personal data for so many days, as `told=14`; `sportello privacy list` prints the tables
    /// and the usual days.
    #[arg(long, env = "SPORTELLO_KEEP", value_name = "TABLE=DAYS", value_delimiter = ',')]
    pub keep: Vec<String>,
}

fn what(word: &str) -> Result<String, String> {
    let known = || What::ALL.iter().map(|what| what.as_str()).collect::<Vec<_>>().join(", ");
    What::parse(word).map(|what| what.as_str().to_owned()).ok_or_else(|| format!("write one of {}", known()))
}
