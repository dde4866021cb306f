//! The register of personal data: a table, what for, and when it ends. The bank's own record of processing (GDPR, article 30)
//! can be written from it; `sportello privacy list` prints it.

/// By what a person is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// The token of a visitor's link.
    Token,
    /// A telephone number or an e-mail address, as it was written.
    Contact,
    /// What a member of staff signs in with.
    Login,
}

/// How long rows are kept. Each statement takes the branch as `$1`.
#[derive(Debug, Clone, Copy)]
pub enum Kept {
    /// So many days after the day that the row belongs to; `$2` is the first day that is kept.
    Days { days: u32, erase: &'static str },
    /// The same for rows that have a time in milliseconds; `$2` is the first moment that is kept.
    Milliseconds { days: u32, erase: &'static str },
    /// Until the day that the row names; `$2` is today, on which it is erased.
    UntilItsDay { erase: &'static str },
    /// Until somebody ends it: a member of staff who leaves, a session that is closed.
    UntilSomebodyActs,
}

impl Kept {
    /// Returns the usual number of days, where a period says when.
    pub const fn days(self) -> Option<u32> {
        match self {
            Self::Days { days, .. } | Self::Milliseconds { days, .. } => Some(days),
            Self::UntilItsDay { .. } | Self::UntilSomebodyActs => None,
        }
    }
}

/// A table with personal data.
#[derive(Debug, Clone, Copy)]
pub struct Private {
    pub table: &'static str,
    /// What it is kept for, in a sentence.
    pub purpose: &'static str,
    pub kept: Kept,
    /// Returns a person's rows, each column as text.
    pub find: &'static [(Key, &'static str)],
    /// Erases a person's rows; empty where a command of its own does it.
    pub erase: &'static [(Key, &'static str)],
}

