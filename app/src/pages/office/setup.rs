//! The pages of the set-up: what is in force, the forms, what a save would change, the versions.

use crate::address;
use crate::ui::{Notice, area_text, day_words};
use leptos::prelude::*;
use wire::{
    OfficeHead, SetupChange, SetupChanged, SetupCompared, SetupFault, SetupField, SetupForm, SetupGroup, SetupHome,
    SetupInput, SetupLabel, SetupRefused, SetupReview, SetupSaved, SetupTakes, SetupVersions,
};
use words::{Locale, t, weekday};

/// The heading of a form, or of what it would change.
pub fn heading(locale: Locale, label: &SetupLabel) -> String {
    let of = label.of.as_str();
    match label.key.as_str() {
        "hours" => t!(locale, setup.part_hours).to_owned(),
        "desks" => t!(locale, setup.part_desks).to_owned(),
        "policy" => t!(locale, setup.part_policy).to_owned(),
        "service" => t!(locale, setup.part_service, name = of),
        "text" => t!(locale, setup.part_text).to_owned(),
        "language" => t!(locale, setup.part_language, code = of),
        "import" => t!(locale, setup.part_import).to_owned(),
        _ => t!(locale, setup.version, number = of),
    }
}

/// The name of a field or a group.
fn label_words(locale: Locale, label: &SetupLabel) -> String {
    let of = label.of.as_str();
    let words = match label.key.as_str() {
        "day" => {
            let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
            return days.iter().position(|day| *day == of).map_or(of, |day| weekday(locale, day)).to_owned();
        }
        "desk" => return t!(locale, setup.desk, label = of),
        "name" => return t!(locale, setup.name, code = of),
        "serves" => return t!(locale, setup.serves, name = of),
        "opens" => return t!(locale, setup.opens, number = of),
        "closes" => return t!(locale, setup.closes, number = of),
        "target" => return of.to_owned(),
        "desk_label" => t!(locale, setup.desk_label),
        "exceptions" => t!(locale, setup.exceptions_group),
        "closed_on" => t!(locale, setup.closed_on),
        "special_hours" => t!(locale, setup.special_hours),
        "policy_rules" => t!(locale, setup.policy_rules),
        "targets" => t!(locale, setup.targets),
        "book" => t!(locale, setup.book),
        "service_words" => t!(locale, setup.service_words),
        "service_times" => t!(locale, setup.service_times),
        "expected_minutes" => t!(locale, setup.expected_minutes),
        "p80_minutes" => t!(locale, setup.p80_minutes),
        "target_minutes" => t!(locale, setup.target_minutes),
        "whole_text" => t!(locale, setup.whole_text),
        "import_text" => t!(locale, setup.import_text),
        "service_time_weight_percent" => t!(locale, setup.service_time_weight_percent),
        "appointment_lead_minutes" => t!(locale, setup.appointment_lead_minutes),
        "appointment_grace_minutes" => t!(locale, setup.appointment_grace_minutes),
        "officer_wait_minutes" => t!(locale, setup.officer_wait_minutes),
        "priority_share_percent" => t!(locale, setup.priority_share_percent),
        "preference_step_minutes" => t!(locale, setup.preference_step_minutes),
        "no_show_calls" => t!(locale, setup.no_show_calls),
        "no_show_after_seconds" => t!(locale, setup.no_show_after_seconds),
        "delay_most_minutes" => t!(locale, setup.delay_most_minutes),
        "overtime_minutes" => t!(locale, setup.overtime_minutes),
        "extension_most_minutes" => t!(locale, setup.extension_most_minutes),
        "auto_call_seconds" => t!(locale, setup.auto_call_seconds),
        "book_notice_minutes" => t!(locale, setup.book_notice_minutes),
        "book_days_ahead" => t!(locale, setup.book_days_ahead),
        "book_share_percent" => t!(locale, setup.book_share_percent),
        "book_open_per_contact" => t!(locale, setup.book_open_per_contact),
        "book_buffer_minutes" => t!(locale, setup.book_buffer_minutes),
        other => other,
    };
    words.to_owned()
}

