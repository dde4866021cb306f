//! What the visitors of a demo's history said, what they complained about, and the requests that are in progress: written by the
//! same functions as a real branch's.

use super::history::Served;
use crate::cli::Error;
use ::setup::Branch;
use futures::{StreamExt, TryStreamExt, stream};
use jiff::ToSpan;
use jiff::civil::Date;
use office::cases::{self, Known, NewCase};
use office::complaint::{self, NewComplaint};
use office::feedback::{self, Of, Question};
use office::{Asked, ChangeError};
use queue::{CsrId, Timestamp};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use records::case::Step;
use records::complaint::Channel;
use records::feedback::{Said, Second, is_low, second};
use records::legal_clock::ComplaintType;
use records::{Feasts, Version};
use store::{BranchId, Failure, RequestKey, Store};

/// The share of the visitors who answer.
const ANSWERS: f64 = 0.22;
/// The share of those who write something too.
const COMMENTS: f64 = 0.1;
/// So long a wait makes one star less of every second answer, in milliseconds.
const LONG_WAIT: i64 = 20 * 60_000;
/// A low answer of the last days is still to be seen to.
const OPEN_DAYS: i64 = 3;
/// In milliseconds.
const DAY: i64 = 24 * 60 * 60_000;
/// Answers that are written side by side share a wait for the disk.
const AT_ONCE: usize = 32;

const GLAD: [(&str, &str); 5] = [
    ("Tutto chiaro e veloce, grazie.", "Everything was clear and quick, thank you."),
    ("La signora allo sportello è stata molto gentile.", "The lady at the desk was very kind."),
    ("Utile sapere prima quali documenti portare.", "It helped to know beforehand which documents to bring."),
    ("Ho aspettato al bar e mi ha chiamato il telefono.", "I waited at the café, and my phone called me."),
    ("Il tempo indicato era giusto.", "The wait that I was told was right."),
];
const CROSS: [(&str, &str); 4] = [
    ("Troppa attesa per una firma.", "Too long a wait for one signature."),
    ("Mancava un documento e sono dovuto tornare.", "A document was missing, and I had to come back."),
    ("Pochi sportelli aperti a mezzogiorno.", "Few desks were open at noon."),
    ("Mi hanno mandato da uno sportello all'altro.", "I was sent from one desk to the other."),
];

/// Client, days ago, and how many steps were made since.
const REQUESTS: [(&str, i64, usize); 4] =
    [("Rosa Bianchi", 12, 2), ("Karim Haddad", 6, 1), ("Ioana Popa", 3, 1), ("Paolo Greco", 1, 0)];
/// Client, days ago, what it is about, and in which words.
const COMPLAINTS: [(&str, i64, ComplaintType, &str); 2] = [
    ("Marta Villa", 33, ComplaintType::Banking, "Mi è stato addebitato due volte il canone del conto."),
    ("Luca Serra", 4, ComplaintType::Payments, "Un bonifico istantaneo non è mai arrivato al beneficiario."),
];

/// A branch whose office has been at work.
#[derive(Debug, Clone, Copy)]
pub struct Office<'a> {
    pub store: &'a Store,
    pub branch: &'a Branch,
    pub manager: Option<CsrId>,
    pub complaints: Option<CsrId>,
    pub desk: Option<CsrId>,
    pub now: Timestamp,
}

/// What one visitor says.
struct Answer<'a> {
    served: &'a Served,
    satisfaction: u8,
    /// On a scale from 0 to 1, where there is a second answer.
    second: Option<f64>,
    comment: Option<&'static str>,
}

