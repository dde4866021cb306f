//! Whom to tell to come: the visitors of remote tickets whose turn is as near as they are far.

use forecast::Forecast;
use queue::{Branch, Duration, Presence, Ticket, TicketId};

/// The tickets whose visitors should leave now, by a forecast: in one case of ten their turn comes before they could be there.
/// A visitor whose wait nobody can tell, because no desk serves them, stays where they are.
pub fn to_call_in(branch: &Branch, forecast: &Forecast) -> Vec<TicketId> {
    let is_near = |ticket: &&Ticket| {
        let remote = ticket.remote.as_ref().filter(|it| it.presence == Presence::Away && it.called_in.is_none());
        let wait = forecast.ticket(ticket.id);
        remote.zip(wait).is_some_and(|(remote, wait)| wait.low.min(wait.simulated.low) <= minutes(remote.travel))
    };
    branch.away().filter(is_near).map(|ticket| ticket.id).collect()
}

/// Exact: nobody is farther away than some hours.
fn minutes(span: Duration) -> f64 {
    f64::from(i32::try_from(span.0).unwrap_or(i32::MAX)) / 60_000.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use forecast::{Conformal, Learned, Today, predict};
    use queue::{Command, CsrId, DeskId, Issue, Language, Policy, ServiceId, Timestamp, Token};

    /// Monday 2026-11-23, 09:00 in Rome.
    const NINE: Timestamp = Timestamp(1_795_420_800_000);

    fn does(branch: &mut Branch, command: &Command) {
        for event in branch.decide(command, NINE).unwrap() {
            branch.apply(&event);
        }
    }

    fn issue(service: &str, travel: Option<Duration>) -> Command {
        Command::Issue(Issue {
            service: ServiceId::new(service),
            then: Vec::new(),
            language: Language::new("it"),
            priority: false,
            documents: Vec::new(),
            missing: Vec::new(),
            appointment: None,
            travel,
            call_back: false,
            token: Token::new("token"),
        })
    }

    /// Eight visitors wait for one open desk; then three take tickets from elsewhere.
    #[test]
    fn who_is_farther_away_is_told_earlier_and_who_was_told_is_not_told_again() {
        let setup = setup::Setup::load(None).unwrap().branches.into_values().next().unwrap();
        let mut rules = setup.rules(NINE);
        rules.policy = Policy { remote_most: 10, ..rules.policy };
        let mut branch = Branch::new();
        let learned = Learned::from_setup(&rules);
        does(&mut branch, &Command::OpenDay { day: setup.day(NINE), setup: Box::new(rules) });
        does(&mut branch, &Command::OpenDesk { desk: DeskId::new("1"), csr: CsrId(1) });
        for _ in 0..8 {
            does(&mut branch, &issue("cash", None));
        }
        for (service, travel) in [("cash", 110), ("cash", 5), ("mortgage", 110)] {
            does(&mut branch, &issue(service, Some(Duration::minutes(travel))));
        }
        let told = |branch: &Branch| {
            let today = Today::new(NINE - Duration::minutes(9 * 60), 0);
            to_call_in(branch, &predict(branch, &learned, &Conformal::default(), &today, NINE, 1))
        };
        assert_eq!(told(&branch), [TicketId(9)], "no desk serves the third, and the second has time");
        does(&mut branch, &Command::CallIn { ticket: TicketId(9) });
        assert!(told(&branch).is_empty());
    }
}
