//! The commands of the program with their options.

use super::audit::{AuditCommand, Keep, PrivacyCommand};
use super::sign_on::SignOnArgs;
use super::tls::TlsArgs;
use super::{Database, DatabaseOption, OfficerCommand, SetupCommand, SimulateCommand, StaffCommand};
use crate::http::phones::reaches;
use clap::{Args, Subcommand};
use std::net::{Ipv4Addr, SocketAddr, ToSocketAddrs};
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the branches of a set-up.
    Serve(Serve),
    /// Serve a branch to try: open at any hour, with users whose password is printed; on this machine only.
    ///
    /// Without --database it begins with four weeks of history and plays the day: visitors come to the kiosk, and some of the desks
    /// are worked by the demo. The others are free.
    Demo(Demo),
    /// Print the set-up that the program carries, check a file, or export, import and list the versions in a database.
    Setup(SetupCommand),
    /// Add, list and remove the members of staff, and give them passwords; while a server is serving or not.
    Staff(StaffCommand),
    /// Check, print and export the audit: who did what, when, from where.
    Audit(AuditCommand),
    /// Say which personal data is kept, and print or erase that of one person.
    Privacy(PrivacyCommand),
    /// Say with whom appointments can be booked: services, languages, week, absences; while a server is serving or not.
    Officer(OfficerCommand),
    /// Copy everything into one file, while a server is serving or not.
    ///
    /// The file is complete and checked when it gets its name; a full disk leaves nothing. It
    /// holds the names of the staff, the journal, and the hashes of the staff's passwords: keep it as safe as the
    /// database. Sessions are not in it.
    Backup(BackupCommand),
    /// Put a backup into an empty database, or a file that is not there: all of it, or nothing.
    ///
    /// The backup is checked first; one that an older sportello made is brought up to date, and a backup of one engine goes into the
    /// other too. No server may be using the database. Everybody signs in again.
    Restore(RestoreCommand),
    /// Check a database: every row of every branch's day, and what must always hold; beside a running server too.
    ///
    /// The database is only read. Ends with 0 where everything is sound, 1 where something was found, 2 where it could not be checked.
    Verify(VerifyCommand),
    /// Make the figures of the manager's reports anew from the journal.
    Reports(ReportsCommand),
    /// Learn from the past for the waits that visitors are told, or measure on a log how good they are.
    Forecast(ForecastCommand),
    /// Make a log of visits that never were, to measure forecasts by: from a set-up and a seed.
    ///
    /// The call order is the product's own. The same seed gives the same visits. docs/visit-log.md describes the files.
    Simulate(SimulateCommand),
    /// Measure a running server: as kiosks, desks and displays use it, for a bounded time.
    Load(load::Load),
}

#[derive(Debug, Args)]
pub struct Serve {
    /// Where to listen; a port alone, as `3000`, is one of this machine only, and `0.0.0.0:3000` is one of every address.
    #[arg(long, env = "SPORTELLO_LISTEN", value_name = "ADDR:PORT", default_value = "127.0.0.1:3000", value_parser = listen_address)]
    pub listen: SocketAddr,
    #[command(flatten)]
    pub database: DatabaseOption,
    #[command(flatten)]
    pub site: SiteArgs,
}

#[derive(Debug, Args)]
pub struct Demo {
    /// Where to listen: an address of this machine itself, or a port alone, as `3000`.
    #[arg(long, env = "SPORTELLO_LISTEN", value_name = "ADDR:PORT", default_value = "127.0.0.1:3000", value_parser = listen_address)]
    pub listen: SocketAddr,
    /// Where everything is kept, as for `serve`; without it the demo starts from nothing and leaves nothing.
    #[arg(long, env = "SPORTELLO_DATABASE", hide_env_values = true, value_name = "URL")]
    pub database: Option<Database>,
    /// Play the day so many times as fast as in a branch, from 1 to 60. The history goes at the pace of a branch.
    #[arg(long, value_name = "TIMES", default_value_t = 3.0, value_parser = pace)]
    pub pace: f64,
    /// Begin with an empty branch: no history, and nobody is played. A database that is given is always left so.
    #[arg(long)]
    pub quiet: bool,
    #[command(flatten)]
    pub site: SiteArgs,
}

