//! The options of `sportello officer`.

use super::DatabaseOption;
use clap::{Args, Subcommand};
use records::officer::WorkHours;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct OfficerCommand {
    #[command(subcommand)]
    pub action: OfficerAction,
}

#[derive(Debug, Subcommand)]
pub enum OfficerAction {
    /// Let appointments be booked with a member of staff, or change their services, languages and week.
    Put(PutOfficer),
    /// Print who can be booked: login, services and week.
    List(ListOfficers),
    /// Book no more appointments with a member of staff; those that are booked stay.
    Remove(NamedOfficer),
    /// Note that an officer is not there for a while.
    Absence(OfficerAway),
}

#[derive(Debug, Args)]
pub struct PutOfficer {
    #[command(flatten)]
    pub database: DatabaseOption,
    /// The file of the set-up that names the services, where no server has taken one into
    /// the database yet [default: the one that the program carries].
    #[arg(long, env = "SPORTELLO_SETUP", value_name = "FILE")]
    pub setup: Option<PathBuf>,
    /// What the person signs in with.
    #[arg(long)]
    pub login: String,
    /// The branch [default: the only one in which the person has a role].
    #[arg(long, value_name = "ID")]
    pub branch: Option<String>,
    /// What the person advises on: ids of services, with commas.
    #[arg(long, value_delimiter = ',', required = true)]
    pub services: Vec<String>,
    /// The languages that the person speaks with visitors, with commas [default: all].
    #[arg(long, value_delimiter = ',')]
    pub languages: Vec<String>,
    /// When the person can be booked, by the branch's clock: "mon-fri 08:30-13:30, thu 14:45-16:15".
    #[arg(long, value_parser = week)]
    pub week: Week,
}

/// The hours of a week, as they were written.
#[derive(Debug, Clone)]
pub struct Week(pub Vec<WorkHours>);

fn week(text: &str) -> Result<Week, String> {
    WorkHours::parse_week(text).map(Week).map_err(|fault| fault.to_string())
}

#[derive(Debug, Args)]
pub struct ListOfficers {
    #[command(flatten)]
    pub database: DatabaseOption,
    /// The branch.
    #[arg(long, value_name = "ID")]
    pub branch: String,
}

#[derive(Debug, Args)]
pub struct NamedOfficer {
    #[command(flatten)]
    pub database: DatabaseOption,
    /// What the person signs in with.
    #[arg(long)]
    pub login: String,
    /// The branch [default: the only one in which the person has a role].
    #[arg(long, value_name = "ID")]
    pub branch: Option<String>,
}

#[derive(Debug, Args)]
pub struct OfficerAway {
    #[command(flatten)]
    pub database: DatabaseOption,
    /// The file of the set-up that names the branches, where no server has taken one into
    /// the database yet [default: the one that the program carries].
    #[arg(long, env = "SPORTELLO_SETUP", value_name = "FILE")]
    pub setup: Option<PathBuf>,
    /// What the person signs in with.
    #[arg(long)]
    pub login: String,
    /// The branch [default: the only one in which the person has a role].
    #[arg(long, value_name = "ID")]
    pub branch: Option<String>,
    /// From when, by the branch's clock: 2026-12-03T08:30.
    #[arg(long, value_name = "TIME")]
    pub from: String,
    /// Until when.
    #[arg(long, value_name = "TIME")]
    pub to: String,
}
