//! The guide to each section of the office: what it is for, and what is done there. A button is named by the page's own words.

use super::section_words;
use crate::address;
use leptos::prelude::*;
use wire::{GuideOffice, LessonScreen, OfficeBody, OfficeHead, Section};
use words::{Locale, t};

/// The first page says itself what the others are for.
pub fn is_there(section: Section) -> bool {
    section != Section::Home
}

/// The guide's own place in the office: `help/staff`.
pub fn page(section: Section) -> String {
    ["help/", section.path()].concat()
}

/// The name of a section's guide.
pub fn heading(locale: Locale, section: Section) -> String {
    t!(locale, guide.of, section = section_words(locale, section).0)
}

/// The guide that belongs to a page, where this person may read it.
pub fn of(head: &OfficeHead, body: &OfficeBody) -> Option<String> {
    let section = body.section();
    match body {
        OfficeBody::Help(_) | OfficeBody::Guide(_) => None,
        // Below a practice branch no other page is found.
        OfficeBody::NewComplaint(form) if form.practice => None,
        OfficeBody::NewComplaint(_) => Some(["help/", LessonScreen::Complaint.path()].concat()),
        _ => (is_there(section) && head.sections.contains(&section)).then(|| page(section)),
    }
}

/// The way to a guide, beside the heading of a page.
pub fn link(locale: Locale, branch: &str, guide: String) -> impl IntoView + use<> {
    view! {
        <a class="office-guide" href=address::office(branch, &guide, locale)>
            {t!(locale, guide.link)}
        </a>
    }
}