/// A change in a sentence.
fn change_words(locale: Locale, change: &SetupChange) -> String {
    let SetupChange { what, path, subject, old, new, .. } = change;
    let said = |text: &str| if text.is_empty() { t!(locale, setup.nothing).to_owned() } else { text.to_owned() };
    let (old, new) = (said(old), said(new));
    // A setting is known by its path, and so is what has no name of its own.
    let name = match what {
        SetupChanged::Value => path.clone(),
        _ if subject.is_empty() => path.clone(),
        _ => subject.clone(),
    };
    match what {
        SetupChanged::Added => t!(locale, setup.added, name = name),
        SetupChanged::Removed => t!(locale, setup.removed, name = name),
        SetupChanged::Ordered => t!(locale, setup.ordered, new = new),
        SetupChanged::Hours => t!(locale, setup.hours, old = old, new = new),
        SetupChanged::Exceptions => t!(locale, setup.exceptions, old = old, new = new),
        SetupChanged::Renamed => t!(locale, setup.renamed, name = name, old = old, new = new),
        SetupChanged::Text => t!(locale, setup.text, name = name, old = old, new = new),
        SetupChanged::Target => t!(locale, setup.target, name = name, old = old, new = new),
        SetupChanged::Minutes => t!(locale, setup.minutes, name = name, old = old, new = new),
        SetupChanged::Profile => t!(locale, setup.profile, name = name, old = old, new = new),
        SetupChanged::Value => t!(locale, setup.value, name = name, old = old, new = new),
    }
}

/// What changes, by when it takes effect, and why it does not at once.
#[component]
fn Changes(locale: Locale, changes: Vec<SetupChange>) -> impl IntoView {
    if changes.is_empty() {
        return view! { <p>{t!(locale, setup.no_changes)}</p> }.into_any();
    }
    let when = [
        (SetupTakes::AtOnce, t!(locale, setup.at_once), t!(locale, setup.at_once_why)),
        (SetupTakes::NextDay, t!(locale, setup.next_day), t!(locale, setup.next_day_why)),
        (SetupTakes::Restart, t!(locale, setup.restart), t!(locale, setup.restart_why)),
    ];
    when.into_iter()
        .filter_map(|(takes, title, why)| {
            let of_it = changes.iter().filter(|change| change.takes == takes);
            let rows: Vec<_> = of_it.map(|change| view! { <li>{change_words(locale, change)}</li> }).collect();
            (!rows.is_empty()).then(|| {
                view! {
                    <h3>{title}</h3>
                    <p class="hint">{why}</p>
                    <ul class="setup-changes">{rows}</ul>
                }
            })
        })
        .collect_view()
        .into_any()
}

/// Who saved a version, when, and how it came.
fn saved_words(locale: Locale, save: &SetupSaved, offset: i32) -> (String, &'static str) {
    let (day, time) = (day_words(locale, &save.day), save.at.clock(offset));
    let who = if save.by.is_empty() {
        t!(locale, setup.by_server, day = day, time = time)
    } else {
        t!(locale, setup.by, day = day, time = time, name = save.by.as_str())
    };
    let came = match save.origin.as_str() {
        "carried" => t!(locale, setup.came_carried),
        "file" => t!(locale, setup.came_file),
        "import" => t!(locale, setup.came_import),
        "undo" => t!(locale, setup.came_undo),
        _ => t!(locale, setup.came_editor),
    };
    (who, came)
}

fn page_of(branch: &str, page: &str, locale: Locale) -> String {
    address::office(branch, &["setup/", page].concat(), locale)
}

