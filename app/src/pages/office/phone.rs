//! The telephone desk: a free time, a place in the queue, the state of a request and what to read out, on one page and by keys alone.
//! Each part is a form of its own; a key of the keyboard (`accesskey`) leads to each.

use super::book::{Booked, Found, Refused, Search};
use crate::address;
use crate::ui::{Blocks, CaseState, Faults, FormKey, Notice, SelectField, TextField, Tone};
use leptos::prelude::*;
use wire::{
    ArticleShown, JoinedCaller, OfficeBookPage, OfficeHead, PhoneCase, PhoneGuide, PhoneJoin, PhoneOffice,
    StatusRefused,
};
use words::{Locale, t};

/// `/b/{branch}/office/phone`
#[component]
pub fn Phone(locale: Locale, head: OfficeHead, page: PhoneOffice) -> impl IntoView {
    let PhoneOffice { book, join, case, guide } = page;
    let parts = [
        ("caller", t!(locale, officer_book.caller)),
        ("place", t!(locale, phone_desk.join)),
        ("state", t!(locale, phone_desk.state)),
        ("guide", t!(locale, phone_desk.guide)),
    ];
    let ways = parts
        .into_iter()
        .zip(["1", "2", "3", "4"])
        .map(|((part, name), key)| {
            view! {
                <li>
                    <a href=["#", part].concat() accesskey=key>
                        {[key, " ", name].concat()}
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <p class="lead">{t!(locale, phone_desk.lead)}</p>
        <nav aria-label=t!(locale, phone_desk.parts)>
            <ul class="link-list">{ways}</ul>
        </nav>
        <Book locale head=head.clone() page=book />
        <Place locale head=head.clone() join />
        <State locale head=head.clone() case />
        <Guide locale head guide />
    }
}

/// "Thursday afternoon, mortgage, Italian", and booking one of the times.
#[component]
fn Book(locale: Locale, head: OfficeHead, page: OfficeBookPage) -> impl IntoView {
    let OfficeBookPage { day, search, services, found, form, refusal, booked, .. } = page;
    let action = ["/b/", &head.branch, "/office/phone/book"].concat();
    view! {
        <section aria-labelledby="caller">
            <h2 id="caller">{t!(locale, officer_book.caller)}</h2>
            {booked.map(|booked| view! { <Booked locale booked /> })}
            {refusal.map(|refusal| view! { <Refused locale refusal /> })}
            <Search locale head page="phone" search=search.clone() services day=day.clone() />
            {found.map(|times| view! { <Found locale action times form search day /> })}
        </section>
    }
}

/// A place in the queue for the caller.
#[component]
fn Place(locale: Locale, head: OfficeHead, join: PhoneJoin) -> impl IntoView {
    let PhoneJoin { off, services, minutes, calls_back, form, refused, joined } = join;
    let services: Vec<_> = services.into_iter().map(|(id, name)| (id, name.get(locale.code()).to_owned())).collect();
    let languages: Vec<_> = words::among(&head.languages)
        .into_iter()
        .map(|other| (other.code().to_owned(), t!(other, language.name).to_owned()))
        .collect();
    let labels = vec![
        ("kind", t!(locale, officer_book.service).to_owned()),
        ("travel", t!(locale, phone_desk.travel).to_owned()),
        ("language", t!(locale, officer_book.speaks).to_owned()),
        ("dial", t!(locale, phone_desk.dial).to_owned()),
    ];
    let comes = !minutes.is_empty();
    let minutes: Vec<_> =
        minutes.iter().map(|minutes| (minutes.to_string(), t!(locale, join.minutes, minutes = *minutes))).collect();
    let asked = match off {
        Some(why) => view! { <p>{words::refusal(locale, why)}</p> }.into_any(),
        None => view! {
            {refused.map(|code| view! { <Notice words=words::refusal(locale, code) /> })}
            <Faults locale form=form.clone() labels />
            <form method="post" action=["/b/", &head.branch, "/office/phone/join"].concat() class="fields">
                <FormKey form=form.clone() />
                <input type="hidden" name="lang" value=locale.code() />
                <SelectField locale form=form.clone() name="kind" label=t!(locale, officer_book.service) choices=services none="—" />
                <SelectField locale form=form.clone() name="language" label=t!(locale, officer_book.speaks) choices=languages />
                {comes
                    .then(|| {
                        let form = form.clone();
                        view! { <SelectField locale form name="travel" label=t!(locale, phone_desk.travel) choices=minutes /> }
                    })}
                {calls_back
                    .then(|| {
                        let hint = if comes { t!(locale, phone_desk.dial_hint) } else { "" };
                        view! { <TextField locale form name="dial" label=t!(locale, phone_desk.dial) hint=hint kind="tel" optional=comes /> }
                    })}
                <button type="submit" class="button">
                    {t!(locale, join.take)}
                </button>
            </form>
        }
        .into_any(),
    };
    view! {
        <section aria-labelledby="place">
            <h2 id="place">{t!(locale, phone_desk.join)}</h2>
            {joined.map(|joined| view! { <Joined locale joined /> })}
            {asked}
        </section>
    }
}

/// What the CSR reads out: the number, the word, the wait.
#[component]
fn Joined(locale: Locale, joined: JoinedCaller) -> impl IntoView {
    let JoinedCaller { number, word, service, wait, call_back, token } = joined;
    let then = if call_back { t!(locale, phone_desk.tell_call_back) } else { t!(locale, phone_desk.tell) };
    let told = t!(locale, phone_desk.joined, number = number, word = word);
    view! {
        <Notice tone=Tone::Calm words=told />
        <dl class="receipt">
            <dt>{t!(locale, officer_book.service)}</dt>
            <dd>{service.get(locale.code()).to_owned()}</dd>
            <dt>{t!(locale, join.wait_now)}</dt>
            <dd>{words::wait(locale, wait)}</dd>
        </dl>
        <p>{then}</p>
        <p>
            <a href=["/t/", &token].concat()>{t!(locale, phone_desk.open)}</a>
        </p>
    }
}

/// How a request is doing, for who says its code and PIN.
#[component]
fn State(locale: Locale, head: OfficeHead, case: PhoneCase) -> impl IntoView {
    let PhoneCase { form, found, refused } = case;
    let refused = refused.map(|refused| match refused {
        StatusRefused::Wrong => t!(locale, status.wrong),
        StatusRefused::Locked => t!(locale, status.locked),
        StatusRefused::Stopped => t!(locale, status.stopped),
    });
    view! {
        <section aria-labelledby="state">
            <h2 id="state">{t!(locale, phone_desk.state)}</h2>
            {refused.map(|words| view! { <Notice words=words /> })}
            {found.map(|found| view! { <CaseState locale found ready=None /> })}
            <form method="post" action=["/b/", &head.branch, "/office/phone/state"].concat() class="fields">
                <FormKey form=form.clone() />
                <input type="hidden" name="lang" value=locale.code() />
                <TextField locale form=form.clone() name="code" label=t!(locale, status.code) />
                <TextField locale form name="pin" label=t!(locale, status.pin) kind="password" inputmode="numeric" />
                <button type="submit" class="button">
                    {t!(locale, status.look)}
                </button>
            </form>
        </section>
    }
}

/// Quick answers and articles: the words that are looked for, and what to read out.
#[component]
fn Guide(locale: Locale, head: OfficeHead, guide: PhoneGuide) -> impl IntoView {
    let PhoneGuide { words, found } = guide;
    let none = found.is_empty();
    let open = !words.is_empty() && found.len() == 1;
    let rows = found.into_iter().map(|article| view! { <Shown locale article open /> }).collect_view();
    view! {
        <section aria-labelledby="guide">
            <h2 id="guide">{t!(locale, phone_desk.guide)}</h2>
            <form method="get" action=[&address::office(&head.branch, "phone", locale), "#guide"].concat() class="fields">
                <input type="hidden" name="lang" value=locale.code() />
                <div class="form-field">
                    <label for="q">{t!(locale, phone_desk.look)}</label>
                    <input id="q" name="q" type="search" value=words maxlength="200" autocomplete="off" />
                </div>
                <button type="submit" class="button">
                    {t!(locale, phone_desk.find)}
                </button>
            </form>
            {none.then(|| view! { <p>{t!(locale, phone_desk.nothing)}</p> })}
            {rows}
        </section>
    }
}

#[component]
fn Shown(locale: Locale, article: ArticleShown, open: bool) -> impl IntoView {
    let ArticleShown { title, language, answer, blocks, overdue, .. } = article;
    let lang = language.map(|language| language.as_str().to_owned());
    let late = overdue.then(|| view! { <p class="late">{t!(locale, articles.overdue)}</p> });
    view! {
        <details class="phone-answer" open=open>
            <summary lang=lang.clone()>{title.get(locale.code()).to_owned()}</summary>
            {late}
            {answer.map(|text| view! { <p>{text.get(locale.code()).to_owned()}</p> })}
            <div lang=lang>
                <Blocks blocks />
            </div>
        </details>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;
    use wire::{Code, FilledForm, Section, Text, WaitRange};

    fn page() -> PhoneOffice {
        let day = "2026-12-03".to_owned();
        let form = || FilledForm::new("k1234567");
        let service = || ("mortgage".to_owned(), Text::from([("en", "Mortgage")]));
        let book = OfficeBookPage {
            day: day.clone(),
            before: day.clone(),
            after: day,
            week: false,
            days: Vec::new(),
            search: form(),
            services: vec![service()],
            found: None,
            form: form(),
            refusal: None,
            booked: None,
        };
        let joined = JoinedCaller {
            number: "C004".to_owned(),
            word: "Torino".to_owned(),
            service: service().1,
            wait: Some(WaitRange { low_minutes: 20, high_minutes: 30 }),
            call_back: false,
            token: "0f".to_owned(),
        };
        let join = PhoneJoin {
            off: None,
            services: vec![service()],
            minutes: vec![5, 20],
            calls_back: true,
            form: form().with("travel", "20"),
            refused: Some(Code::RemoteFull),
            joined: Some(joined),
        };
        let case = PhoneCase { form: form(), found: None, refused: Some(StatusRefused::Wrong) };
        let answer = ArticleShown {
            id: "iban".to_owned(),
            title: Text::from([("en", "Where is my IBAN?")]),
            language: None,
            answer: Some(Text::from([("en", "On the first page of your statement.")])),
            blocks: Vec::new(),
            review_by: None,
            overdue: false,
        };
        PhoneOffice { book, join, case, guide: PhoneGuide { words: "iban".to_owned(), found: vec![answer] } }
    }

    fn shown(page: PhoneOffice) -> String {
        let head = sample::office_head("Anna", false, Section::Phone);
        Owner::new().with(|| view! { <Phone locale=Locale::en head page /> }.to_html())
    }

    #[test]
    fn what_a_caller_is_told_and_why_something_was_not_possible_stand_there() {
        let html = shown(page());
        for part in
            ["C004", "Torino", "20–30 minutes", "/t/0f", "On the first page of your statement.", "accesskey=\"2\""]
        {
            assert!(html.contains(part), "{part}: {html}");
        }
        assert!(html.contains(t!(Locale::en, problem.remote_full)) && html.contains(t!(Locale::en, status.wrong)));
        for action in ["/office/phone\"", "/office/phone/join\"", "/office/phone/state\""] {
            assert!(html.contains(action), "{action}: {html}");
        }
    }

    #[test]
    fn a_branch_that_gives_no_places_from_home_says_so() {
        let page = page();
        let html = shown(PhoneOffice { join: PhoneJoin { off: Some(Code::NoRemote), ..page.join.clone() }, ..page });
        assert!(html.contains(t!(Locale::en, problem.no_remote)) && !html.contains("/office/phone/join"), "{html}");
    }
}
