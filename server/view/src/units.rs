//! From the rules' types to those that cross the network.

use forecast::Estimate;
use queue::Timestamp;
use wire::{Time, WaitRange};

pub(crate) fn pause_reason(reason: queue::PauseReason) -> wire::PauseReason {
    match reason {
        queue::PauseReason::Break => wire::PauseReason::Break,
        queue::PauseReason::BackOffice => wire::PauseReason::BackOffice,
        queue::PauseReason::Other => wire::PauseReason::Other,
    }
}

pub(crate) fn park_reason(reason: queue::ParkReason) -> wire::ParkReason {
    match reason {
        queue::ParkReason::FetchDocument => wire::ParkReason::FetchDocument,
        queue::ParkReason::WaitForBank => wire::ParkReason::WaitForBank,
        queue::ParkReason::NoAnswer => wire::ParkReason::NoAnswer,
        queue::ParkReason::Other => wire::ParkReason::Other,
    }
}

pub(crate) fn time(moment: Timestamp) -> Time {
    Time::from_millis(moment.0)
}

pub(crate) fn wait_range(estimate: Estimate) -> WaitRange {
    WaitRange { low_minutes: estimate.low_minutes, high_minutes: estimate.high_minutes }
}

pub(crate) fn count(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}