impl Demo {
    /// Whether the demo writes a history and plays: on its own database only.
    pub fn plays(&self) -> bool {
        self.database.is_none() && !self.quiet
    }
}

#[derive(Debug, Args)]
pub struct SiteArgs {
    /// The set-up: services, desks, hours [default: the one that the program carries].
    #[arg(long, env = "SPORTELLO_SETUP", value_name = "FILE")]
    pub setup: Option<PathBuf>,
    /// Let nobody edit the set-up on a page: the file alone rules, over all that was saved. The same as `editor = false` under
    /// `[setup]` in the file.
    #[arg(long, env = "SPORTELLO_NO_EDITOR")]
    pub no_editor: bool,
    /// Where visitors' phones reach this server, as `https://lobby.example`; the QR code leads there [default: the
    /// address that the kiosk uses].
    #[arg(long, env = "SPORTELLO_PUBLIC_URL", value_name = "URL", value_parser = public_url)]
    pub public_url: Option<String>,
    /// Where to serve visitors' pages and links besides, and nothing of the staff's, for those who come from outside; as
    /// `0.0.0.0:3001` [default: nowhere].
    #[arg(long, env = "SPORTELLO_PUBLIC_LISTEN", value_name = "ADDR:PORT", value_parser = listen_address)]
    pub public_listen: Option<SocketAddr>,
    /// The server that takes mail about appointments, as `smtps://user:password@mail.example`; without it no mail is sent. The
    /// password is better kept in the variable: others on this machine can read command lines.
    #[arg(long, env = "SPORTELLO_MAIL_SERVER", hide_env_values = true, value_name = "URL", requires = "mail_from")]
    pub mail_server: Option<String>,
    /// Who sends that mail, as `Bank <noreply@bank.example>`.
    #[arg(long, env = "SPORTELLO_MAIL_FROM", value_name = "ADDRESS")]
    pub mail_from: Option<String>,
    /// The gateway of text messages: a webhook, which is told of each message. Without it nobody is sent one. Whoever books and leaves
    /// a telephone number alone is told by it.
    #[arg(long, env = "SPORTELLO_SMS_WEBHOOK", hide_env_values = true, value_name = "URL", requires = "sms_key")]
    pub sms_webhook: Option<String>,
    /// The secret by which that webhook is signed, of at least 32 characters. It is better kept in the variable.
    #[arg(long, env = "SPORTELLO_SMS_KEY", hide_env_values = true, value_name = "SECRET")]
    pub sms_key: Option<String>,
    /// The secret by which webhooks about alerts are signed, of at least 32 characters; a set-up with webhooks needs it. It is better
    /// kept in the variable.
    #[arg(long, env = "SPORTELLO_WEBHOOK_KEY", hide_env_values = true, value_name = "SECRET")]
    pub webhook_key: Option<String>,
    /// Webhooks may lead into the bank's own network, by HTTP too; else to the public one by HTTPS alone.
    #[arg(long, env = "SPORTELLO_WEBHOOK_PRIVATE_NETWORK")]
    pub webhook_private_network: bool,
    /// The folder with the site's files [default: `site` in the program's folder or beside it].
    #[arg(long, env = "SPORTELLO_ASSETS", value_name = "DIR")]
    pub assets: Option<PathBuf>,
    /// The program that speaks: `espeak-ng` or one that takes its arguments; `none` for no speech.
    #[arg(long, env = "SPORTELLO_SPEECH", value_name = "PROGRAM", default_value = "espeak-ng", value_parser = speech_program)]
    pub speech: String,
    /// A folder of recorded clips, by which calls are said before that program: a folder for each language, `docs/clips.md`.
    #[arg(long, env = "SPORTELLO_CLIPS", value_name = "DIR")]
    pub clips: Option<PathBuf>,
    /// The address of a proxy in front, whose `X-Forwarded-For` says where requests come from; once for each proxy, or with
    /// commas. What anybody else writes there is ignored.
    #[arg(long, env = "SPORTELLO_TRUSTED_PROXY", value_name = "ADDRESS", value_delimiter = ',')]
    pub trusted_proxy: Vec<std::net::IpAddr>,
    #[command(flatten)]
    pub tls: TlsArgs,
    #[command(flatten)]
    pub sign_on: SignOnArgs,
    #[command(flatten)]
    pub keep: Keep,
}

