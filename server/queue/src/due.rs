//! When a ticket is due: the policy's formula. In whole milliseconds:
//!
//! - a walk-in is due at `issued + (target + alpha * mean service time) * (1/2 if priority else 1)`,
//! - an appointment at `max(booked, checked in) - lead`.

use crate::{Appointment, Duration, Policy, Service, Timestamp};

impl Policy {
    /// When the ticket of a walk-in is due. The sum saturates, so that no set-up can overflow it.
    pub fn due(&self, service: &Service, priority: bool, issued: Timestamp) -> Timestamp {
        let weighted = service.expected.0.saturating_mul(self.alpha_milli) / 1_000;
        let offset = service.target.0.saturating_add(weighted);
        issued + Duration(if priority { offset / 2 } else { offset })
    }

    /// When a visitor who checks in for an appointment is due; `None` for a visitor who is so late that they queue as
    /// a walk-in.
    pub fn due_by_appointment(&self, appointment: &Appointment, checked_in: Timestamp) -> Option<Timestamp> {
        let late = checked_in > appointment.booked + self.appointment_grace;
        (!late).then(|| appointment.booked.max(checked_in) - self.appointment_lead)
    }
}