impl Office<'_> {
    /// Writes what `served` visitors said, the requests and the complaints.
    pub async fn write(&self, served: &[Served], seed: u64) -> Result<(), Error> {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let id = BranchId::new(&self.branch.id);
        let answers: Vec<Answer> = served.iter().filter_map(|served| answer(served, &mut random)).collect();
        let written = stream::iter(&answers).map(|answer| self.say(&id, answer)).buffer_unordered(AT_ONCE);
        written.try_collect::<()>().await?;
        self.requests(&id, &mut random).await?;
        self.receive(&id).await
    }

    /// A request to the office, as it was made on a day.
    fn asked<'a>(&'a self, branch: &'a BranchId, key: &'a RequestKey, today: Date, now: Timestamp) -> Asked<'a> {
        Asked { store: self.store, branch, key, now, today }
    }

    async fn say(&self, branch: &BranchId, answer: &Answer<'_>) -> Result<(), Error> {
        let Served { day, date, ticket, number, service, language, finished, .. } = answer.served;
        let label = number.to_string();
        let question = Question {
            of: Of::Ticket { day, ticket: *ticket, label: &label },
            service: service.as_str(),
            language: language.as_str(),
            recommendation: true,
        };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 10")]
        let scale = |from: f64, to: f64, share: f64| (from + (to - from) * share).round() as u8;
        let mut steps = vec![Said { satisfaction: Some(answer.satisfaction), ..Said::default() }];
        if let Some(share) = answer.second {
            steps.push(match second(day.as_str(), *ticket, true) {
                Second::Effort => Said { effort: Some(scale(1.0, 7.0, share)), ..Said::default() },
                Second::Recommendation => Said { recommendation: Some(scale(0.0, 10.0, share)), ..Said::default() },
            });
        }
        steps.extend(answer.comment.map(|words| Said { comment: Some(words.to_owned()), ..Said::default() }));
        let mut kept = None;
        for said in &steps {
            let key = RequestKey::fresh();
            let asked = self.asked(branch, &key, *date, *finished);
            kept = Some(feedback::say(asked, &question, said).await.map_err(failed)?);
        }
        let Some((kept, manager)) = kept.zip(self.manager) else { return Ok(()) };
        let (today, _) = self.ago(0);
        let is_seen_to = date.checked_add(OPEN_DAYS.days()).is_ok_and(|until| until < today);
        if is_low(answer.satisfaction) && is_seen_to {
            let key = RequestKey::fresh();
            let asked = self.asked(branch, &key, *date, *finished);
            // Each step made a version.
            let version = Version(u32::try_from(steps.len()).unwrap_or(u32::MAX));
            feedback::follow(asked, kept.id, version, manager, "seen").await.map_err(failed)?;
        }
        Ok(())
    }

    /// Requests that take longer than a visit.
    async fn requests(&self, branch: &BranchId, random: &mut ChaCha8Rng) -> Result<(), Error> {
        let Some(owner) = self.desk else { return Ok(()) };
        let has_step = |kind: &str, step: &str| {
            self.branch.case_type(kind).is_some_and(|kind| kind.steps.iter().any(|known| known.id == step))
        };
        let has_document = |_: &str| false;
        let known = Known { has_step: &has_step, has_document: &has_document, tell: &[] };
        for ((name, days_ago, made), kind) in REQUESTS.into_iter().zip(self.branch.case_types.iter()) {
            let Some(first) = kind.steps.first() else { continue };
            let (key, (today, now)) = (RequestKey::fresh(), self.ago(days_ago));
            let new = NewCase {
                kind: kind.id.clone(),
                step: first.id.clone(),
                ticket: None,
                language: "it".to_owned(),
                name: name.to_owned(),
                note: String::new(),
                pin: format!("{:06}", random.random_range(0..1_000_000)),
            };
            let asked = self.asked(branch, &key, today, now);
            let mut opened = cases::open(asked, &new, owner, &Feasts::default(), &[]).await.map_err(failed)?;
            for step in kind.steps.iter().skip(1).take(made) {
                let (key, step) = (RequestKey::fresh(), Step::Step { step: step.id.clone() });
                let asked = self.asked(branch, &key, today, now);
                let (id, seen) = (opened.id, Version(opened.version));
                opened = cases::advance(asked, id, seen, Some(owner), &step, &Feasts::default(), known)
                    .await
                    .map_err(failed)?;
            }
        }
        Ok(())
    }

    /// The complaints that are open.
    async fn receive(&self, branch: &BranchId) -> Result<(), Error> {
        for (name, days_ago, kind, words) in COMPLAINTS {
            let (key, (today, now)) = (RequestKey::fresh(), self.ago(days_ago));
            let new = NewComplaint {
                kind,
                channel: Channel::Desk,
                service: String::new(),
                language: "it".to_owned(),
                about: None,
                received: today,
                name: name.to_owned(),
                contact: "+39 06 5550 100".to_owned(),
                words: words.to_owned(),
                wish: String::new(),
            };
            let asked = self.asked(branch, &key, today, now);
            complaint::receive(asked, &new, self.complaints, &Feasts::default()).await.map_err(failed)?;
        }
        Ok(())
    }

    /// The day and the moment, so many days ago.
    fn ago(&self, days: i64) -> (Date, Timestamp) {
        let moment = Timestamp(self.now.0 - days * DAY);
        (self.branch.calendar.date(moment), moment)
    }
}

