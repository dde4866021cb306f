//! The pages of the office: the frame around them, and the first of them. A folder file a section.

mod alerts;
mod announcements;
mod articles;
mod audit;
pub mod bank;
mod book;
mod cases;
mod complaint;
mod complaints;
mod contact_checks;
mod devices;
mod feedback;
pub mod figures;
mod follow_ups;
mod forms;
mod guide;
mod home;
mod interests;
mod keys;
mod learn;
mod notices;
mod officers;
mod person_fields;
mod phone;
mod record;
mod setup;
mod staff;
mod to_do;

use crate::address;
use crate::browser::page;
use crate::ui::{Notice, StaffBar, Tone, Unreadable};
use announcements::Announcements;
use book::Book;
use leptos::prelude::*;
use wire::{OfficeBody, OfficeHead, OfficePage, Said, Section};
use words::{Locale, t};

/// `/b/{branch}/office/...`
pub fn screen() -> AnyView {
    let locale = page::locale();
    match page::initial::<OfficePage>() {
        Some(page) => view! { <Office locale page /> }.into_any(),
        None => view! { <Unreadable locale /> }.into_any(),
    }
}

/// The heading of the page that is asked for.
pub fn page_heading(locale: Locale) -> Option<String> {
    page::initial::<OfficePage>().map(|page| heading(locale, &page.body))
}

/// The heading of a page of the office.
fn heading(locale: Locale, body: &OfficeBody) -> String {
    match body {
        OfficeBody::Home => t!(locale, office.title).to_owned(),
        OfficeBody::Staff(_) => t!(locale, people.title).to_owned(),
        OfficeBody::Person(page) => page.person.name.clone(),
        OfficeBody::Devices(_) => t!(locale, devices.title).to_owned(),
        OfficeBody::Audit(_) => t!(locale, audit.title).to_owned(),
        OfficeBody::Figures(_) => t!(locale, figures.title).to_owned(),
        OfficeBody::FiguresExplained => t!(locale, figures.how).to_owned(),
        OfficeBody::Announcements(_) => t!(locale, announce.heading).to_owned(),
        OfficeBody::Notices(_) => t!(locale, notice_office.title).to_owned(),
        OfficeBody::ToDo(_) => t!(locale, to_do.title).to_owned(),
        OfficeBody::Feedback(_) => t!(locale, voice.title).to_owned(),
        OfficeBody::Complaints(_) => t!(locale, complaints.title).to_owned(),
        OfficeBody::Complaint(page) => t!(locale, complaints.one, number = page.row.number.as_str()),
        OfficeBody::NewComplaint(page) if page.receipt.is_some() => t!(locale, complain.entered).to_owned(),
        OfficeBody::NewComplaint(_) => t!(locale, complaints.new).to_owned(),
        OfficeBody::Cases(_) => t!(locale, cases.title).to_owned(),
        OfficeBody::Case(page) => t!(locale, cases.one, code = page.row.code.as_str()),
        OfficeBody::NewCase(page) if page.card.is_some() => t!(locale, cases.card).to_owned(),
        OfficeBody::NewCase(_) => t!(locale, cases.new).to_owned(),
        OfficeBody::FollowUp(page) => t!(locale, follow_up.one, number = page.follow_up.label.as_str()),
        OfficeBody::Keys(_) => t!(locale, keys.title).to_owned(),
        OfficeBody::Contact(page) => t!(locale, contact_check.one, number = page.check.label.as_str()),
        OfficeBody::NewContact(_) => t!(locale, contact_check.new).to_owned(),
        OfficeBody::Interest(page) => t!(locale, interest.one, number = page.interest.label.as_str()),
        OfficeBody::NewInterest(_) => t!(locale, interest.new).to_owned(),
        OfficeBody::NewFollowUp(_) => t!(locale, follow_up.new).to_owned(),
        OfficeBody::Forms(_) => t!(locale, form_codes.title).to_owned(),
        OfficeBody::Articles(_) => t!(locale, articles.title).to_owned(),
        OfficeBody::Article(page) => page.row.title.clone(),
        OfficeBody::NewArticle(_) => t!(locale, articles.new).to_owned(),
        OfficeBody::Book(_) => t!(locale, officer_book.title).to_owned(),
        OfficeBody::Phone(_) => t!(locale, phone_desk.title).to_owned(),
        OfficeBody::Officers(_) => t!(locale, officers.title).to_owned(),
        OfficeBody::Officer(page) => page.name.clone(),
        OfficeBody::Alerts(_) => t!(locale, troubles.title).to_owned(),
        OfficeBody::Setup(_) => t!(locale, setup.title).to_owned(),
        OfficeBody::SetupForm(page) => setup::heading(locale, &page.label),
        OfficeBody::SetupPreview(page) => setup::heading(locale, &page.label),
        OfficeBody::SetupReview(page) => setup::heading(locale, &page.label),
        OfficeBody::SetupVersions(_) => t!(locale, setup.versions).to_owned(),
        OfficeBody::SetupCompared(page) => t!(locale, setup.version, number = page.save.number),
        OfficeBody::NewRollout(_) => t!(locale, rollout.new).to_owned(),
        OfficeBody::Rollouts(_) => t!(locale, rollout.title).to_owned(),
        OfficeBody::Rollout(page) => page.row.name.clone(),
        OfficeBody::Learn(_) => t!(locale, lessons.title).to_owned(),
        OfficeBody::Help(page) => learn::help_words(locale, page.screen).to_owned(),
        OfficeBody::Guide(page) => guide::heading(locale, page.section),
    }
}

