//! What news of a trouble say, to a mailbox and to a phone. Neither names a visitor or a CSR: no trouble does.

use crate::push::topic;
use records::alert_rule::When;
use setup::Alerts;
use std::sync::Arc;
use store::trouble::News;
use wire::PushMessage;
use words::{Locale, complete, t};

/// What the words are made from.
#[derive(Debug)]
pub struct Said {
    pub setups: Vec<Arc<setup::Branch>>,
    pub alerts: Alerts,
    pub origin: Option<String>,
}

impl Said {
    /// The subject and the text of a letter, in the first language of the branch that its staff speak.
    pub fn letter(&self, news: &News) -> (String, String) {
        let setup = self.setups.iter().find(|setup| setup.id == news.of.branch);
        let locale = setup.and_then(|setup| complete(&setup.languages).into_iter().next()).unwrap_or(Locale::it);
        let (subject, said) = self.words(news, locale);
        let mut parts = vec![said];
        if let Some(origin) = &self.origin {
            let (words, page) = self.leads_to(news, locale);
            parts.push([words, "\n", origin, &page].concat());
        }
        parts.push(t!(locale, troubles.no_reply).to_owned());
        (subject, parts.join("\n\n") + "\n")
    }

    /// What a message to a phone is about, and the message.
    pub fn message(&self, news: &News, language: &str) -> (String, PushMessage) {
        let locale = Locale::known(language).filter(|locale| locale.is_complete()).unwrap_or(Locale::it);
        let (title, body) = self.words(news, locale);
        let about = [&news.of.branch, &news.of.rule, &news.of.place].map(String::as_str).join("\n");
        // Each trouble has an address of its own, by which a phone shows it once.
        let url = [&page(news), "#", &topic(&about)].concat();
        let message = PushMessage { title, body, lang: locale.code().to_owned(), url, urgent: news.kind == "opened" };
        (about, message)
    }

    /// Where a letter leads, and how that is called. Who sees to complaints may not see the page of alerts.
    fn leads_to(&self, news: &News, locale: Locale) -> (&'static str, String) {
        let of_branch = |page: &str| ["/b/", &news.of.branch, "/office/", page].concat();
        match self.alerts.rule(&news.of.rule).map(|rule| rule.when) {
            Some(When::ComplaintDue { .. }) => (t!(locale, troubles.link_complaints), of_branch("complaints")),
            Some(When::LowRating) => (t!(locale, troubles.link_feedback), of_branch("feedback")),
            _ => (t!(locale, troubles.link), page(news)),
        }
    }

    fn words(&self, news: &News, locale: Locale) -> (String, String) {
        let setup = self.setups.iter().find(|setup| setup.id == news.of.branch);
        let branch = setup.map_or(news.of.branch.as_str(), |setup| setup.name.get(locale.code()));
        if news.kind == "test" {
            return words::news_test(locale, branch);
        }
        let what = self.alerts.rule(&news.of.rule).map(|rule| setup::what(rule.when));
        let said = words::trouble(locale, what, &news.of.place, news.value);
        words::news(locale, branch, &said, news.kind == "over")
    }
}

/// The path of the page of alerts.
fn page(news: &News) -> String {
    ["/b/", &news.of.branch, "/office/alerts"].concat()
}