/// What a visitor says; most say nothing.
fn answer<'a>(served: &'a Served, random: &mut ChaCha8Rng) -> Option<Answer<'a>> {
    if random.random::<f64>() > ANSWERS {
        return None;
    }
    let place = random.random::<f64>();
    let glad = [(0.5, 5), (0.8, 4), (0.92, 3), (0.97, 2), (1.0, 1)];
    let stars = glad.iter().find(|(share, _)| place < *share).map_or(1, |(_, stars)| *stars);
    let was_long = (served.called - served.issued).0 > LONG_WAIT && random.random::<bool>();
    let satisfaction = if was_long { (stars - 1).max(1) } else { stars };
    // Whoever is content finds it easy, and recommends it, give or take.
    let mean = f64::from(satisfaction - 1) / 4.0;
    let about = (mean + random.random_range(-0.25..0.25)).clamp(0.0, 1.0);
    let words = match satisfaction {
        4.. => Some(GLAD[random.random_range(0..GLAD.len())]),
        3 => None,
        _ => Some(CROSS[random.random_range(0..CROSS.len())]),
    };
    let words = words.map(|(italian, english)| if served.language.as_str() == "it" { italian } else { english });
    Some(Answer {
        served,
        satisfaction,
        second: (random.random::<f64>() < 0.6).then_some(about),
        comment: words.filter(|_| random.random::<f64>() < COMMENTS),
    })
}

fn failed<R: std::error::Error>(error: ChangeError<R>) -> Error {
    Error::Store(Failure::Other(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::demo::history;
    use jiff::civil::date;
    use queue::DeskId;
    use std::collections::BTreeMap;

    #[tokio::test]
    async fn a_demo_begins_with_answers_requests_and_complaints_of_which_the_old_ones_are_seen_to() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::sqlite(&folder.path().join("demo.db")).await.unwrap();
        let setup = ::setup::Setup::load(None).unwrap();
        let branch = &setup.branches["centro"];
        let crew = BTreeMap::from([(DeskId::new("1"), CsrId(5))]);
        let served = history::write(&store, branch, &crew, 1, date(2026, 3, 30)).await.unwrap();
        // A Monday: of the low answers those of Friday are open.
        let (now, person) = (Timestamp(1_774_857_600_000), Some(CsrId(1)));
        let office = Office { store: &store, branch, manager: person, complaints: person, desk: person, now };
        office.write(&served, 1).await.unwrap();

        let id = BranchId::new("centro");
        let tallies = store::feedback::tallies(&store, &id, "2026-03-01").await.unwrap();
        let answers: u32 = tallies.iter().map(|tally| tally.count).sum();
        let share = f64::from(answers) / f64::from(u32::try_from(served.len()).unwrap());
        assert!((0.1..0.35).contains(&share), "{answers} of {}", served.len());
        assert!(tallies.iter().any(|tally| tally.recommendation.is_some_and(|rating| rating > 8)));
        assert!(tallies.iter().any(|tally| tally.effort.is_some()));
        let listed = store::to_do::counts(&store, &id, "2026-12-31").await.unwrap();
        let of = |kind: &str| listed.iter().find(|(listed, ..)| listed == kind).map_or(0, |(_, count, _)| *count);
        assert_eq!((of("case"), of("complaint")), (4, 2));
        let low: u32 = tallies
            .iter()
            .filter(|tally| is_low(tally.satisfaction.try_into().unwrap()))
            .map(|tally| tally.count)
            .sum();
        assert!((1..low / 4).contains(&of("feedback")), "{} of {low} low ones are open", of("feedback"));
    }
}