/// What a page of the office shows below its heading.
fn content(locale: Locale, head: &OfficeHead, body: OfficeBody) -> AnyView {
    match body {
        OfficeBody::Home => view! { <home::Home locale head=head.clone() /> }.into_any(),
        OfficeBody::Staff(page) => view! { <staff::Staff locale head=head.clone() page /> }.into_any(),
        OfficeBody::Person(page) => view! { <staff::Person locale head=head.clone() page /> }.into_any(),
        OfficeBody::Devices(page) => view! { <devices::Devices locale head=head.clone() page /> }.into_any(),
        OfficeBody::Audit(page) => view! { <audit::Audit locale page /> }.into_any(),
        OfficeBody::Figures(page) => view! { <figures::Figures locale head=head.clone() page=*page /> }.into_any(),
        OfficeBody::FiguresExplained => view! { <figures::FiguresExplained locale head=head.clone() /> }.into_any(),
        OfficeBody::Announcements(page) => {
            view! { <Announcements locale branch=head.branch.clone() page /> }.into_any()
        }
        OfficeBody::Notices(page) => {
            view! { <notices::Notices locale branch=head.branch.clone() page=*page /> }.into_any()
        }
        OfficeBody::ToDo(page) => view! { <to_do::ToDo locale head=head.clone() page=*page /> }.into_any(),
        OfficeBody::Feedback(page) => view! { <feedback::Feedback locale head=head.clone() page=*page /> }.into_any(),
        OfficeBody::Complaints(page) => {
            view! { <complaints::Complaints locale head=head.clone() page=*page /> }.into_any()
        }
        OfficeBody::Complaint(page) => {
            view! { <complaint::Complaint locale head=head.clone() page=*page /> }.into_any()
        }
        OfficeBody::NewComplaint(page) => {
            view! { <complaints::NewComplaint locale head=head.clone() page=*page /> }.into_any()
        }
        OfficeBody::Cases(page) => view! { <cases::Cases locale head=head.clone() page=*page /> }.into_any(),
        OfficeBody::Case(page) => view! { <cases::Case locale page=*page /> }.into_any(),
        OfficeBody::NewCase(page) => view! { <cases::NewCase locale head=head.clone() page=*page /> }.into_any(),
        OfficeBody::FollowUp(page) => view! { <follow_ups::FollowUp locale head=head.clone() page=*page /> }.into_any(),
        OfficeBody::Keys(page) => view! { <keys::Keys locale head=head.clone() page=*page /> }.into_any(),
        OfficeBody::Contact(page) => {
            view! { <contact_checks::Contact locale head=head.clone() page=*page /> }.into_any()
        }
        OfficeBody::NewContact(page) => {
            view! { <contact_checks::NewContact locale head=head.clone() page=*page /> }.into_any()
        }
        OfficeBody::Interest(page) => view! { <interests::Interest locale head=head.clone() page=*page /> }.into_any(),
        OfficeBody::NewInterest(page) => {
            view! { <interests::NewInterest locale head=head.clone() page=*page /> }.into_any()
        }
        OfficeBody::NewFollowUp(page) => view! { <follow_ups::NewFollowUp locale page=*page /> }.into_any(),
        OfficeBody::Forms(page) => view! { <forms::Forms locale head=head.clone() page=*page /> }.into_any(),
        OfficeBody::Articles(page) => view! { <articles::Articles locale head=head.clone() page=*page /> }.into_any(),
        OfficeBody::Article(page) => view! { <articles::Article locale page=*page /> }.into_any(),
        OfficeBody::NewArticle(page) => view! { <articles::NewArticle locale page=*page /> }.into_any(),
        OfficeBody::Alerts(page) => view! { <alerts::Alerts locale head=head.clone() page=*page /> }.into_any(),
        OfficeBody::Book(page) => view! { <Book locale head=head.clone() page=*page /> }.into_any(),
        OfficeBody::Phone(page) => view! { <phone::Phone locale head=head.clone() page=*page /> }.into_any(),
        OfficeBody::Officers(page) => view! { <officers::Officers locale head=head.clone() page=*page /> }.into_any(),
        OfficeBody::Officer(page) => view! { <officers::Officer locale head=head.clone() page=*page /> }.into_any(),
        OfficeBody::Setup(page) => view! { <setup::Setup locale head=head.clone() page=*page /> }.into_any(),
        OfficeBody::SetupForm(page) => view! { <setup::Form locale head=head.clone() page=*page /> }.into_any(),
        OfficeBody::SetupPreview(page) => view! { <setup::Preview locale head=head.clone() page=*page /> }.into_any(),
        OfficeBody::SetupReview(page) => view! { <setup::Review locale head=head.clone() page=*page /> }.into_any(),
        OfficeBody::SetupVersions(page) => view! { <setup::Versions locale head=head.clone() page=*page /> }.into_any(),
        OfficeBody::SetupCompared(page) => view! { <setup::Compared locale head=head.clone() page=*page /> }.into_any(),
        OfficeBody::NewRollout(page) => view! { <setup::NewRollout locale head=head.clone() page=*page /> }.into_any(),
        OfficeBody::Rollouts(page) => view! { <setup::Rollouts locale head=head.clone() page=*page /> }.into_any(),
        OfficeBody::Rollout(page) => view! { <setup::Rollout locale head=head.clone() page=*page /> }.into_any(),
        OfficeBody::Learn(page) => view! { <learn::Learn locale head=head.clone() page=*page /> }.into_any(),
        OfficeBody::Help(page) => view! { <learn::Help locale head=head.clone() page=*page /> }.into_any(),
        OfficeBody::Guide(page) => view! { <guide::Guide locale head=head.clone() page /> }.into_any(),
    }
}

