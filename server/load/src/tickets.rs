//! Kiosks: tickets over all branches, as fast as they are given or at a fixed rate. Every answer is checked: the
//! status, that it has a number, and that no number was given out twice in its branch.

use crate::arguments::{Drive, TicketLoad};
use crate::connection::{Connection, Failed, Request};
use crate::files::check_files;
use crate::measure::Board;
use crate::pace::Pace;
use crate::target::{Branch, Keys, Target};
use crate::watch::{RunResult, Watch};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

/// An issued ticket: its branch and its number.
type Given = (u32, Number);
/// Letter and count, as they are printed.
type Number = [u8; 8];

pub async fn run(drive: &Drive, arguments: &TicketLoad) -> RunResult {
    let target = Target::parse(&drive.target)?;
    check_files(arguments.connections)?;
    let branches = Arc::new(target.branches(drive.branches).await?);
    let board = Board::default();
    let watch = Watch::start(drive, &target);
    let began = Instant::now();
    let pace = Pace::new(began, drive.seconds(), arguments.rate, arguments.connections);
    let mut kiosks = JoinSet::new();
    for place in 0..arguments.connections {
        let kiosk = Kiosk { target: target.clone(), branches: branches.clone(), board: board.clone(), place };
        kiosks.spawn(kiosk.run(pace.of(place)));
    }
    let mut given = Vec::new();
    while let Some(numbers) = kiosks.join_next().await {
        given.extend(numbers?);
    }
    let measured = began.elapsed();
    count_twice(given, &board);
    let rate = arguments.rate.map_or("as fast as they are given".to_owned(), |rate| format!("{rate} a second"));
    let load = format!("tickets {rate}, {} branches, {} connections", branches.len(), arguments.connections);
    Ok(watch.report(board, measured, load))
}

/// One kiosk's connection.
struct Kiosk {
    target: Target,
    branches: Arc<Vec<Branch>>,
    board: Board,
    place: usize,
}

impl Kiosk {
    async fn run(self, mut pace: Pace) -> Vec<Given> {
        let mut keys = Keys::new();
        let mut given = Vec::new();
        let mut connection = None;
        let mut turn = self.place.wrapping_mul(7919);
        while let Some(intended) = pace.next().await {
            // Kiosks that ask at the same moment are at different branches; the branches take turns.
            turn = turn.wrapping_add(1);
            let at = turn % self.branches.len();
            let branch = &self.branches[at];
            let request = self.target.post(
                &format!("{}/tickets", branch.base),
                None,
                &keys.fresh(),
                branch.ticket_request(branch.service(turn / self.branches.len())),
            );
            match self.issue(&mut connection, request).await {
                Ok(number) => {
                    self.board.record("ticket", intended.elapsed());
                    given.push((u32::try_from(at).unwrap_or(u32::MAX), number));
                }
                Err(why) => {
                    self.board.error("ticket", why);
                    connection = None;
                    // A server that is down is not asked without a pause.
                    tokio::time::sleep(Duration::from_millis(10)).await;
                }
            }
        }
        self.board.errors_of("ticket", pace.missed(), "not asked for: the answers before took too long");
        given
    }

    async fn issue(&self, kept: &mut Option<Connection>, request: Result<Request, Failed>) -> Result<Number, Failed> {
        if kept.is_none() {
            *kept = Some(self.target.connect().await?);
        }
        let connection = kept.as_mut().ok_or("no connection")?;
        let answer = connection.ask(request?).await?.expect(201)?;
        number(&answer.body).ok_or_else(|| "an answer without a number".into())
    }
}

/// Finds the number in an answer; parsing the whole JSON would cost the load a part of the machine that it measures.
fn number(body: &[u8]) -> Option<Number> {
    let name = b"\"number\":\"";
    let rest = &body[memchr::memmem::find(body, name)? + name.len()..];
    let number = &rest[..memchr::memchr(b'"', rest)?];
    let mut kept = Number::default();
    kept.get_mut(..number.len()).filter(|_| number.len() >= 4)?.copy_from_slice(number);
    Some(kept)
}

/// Counts an error for each number that was issued twice.
fn count_twice(given: Vec<Given>, board: &Board) {
    let mut times: BTreeMap<Given, u32> = BTreeMap::new();
    for ticket in given {
        *times.entry(ticket).or_default() += 1;
    }
    for (_, more) in times.into_iter().filter(|(_, times)| *times > 1) {
        for _ in 1..more {
            board.error("ticket", "a number that was given out twice".into());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_an_answer_is_found() {
        assert_eq!(number(br#"{"id":42,"number":"A042","token":"f"}"#), Some(*b"A042\0\0\0\0"));
        assert_eq!(number(br#"{"id":42,"number":"A1042"}"#), Some(*b"A1042\0\0\0"));
        assert_eq!(number(br#"{"number":"A4"}"#), None);
        assert_eq!(number(b"{}"), None);
    }

    #[test]
    fn a_number_given_twice_in_one_branch_is_an_error() {
        let board = Board::default();
        count_twice(vec![(0, *b"A001\0\0\0\0"), (1, *b"A001\0\0\0\0"), (0, *b"A002\0\0\0\0")], &board);
        assert_eq!(board.errors(), 0);
        count_twice(vec![(0, *b"A001\0\0\0\0"), (0, *b"A001\0\0\0\0"), (0, *b"A001\0\0\0\0")], &board);
        assert_eq!(board.errors(), 2);
    }
}
