//! The codes of problems: stable words by which programs decide, and for which the screens have words of their own.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// Makes the enum, its list and its words of one table, so that a code has one name everywhere.
macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $word:literal,)+) => {
        /// The kind of a problem. A word that this release does not know is [`Code::Unknown`], so that a screen understands
        /// the problems of a newer server.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        pub enum Code {
            $($(#[$doc])* $name,)+
            /// A code of another release.
            #[default]
            Unknown,
        }

        impl Code {
            /// Every code that a server of this release sends.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The code as it stands on the wire; empty for an unknown one.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $word,)+
                    Self::Unknown => "",
                }
            }
        }
    };
}

codes! {
    // The request itself.
    NotFound = "not_found",
    MethodNotAllowed = "method_not_allowed",
    BodyNotJson = "body_not_json",
    BodyInvalid = "body_invalid",
    BodyTooLarge = "body_too_large",
    MediaType = "media_type",
    IdempotencyKeyMissing = "idempotency_key_missing",
    IdempotencyKeyMalformed = "idempotency_key_malformed",
    IdempotencyKeyReused = "idempotency_key_reused",
    VersionMissing = "version_missing",
    VersionStale = "version_stale",
    NotesFull = "notes_full",
    // Who asks.
    Unauthenticated = "unauthenticated",
    SignInRefused = "sign_in_refused",
    /// Signing in has failed often: it may be tried again later.
    SignInLater = "sign_in_later",
    /// Signing in has failed so often that a manager must unlock it.
    SignInLocked = "sign_in_locked",
    PasswordChangeRequired = "password_change_required",
    /// The password is right; a code of the second factor is to come with it.
    SecondFactorRequired = "second_factor_required",
    /// The bank demands a second factor, and this person has none yet.
    SecondFactorMissing = "second_factor_missing",
    TooManyRequests = "too_many_requests",
    DeviceUnknown = "device_unknown",
    /// The request did not arrive whole in time.
    TooSlow = "too_slow",
    Forbidden = "forbidden",
    // What the request names.
    BranchUnknown = "branch_unknown",
    DeskUnknown = "desk_unknown",
    ScreenUnknown = "screen_unknown",
    TicketUnknown = "ticket_unknown",
    ServiceUnknown = "service_unknown",
    FormUnknown = "form_unknown",
    ProductUnknown = "product_unknown",
    LanguageUnknown = "language_unknown",
    DocumentUnknown = "document_unknown",
    AlertUnknown = "alert_unknown",
    AnswerUnknown = "answer_unknown",
    PrinterUnknown = "printer_unknown",
    MediaUnknown = "media_unknown",
    RecordUnknown = "record_unknown",
    ReportUnknown = "report_unknown",
    CaseUnknown = "case_unknown",
    CaseLocked = "case_locked",
    /// So many wrong PINs came from a place that none from it is looked at for a while.
    TooManyPins = "too_many_pins",
    /// What was typed is not the code on the wall of the lobby.
    ArrivalCodeWrong = "arrival_code_wrong",
    /// So many wrong codes were typed that none is looked at for a while.
    ArrivalCodeLocked = "arrival_code_locked",
    AppointmentUnknown = "appointment_unknown",
    FieldInvalid = "field_invalid",
    // What is wrong with an appointment that is asked for.
    StartInvalid = "start_invalid",
    StartSkipped = "start_skipped",
    StartOffGrid = "start_off_grid",
    StartPast = "start_past",
    StartTooSoon = "start_too_soon",
    StartTooFar = "start_too_far",
    StartAmbiguous = "start_ambiguous",
    ContactInvalid = "contact_invalid",
    CodeInvalid = "code_invalid",
    // What a rule refuses.
    SlotTaken = "slot_taken",
    SlotNotOffered = "slot_not_offered",
    ContactFull = "contact_full",
    AppointmentCancelled = "appointment_cancelled",
    AppointmentOver = "appointment_over",
    StepRefused = "step_refused",
    AlertKind = "alert_kind",
    AlreadyServing = "already_serving",
    AppointmentNotToday = "appointment_not_today",
    Evacuating = "evacuating",
    AnnouncementsFull = "announcements_full",
    AnnouncementUnknown = "announcement_unknown",
    CheckedIn = "checked_in",
    Closed = "closed",
    CsrAbsent = "csr_absent",
    CsrElsewhere = "csr_elsewhere",
    Day = "day",
    DayClosed = "day_closed",
    DelayOutOfRange = "delay_out_of_range",
    DeskClosed = "desk_closed",
    DeskPaused = "desk_paused",
    DeskTaken = "desk_taken",
    ExtensionOutOfRange = "extension_out_of_range",
    IssuingStopped = "issuing_stopped",
    LendingOpen = "lending_open",
    NoAutoCall = "no_auto_call",
    NoLending = "no_lending",
    NoManualPicks = "no_manual_picks",
    NoRemote = "no_remote",
    NoReserve = "no_reserve",
    NoTicketOpen = "no_ticket_open",
    NoCallBack = "no_call_back",
    CallBacksFull = "call_backs_full",
    NotCallBack = "not_call_back",
    NotAbsent = "not_absent",
    NotParked = "not_parked",
    NotRemote = "not_remote",
    NotReserved = "not_reserved",
    NotServedHere = "not_served_here",
    NotStarted = "not_started",
    NotWaiting = "not_waiting",
    NotYourDesk = "not_your_desk",
    RemoteFull = "remote_full",
    ReservesFull = "reserves_full",
    ReturnInThePast = "return_in_the_past",
    SentNowhere = "sent_nowhere",
    ServedAnyway = "served_anyway",
    ServiceTwice = "service_twice",
    StillAway = "still_away",
    StillIssuing = "still_issuing",
    StillServing = "still_serving",
    TicketOpen = "ticket_open",
    TicketOver = "ticket_over",
    TooLate = "too_late",
    TooSoon = "too_soon",
    TravelOutOfRange = "travel_out_of_range",
    // Messages, paper and speech.
    PushUnusable = "push_unusable",
    PushFull = "push_full",
    NoPhoneAddress = "no_phone_address",
    NoPrinter = "no_printer",
    PrintedOften = "printed_often",
    PrinterOutOfPaper = "printer_out_of_paper",
    PrinterCoverOpen = "printer_cover_open",
    PrinterUnreachable = "printer_unreachable",
    PrinterBusy = "printer_busy",
    TextEmpty = "text_empty",
    TextTooLong = "text_too_long",
    SpeechLanguage = "speech_language",
    SpeechBusy = "speech_busy",
    SpeechUnavailable = "speech_unavailable",
    // What the server could not do.
    Busy = "busy",
    StorageFull = "storage_full",
    StorageLocked = "storage_locked",
    StorageReadOnly = "storage_read_only",
    StorageDamaged = "storage_damaged",
    StorageGone = "storage_gone",
    StorageFailed = "storage_failed",
    /// What must not happen; the server's log has the cause.
    Internal = "internal",
}

