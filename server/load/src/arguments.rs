//! The arguments of `sportello load`.

use clap::{Args, Subcommand};
use std::time::Duration;

#[derive(Debug, Args)]
pub struct Load {
    #[command(flatten)]
    pub drive: Drive,
    #[command(subcommand)]
    pub kind: LoadKind,
}

/// The options of every kind of load.
#[derive(Debug, Clone, Args)]
pub struct Drive {
    /// The server to drive; one of your own, which is open now.
    #[arg(long, value_name = "URL", default_value = "http://127.0.0.1:3000", global = true)]
    pub target: String,
    /// How many of its branches, the first by id [default: one for calls and screens, all for the others].
    #[arg(long, value_name = "N", global = true)]
    pub branches: Option<usize>,
    /// How long to measure, at most 600 s; getting ready comes before it.
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=600), global = true)]
    pub seconds: u64,
    /// The server's process, whose processor time and memory are told [default: whatever listens at the URL's port on
    /// this machine].
    #[arg(long, global = true)]
    pub pid: Option<u32>,
    /// Print one JSON object instead of lines.
    #[arg(long, global = true)]
    pub json: bool,
}

impl Drive {
    pub fn seconds(&self) -> Duration {
        Duration::from_secs(self.seconds)
    }
}

#[derive(Debug, Subcommand)]
pub enum LoadKind {
    /// Kiosks: tickets over all branches, as fast as they are given or at a fixed rate.
    Tickets(TicketLoad),
    /// Desks: for each call a visitor takes a ticket, is called, served and done.
    Calls(CallLoad),
    /// A branch's day, quicker: kiosks, desks, phones and displays together.
    ///
    /// For each visitor: the kiosk reads its snapshot and issues a ticket for one of the services in turn; every fifth
    /// looks at the ticket's page three times on a phone; every fiftieth leaves the queue by phone. The desks of the
    /// branch call, serve and finish the visitors who wait; every twentieth visitor is called twice, every thirtieth does not
    /// come. Each branch with desks has a kiosk, a lobby display and the desks' own screens that listen to streams;
    /// branches without desks have a kiosk and a lobby display. A branch of 10 desks and 600 visitors in 8 hours has
    /// 0.02 visitors a second.
    #[command(verbatim_doc_comment)]
    Day(DayLoad),
    /// Displays: from the press of "Call next" to the frame on every one of many lobby displays.
    Screens(ScreenLoad),
}

#[derive(Debug, Args)]
pub struct TicketLoad {
    /// Kiosks that ask at the same time.
    #[arg(long, default_value_t = 64)]
    pub connections: usize,
    /// Tickets a second in all; latencies are taken from the moment that was meant [default: as fast as they are
    /// given].
    #[arg(long, value_parser = rate)]
    pub rate: Option<f64>,
}

#[derive(Debug, Args)]
pub struct CallLoad {
    /// Desks in each branch.
    #[arg(long, default_value_t = 1)]
    pub desks: usize,
    /// Calls a second in all [default: as fast as they are answered].
    #[arg(long, value_parser = rate)]
    pub rate: Option<f64>,
    #[command(flatten)]
    pub people: People,
}

#[derive(Debug, Args)]
pub struct DayLoad {
    /// Visitors a second in all, dealt out over the branches.
    #[arg(long, default_value_t = 10.0, value_parser = rate)]
    pub rate: f64,
    /// Desks in each branch that has desks.
    #[arg(long, default_value_t = 1)]
    pub desks: usize,
    /// How many branches have desks, the first by id [default: all]; in the others visitors only come and go.
    #[arg(long, value_name = "N")]
    pub staffed: Option<usize>,
    /// Lobby displays in each branch.
    #[arg(long, default_value_t = 1)]
    pub displays: usize,
    #[command(flatten)]
    pub people: People,
}

#[derive(Debug, Args)]
pub struct ScreenLoad {
    /// Displays that listen.
    #[arg(long, default_value_t = 1000)]
    pub screens: usize,
    /// What to wait between one call of a branch and the next, in milliseconds.
    #[arg(long, default_value_t = 100)]
    pub pause_ms: u64,
    #[command(flatten)]
    pub people: People,
}

impl ScreenLoad {
    pub fn pause(&self) -> Duration {
        Duration::from_millis(self.pause_ms)
    }
}

/// The people at the desks.
#[derive(Debug, Clone, Args)]
pub struct People {
    /// Logins, one for each desk of a branch, separated by commas; `{branch}` stands for the branch's id, as in
    /// `anna@{branch}`, since a CSR works in one branch.
    #[arg(long, default_value = "anna,bruno,carla,dario,elena,fabio")]
    pub user: String,
    /// Their password, the same for all.
    #[arg(long, env = "SPORTELLO_LOAD_PASSWORD", default_value = "sportello-demo")]
    pub password: String,
}

impl People {
    /// The login of a branch's person, by its index.
    pub fn login(&self, branch: &str, place: usize) -> Option<String> {
        self.user.split(',').nth(place).map(|login| login.trim().replace("{branch}", branch))
    }
}

fn rate(rate: &str) -> Result<f64, String> {
    match rate.parse() {
        Ok(rate) if (0.01..=1_000_000.0).contains(&rate) => Ok(rate),
        _ => Err("write a number a second, as 100 or 0.5".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_desk_of_each_branch_has_a_login_of_its_own() {
        let people = People { user: "anna@{branch}, bruno@{branch}".to_owned(), password: String::new() };
        assert_eq!(people.login("b7", 1).as_deref(), Some("bruno@b7"));
        assert_eq!(people.login("b7", 2), None);
    }
}