#[component]
pub fn Setup(locale: Locale, head: OfficeHead, page: SetupHome) -> impl IntoView {
    let SetupHome { newest, services, languages, whole, editor, utc_offset_minutes } = page;
    let branch = head.branch;
    let link = |page: &str, words: String| {
        view! {
            <li>
                <a href=page_of(&branch, page, locale)>{words}</a>
            </li>
        }
    };
    let mut parts = vec![
        ("hours", t!(locale, setup.part_hours)),
        ("desks", t!(locale, setup.part_desks)),
        ("policy", t!(locale, setup.part_policy)),
    ];
    if whole {
        parts.extend([("text", t!(locale, setup.part_text)), ("import", t!(locale, setup.part_import))]);
    }
    let forms = editor.then(|| {
        let parts = parts.into_iter().map(|(page, words)| link(page, words.to_owned())).collect_view();
        let texts = languages.iter().filter(|_| whole);
        let texts = texts
            .map(|code| link(&["text/", code].concat(), t!(locale, setup.part_language, code = code.as_str())))
            .collect_view();
        let of_services =
            services.iter().map(|(id, name)| link(&["services/", id].concat(), name.clone())).collect_view();
        view! {
            <section aria-labelledby="edit">
                <h2 id="edit">{t!(locale, setup.edit)}</h2>
                <ul>{parts} {texts}</ul>
                {(!services.is_empty())
                    .then(|| {
                        view! {
                            <h3>{t!(locale, setup.services)}</h3>
                            <ul>{of_services}</ul>
                        }
                    })}
            </section>
        }
    });
    let export = |code: &str, words: String| {
        let query = if code.is_empty() { String::new() } else { ["&language=", code].concat() };
        let href = [page_of(&branch, "export", locale), query].concat();
        view! {
            <li>
                <a href=href download="">
                    {words}
                </a>
            </li>
        }
    };
    let files = languages
        .iter()
        .map(|code| export(code, t!(locale, setup.export_language, code = code.as_str())))
        .collect_view();
    let (who, came) = saved_words(locale, &newest, utc_offset_minutes);
    view! {
        <p class="lead">{t!(locale, setup.lead)}</p>
        {(!editor).then(|| view! { <Notice words=t!(locale, setup.off) /> })}
        <section aria-labelledby="in-force">
            <h2 id="in-force">{t!(locale, setup.in_force)}</h2>
            <p>
                <strong>{t!(locale, setup.version, number = newest.number)}</strong>
                " "
                {came}
                ". "
                {who}
            </p>
            <p>
                <a href=page_of(&branch, "versions", locale)>{t!(locale, setup.versions)}</a>
            </p>
        </section>
        {forms}
        <section aria-labelledby="files">
            <h2 id="files">{t!(locale, setup.files)}</h2>
            <ul>{export("", t!(locale, setup.export).to_owned())} {files}</ul>
        </section>
    }
}

fn fault_line(locale: Locale, fault: &SetupFault) -> String {
    let SetupFault { file, line, field, what, .. } = fault;
    let (field, what) = (field.as_str(), what.as_str());
    match file {
        Some(file) => t!(locale, setup.fault_in, file = file.as_str(), line = *line, field = field, what = what),
        None => t!(locale, setup.fault, line = *line, field = field, what = what),
    }
}

/// Why nothing was saved. The check's own words are English, as in the log and on the command line.
fn refusal(locale: Locale, refused: SetupRefused, faults: &[SetupFault], offset: i32) -> AnyView {
    match refused {
        SetupRefused::Faulty => {
            let rows: Vec<_> = faults
                .iter()
                .map(|fault| {
                    let words = fault_line(locale, fault);
                    let words = match &fault.at {
                        Some(at) => view! { <a href=["#", at].concat()>{words}</a> }.into_any(),
                        None => words.into_any(),
                    };
                    view! { <li lang="en">{words}</li> }
                })
                .collect();
            view! {
                <div class="faults" role="alert" tabindex="-1" autofocus>
                    <h2>{t!(locale, setup.faulty)}</h2>
                    <ul>{rows}</ul>
                </div>
            }
            .into_any()
        }
        SetupRefused::Stale(theirs) => {
            let (who, came) = saved_words(locale, &theirs, offset);
            view! {
                <Notice words=t!(locale, setup.stale, number = theirs.number) />
                <section aria-labelledby="theirs">
                    <h2 id="theirs">{t!(locale, setup.stale_theirs)}</h2>
                    <p>{came} ". " {who}</p>
                    <Changes locale changes=theirs.changes />
                    <p>{t!(locale, setup.stale_keep)}</p>
                </section>
            }
            .into_any()
        }
        SetupRefused::Unchanged => view! { <Notice words=t!(locale, setup.unchanged) /> }.into_any(),
        SetupRefused::NotYours => view! { <Notice words=t!(locale, setup.not_yours) /> }.into_any(),
    }
}

#[component]
pub fn Form(locale: Locale, head: OfficeHead, page: SetupForm) -> impl IntoView {
    let SetupForm { part, seen, groups, faults, refused, utc_offset_minutes, .. } = page;
    let refused = refused.map(|refused| refusal(locale, refused, &faults, utc_offset_minutes));
    let groups = groups
        .into_iter()
        .map(|SetupGroup { label, fields }| {
            let fields = fields.into_iter().map(|field| view! { <Field locale field /> }).collect_view();
            view! {
                <fieldset class="setup-group">
                    <legend>{label_words(locale, &label)}</legend>
                    {fields}
                </fieldset>
            }
        })
        .collect_view();
    view! {
        {refused}
        <form method="post" action=page_of(&head.branch, &part, locale) class="setup-form">
            <input type="hidden" name="seen" value=seen />
            {groups}
            <button type="submit" class="button button-primary">
                {t!(locale, setup.check)}
            </button>
        </form>
    }
}