impl Code {
    /// The code that a word stands for.
    pub fn parse(word: &str) -> Self {
        Self::ALL.iter().find(|code| code.as_str() == word).copied().unwrap_or_default()
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // A `String` is read by code that every screen has anyway.
        String::deserialize(deserializer).map(|word| Self::parse(&word))
    }
}

#[cfg(feature = "schema")]
impl utoipa::PartialSchema for Code {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        use utoipa::openapi::schema::{ObjectBuilder, SchemaType, Type};
        let words = Self::ALL.iter().map(|code| code.as_str());
        let described = "A stable word for the kind of problem. A newer server may have more of them.";
        let string = ObjectBuilder::new().schema_type(SchemaType::Type(Type::String));
        string.enum_values(Some(words)).description(Some(described)).into()
    }
}

#[cfg(feature = "schema")]
impl utoipa::ToSchema for Code {}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_code_is_one_word_that_no_other_has() {
        let words: BTreeSet<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
        assert_eq!(words.len(), Code::ALL.len());
        for word in words {
            assert!(word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_') && !word.is_empty(), "{word}");
        }
    }

    #[test]
    fn a_code_is_read_as_it_was_written_and_a_newer_one_is_unknown() {
        for code in Code::ALL {
            let json = serde_json::to_string(code).unwrap();
            assert_eq!(json, format!("\"{code}\""));
            assert_eq!(serde_json::from_str::<Code>(&json).unwrap(), *code);
        }
        assert_eq!(serde_json::from_str::<Code>("\"of_next_year\"").unwrap(), Code::Unknown);
    }
}
