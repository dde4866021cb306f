//! Sends reports by themselves, as the set-up says: each once, however many servers there are. A server notes that one is due, claims it
//! and sends it; what may have been sent by a server that was killed is sent again only when somebody asks.

use crate::http::{AppState, report_on_paper, report_title};
use ::setup::{Branch, ReportSpan, ReportTo, Setup};
use jiff::ToSpan;
use jiff::civil::Date;
use machine::clock;
use messages::mail::{Letter, Mailer, SendFault};
use queue::{Day, Duration, Timestamp};
use reports::Filter;
use std::collections::HashSet;
use std::sync::Arc;
use store::audit::{Entry, What, Who};
use store::{BranchId, Failure, ReportLetter, report_letter};
use tokio::sync::watch;
use words::{Locale, t};

/// How often it is looked whether a report is due.
const LOOK_EVERY: std::time::Duration = std::time::Duration::from_secs(20);
/// How many are taken at a look.
const AT_ONCE: u32 = 20;
/// What a server has had for so long, it will never end.
const GIVEN_UP_AFTER: Duration = Duration::minutes(10);
/// A monthly report that nobody could send for so many days is not sent any more.
const MONTHLY_DAYS: i8 = 7;
/// The pauses before the next tries; after the last one somebody has to look.
const PAUSES: [Duration; 6] = [
    Duration::minutes(1),
    Duration::minutes(5),
    Duration::minutes(15),
    Duration::minutes(60),
    Duration::minutes(3 * 60),
    Duration::minutes(6 * 60),
];

/// Sends reports.
pub struct ReportSender {
    state: AppState,
    mailer: Mailer,
    /// The reports that were put already: recipient, branch, first day.
    put: HashSet<(String, String, Date)>,
}

impl ReportSender {
    pub fn new(state: AppState, mailer: Mailer) -> Self {
        Self { state, mailer, put: HashSet::new() }
    }

    /// Sends until the server stops.
    pub async fn run(mut self, mut stopping: watch::Receiver<bool>) {
        let mut look = tokio::time::interval(LOOK_EVERY);
        look.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                _ = look.tick() => {}
                _ = stopping.wait_for(|stopping| *stopping) => return,
            }
            if let Err(failure) = self.round(clock::now()).await {
                tracing::warn!(%failure, "reports cannot be sent by themselves now; trying again");
            }
        }
    }

    /// Notes what is due at a moment, and sends it.
    async fn round(&mut self, now: Timestamp) -> Result<(), Failure> {
        let setup = self.state.branches.versions().newest().setup;
        if setup.reports.is_empty() {
            return Ok(());
        }
        for (to, branch) in of_set_up(&setup) {
            let Some((first, _)) = due_period(to, branch, now) else { continue };
            let known = (to.id.clone(), branch.id.clone(), first);
            if !self.put.contains(&known) {
                let period = office::day(first);
                report_letter::put(&self.state.store, &to.id, &BranchId::new(&branch.id), &period, now).await?;
                self.put.insert(known);
            }
        }
        let store = &self.state.store;
        if report_letter::give_up(store, now - GIVEN_UP_AFTER, now).await? > 0 {
            tracing::warn!("a report was being sent when its server ended; the reports page says which");
        }
        for letter in report_letter::due(store, now, AT_ONCE).await? {
            if report_letter::claim(store, &letter, now).await? {
                self.send(&setup, &letter, now).await?;
            }
        }
        Ok(())
    }

    /// Sends a claimed report, and notes what became of it.
    async fn send(&self, setup: &Setup, letter: &ReportLetter, now: Timestamp) -> Result<(), Failure> {
        let found = of_set_up(setup).find(|(to, of)| to.id == letter.recipient && of.id == letter.branch.as_str());
        let Some((to, branch)) = found else {
            return self.end(letter, "dead", "the set-up has no such recipient").await;
        };
        let Some((first, last)) = period_from(to, &letter.period) else {
            return self.end(letter, "dead", "no calendar has the period").await;
        };
        let locale = language(to, branch);
        let paper = report_on_paper(&self.state, branch, (first, last), Filter::default(), locale).await;
        let Ok(paper) = paper else {
            return self.put_off(letter, now, "the figures could not be read").await;
        };
        let name = branch.name.get(locale.code()).to_owned();
        let title = report_title(locale, first, last);
        let page = self.state.site.public_url.as_ref().map(|origin| {
            [t!(locale, report_letter.page), "\n", origin, "/b/", &branch.id, "/office/reports"].concat()
        });
        let mut parts = vec![title.clone(), t!(locale, report_letter.attached).to_owned()];
        parts.extend(page);
        parts.push(t!(locale, report_letter.no_reply).to_owned());
        let letter_of = Letter {
            to: to.mail.clone(),
            subject: [name, ": ".to_owned(), title].concat(),
            text: parts.join("\n\n") + "\n",
            calendar: None,
            attachment: Some((format!("{}-{first}.pdf", branch.id), paper)),
            id: format!("report.{}.{}.{first}@sportello", to.id, branch.id),
        };
        match self.mailer.send(&letter_of).await {
            Ok(()) => {
                let about = format!("report:paper to:{} from:{first} to:{last}", to.id);
                let entry = Entry::new(&letter.branch, now, Who::server(), What::DataExported).about(about);
                self.state.audit.note(entry).await?;
                self.end(letter, "sent", "").await
            }
            Err(fault @ SendFault::Refused(_)) => self.end(letter, "dead", &fault.to_string()).await,
            Err(fault @ SendFault::Later(_)) => self.put_off(letter, now, &fault.to_string()).await,
            // It stays claimed, and is given up: it may have been sent.
            Err(SendFault::InDoubt(_)) => Ok(()),
        }
    }

    async fn end(&self, letter: &ReportLetter, state: &str, fault: &str) -> Result<(), Failure> {
        report_letter::end(&self.state.store, letter, state, letter.due, fault, clock::now()).await
    }

    async fn put_off(&self, letter: &ReportLetter, now: Timestamp, fault: &str) -> Result<(), Failure> {
        tracing::warn!(recipient = letter.recipient, tries = letter.tries + 1, fault, "a report was not sent");
        let (state, due) = match PAUSES.get(letter.tries as usize) {
            Some(pause) => ("waiting", now + *pause),
            None => ("dead", letter.due),
        };
        report_letter::end(&self.state.store, letter, state, due, fault, clock::now()).await
    }
}