#[component]
fn Field(locale: Locale, field: SetupField) -> impl IntoView {
    let SetupField { name, label, input, value, faults } = field;
    let words = label_words(locale, &label);
    let fault_id = [&name, "-fault"].concat();
    let hint_id = [&name, "-hint"].concat();
    let wrong = (!faults.is_empty()).then_some("true");
    let usual = input == SetupInput::Number && name.contains('.');
    let described: Vec<String> = [(usual, &hint_id), (wrong.is_some(), &fault_id)]
        .into_iter()
        .filter(|(is, _)| *is)
        .map(|(_, id)| id.clone())
        .collect();
    let described = (!described.is_empty()).then(|| described.join(" "));
    let hint = usual.then(|| view! { <p id=hint_id class="hint">{t!(locale, setup.usual)}</p> });
    let fault = wrong.map(|_| {
        view! {
            <p id=fault_id class="fault" lang="en">
                {faults.join(" ")}
            </p>
        }
    });
    let (id, ticked) = (name.clone(), value == "on");
    match input {
        SetupInput::Tick => view! {
            <div class="form-field">
                {fault}
                <p class="form-choice">
                    <input
                        id=id.clone()
                        name=name
                        type="checkbox"
                        value="on"
                        checked=ticked
                        aria-describedby=described
                    />
                    <label for=id>{words}</label>
                </p>
            </div>
        }
        .into_any(),
        SetupInput::Lines(rows) => view! {
            <div class="form-field">
                <label for=id.clone()>{words}</label>
                {fault}
                <textarea
                    id=id
                    name=name
                    rows=rows
                    spellcheck="false"
                    aria-describedby=described
                    aria-invalid=wrong
                >
                    {area_text(&value)}
                </textarea>
            </div>
        }
        .into_any(),
        SetupInput::Text | SetupInput::Number | SetupInput::Clock => {
            let mode = (input == SetupInput::Number).then_some("numeric");
            let placeholder = (input == SetupInput::Clock).then_some("00:00");
            view! {
                <div class="form-field">
                    <label for=id.clone()>{words}</label>
                    {hint}
                    {fault}
                    <input
                        id=id
                        name=name
                        type="text"
                        value=value
                        inputmode=mode
                        placeholder=placeholder
                        autocomplete="off"
                        aria-describedby=described
                        aria-invalid=wrong
                    />
                </div>
            }
            .into_any()
        }
    }
}

#[component]
pub fn Review(locale: Locale, head: OfficeHead, page: SetupReview) -> impl IntoView {
    let SetupReview { part, seen, typed, changes, .. } = page;
    let action = page_of(&head.branch, &part, locale);
    let back = action.clone();
    let typed =
        typed.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value /> }).collect_view();
    view! {
        <p class="lead">{t!(locale, setup.review_lead)}</p>
        <section aria-labelledby="review">
            <h2 id="review">{t!(locale, setup.review)}</h2>
            <Changes locale changes />
        </section>
        <form method="post" action=action class="office-actions">
            <input type="hidden" name="seen" value=seen />
            <input type="hidden" name="do" value="save" />
            {typed}
            <button type="submit" class="button button-primary">
                {t!(locale, setup.save)}
            </button>
            <a class="button" href=back>
                {t!(locale, setup.back)}
            </a>
        </form>
    }
}