#[derive(Debug, Args)]
pub struct BackupCommand {
    #[command(flatten)]
    pub database: DatabaseOption,
    /// The file to make; one that is there already is never overwritten.
    #[arg(long, value_name = "FILE")]
    pub to: PathBuf,
}

#[derive(Debug, Args)]
pub struct RestoreCommand {
    /// The backup.
    #[arg(long, value_name = "FILE")]
    pub from: PathBuf,
    #[command(flatten)]
    pub database: DatabaseOption,
}

#[derive(Debug, Args)]
pub struct VerifyCommand {
    #[command(flatten)]
    pub database: DatabaseOption,
    /// Check this branch only.
    #[arg(long, value_name = "ID")]
    pub branch: Option<String>,
    /// Check from this business day on, as 2026-11-22.
    #[arg(long, value_name = "DAY")]
    pub since: Option<jiff::civil::Date>,
}

#[derive(Debug, Args)]
pub struct ReportsCommand {
    #[command(subcommand)]
    pub what: ReportsWhat,
}

#[derive(Debug, Subcommand)]
pub enum ReportsWhat {
    /// Read the journal again and mend the figures that differ from it; beside running servers too.
    ///
    /// Servers write the figures by themselves; this is for what `sportello verify` has found.
    Rebuild(RebuildCommand),
}

#[derive(Debug, Args)]
pub struct RebuildCommand {
    #[command(flatten)]
    pub database: DatabaseOption,
    /// The figures of this branch only.
    #[arg(long, value_name = "ID")]
    pub branch: Option<String>,
    #[command(flatten)]
    pub keep: Keep,
}

#[derive(Debug, Args)]
pub struct ForecastCommand {
    #[command(subcommand)]
    pub what: ForecastWhat,
}

#[derive(Debug, Subcommand)]
pub enum ForecastWhat {
    /// Replay a log in time order, tell each visitor a wait by what was known then, and print how wrong it was.
    ///
    /// Printed are mean absolute error, RMSE, bias, coverage and width of the 80 % range, for all visitors and for each
    /// service, beside simpler ways to tell a wait on the same tickets. Nothing is learned from the future: a day is
    /// predicted by what the days before it taught. docs/visit-log.md describes the files.
    Evaluate(EvaluateCommand),
    /// Learn anew from the finished days of the journal: service times, arrivals, bookings that come, no-shows, breaks.
    ///
    /// A server does the same by itself with the first day of each branch; this is for after a restore, or after a change of
    /// the set-up. It may run beside servers, which take up what was learned with their next day.
    Learn(LearnCommand),
}

#[derive(Debug, Args)]
pub struct EvaluateCommand {
    /// The visits, as CSV.
    #[arg(long, value_name = "FILE")]
    pub visits: PathBuf,
    /// The opening times and the breaks of the desks, as CSV. A log of `--format bank` has none.
    #[arg(long, value_name = "FILE", required_unless_present = "format")]
    pub spans: Option<PathBuf>,
    /// The set-up that the log belongs to [default: the one that the program carries].
    #[arg(long, value_name = "FILE")]
    pub setup: Option<PathBuf>,
    /// The branch of the set-up that the log belongs to [default: the only one, or the first].
    #[arg(long, value_name = "ID")]
    pub branch: Option<String>,
    /// The last day that is learned only; the days after it are measured [default: the middle day of the log].
    #[arg(long, value_name = "DATE")]
    pub train_until: Option<jiff::civil::Date>,
    /// Predict one of so many tickets [default: all, or as many as are needed to predict 30,000].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub one_of: Option<u32>,
    /// What the files are: `bank` is the call log of the Technion's \"Anonymous Bank\", uncompressed.
    #[arg(long, value_enum)]
    pub format: Option<LogFormatOfVisits>,
}

/// A kind of log that is not the product's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum LogFormatOfVisits {
    Bank,
}

#[derive(Debug, Args)]
pub struct LearnCommand {
    #[command(flatten)]
    pub database: DatabaseOption,
    /// The file of the set-up that names the branches, where no server has taken one into
    /// the database yet [default: the one that the program carries].
    #[arg(long, env = "SPORTELLO_SETUP", value_name = "FILE")]
    pub setup: Option<PathBuf>,
    /// Learn of this branch only.
    #[arg(long, value_name = "ID")]
    pub branch: Option<String>,
}

