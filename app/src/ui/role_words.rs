//! What a role lets its holder do, in words.

use wire::StaffRole;
use words::{Locale, t};

pub fn role_words(locale: Locale, role: StaffRole) -> &'static str {
    match role {
        StaffRole::Csr => t!(locale, people.csr),
        StaffRole::Manager => t!(locale, people.manager),
        StaffRole::Complaints => t!(locale, people.complaints),
        StaffRole::Admin => t!(locale, people.admin),
    }
}
