//! Reports that are sent by themselves.

use super::Checker;
use super::alerts::minute_of;
use crate::file::ReportEvery;
use crate::reports::{ReportSpan, ReportTo};
use records::contact::Contact;

/// When a report is sent where nothing is said: at seven in the morning.
const AT: u16 = 7 * 60;
/// The languages that a report can be written in.
const LANGUAGES: [&str; 2] = ["it", "en"];

impl Checker<'_, '_> {
    pub(super) fn reports(&mut self) -> Vec<ReportTo> {
        let file = self.file;
        self.distinct("report_to", file.report_to.iter().map(|to| &to.id));
        let mut reports = Vec::new();
        for to in &file.report_to {
            let id = to.id.get_ref().clone();
            let field = |name: &str| format!("report_to \"{id}\", {name}");
            let mail = Contact::parse("", to.mail.get_ref(), "").ok().and_then(|contact| contact.email);
            if mail.is_none() {
                self.add(&to.mail, &field("mail"), "write an address, as \"management@bank.example\"");
            }
            for branch in &to.branches {
                self.known(branch, &field("branches"), "branch", file.branch.iter().map(|branch| &branch.id));
            }
            let at = to.at.as_ref().map_or(Some(AT), |at| minute_of(at.get_ref()));
            if let (None, Some(set)) = (at, &to.at) {
                self.add(set, &field("at"), "write a time of day, as \"07:00\"");
            }
            let language = to.language.as_ref().map(|language| language.get_ref().clone());
            if let Some(set) = to.language.as_ref().filter(|set| !LANGUAGES.contains(&set.get_ref().as_str())) {
                self.add(set, &field("language"), format!("reports are written in {}", LANGUAGES.join(" or ")));
            }
            let span = match to.every {
                ReportEvery::Day => ReportSpan::Day,
                ReportEvery::Month => ReportSpan::Month,
            };
            let branches = to.branches.iter().map(|branch| branch.get_ref().clone()).collect();
            if let (Some(mail), Some(at)) = (mail, at) {
                reports.push(ReportTo { id, mail, span, at, branches, language });
            }
        }
        reports
    }
}