/// What is done in a section, step by step.
fn steps(locale: Locale, section: Section) -> Vec<String> {
    match section {
        Section::Home => Vec::new(),
        Section::Staff => vec![
            t!(locale, guide.staff_list).to_owned(),
            t!(locale, guide.staff_add, add = t!(locale, people.add)),
            t!(locale, guide.staff_change, save = t!(locale, people.save)),
            t!(locale, guide.staff_password, reset = t!(locale, people.reset)),
            t!(locale, guide.staff_lock, lock = t!(locale, people.lock), remove = t!(locale, people.remove)),
        ],
        Section::Devices => vec![
            t!(locale, guide.devices_letters).to_owned(),
            t!(locale, guide.devices_enrol, letters = t!(locale, devices.letters), enrol = t!(locale, devices.enrol)),
            t!(locale, guide.devices_show, show = t!(locale, devices.show)),
            t!(locale, guide.devices_rename, rename = t!(locale, devices.rename)),
            t!(locale, guide.devices_revoke, revoke = t!(locale, devices.revoke)),
        ],
        Section::Audit => vec![
            t!(
                locale,
                guide.audit_search,
                who = t!(locale, audit.who),
                what = t!(locale, audit.what),
                day = t!(locale, audit.day),
                search = t!(locale, audit.search)
            ),
            t!(locale, guide.audit_line).to_owned(),
            t!(locale, guide.audit_earlier, earlier = t!(locale, audit.earlier)),
            t!(locale, guide.audit_export, export = t!(locale, audit.export)),
        ],
        Section::Figures => vec![
            t!(
                locale,
                guide.figures_show,
                span = t!(locale, figures.span),
                day = t!(locale, figures.day),
                show = t!(locale, figures.show)
            ),
            t!(locale, guide.figures_kpis, kpis = t!(locale, figures.kpis)),
            t!(locale, guide.figures_ways, earlier = t!(locale, figures.earlier), later = t!(locale, figures.later)),
            t!(locale, guide.figures_how, how = t!(locale, figures.how)),
            t!(locale, guide.figures_exports, exports = t!(locale, figures.exports)),
        ],
        Section::Announcements => vec![
            t!(
                locale,
                guide.announcements_what,
                what = t!(locale, announce.what),
                closes = t!(locale, announce.branch_closes)
            ),
            t!(locale, guide.announcements_typed, typed = t!(locale, announce.typed)),
            t!(locale, guide.announcements_send, shown = t!(locale, announce.shown), send = t!(locale, announce.send)),
            t!(locale, guide.announcements_withdraw, withdraw = t!(locale, announce.withdraw)),
        ],
        Section::Notices => vec![
            t!(
                locale,
                guide.notices_when,
                from = t!(locale, notice_office.from),
                until = t!(locale, notice_office.until)
            ),
            t!(locale, guide.notices_save, save = t!(locale, notice_office.save)),
            t!(locale, guide.notices_change, change = t!(locale, notice_office.change)),
            t!(locale, guide.notices_withdraw, withdraw = t!(locale, notice_office.withdraw)),
        ],
        Section::ToDo => vec![
            t!(locale, guide.to_do_mine, mine = t!(locale, to_do.mine), all = t!(locale, to_do.all)),
            t!(locale, guide.to_do_assign, who = t!(locale, to_do.who), assign = t!(locale, to_do.assign)),
            t!(locale, guide.to_do_open, what = t!(locale, to_do.what)),
        ],
        Section::Feedback => vec![
            t!(locale, guide.feedback_figures).to_owned(),
            t!(locale, guide.feedback_search, search = t!(locale, voice.search), look = t!(locale, voice.look)),
            t!(locale, guide.feedback_seen, seen = t!(locale, voice.seen), followed = t!(locale, voice.followed)),
        ],
        Section::Complaints => vec![
            t!(locale, guide.complaints_new, new = t!(locale, complaints.new)),
            t!(locale, guide.complaints_take, take = t!(locale, complaints.take)),
            t!(
                locale,
                guide.complaints_answer,
                answer = t!(locale, complaints.send_answer),
                outcome = t!(locale, complaints.outcome),
                text = t!(locale, complaints.text)
            ),
            t!(locale, guide.complaints_paper, paper = t!(locale, complaints.answer_paper)),
            t!(locale, guide.complaints_close, close = t!(locale, complaints.close)),
        ],
        Section::Cases => vec![
            t!(
                locale,
                guide.cases_new,
                new = t!(locale, cases.new),
                kind = t!(locale, cases.kind),
                enter = t!(locale, cases.enter)
            ),
            t!(locale, guide.cases_card).to_owned(),
            t!(locale, guide.cases_step, step = t!(locale, cases.set_step)),
            t!(locale, guide.cases_ask, ask = t!(locale, cases.ask_client), brought = t!(locale, cases.brought)),
            t!(
                locale,
                guide.cases_close,
                ready = t!(locale, cases.set_ready),
                resolved = t!(locale, cases.close_resolved),
                unresolved = t!(locale, cases.close_unresolved)
            ),
        ],
        Section::Articles => vec![
            t!(locale, guide.articles_new, new = t!(locale, articles.new), save = t!(locale, articles.save)),
            t!(locale, guide.articles_submit, submit = t!(locale, articles.submit)),
            t!(
                locale,
                guide.articles_publish,
                day = t!(locale, articles.review_by),
                publish = t!(locale, articles.publish),
                back = t!(locale, articles.give_back)
            ),
            t!(locale, guide.articles_keep, keep = t!(locale, articles.keep)),
            t!(
                locale,
                guide.articles_retire,
                rewrite = t!(locale, articles.rewrite),
                retire = t!(locale, articles.retire)
            ),
        ],
        Section::Forms => vec![
            t!(locale, guide.forms_code, code = t!(locale, form_codes.code)),
            t!(locale, guide.forms_look, look = t!(locale, form_codes.look)),
            t!(locale, guide.forms_print, print = t!(locale, form_codes.print)),
        ],
        Section::Book => vec![
            t!(
                locale,
                guide.book_search,
                caller = t!(locale, officer_book.caller),
                search = t!(locale, officer_book.search)
            ),
            t!(locale, guide.book_confirm, confirm = t!(locale, officer_book.confirm)),
            t!(locale, guide.book_read).to_owned(),
            t!(
                locale,
                guide.book_days,
                before = t!(locale, officer_book.before),
                after = t!(locale, officer_book.after),
                week = t!(locale, officer_book.week)
            ),
            t!(locale, guide.book_move).to_owned(),
        ],
        Section::Phone => vec![
            t!(locale, guide.phone_parts).to_owned(),
            t!(
                locale,
                guide.phone_book,
                search = t!(locale, officer_book.search),
                confirm = t!(locale, officer_book.confirm)
            ),
            t!(locale, guide.phone_join, join = t!(locale, phone_desk.join), take = t!(locale, join.take)),
            t!(locale, guide.phone_state, state = t!(locale, phone_desk.state), look = t!(locale, status.look)),
            t!(locale, guide.phone_guide, asked = t!(locale, phone_desk.look), find = t!(locale, phone_desk.find)),
        ],
        Section::Officers => vec![
            t!(locale, guide.officers_add, others = t!(locale, officers.others)),
            t!(locale, guide.officers_save, save = t!(locale, officers.save)),
            t!(
                locale,
                guide.officers_away,
                from = t!(locale, officers.from),
                to = t!(locale, officers.to),
                away = t!(locale, officers.away)
            ),
            t!(locale, guide.officers_back, back = t!(locale, officers.back)),
            t!(locale, guide.officers_remove, remove = t!(locale, officers.remove)),
        ],
        Section::Alerts => vec![
            t!(locale, guide.alerts_what).to_owned(),
            t!(locale, guide.alerts_see, see = t!(locale, troubles.see)),
            t!(locale, guide.alerts_phone, ask = t!(locale, troubles.phone_ask)),
            t!(locale, guide.alerts_test, test = t!(locale, troubles.test)),
            t!(locale, guide.alerts_again, sent = t!(locale, troubles.sent_title), again = t!(locale, troubles.again)),
        ],
        Section::Setup => vec![
            t!(locale, guide.setup_part, edit = t!(locale, setup.edit)),
            t!(locale, guide.setup_check, check = t!(locale, setup.check)),
            t!(locale, guide.setup_save, save = t!(locale, setup.save)),
            t!(locale, guide.setup_versions, versions = t!(locale, setup.versions)),
        ],
        Section::Keys => vec![
            t!(locale, guide.keys_make, new = t!(locale, keys.new), make = t!(locale, keys.make)),
            t!(locale, guide.keys_copy).to_owned(),
            t!(locale, guide.keys_used, used = t!(locale, keys.used)),
            t!(locale, guide.keys_revoke, revoke = t!(locale, keys.revoke)),
        ],
        Section::Learn => vec![
            t!(locale, guide.learn_begin, begin = t!(locale, lessons.begin)),
            t!(locale, guide.learn_bar).to_owned(),
            t!(locale, guide.learn_go_on, on = t!(locale, lessons.go_on), anew = t!(locale, lessons.anew)),
            t!(locale, guide.learn_guides, guides = t!(locale, lessons.helps)),
        ],
    }
}