#[component]
pub fn Versions(locale: Locale, head: OfficeHead, page: SetupVersions) -> impl IntoView {
    let SetupVersions { saves, before, utc_offset_minutes } = page;
    let branch = head.branch;
    let older = before.map(|before| {
        let href = [page_of(&branch, "versions", locale), format!("&before={before}")].concat();
        view! {
            <p>
                <a href=href>{t!(locale, setup.older)}</a>
            </p>
        }
    });
    let rows = saves
        .into_iter()
        .map(|save| {
            let (who, came) = saved_words(locale, &save, utc_offset_minutes);
            let href = page_of(&branch, &format!("versions/{}", save.number), locale);
            let changes: Vec<_> =
                save.changes.iter().take(5).map(|change| view! { <li>{change_words(locale, change)}</li> }).collect();
            let more = save.changes.len() > 5;
            view! {
                <li>
                    <h2>
                        <a href=href>{t!(locale, setup.version, number = save.number)}</a>
                    </h2>
                    <p>{came} ". " {who}</p>
                    {(!changes.is_empty())
                        .then(|| {
                            view! {
                                <ul class="setup-changes">{changes} {more.then(|| view! { <li>"…"</li> })}</ul>
                            }
                        })}
                </li>
            }
        })
        .collect_view();
    view! {
        <ul class="announcements">{rows}</ul>
        {older}
    }
}

