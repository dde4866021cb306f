//! Codes of the minute that visitors type to show that they are there: counted by ticket or by appointment, so that nobody finds one
//! by trying.

use queue::{AppointmentId, Day, Duration, TicketId, Timestamp};
use store::arrival_try::{self, OfTicket};
use store::{BranchId, Failure, Store, check_in_try};

/// Wrong codes after which none of the ticket, or of the appointment, is looked at.
pub const WRONG_CODES: u32 = 5;
/// For so long.
pub const LOCKED_FOR: Duration = Duration::minutes(15);

/// What a code is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeVerdict {
    Right,
    Wrong,
    /// Too many wrong ones: none is looked at for a while. The staff can say that the visitor is there.
    Locked,
}

/// Counts a try, and only then looks whether the code is right.
pub async fn look_at(
    store: &Store,
    branch: &BranchId,
    day: &Day,
    ticket: TicketId,
    now: Timestamp,
    is_right: impl FnOnce() -> bool,
) -> Result<CodeVerdict, Failure> {
    let of = OfTicket { branch, day, ticket };
    let Some(tries) = arrival_try::begin(store, of, WRONG_CODES, now, now + LOCKED_FOR).await? else {
        return Ok(CodeVerdict::Locked);
    };
    if is_right() {
        arrival_try::forget(store, of).await?;
        return Ok(CodeVerdict::Right);
    }
    Ok(wrong(tries))
}

/// The same for a visitor with an appointment, who has no ticket yet.
pub async fn look_at_check_in(
    store: &Store,
    appointment: &AppointmentId,
    now: Timestamp,
    is_right: impl FnOnce() -> bool,
) -> Result<CodeVerdict, Failure> {
    let Some(tries) = check_in_try::begin(store, appointment, WRONG_CODES, now, now + LOCKED_FOR).await? else {
        return Ok(CodeVerdict::Locked);
    };
    if is_right() {
        check_in_try::forget(store, appointment).await?;
        return Ok(CodeVerdict::Right);
    }
    Ok(wrong(tries))
}

fn wrong(tries: u32) -> CodeVerdict {
    if tries < WRONG_CODES { CodeVerdict::Wrong } else { CodeVerdict::Locked }
}

/// Returns the code in what a person typed, in the digits of any keyboard; none where it cannot be one.
pub fn typed_code(typed: &str) -> Option<String> {
    let digit = |sign: char| match sign {
        '0'..='9' => Some(sign),
        // Arabic, Persian and wide digits.
        '\u{660}'..='\u{669}' => from_zero(sign, '\u{660}'),
        '\u{6f0}'..='\u{6f9}' => from_zero(sign, '\u{6f0}'),
        '\u{ff10}'..='\u{ff19}' => from_zero(sign, '\u{ff10}'),
        _ => None,
    };
    let signs = typed.chars().filter(|sign| !sign.is_whitespace() && *sign != '-');
    let code: Option<String> = signs.take(9).map(digit).collect();
    code.filter(|code| code.len() == 4)
}

fn from_zero(sign: char, zero: char) -> Option<char> {
    char::from_digit(u32::from(sign) - u32::from(zero), 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_four_digits_of_any_keyboard_however_they_are_set() {
        for typed in ["4821", " 48 21 ", "48-21", "٤٨٢١", "۴۸۲۱", "４８２１"] {
            assert_eq!(typed_code(typed).as_deref(), Some("4821"), "{typed}");
        }
        for typed in ["", "482", "48211", "48a1", "+4821", "4821; DROP TABLE visit", "𝟜𝟠𝟚𝟙"] {
            assert_eq!(typed_code(typed), None, "{typed}");
        }
    }

    #[tokio::test]
    async fn five_wrong_codes_lock_a_ticket_for_a_quarter_of_an_hour_and_the_right_one_is_then_not_looked_at() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::sqlite(&folder.path().join("sportello.db")).await.unwrap();
        let (branch, day) = (BranchId::new("centro"), Day::new(2026, 11, 30));
        let look = async |ticket, minute: i64, right: bool| {
            look_at(&store, &branch, &day, TicketId(ticket), Timestamp(minute * 60_000), || right).await.unwrap()
        };
        for wrong in 1..=4 {
            assert_eq!(look(1, 0, false).await, CodeVerdict::Wrong, "{wrong}");
        }
        assert_eq!(look(1, 0, false).await, CodeVerdict::Locked);
        assert_eq!(look(1, 14, true).await, CodeVerdict::Locked);
        assert_eq!(look(2, 0, true).await, CodeVerdict::Right, "another ticket");
        assert_eq!(look(1, 15, true).await, CodeVerdict::Right);
        assert_eq!(look(1, 15, false).await, CodeVerdict::Wrong, "counted anew");
    }

    #[tokio::test]
    async fn an_appointment_is_locked_as_a_ticket_is() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::sqlite(&folder.path().join("sportello.db")).await.unwrap();
        let look = async |appointment: &str, minute: i64, right: bool| {
            let (id, now) = (AppointmentId::new(appointment), Timestamp(minute * 60_000));
            look_at_check_in(&store, &id, now, || right).await.unwrap()
        };
        for wrong in 1..=4 {
            assert_eq!(look("a1", 0, false).await, CodeVerdict::Wrong, "{wrong}");
        }
        assert_eq!(look("a1", 0, false).await, CodeVerdict::Locked);
        assert_eq!(look("a1", 14, true).await, CodeVerdict::Locked);
        assert_eq!(look("a2", 0, true).await, CodeVerdict::Right, "another appointment");
        assert_eq!(look("a1", 15, true).await, CodeVerdict::Right);
    }
}
