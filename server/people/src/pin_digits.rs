//! Which digits are a PIN.

/// The fewest digits.
pub const PIN_MIN: usize = 6;
/// The most digits.
pub const PIN_MAX: usize = 12;

/// Why digits are no PIN.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PinFault {
    /// Other than six to twelve digits.
    Digits,
    /// The first that anybody tries: one digit again and again, or digits in a row.
    Simple,
}

/// Whether a text can be a PIN at all.
pub(crate) fn is_pin(text: &str) -> bool {
    (PIN_MIN..=PIN_MAX).contains(&text.len()) && text.bytes().all(|digit| digit.is_ascii_digit())
}

/// Returns what is wrong with a PIN that somebody chooses.
pub fn pin_fault(text: &str) -> Option<PinFault> {
    if !is_pin(text) {
        return Some(PinFault::Digits);
    }
    let digits: Vec<i16> = text.bytes().map(i16::from).collect();
    let step = digits[1] - digits[0];
    let is_simple = step.abs() <= 1 && digits.windows(2).all(|pair| pair[1] - pair[0] == step);
    is_simple.then_some(PinFault::Simple)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pin_has_six_digits_and_is_not_the_first_that_is_tried() {
        for wrong in ["", "12345", "1234567890123", "12a456", "١٢٣٤٥٦", "-12345"] {
            assert_eq!(pin_fault(wrong), Some(PinFault::Digits), "{wrong:?}");
        }
        for simple in ["000000", "123456", "987654", "777777777"] {
            assert_eq!(pin_fault(simple), Some(PinFault::Simple), "{simple:?}");
        }
        assert_eq!((pin_fault("290583"), pin_fault("121212")), (None, None));
    }
}
