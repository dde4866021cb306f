//! One simulated day: commands are decided and applied, the journal is kept, and everything is checked as it goes.

use crate::invariants::{self, History};
use crate::world;
use queue::{Branch, Command, Day};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use std::collections::BTreeSet;

/// Every kind of event, every kind of refusal, and the command that causes nothing.
pub const EVERY_OUTCOME: [&str; 99] = [
    "AlertCleared",
    "AlertRaised",
    "AnnouncementMade",
    "AnnouncementWithdrawn",
    "DayClosed",
    "DayExtended",
    "DayOpened",
    "DayReopened",
    "DeskClosed",
    "DeskLent",
    "DeskNotLent",
    "DeskOpened",
    "DeskPaused",
    "DeskResumed",
    "DeskReturned",
    "DeskTakenOver",
    "DocumentChecked",
    "EvacuationBegun",
    "EvacuationLifted",
    "IssuingResumed",
    "IssuingStopped",
    "LendingAsked",
    "NumbersReserved",
    "PriorityChanged",
    "ServiceChanged",
    "ServiceFinished",
    "ServiceStarted",
    "SolvedWithoutTicket",
    "TicketCalled",
    "TicketCalledIn",
    "TicketCancelled",
    "TicketDelayed",
    "TicketIssued",
    "TicketMissed",
    "TicketNoShow",
    "TicketParked",
    "TicketRecalled",
    "TicketReinstated",
    "TicketReleased",
    "TicketResumed",
    "TicketTransferred",
    "VisitorArrived",
    "VisitorSetOff",
    "nothing",
    "refused: AlreadyServing",
    "refused: AnnouncementsFull",
    "refused: AppointmentNotToday",
    "refused: CallBacksFull",
    "refused: CheckedIn",
    "refused: Closed",
    "refused: CsrAbsent",
    "refused: CsrElsewhere",
    "refused: DayClosed",
    "refused: DayOpen",
    "refused: DelayOutOfRange",
    "refused: DeskClosed",
    "refused: DeskPaused",
    "refused: DeskTaken",
    "refused: Evacuating",
    "refused: ExtensionOutOfRange",
    "refused: IssuingStopped",
    "refused: LendingOpen",
    "refused: NoAutoCall",
    "refused: NoCallBack",
    "refused: NoDay",
    "refused: NoLending",
    "refused: NoManualPicks",
    "refused: NoRemote",
    "refused: NoReserve",
    "refused: NoTicketOpen",
    "refused: NotAbsent",
    "refused: NotCallBack",
    "refused: NotParked",
    "refused: NotRemote",
    "refused: NotReserved",
    "refused: NotServedHere",
    "refused: NotStarted",
    "refused: NotWaiting",
    "refused: NotYourDesk",
    "refused: RemoteFull",
    "refused: ReservesFull",
    "refused: ReturnInThePast",
    "refused: SentNowhere",
    "refused: ServedAnyway",
    "refused: ServiceTwice",
    "refused: Setup",
    "refused: StillAway",
    "refused: StillIssuing",
    "refused: StillServing",
    "refused: TicketOpen",
    "refused: TicketOver",
    "refused: TooLate",
    "refused: TooSoon",
    "refused: TravelOutOfRange",
    "refused: UnknownAlert",
    "refused: UnknownAnnouncement",
    "refused: UnknownDesk",
    "refused: UnknownService",
    "refused: UnknownTicket",
];

/// A day that was run.
#[derive(Debug, PartialEq)]
pub struct Record {
    /// The kinds of outcome that it saw.
    pub outcomes: BTreeSet<String>,
    /// Its events, as JSON.
    pub journal: Vec<String>,
}

pub fn run(seed: u64, commands: usize) -> Record {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut branch = Branch::new();
    let mut history = History::default();
    let mut journal: Vec<String> = vec![];
    let mut outcomes = BTreeSet::new();
    let mut now = world::minute(-10);
    for step in 0..commands {
        now = world::tick(&mut rng, now);
        let today = branch.day().cloned().unwrap_or_else(|| Day::new(2026, 11, 23));
        let command =
            first_day(&mut rng, &today, step).unwrap_or_else(|| world::command(&mut rng, &branch, &today, now));
        match branch.decide(&command, now) {
            Ok(events) => {
                if events.is_empty() {
                    outcomes.insert("nothing".to_owned());
                }
                for event in &events {
                    assert!(branch.fits(event), "{command:?} caused what cannot happen: {event:?}");
                    history.before(&branch, event, now);
                    branch.apply(event);
                    journal.push(serde_json::to_string(event).expect("an event is JSON"));
                    outcomes.insert(variant(event));
                }
            }
            Err(refusal) => {
                invariants::refused_again(&branch, &command, &refusal, now);
                outcomes.insert(format!("refused: {}", variant(&refusal)));
            }
        }
        invariants::check(&branch, &history, now);
    }
    replays(&branch, &journal);
    Record { outcomes, journal }
}

/// The day is opened at the sixth step, after some commands that come too early.
fn first_day(rng: &mut ChaCha8Rng, today: &Day, step: usize) -> Option<Command> {
    (step == 5).then(|| Command::OpenDay { day: today.clone(), setup: Box::new(world::setup(rng)) })
}

/// The state is the fold of its journal, bit for bit.
fn replays(branch: &Branch, journal: &[String]) {
    let mut replayed = Branch::new();
    for line in journal {
        replayed.apply(&serde_json::from_str(line).expect("an event reads back"));
    }
    assert_eq!(&replayed, branch);
    let text = |branch| serde_json::to_string(branch).expect("a state is JSON");
    assert_eq!(text(&replayed), text(branch));
}

fn variant(value: &impl std::fmt::Debug) -> String {
    let debug = format!("{value:?}");
    debug.chars().take_while(|character| character.is_alphanumeric()).collect()
}