/// Every table with personal data. `visit`, which leads from a link to its ticket, is the last.
pub const REGISTER: &[Private] = &[
    Private {
        table: "staff",
        purpose: "Who may sign in, and the name that colleagues see.",
        kept: Kept::UntilSomebodyActs,
        find: &[(Key::Login, "SELECT CAST(id AS TEXT) AS id, login, name FROM staff WHERE login = $1")],
        // `sportello staff remove` sees to the sessions and to the last manager.
        erase: &[],
    },
    Private {
        table: "session",
        purpose: "Who is signed in, by a hash of the browser's token; removed when it has expired.",
        kept: Kept::UntilSomebodyActs,
        find: &[(
            Key::Login,
            "SELECT CAST(expires_ms AS TEXT) AS expires_ms FROM session JOIN staff ON staff.id = session.staff
             WHERE staff.login = $1",
        )],
        erase: &[],
    },
    Private {
        table: "staff_identity",
        purpose: "By whom the bank's provider of sign-on knows a member of staff.",
        kept: Kept::UntilSomebodyActs,
        find: &[(
            Key::Login,
            "SELECT issuer, subject FROM staff_identity JOIN staff ON staff.id = staff_identity.staff
             WHERE staff.login = $1",
        )],
        // It goes with the person.
        erase: &[],
    },
    Private {
        table: "half_sign_in",
        purpose: "Whose password was right and whose code is waited for, by a hash of the browser's token; for five minutes.",
        kept: Kept::UntilSomebodyActs,
        find: &[(
            Key::Login,
            "SELECT CAST(expires_ms AS TEXT) AS expires_ms, place FROM half_sign_in JOIN staff ON staff.id = half_sign_in.staff
             WHERE staff.login = $1",
        )],
        erase: &[],
    },
    Private {
        table: "passkey",
        purpose: "By which phones, computers and keys a member of staff signs in after the password, by the names they gave them.",
        kept: Kept::UntilSomebodyActs,
        find: &[(
            Key::Login,
            "SELECT passkey.name, rp_id, handle, CAST(added_ms AS TEXT) AS added_ms, CAST(used_ms AS TEXT) AS used_ms FROM passkey
             JOIN staff ON staff.id = passkey.staff WHERE staff.login = $1",
        )],
        erase: &[(Key::Login, "DELETE FROM passkey WHERE staff = (SELECT id FROM staff WHERE login = $1)")],
    },
    Private {
        table: "passkey_challenge",
        purpose: "What a browser was asked to sign with a passkey, by a hash of its token; for five minutes.",
        kept: Kept::UntilSomebodyActs,
        find: &[(
            Key::Login,
            "SELECT rp_id, CAST(expires_ms AS TEXT) AS expires_ms FROM passkey_challenge
             JOIN staff ON staff.id = passkey_challenge.staff WHERE staff.login = $1",
        )],
        erase: &[(Key::Login, "DELETE FROM passkey_challenge WHERE staff = (SELECT id FROM staff WHERE login = $1)")],
    },
    Private {
        table: "audit",
        purpose: "The network address from which something was asked, to find out who attacked; the line stays without it.",
        kept: Kept::Milliseconds {
            days: 395,
            erase: "UPDATE audit SET address = NULL, salt = NULL
                    WHERE branch = $1 AND at_ms < $2 AND address IS NOT NULL",
        },
        find: &[(
            Key::Login,
            "SELECT CAST(at_ms AS TEXT) AS at_ms, what, about, address FROM audit
             WHERE who = (SELECT 'staff:' || CAST(id AS TEXT) FROM staff WHERE login = $1) ORDER BY at_ms",
        )],
        erase: &[],
    },
    Private {
        table: "sign_in_failure",
        purpose: "Delays who guesses passwords: what was typed as a login, and from where; forgotten after a day.",
        kept: Kept::UntilSomebodyActs,
        find: &[(Key::Login, "SELECT login, place FROM sign_in_failure WHERE login = $1")],
        erase: &[(Key::Login, "DELETE FROM sign_in_failure WHERE login = $1")],
    },
    Private {
        table: "look_up_try",
        purpose: "Stops who guesses PINs of requests: the address from which a wrong one came; forgotten within two hours.",
        kept: Kept::UntilSomebodyActs,
        find: &[],
        erase: &[],
    },
    Private {
        table: "device",
        purpose: "Which kiosks, displays and tablets there are, by a name that a manager gave, and their address.",
        kept: Kept::UntilSomebodyActs,
        find: &[],
        erase: &[],
    },
    Private {
        table: "enrolment",
        purpose: "A device that asks to be enrolled, with its address, for ten minutes.",
        kept: Kept::UntilSomebodyActs,
        find: &[],
        erase: &[],
    },
    Private {
        table: "appointment_phone",
        purpose: "Which phone is told of an appointment; erased with who booked.",
        kept: Kept::UntilItsDay { erase: "DELETE FROM appointment_phone WHERE branch = $1 AND erase_on <= $2" },
        find: &[(
            Key::Contact,
            "SELECT p.appointment, p.branch, p.endpoint, p.erase_on FROM appointment_phone p
             JOIN appointment_private b ON b.appointment = p.appointment WHERE b.contact = $1",
        )],
        // Before who booked, by whom it is found.
        erase: &[(
            Key::Contact,
            "DELETE FROM appointment_phone
             WHERE appointment IN (SELECT appointment FROM appointment_private WHERE contact = $1)",
        )],
    },
    Private {
        table: "appointment_private",
        purpose: "Who booked, to be called by name and to be told of changes.",
        kept: Kept::UntilItsDay { erase: "DELETE FROM appointment_private WHERE branch = $1 AND erase_on <= $2" },
        find: &[(
            Key::Contact,
            "SELECT appointment, branch, name, email, phone, erase_on FROM appointment_private WHERE contact = $1",
        )],
        erase: &[(Key::Contact, "DELETE FROM appointment_private WHERE contact = $1")],
    },
    Private {
        table: "feedback_private",
        purpose: "What a visitor wrote of a visit, for who answers and improves.",
        kept: Kept::UntilItsDay { erase: "DELETE FROM feedback_private WHERE branch = $1 AND erase_on <= $2" },
        find: &[],
        erase: &[],
    },
    Private {
        table: "complaint_private",
        purpose: "Who complains and of what, kept as long as the law asks; nobody erases it before.",
        kept: Kept::UntilItsDay {
            erase: "DELETE FROM complaint_private WHERE erase_on <= $2
                    AND complaint IN (SELECT id FROM complaint WHERE branch = $1)",
        },
        find: &[(
            Key::Contact,
            "SELECT CAST(complaint AS TEXT) AS complaint, name, contact, words, wish, interim, answer, erase_on
             FROM complaint_private WHERE contact = $1",
        )],
        erase: &[],
    },
    Private {
        table: "case_private",
        purpose: "Whose request is in progress, and what the staff noted of it; erased some time after it is closed.",
        kept: Kept::UntilItsDay {
            erase: "DELETE FROM case_private WHERE erase_on <= $2
                    AND case_id IN (SELECT id FROM cases WHERE branch = $1)",
        },
        find: &[],
        erase: &[],
    },
    Private {
        table: "contact_check_private",
        purpose: "Which address of a client changes, by consent; erased when the bank's register has it, or in time.",
        kept: Kept::UntilItsDay { erase: "DELETE FROM contact_check_private WHERE branch = $1 AND erase_on <= $2" },
        find: &[(
            Key::Contact,
            "SELECT CAST(contact_check AS TEXT) AS contact_check, branch, client, before, after, erase_on
             FROM contact_check_private WHERE before = $1 OR after = $1",
        )],
        erase: &[(Key::Contact, "DELETE FROM contact_check_private WHERE before = $1 OR after = $1")],
    },
    Private {
        table: "follow_up_private",
        purpose: "What a CSR promised to see to after a visit; erased some time after it was done or should have been.",
        kept: Kept::UntilItsDay { erase: "DELETE FROM follow_up_private WHERE branch = $1 AND erase_on <= $2" },
        find: &[(
            Key::Token,
            "SELECT CAST(follow_up AS TEXT) AS follow_up, branch, note, erase_on FROM follow_up_private
             WHERE (branch, day, ticket) = (SELECT branch, day, ticket FROM visit WHERE token = $1)",
        )],
        erase: &[(
            Key::Token,
            "DELETE FROM follow_up_private
             WHERE (branch, day, ticket) = (SELECT branch, day, ticket FROM visit WHERE token = $1)",
        )],
    },
    Private {
        table: "interest_private",
        purpose: "Who wants to be called about a product, by consent; erased in time, or at once when it is withdrawn.",
        kept: Kept::UntilItsDay { erase: "DELETE FROM interest_private WHERE branch = $1 AND erase_on <= $2" },
        find: &[(
            Key::Contact,
            "SELECT CAST(interest AS TEXT) AS interest, branch, name, email, phone, erase_on
             FROM interest_private WHERE contact = $1",
        )],
        erase: &[(Key::Contact, "DELETE FROM interest_private WHERE contact = $1")],
    },
    Private {
        table: "ticket_note",
        purpose: "What a CSR wrote about a visit for the next one.",
        kept: Kept::UntilItsDay { erase: "DELETE FROM ticket_note WHERE branch = $1 AND erase_on <= $2" },
        find: &[(
            Key::Token,
            "SELECT branch, day, CAST(ticket AS TEXT) AS ticket, note, erase_on FROM ticket_note
             WHERE (branch, day, ticket) = (SELECT branch, day, ticket FROM visit WHERE token = $1)",
        )],
        erase: &[(
            Key::Token,
            "DELETE FROM ticket_note
             WHERE (branch, day, ticket) = (SELECT branch, day, ticket FROM visit WHERE token = $1)",
        )],
    },
    Private {
        table: "announcement",
        purpose: "What the staff had the wall say, in their own words, on its day.",
        kept: Kept::Days { days: 0, erase: "DELETE FROM announcement WHERE branch = $1 AND day < $2" },
        find: &[],
        erase: &[],
    },
    Private {
        table: "notice",
        purpose: "What a manager tells the visitors, in their own words; erased some time after its end.",
        kept: Kept::Milliseconds { days: 395, erase: "DELETE FROM notice WHERE branch = $1 AND until_ms < $2" },
        find: &[],
        erase: &[],
    },
    Private {
        table: "push_subscription",
        purpose: "Tells a visitor's phone that its ticket is called.",
        kept: Kept::Days { days: 0, erase: "DELETE FROM push_subscription WHERE branch = $1 AND day < $2" },
        find: &[(Key::Token, "SELECT branch, day, token, endpoint, p256dh FROM push_subscription WHERE token = $1")],
        erase: &[(Key::Token, "DELETE FROM push_subscription WHERE token = $1")],
    },
    Private {
        table: "manager_phone",
        purpose: "Tells a manager's phone that something is wrong in a branch, until the manager or the phone takes it back.",
        kept: Kept::UntilSomebodyActs,
        find: &[(
            Key::Login,
            "SELECT branch, endpoint, CAST(since_ms AS TEXT) AS since_ms FROM manager_phone
             JOIN staff ON staff.id = manager_phone.staff WHERE staff.login = $1",
        )],
        erase: &[(Key::Login, "DELETE FROM manager_phone WHERE staff = (SELECT id FROM staff WHERE login = $1)")],
    },
    Private {
        table: "lesson",
        purpose: "Which lessons a member of staff has begun in the practice branch, so that they go on from there.",
        kept: Kept::UntilSomebodyActs,
        find: &[(
            Key::Login,
            "SELECT lesson, lesson.branch, CAST(steps AS TEXT) AS steps, CAST(done_ms AS TEXT) AS done_ms FROM lesson
             JOIN staff ON staff.id = lesson.staff WHERE staff.login = $1",
        )],
        erase: &[(Key::Login, "DELETE FROM lesson WHERE staff = (SELECT id FROM staff WHERE login = $1)")],
    },
    Private {
        table: "lesson_declined",
        purpose: "Who wants no tour of their screen offered.",
        kept: Kept::UntilSomebodyActs,
        find: &[(
            Key::Login,
            "SELECT CAST(declined_ms AS TEXT) AS declined_ms FROM lesson_declined
             JOIN staff ON staff.id = lesson_declined.staff WHERE staff.login = $1",
        )],
        // It goes with the person; without it the tour would be offered again.
        erase: &[],
    },
    Private {
        table: "call_back",
        purpose: "Whom a desk dials for a visitor who asked to be called back.",
        kept: Kept::Days { days: 0, erase: "DELETE FROM call_back WHERE branch = $1 AND day < $2" },
        find: &[
            (Key::Token, "SELECT branch, day, phone FROM call_back WHERE token = $1"),
            (Key::Contact, "SELECT branch, day, phone FROM call_back WHERE phone = $1"),
        ],
        erase: &[
            (Key::Token, "DELETE FROM call_back WHERE token = $1"),
            (Key::Contact, "DELETE FROM call_back WHERE phone = $1"),
        ],
    },
    Private {
        table: "record_request",
        purpose: "Answers a request that is sent twice as it was the first time; the answer may name a person.",
        kept: Kept::Milliseconds { days: 1, erase: "DELETE FROM record_request WHERE branch = $1 AND at_ms < $2" },
        find: &[],
        erase: &[],
    },
    Private {
        table: "told",
        purpose: "Which wait a ticket was told, to see how right it was; a number of a day, and no person.",
        kept: Kept::Days { days: 28, erase: "DELETE FROM told WHERE branch = $1 AND day < $2" },
        find: &[(
            Key::Token,
            "SELECT branch, day, CAST(ticket AS TEXT) AS ticket, CAST(at_ms AS TEXT) AS at_ms FROM told
             WHERE (branch, day, ticket) = (SELECT branch, day, ticket FROM visit WHERE token = $1)",
        )],
        erase: &[(
            Key::Token,
            "DELETE FROM told
             WHERE (branch, day, ticket) = (SELECT branch, day, ticket FROM visit WHERE token = $1)",
        )],
    },
    Private {
        table: "report_visit",
        purpose: "What became of each visit, for figures and exports; a number of a day, and no person. The quarter hours stay.",
        kept: Kept::Days { days: 395, erase: "DELETE FROM report_visit WHERE branch = $1 AND day < $2" },
        find: &[(
            Key::Token,
            "SELECT branch, day, number, service, outcome, CAST(issued_ms AS TEXT) AS issued_ms FROM report_visit
             WHERE (branch, day, ticket) = (SELECT branch, day, ticket FROM visit WHERE token = $1)",
        )],
        // It has nothing that the day's journal has not.
        erase: &[],
    },
    Private {
        table: "visit",
        purpose: "Leads from a visitor's link to the ticket, on its day.",
        kept: Kept::Days { days: 0, erase: "DELETE FROM visit WHERE branch = $1 AND day < $2" },
        find: &[(Key::Token, "SELECT branch, day, CAST(ticket AS TEXT) AS ticket, token FROM visit WHERE token = $1")],
        erase: &[(Key::Token, "DELETE FROM visit WHERE token = $1")],
    },
];