/// `/b/{branch}/office/help/{section}`
#[component]
pub fn Guide(locale: Locale, head: OfficeHead, page: GuideOffice) -> impl IntoView {
    let GuideOffice { section } = page;
    let steps = steps(locale, section).into_iter().map(|step| view! { <li>{step}</li> }).collect_view();
    let way = |page: &str| address::office(&head.branch, page, locale);
    let all = head.sections.contains(&Section::Learn).then(|| {
        view! {
            <a class="button" href=way(Section::Learn.path())>
                {t!(locale, guide.all)}
            </a>
        }
    });
    view! {
        <p class="lead">{section_words(locale, section).1}</p>
        <section class="help-lesson">
            <ol>{steps}</ol>
        </section>
        <p class="office-actions">
            <a class="button" href=way(section.path())>
                {t!(locale, guide.to_page)}
            </a>
            {all}
        </p>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;
    use std::collections::BTreeSet;
    use wire::{HelpOffice, LearnOffice};

    fn locales() -> [Locale; 2] {
        [Locale::it, Locale::en]
    }

    #[test]
    fn every_section_has_its_guide_of_short_steps_in_both_languages() {
        for locale in locales() {
            let mut seen = BTreeSet::new();
            for section in Section::ALL.into_iter().filter(|section| is_there(*section)) {
                let steps = steps(locale, section);
                assert!((3..=5).contains(&steps.len()), "{section:?}");
                for step in steps {
                    let longest =
                        step.split_inclusive(['.', '?', ':']).map(|part| part.split_whitespace().count()).max();
                    assert!(longest.is_some_and(|words| (2..=20).contains(&words)), "{step}");
                    assert!(!step.contains("{{"), "{step}");
                    assert!(seen.insert(step.clone()), "{step} is said twice");
                }
            }
        }
    }

    #[test]
    fn a_guide_names_the_page_s_own_buttons_and_leads_to_it() {
        for locale in locales() {
            let head = sample::office_head("Gaia", true, Section::Learn);
            let page = GuideOffice { section: Section::Staff };
            let html = Owner::new().with(|| view! { <Guide locale head page /> }.to_html());
            let address = ["/b/centro/office/staff?lang=", locale.code()].concat();
            for part in [t!(locale, people.lead), t!(locale, people.add), t!(locale, people.lock), &address] {
                assert!(html.contains(part), "{part}: {html}");
            }
        }
    }

    #[test]
    fn a_page_leads_to_the_guide_of_its_section_where_the_person_may_open_that() {
        let learn = OfficeBody::Learn(Box::new(LearnOffice {
            practice: None,
            lessons: Vec::new(),
            helps: Vec::new(),
            seen: false,
            colleagues: Vec::new(),
        }));
        let mut head = sample::office_head("Anna", false, Section::Learn);
        head.sections = vec![Section::Home, Section::Learn];
        assert_eq!(of(&head, &learn).as_deref(), Some("help/learn"));
        assert_eq!(of(&head, &OfficeBody::Home), None);
        assert_eq!(of(&head, &OfficeBody::FiguresExplained), None, "the figures are not hers");
        let help = HelpOffice { screen: LessonScreen::Desk, lessons: Vec::new() };
        assert_eq!(of(&head, &OfficeBody::Help(Box::new(help))), None);
        assert_eq!(of(&head, &OfficeBody::Guide(GuideOffice { section: Section::Learn })), None);
    }
}