fn public_url(url: &str) -> Result<String, String> {
    let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    match host.map(|host| host.trim_end_matches('/')) {
        Some(host) if !host.is_empty() && !host.contains(['/', ' ', '?', '#', '@']) => {
            if reaches(host) {
                return Ok(url.trim_end_matches('/').to_owned());
            }
            Err("this address would lead each phone to itself: write one that phones reach, as http://192.168.1.20:3000".to_owned())
        }
        _ => Err("write https:// and a host, without a path, as https://lobby.example".to_owned()),
    }
}

fn pace(text: &str) -> Result<f64, String> {
    let pace = text.parse().ok().filter(|pace| (1.0..=60.0).contains(pace));
    pace.ok_or_else(|| "write a number from 1, as fast as in a branch, to 60".to_owned())
}

/// An address to listen on: `127.0.0.1:3000`, `[::1]:3000`, `localhost:3000`; `3000` and `:3000` are ports of this machine.
fn listen_address(text: &str) -> Result<SocketAddr, String> {
    let text = text.trim();
    let (host, port) = text.rsplit_once(':').unwrap_or(("", text));
    let wrong = || {
        "write an address and a port, as 127.0.0.1:3000, [::1]:3000 or localhost:3000, or a port alone, as 3000"
            .to_owned()
    };
    let port: u16 = port.parse().map_err(|_| wrong())?;
    if host.is_empty() {
        return Ok(SocketAddr::from((Ipv4Addr::LOCALHOST, port)));
    }
    if let Ok(address) = text.parse() {
        return Ok(address);
    }
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
    if !host.bytes().all(is_name) {
        return Err(wrong());
    }
    let found: Vec<SocketAddr> = (host, port)
        .to_socket_addrs()
        .map_err(|error| format!("no address of \"{host}\" is known ({error}); {}", wrong()))?
        .collect();
    // Browsers try IPv4 for a name such as localhost whatever else it has.
    found.iter().find(|address| address.is_ipv4()).or(found.first()).copied().ok_or_else(wrong)
}

/// The program that speaks; the empty name stands for none.
#[expect(clippy::unnecessary_wraps, reason = "the shape of a parser of clap")]
fn speech_program(name: &str) -> Result<String, String> {
    Ok(if name == "none" { String::new() } else { name.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_url_has_no_path() {
        assert_eq!(public_url("https://lobby.example/").unwrap(), "https://lobby.example");
        assert!(public_url("lobby.example").is_err());
        assert!(public_url("https://lobby.example/a").is_err());
    }

    #[test]
    fn a_demo_plays_on_its_own_database_only() {
        #[derive(Debug, clap::Parser)]
        struct Line {
            #[command(flatten)]
            demo: Demo,
        }
        let demo = |arguments: &[&str]| {
            <Line as clap::Parser>::try_parse_from([&["demo"], arguments].concat()).map(|line| line.demo)
        };
        assert!(demo(&[]).unwrap().plays());
        assert!(!demo(&["--quiet"]).unwrap().plays());
        assert!(!demo(&["--database", "sqlite://bank.db", "--pace", "60"]).unwrap().plays());
        for wrong in ["0", "61", "fast"] {
            assert!(demo(&["--pace", wrong]).unwrap_err().to_string().contains("to 60"), "{wrong}");
        }
    }

    #[test]
    fn an_address_to_listen_on_is_written_in_any_usual_way() {
        for (text, address) in [
            ("127.0.0.1:3000", "127.0.0.1:3000"),
            ("0.0.0.0:80", "0.0.0.0:80"),
            ("[::1]:3000", "[::1]:3000"),
            ("localhost:3000", "127.0.0.1:3000"),
            (":3000", "127.0.0.1:3000"),
            ("3000", "127.0.0.1:3000"),
            (" 3000 ", "127.0.0.1:3000"),
        ] {
            assert_eq!(listen_address(text), Ok(address.parse().unwrap()), "{text}");
        }
        for wrong in
            ["", ":", "localhost", "localhost:", "70000", "::1:3000", "http://localhost:3000", "a b:3000", "1.2.3.4"]
        {
            let said = listen_address(wrong).unwrap_err();
            assert!(said.contains("a port alone, as 3000"), "{wrong}: {said}");
        }
    }
}
