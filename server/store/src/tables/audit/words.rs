//! Who can do something that is noted, and what.

use queue::CsrId;
use std::fmt;

/// Who did something: a person by number, a device by id. Never a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Who(String);

impl Who {
    /// A member of staff; the journal writes the same word.
    pub fn staff(id: CsrId) -> Self {
        Self(format!("staff:{}", id.0))
    }

    /// An enrolled device.
    pub fn device(id: &str) -> Self {
        Self(format!("device:{id}"))
    }

    /// Somebody who is not known, as at a sign-in that was refused. What they typed is not kept: it may be a password.
    pub fn nobody() -> Self {
        Self("nobody".to_owned())
    }

    /// The server itself.
    pub fn server() -> Self {
        Self("server".to_owned())
    }

    /// Whoever may run commands on the machine.
    pub fn command_line() -> Self {
        Self("command-line".to_owned())
    }

    /// Somebody as the journal has them.
    pub fn written(actor: &str) -> Self {
        Self(actor.to_owned())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Who {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

macro_rules! what {
    ($($(#[$doc:meta])* $variant:ident = $word:literal,)*) => {
        /// What was done. The word is written and never changes.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum What {
            $($(#[$doc])* $variant,)*
        }

        impl What {
            /// Everything that is noted.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// Returns the word that is written.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)*
                }
            }
        }
    };
}

what! {
    SignedIn = "signed_in",
    SignInRefused = "sign_in_refused",
    SignedOut = "signed_out",
    /// Somebody else ended the session.
    SessionEnded = "session_ended",
    PersonAdded = "person_added",
    PersonChanged = "person_changed",
    PersonRemoved = "person_removed",
    PersonLocked = "person_locked",
    PersonUnlocked = "person_unlocked",
    PasswordChanged = "password_changed",
    SecondFactorChanged = "second_factor_changed",
    PasskeyAdded = "passkey_added",
    PasskeyRemoved = "passkey_removed",
    PasskeyUsed = "passkey_used",
    PasskeyRefused = "passkey_refused",
    DeviceEnrolled = "device_enrolled",
    DeviceChanged = "device_changed",
    DeviceRevoked = "device_revoked",
    KeyMade = "key_made",
    KeyRevoked = "key_revoked",
    SetUpChanged = "set_up_changed",
    RolloutBegun = "rollout_begun",
    /// A group of branches had its turn.
    RolloutGroupDone = "rollout_group_done",
    RolloutReturned = "rollout_returned",
    DayClosed = "day_closed",
    DayReopened = "day_reopened",
    DayExtended = "day_extended",
    IssuingStopped = "issuing_stopped",
    IssuingResumed = "issuing_resumed",
    TicketPicked = "ticket_picked",
    PriorityGiven = "priority_given",
    PriorityTaken = "priority_taken",
    DeskTakenOver = "desk_taken_over",
    /// Something of the office: a notice, a booking, a complaint, a case.
    RecordChanged = "record_changed",
    /// Somebody looked at a complaint.
    RecordRead = "record_read",
    DataErased = "data_erased",
    DataExported = "data_exported",
    AuditExported = "audit_exported",
}

impl What {
    /// Returns what is written as this word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|what| what.as_str() == word)
    }
}