/// The frame: who is signed in, the sections, what was just done, the page itself.
#[component]
fn Office(locale: Locale, page: OfficePage) -> impl IntoView {
    let OfficePage { head, said, body } = page;
    let locales: Vec<Locale> =
        words::among(&head.languages).into_iter().filter(|locale| locale.is_complete()).collect();
    let (branch, staff) = (head.name.get(locale.code()).to_owned(), head.staff.name.clone());
    let (title, section) = (heading(locale, &body), body.section());
    let guide = guide::of(&head, &body).map(|guide| guide::link(locale, &head.branch, guide));
    let shown = content(locale, &head, body);
    view! {
        <a class="skip-link" href="#main">{t!(locale, skip)}</a>
        <StaffBar locale locales branch staff />
        <Sections locale head section />
        <main id="main" class="office" tabindex="-1">
            <div class="office-heading">
                <h1>{title}</h1>
                {guide}
            </div>
            {said.map(|said| view! { <Notice tone=Tone::Calm words=said_words(locale, said) /> })}
            {shown}
        </main>
    }
}

fn said_words(locale: Locale, said: Said) -> &'static str {
    match said {
        Said::Saved => t!(locale, office.saved),
        Said::Practised => t!(locale, lessons.practised),
    }
}

/// The name of a section, and what it is for in a sentence.
fn section_words(locale: Locale, section: Section) -> (&'static str, &'static str) {
    match section {
        Section::Home => (t!(locale, office.home), t!(locale, office.lead)),
        Section::Staff => (t!(locale, people.title), t!(locale, people.lead)),
        Section::Devices => (t!(locale, devices.title), t!(locale, devices.lead)),
        Section::Figures => (t!(locale, figures.title), t!(locale, figures.lead)),
        Section::Audit => (t!(locale, audit.title), t!(locale, audit.lead)),
        Section::Announcements => (t!(locale, announce.heading), t!(locale, announce.lead)),
        Section::Notices => (t!(locale, notice_office.title), t!(locale, notice_office.lead)),
        Section::ToDo => (t!(locale, to_do.title), t!(locale, to_do.lead)),
        Section::Feedback => (t!(locale, voice.title), t!(locale, voice.lead)),
        Section::Complaints => (t!(locale, complaints.title), t!(locale, complaints.lead)),
        Section::Cases => (t!(locale, cases.title), t!(locale, cases.lead)),
        Section::Forms => (t!(locale, form_codes.title), t!(locale, form_codes.lead)),
        Section::Articles => (t!(locale, articles.title), t!(locale, articles.lead)),
        Section::Alerts => (t!(locale, troubles.title), t!(locale, troubles.lead)),
        Section::Book => (t!(locale, officer_book.title), t!(locale, officer_book.lead)),
        Section::Phone => (t!(locale, phone_desk.title), t!(locale, phone_desk.lead)),
        Section::Officers => (t!(locale, officers.title), t!(locale, officers.lead)),
        Section::Setup => (t!(locale, setup.title), t!(locale, setup.lead)),
        Section::Keys => (t!(locale, keys.title), t!(locale, keys.lead)),
        Section::Learn => (t!(locale, lessons.title), t!(locale, lessons.lead)),
    }
}

