//! The options of `sportello setup`.

use super::DatabaseOption;
use clap::{Args, Subcommand};
use std::path::PathBuf;

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct SetupCommand {
    #[command(subcommand)]
    pub action: Option<SetupAction>,
    /// Check this file instead of printing one.
    #[arg(long, value_name = "FILE")]
    pub check: Option<PathBuf>,
    /// Print the file of a further language, as "de", instead of the set-up itself.
    #[arg(long, value_name = "CODE", conflicts_with = "check")]
    pub language: Option<String>,
}

#[derive(Debug, Subcommand)]
pub enum SetupAction {
    /// Write a version of the set-up, as `serve --setup` takes it, to standard output or into a folder.
    Export(ExportSetup),
    /// Say what a file would change in the set-up that is in force, and save it as a version where `--save` is given.
    ///
    /// Running servers take the new version up within seconds: what a running day can bear at once, the rest with the next business
    /// day. Files of languages beside the file come along.
    Import(ImportSetup),
    /// List the versions: number, when, how it came, who saved it, what changed.
    Versions(ListSetups),
}

#[derive(Debug, Args)]
pub struct ExportSetup {
    #[command(flatten)]
    pub database: DatabaseOption,
    /// The version [default: the newest].
    #[arg(long, value_name = "N")]
    pub number: Option<u32>,
    /// Write `setup.toml` and the files of its languages into this folder, over those that are there.
    #[arg(long, value_name = "DIR")]
    pub to: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct ImportSetup {
    #[command(flatten)]
    pub database: DatabaseOption,
    /// The set-up's file.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Save it; otherwise nothing is saved.
    #[arg(long)]
    pub save: bool,
}

#[derive(Debug, Args)]
pub struct ListSetups {
    #[command(flatten)]
    pub database: DatabaseOption,
    /// So many at most.
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub last: u32,
}