/// The tables that have no personal data.
pub const PLAIN: &[&str] = &[
    "journal",
    "server_secret",
    "learned",
    "audit_head",
    "audit_journal",
    // Counts and durations of quarter hours; no visit can be told from another by a number.
    "report_quarter",
    // Counts of days, and of what is going on in a branch now.
    "report_day",
    "branch_now",
    // What was foreseen of a day, and sums of waits by quarter hour.
    "foreseen",
    "feedback_day",
    // What is wrong in a branch, and who of the staff has seen it, by number.
    // Which reports were sent, by the ids of the set-up.
    "report_letter",
    "trouble",
    "trouble_news",
    "report_journal",
    "erasure",
    // Roles by number; the name is in `staff`.
    "staff_role",
    // Sealed secrets and hashes by number; they go with the person.
    "system_key",
    "second_factor",
    "recovery_code",
    "staff_pin",
    // When which officer has time, and what is booked; who booked is in `appointment_private`.
    "book",
    "officer",
    "officer_week",
    "absence",
    "slot",
    "appointment",
    "appointment_step",
    // That a message is to be sent; to whom is looked up when it is sent.
    "message",
    // What is to be done, by numbers and codes; words and names are in the tables of what it is about.
    "to_do",
    "feedback",
    "feedback_step",
    "complaint",
    "complaint_number",
    "complaint_step",
    "cases",
    "case_tries",
    // Tries by a ticket of the day, and by an appointment's number.
    "arrival_try",
    "check_in_try",
    "case_step",
    "contact_check",
    "contact_check_step",
    "follow_up",
    "interest",
    "interest_step",
    "follow_up_step",
    // What the staff wrote about services; who wrote it, by number.
    "article",
    "article_step",
    // The set-up at each save, and the version of each day; who saved it, by number.
    "setup_version",
    "setup_day",
    // A change of the set-up for many branches; who began it, by number.
    "rollout",
    "rollout_group",
    "rollout_branch",
    // Who changed a notice and when, without its words.
    "notice_step",
];