#[component]
pub fn Compared(locale: Locale, head: OfficeHead, page: SetupCompared) -> impl IntoView {
    let SetupCompared { save, with, changes, newest, may_undo, refused, utc_offset_minutes } = page;
    let branch = head.branch;
    let (who, came) = saved_words(locale, &save, utc_offset_minutes);
    let own = page_of(&branch, &format!("versions/{}", save.number), locale);
    let refused = refused.map(|refused| refusal(locale, refused, &[], utc_offset_minutes));
    let export = [page_of(&branch, "export", locale), format!("&number={}", save.number)].concat();
    let undo = may_undo.then(|| {
        view! {
            <form method="post" action=own.clone()>
                <input type="hidden" name="seen" value=newest />
                <button type="submit" class="button">
                    {t!(locale, setup.undo)}
                </button>
            </form>
        }
    });
    let differs = if with == 0 {
        view! { <p>{t!(locale, setup.first)}</p> }.into_any()
    } else {
        view! {
            <h2 id="differs">{t!(locale, setup.against, number = with)}</h2>
            <Changes locale changes />
        }
        .into_any()
    };
    view! {
        {refused}
        <p>{came} ". " {who}</p>
        {differs}
        <form method="get" action=own.clone() class="fields">
            <input type="hidden" name="lang" value=locale.code() />
            <div class="form-field">
                <label for="with">{t!(locale, setup.compare)}</label>
                <input id="with" name="with" type="number" min="1" max=newest value=with.max(1) required />
            </div>
            <button type="submit" class="button">
                {t!(locale, setup.compare_do)}
            </button>
        </form>
        <div class="office-actions">
            {undo} <a class="button" href=export download="">
                {t!(locale, setup.export_version)}
            </a>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wire::{Language, Section, StaffMember, Text, Time};

    fn head() -> OfficeHead {
        OfficeHead {
            branch: "centro".to_owned(),
            name: Text::from([("en", "Centre")]),
            languages: vec![Language::new("en")],
            staff: StaffMember { id: 7, name: "Gaia".to_owned() },
            manages: true,
            sections: vec![Section::Setup],
        }
    }

    fn change(what: SetupChanged, takes: SetupTakes) -> SetupChange {
        SetupChange {
            what,
            path: "branch.centro.policy.no_show_calls".to_owned(),
            subject: "1 (Cash <desk>)".to_owned(),
            old: "2".to_owned(),
            new: String::new(),
            takes,
        }
    }

    fn saved(number: u32) -> SetupSaved {
        SetupSaved {
            number,
            origin: "editor".to_owned(),
            by: "Gaia".to_owned(),
            day: "2026-11-30".to_owned(),
            at: Time::from_millis(0),
            changes: vec![change(SetupChanged::Value, SetupTakes::NextDay)],
        }
    }

    fn form(refused: Option<SetupRefused>, faults: Vec<SetupFault>) -> String {
        let field = SetupField {
            name: "policy.no_show_calls".to_owned(),
            label: SetupLabel::new("no_show_calls", ""),
            input: SetupInput::Number,
            value: "<many>".to_owned(),
            faults: faults.iter().map(|fault| fault.what.clone()).collect(),
        };
        let page = SetupForm {
            part: "policy".to_owned(),
            label: SetupLabel::new("policy", ""),
            seen: 3,
            groups: vec![SetupGroup { label: SetupLabel::new("policy_rules", ""), fields: vec![field] }],
            faults,
            refused,
            utc_offset_minutes: 60,
        };
        Owner::new().with(|| view! { <Form locale=Locale::en head=head() page /> }.to_html())
    }

    #[test]
    fn a_form_carries_the_version_that_is_edited_and_keeps_what_was_typed() {
        let html = form(None, Vec::new());
        for part in ["name=\"seen\" value=\"3\"", "value=\"&lt;many&gt;\"", "/b/centro/office/setup/policy?lang=en"] {
            assert!(html.contains(part), "{part}: {html}");
        }
    }

    #[test]
    fn a_fault_stands_above_the_form_and_beside_its_field() {
        let fault = SetupFault {
            file: None,
            line: 130,
            field: "no_show_calls".to_owned(),
            what: "expected u32".to_owned(),
            at: Some("policy.no_show_calls".to_owned()),
        };
        let html = form(Some(SetupRefused::Faulty), vec![fault]);
        for part in [
            "href=\"#policy.no_show_calls\"",
            "Line 130",
            "aria-invalid=\"true\"",
            "aria-describedby=\"policy.no_show_calls-hint policy.no_show_calls-fault\"",
        ] {
            assert!(html.contains(part), "{part}: {html}");
        }
    }

    #[test]
    fn another_s_save_is_shown_beside_what_was_typed() {
        let html = form(Some(SetupRefused::Stale(Box::new(saved(4)))), Vec::new());
        for part in ["version 4 came meanwhile", "no_show_calls: 2 → (nothing)", "&lt;many&gt;", "Gaia"] {
            assert!(html.contains(part), "{part}: {html}");
        }
    }

    #[test]
    fn what_is_saved_is_told_by_when_it_takes_effect_and_the_form_goes_along() {
        let page = SetupReview {
            part: "desks".to_owned(),
            label: SetupLabel::new("desks", ""),
            seen: 3,
            typed: vec![("desk.1.label".to_owned(), "1\"A".to_owned())],
            changes: vec![
                change(SetupChanged::Renamed, SetupTakes::AtOnce),
                change(SetupChanged::Profile, SetupTakes::NextDay),
                change(SetupChanged::Value, SetupTakes::Restart),
            ],
        };
        let html = Owner::new().with(|| view! { <Review locale=Locale::en head=head() page /> }.to_html());
        let places = [
            t!(Locale::en, setup.at_once),
            "Cash &lt;desk>",
            t!(Locale::en, setup.next_day),
            t!(Locale::en, setup.restart),
            "name=\"do\" value=\"save\"",
        ];
        let mut from = 0;
        for place in places {
            let alternative = place.replace('>', "&gt;");
            let at = html[from..].find(place).or_else(|| html[from..].find(&alternative));
            from += at.unwrap_or_else(|| panic!("{place} is not there, or not in its place: {html}"));
        }
        assert!(html.contains("name=\"desk.1.label\" value=\"1&quot;A\""), "{html}");
    }

    #[test]
    fn an_older_version_can_be_gone_back_to_and_the_newest_cannot() {
        let shown = |may_undo| {
            let page = SetupCompared {
                save: saved(2),
                with: 1,
                changes: vec![change(SetupChanged::Value, SetupTakes::NextDay)],
                newest: 4,
                may_undo,
                refused: None,
                utc_offset_minutes: 60,
            };
            Owner::new().with(|| view! { <Compared locale=Locale::en head=head() page /> }.to_html())
        };
        assert!(shown(true).contains("name=\"seen\" value=\"4\"") && shown(true).contains("&amp;number=2"));
        assert!(!shown(false).contains(t!(Locale::en, setup.undo)));
    }

    #[test]
    fn a_server_without_editor_offers_no_form_and_still_its_versions_and_file() {
        let shown = |editor, whole| {
            let page = SetupHome {
                newest: saved(2),
                services: if whole { vec![("cash".to_owned(), "Cash".to_owned())] } else { Vec::new() },
                languages: vec!["de".to_owned()],
                whole,
                editor,
                utc_offset_minutes: 60,
            };
            Owner::new().with(|| view! { <Setup locale=Locale::en head=head() page /> }.to_html())
        };
        let off = shown(false, true);
        assert!(
            off.contains(t!(Locale::en, setup.off)) && !off.contains("setup/hours") && off.contains("setup/export")
        );
        let manager = shown(true, false);
        assert!(
            manager.contains("setup/hours") && !manager.contains("setup/text") && !manager.contains("setup/import")
        );
        assert!(shown(true, true).contains("setup/services/cash") && shown(true, true).contains("setup/text/de"));
    }
}
