//! The set-up's pages as they are rendered.

use super::*;
use wire::{
    Language, PaperLine, Section, SetupChange, SetupChanged, SetupCompared, SetupFault, SetupField, SetupForm,
    SetupGroup, SetupHolds, SetupInput, SetupLabel, SetupPreview, SetupRefused, SetupReview, SetupSaved, SetupTakes,
    SetupUnfit, StaffMember, Text, Time,
};

fn head() -> OfficeHead {
    OfficeHead {
        branch: "centro".to_owned(),
        name: Text::from([("en", "Centre")]),
        languages: vec![Language::new("en")],
        staff: StaffMember { id: 7, name: "Gaia".to_owned() },
        manages: true,
        sections: vec![Section::Setup],
        due: 0,
    }
}

fn change(what: SetupChanged, takes: SetupTakes) -> SetupChange {
    SetupChange {
        what,
        path: "branch.centro.policy.no_show_calls".to_owned(),
        key: "branch.policy.no_show_calls".to_owned(),
        entries: vec![("branch.desk".to_owned(), "1 (Cash <desk>)".to_owned())],
        language: String::new(),
        holds: SetupHolds::Number,
        old: vec!["2".to_owned()],
        new: Vec::new(),
        takes,
    }
}

fn saved(number: u32) -> SetupSaved {
    SetupSaved {
        number,
        origin: "editor".to_owned(),
        rollout: String::new(),
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
    assert!(!html.contains("Line 130"), "nobody sees the file here: {html}");
    for part in [
        "href=\"#policy.no_show_calls\"",
        "no_show_calls: expected u32",
        "aria-invalid=\"true\"",
        "aria-describedby=\"policy.no_show_calls-hint policy.no_show_calls-fault\"",
    ] {
        assert!(html.contains(part), "{part}: {html}");
    }
}

#[test]
fn another_s_save_is_shown_beside_what_was_typed() {
    let html = form(Some(SetupRefused::Stale(Box::new(saved(4)))), Vec::new());
    for part in ["version 4 came meanwhile", "not there: 2 → usual value", "&lt;many&gt;", "Gaia"] {
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
            change(SetupChanged::Added, SetupTakes::AtOnce),
            change(SetupChanged::Ordered, SetupTakes::NextDay),
            change(SetupChanged::Value, SetupTakes::Restart),
        ],
        spreads: true,
    };
    let html = Owner::new().with(|| view! { <Review locale=Locale::en head=head() page /> }.to_html());
    let places = [
        t!(Locale::en, setup.at_once),
        "Cash &lt;desk>",
        t!(Locale::en, setup.next_day),
        t!(Locale::en, setup.restart),
        "name=\"do\" value=\"save\"",
        "name=\"do\" value=\"spread\"",
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
fn a_file_that_is_no_set_up_is_named_for_what_it_is() {
    for (unfit, words) in [
        (SetupUnfit::Picture, "this file is a picture"),
        (SetupUnfit::Page, "this file is a page (HTML)"),
        (SetupUnfit::TooLong, "longer than 1 MB"),
        (SetupUnfit::NoText, "no text in UTF-8"),
        (SetupUnfit::Nothing, "no file was chosen"),
    ] {
        let html = form(Some(SetupRefused::Unfit(unfit)), Vec::new());
        assert!(html.contains(words) && !html.contains("type=\"file\""), "only the import takes a file: {html}");
    }
}

#[test]
fn a_preview_shows_the_branch_in_one_language_and_goes_on_from_what_was_typed() {
    let catalogue = crate::sample::catalogue();
    let service = catalogue.service("cash").map(|(_, service)| service.clone());
    let text = |text: &str| PaperLine::Text { text: text.to_owned(), bold: true, tall: false, centred: true };
    let page = SetupPreview {
        part: "services/cash".to_owned(),
        label: SetupLabel::new("service", "Cash"),
        seen: 3,
        typed: vec![("name.en".to_owned(), "Notes & coins".to_owned())],
        languages: vec![Language::new("it"), Language::new("en")],
        language: Language::new("it"),
        categories: catalogue.categories,
        service,
        paper: vec![text("Centro"), PaperLine::Number("A042".to_owned()), PaperLine::Code, PaperLine::Rule],
    };
    let html = Owner::new().with(|| view! { <Preview locale=Locale::en head=head() page /> }.to_html());
    for part in [
        "name=\"name.en\" value=\"Notes &amp; coins\"",
        "name=\"seen\" value=\"3\"",
        "lang=\"it\"",
        t!(Locale::it, ready.documents),
        "Centro",
        "A042",
        "value=\"edit\"",
    ] {
        assert!(html.contains(part), "{part}: {html}");
    }
    assert!(!html.contains("value=\"save\""), "what was not read as a change is not saved: {html}");
}

#[test]
fn an_older_version_can_be_gone_back_to_and_the_newest_cannot() {
    let shown = |may_undo| {
        let page = SetupCompared {
            save: saved(2),
            with: 1,
            changes: vec![change(SetupChanged::Value, SetupTakes::NextDay)],
            newest: 4,
            exports: may_undo,
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
            rollouts: whole,
            exports: whole,
            editor,
            utc_offset_minutes: 60,
        };
        Owner::new().with(|| view! { <Setup locale=Locale::en head=head() page /> }.to_html())
    };
    let off = shown(false, true);
    assert!(off.contains(t!(Locale::en, setup.off)) && !off.contains("setup/hours") && off.contains("setup/export"));
    let manager = shown(true, false);
    assert!(
        manager.contains("setup/hours")
            && !manager.contains("setup/text")
            && !manager.contains("setup/import")
            && !manager.contains("setup/export")
    );
    assert!(shown(true, true).contains("setup/services/cash") && shown(true, true).contains("setup/text/de"));
}