/// Each recipient with each branch whose report they are sent.
fn of_set_up(setup: &Setup) -> impl Iterator<Item = (&ReportTo, &Arc<Branch>)> {
    setup
        .reports
        .iter()
        .flat_map(|to| setup.branches.values().map(move |branch| (to, branch)))
        .filter(|(to, branch)| to.is_of(&branch.id))
}

/// The period whose report is due at a moment: of a day on which the branch opened, or of a month.
fn due_period(to: &ReportTo, branch: &Branch, now: Timestamp) -> Option<(Date, Date)> {
    let wall = branch.calendar.local(now);
    let minute = u16::try_from(i32::from(wall.hour()) * 60 + i32::from(wall.minute())).ok()?;
    let yesterday = wall.date().yesterday().ok()?;
    let due = minute >= to.at
        && match to.span {
            ReportSpan::Day => !branch.calendar.openings(yesterday).is_empty(),
            ReportSpan::Month => wall.day() <= MONTHLY_DAYS,
        };
    due.then(|| match to.span {
        ReportSpan::Day => (yesterday, yesterday),
        ReportSpan::Month => {
            let month = wall.date().first_of_month().saturating_sub(1.month());
            (month, month.last_of_month())
        }
    })
}

/// The period that begins on a day.
fn period_from(to: &ReportTo, first: &Day) -> Option<(Date, Date)> {
    let first: Date = first.as_str().parse().ok()?;
    Some(match to.span {
        ReportSpan::Day => (first, first),
        ReportSpan::Month => (first, first.last_of_month()),
    })
}

fn language(to: &ReportTo, branch: &Branch) -> Locale {
    let named = to.language.as_deref().and_then(Locale::known);
    named.or_else(|| words::complete(&branch.languages).into_iter().next()).unwrap_or(Locale::it)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use std::collections::BTreeSet;

    fn to(span: ReportSpan) -> ReportTo {
        let (id, mail) = ("boss".to_owned(), "boss@bank.example".to_owned());
        ReportTo { id, mail, span, at: 420, branches: BTreeSet::new(), language: None }
    }

    fn due(span: ReportSpan, moment: &str) -> Option<(Date, Date)> {
        let branch = Setup::load(None).unwrap().branches.into_values().next().unwrap();
        let at = wire::Time::parse(moment).unwrap().millis();
        due_period(&to(span), &branch, Timestamp(at))
    }

    #[test]
    fn a_daily_report_is_due_from_its_time_on_after_a_day_on_which_the_branch_opened() {
        let monday = date(2026, 11, 23);
        assert_eq!(due(ReportSpan::Day, "2026-11-24T05:59:00Z"), None, "06:59 in Rome");
        assert_eq!(due(ReportSpan::Day, "2026-11-24T06:00:00Z"), Some((monday, monday)));
        assert_eq!(due(ReportSpan::Day, "2026-11-24T20:00:00Z"), Some((monday, monday)), "the server was away");
        assert_eq!(due(ReportSpan::Day, "2026-11-23T07:00:00Z"), None, "it was Sunday");
    }

    #[test]
    fn a_monthly_report_is_due_in_the_first_week_after_its_month() {
        let november = Some((date(2026, 11, 1), date(2026, 11, 30)));
        assert_eq!(due(ReportSpan::Month, "2026-12-01T06:00:00Z"), november);
        assert_eq!(due(ReportSpan::Month, "2026-12-07T06:00:00Z"), november);
        assert_eq!(due(ReportSpan::Month, "2026-12-08T06:00:00Z"), None);
        assert_eq!(period_from(&to(ReportSpan::Month), &Day::from_written("2026-11-01")), november);
    }
}