/// The way to the other sections, and back to the desk and the manager's page.
#[component]
fn Sections(locale: Locale, head: OfficeHead, section: Section) -> impl IntoView {
    let OfficeHead { branch, manages, sections, due, .. } = head;
    let live = [(true, "desk", t!(locale, front_door.desk)), (manages, "manager", t!(locale, front_door.manager))];
    let live = live
        .into_iter()
        .filter(|(may, ..)| *may)
        .map(|(_, screen, name)| {
            view! {
                <li>
                    <a rel="external" href=address::page(&branch, screen, locale)>{name}</a>
                </li>
            }
        })
        .collect_view();
    let links = sections
        .into_iter()
        .map(|other| {
            let here = (other == section).then_some("page");
            let badge = (other == Section::ToDo && due > 0).then(|| {
                view! {
                    <span class="office-due">
                        <span aria-hidden="true">{due}</span>
                        <span class="unseen">{t!(locale, to_do.due_now, count = due)}</span>
                    </span>
                }
            });
            view! {
                <li>
                    <a href=address::office(&branch, other.path(), locale) aria-current=here>
                        {section_words(locale, other).0}
                        {badge}
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <nav class="office-sections" aria-label=t!(locale, office.sections)>
            <ul>{live} {links}</ul>
        </nav>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;
    use wire::StaffMember;

    fn shown(manages: bool) -> String {
        let sample = sample::head();
        let head = OfficeHead {
            branch: sample.branch,
            name: sample.name,
            languages: sample.languages,
            staff: StaffMember { id: 7, name: "Anna".to_owned() },
            manages,
            sections: vec![Section::Home, Section::ToDo],
            due: 3,
        };
        let page = OfficePage { head, said: Some(Said::Saved), body: OfficeBody::Home };
        Owner::new().with(|| view! { <Office locale=Locale::en page /> }.to_html())
    }

    #[test]
    fn the_frame_says_who_is_signed_in_where_one_is_and_what_was_done() {
        let html = shown(true);
        for words in ["Anna", "aria-current=\"page\"", t!(Locale::en, office.saved)] {
            assert!(html.contains(words), "{words}: {html}");
        }
    }

    #[test]
    fn what_is_due_is_counted_at_the_way_to_it() {
        let html = shown(true);
        assert!(html.contains("office-due") && html.contains(&t!(Locale::en, to_do.due_now, count = 3)), "{html}");
    }

    #[test]
    fn the_way_to_one_s_own_account_comes_back_here() {
        let html = shown(false);
        for page in ["password", "pin", "second-factor"] {
            let address = ["/", page, "?lang=en&amp;next=/b/centro/office"].concat();
            assert!(html.contains(&address), "{address}: {html}");
        }
    }

    #[test]
    fn the_way_to_the_manager_s_page_is_there_for_who_may_open_it() {
        assert!(shown(true).contains("/b/centro/manager?lang=en"));
        assert!(!shown(false).contains("/b/centro/manager"));
    }
}
