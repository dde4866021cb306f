//! The devices of a branch: which there are, whether they are there, and the way in for a new one.

use crate::address;
use crate::ui::{Faults, FormKey, Notice, RadioField, TextField, Tone};
use leptos::prelude::*;
use wire::{DeviceKind, DeviceRow, DevicesPage, FilledForm, OfficeHead, PrinterFault, PrinterState};
use words::{Locale, t};

fn kind_words(locale: Locale, kind: DeviceKind) -> &'static str {
    match kind {
        DeviceKind::Kiosk => t!(locale, devices.kiosk),
        DeviceKind::Display => t!(locale, devices.display),
        DeviceKind::Tablet => t!(locale, devices.tablet),
    }
}

fn printer_words(locale: Locale, state: &PrinterState) -> String {
    match state {
        PrinterState::None => t!(locale, devices.no_printer).to_owned(),
        PrinterState::Browser => t!(locale, devices.browser_prints).to_owned(),
        PrinterState::Well { printer } => t!(locale, devices.prints, printer = printer.as_str()),
        PrinterState::Faulty { printer, fault } => {
            let label = printer.as_str();
            match fault {
                PrinterFault::OutOfPaper => t!(locale, alert.out_of_paper, label = label),
                PrinterFault::CoverOpen => t!(locale, alert.cover_open, label = label),
                PrinterFault::Silent => t!(locale, alert.silent, label = label),
                PrinterFault::RollLow => t!(locale, alert.roll_low, label = label),
                PrinterFault::Unreachable => t!(locale, alert.unreachable, label = label),
            }
        }
    }
}

fn speech_words(locale: Locale, speaks: bool) -> &'static str {
    if speaks { t!(locale, devices.speaks) } else { t!(locale, alert.speech) }
}

/// `/b/{branch}/office/devices`
#[component]
pub fn Devices(locale: Locale, head: OfficeHead, page: DevicesPage) -> impl IntoView {
    let DevicesPage { open, devices, enrol, no_such_letters } = page;
    let gone: Vec<&str> = devices.iter().filter(|device| device.is_gone).map(|device| device.name.as_str()).collect();
    let gone = (!gone.is_empty()).then(|| t!(locale, devices.gone, names = gone.join(", ")));
    let none = devices.is_empty().then(|| view! { <p>{t!(locale, devices.none)}</p> });
    let rows = devices
        .into_iter()
        .map(|device| view! { <Row locale branch=head.branch.clone() form=enrol.clone() device /> })
        .collect_view();
    let labels = vec![
        ("letters", t!(locale, devices.letters).to_owned()),
        ("role", t!(locale, devices.role).to_owned()),
        ("name", t!(locale, devices.name).to_owned()),
    ];
    let kinds = DeviceKind::ALL.map(|kind| (kind.as_str().to_owned(), kind_words(locale, kind).to_owned()));
    view! {
        {open.then(|| view! { <Notice tone=Tone::Warning words=t!(locale, devices.open) /> })}
        {gone.map(|words| view! { <Notice tone=Tone::Warning words /> })}
        {none}
        <ul class="office-devices">{rows}</ul>
        <section aria-labelledby="enrol">
            <h2 id="enrol">{t!(locale, devices.enrol)}</h2>
            <p>{t!(locale, devices.enrol_detail)}</p>
            {no_such_letters.then(|| view! { <Notice words=t!(locale, devices.no_such_letters) /> })}
            <Faults locale form=enrol.clone() labels />
            <form method="post" action=address::office(&head.branch, "devices", locale) class="form">
                <FormKey form=enrol.clone() />
                <TextField
                    locale
                    form=enrol.clone()
                    name="letters"
                    label=t!(locale, devices.letters)
                    hint=t!(locale, devices.letters_hint)
                />
                <RadioField
                    locale
                    form=enrol.clone()
                    name="role"
                    legend=t!(locale, devices.role)
                    choices=kinds.to_vec()
                />
                <TextField
                    locale
                    form=enrol
                    name="name"
                    label=t!(locale, devices.name)
                    hint=t!(locale, devices.name_hint)
                />
                <button type="submit" class="button button-primary">{t!(locale, devices.enrol)}</button>
            </form>
        </section>
    }
}

#[component]
fn Row(locale: Locale, branch: String, form: FilledForm, device: DeviceRow) -> impl IntoView {
    let place = ["devices/".to_owned(), device.id.to_string()].concat();
    let action = address::office(&branch, &place, locale);
    let field = ["name-".to_owned(), device.id.to_string()].concat();
    let class = if device.is_gone { "state state-closed" } else { "state state-free" };
    let state = if device.is_gone {
        t!(locale, devices.since, time = device.seen_words)
    } else {
        t!(locale, devices.there).to_owned()
    };
    let states: Vec<String> = [
        device.printer.as_ref().map(|printer| printer_words(locale, printer)),
        device.speaks.map(|speaks| speech_words(locale, speaks).to_owned()),
    ]
    .into_iter()
    .flatten()
    .collect();
    let is_faulty = matches!(device.printer, Some(PrinterState::Faulty { .. })) || device.speaks == Some(false);
    let states = (!states.is_empty()).then(|| {
        let class = if is_faulty { "device-states device-faulty" } else { "device-states" };
        view! { <p class=class>{states.join(" ")}</p> }
    });
    let about: Vec<String> = [device.address, device.version].into_iter().filter(|words| !words.is_empty()).collect();
    let about = about.join(" · ");
    let (name, kind) = (device.name.clone(), kind_words(locale, device.role));
    view! {
        <li class="office-device">
            <h2>{name.clone()}</h2>
            <p>
                <span class=class>{state}</span>
                " "
                {kind}
            </p>
            {states}
            <p class="hint">{about}</p>
            <form method="post" action=action class="office-buttons">
                <FormKey form />
                <label for=field.clone()>{t!(locale, devices.name)}</label>
                <input id=field name="name" type="text" value=name required maxlength="100" />
                <button type="submit" class="button" name="do" value="rename">
                    {t!(locale, devices.rename)}
                </button>
                <button type="submit" class="button" name="do" value="show">
                    {t!(locale, devices.show)}
                </button>
                <button type="submit" class="button button-danger" name="do" value="revoke">
                    {t!(locale, devices.revoke)}
                </button>
            </form>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;
    use wire::{StaffMember, Time};

    fn shown(is_gone: bool, open: bool) -> String {
        let sample = sample::head();
        let staff = StaffMember { id: 7, name: "Gaia".to_owned() };
        let (branch, name, languages) = (sample.branch, sample.name, sample.languages);
        let head = OfficeHead { branch, name, languages, staff, manages: true, sections: Vec::new(), due: 0 };
        let device = DeviceRow {
            id: 3,
            role: DeviceKind::Kiosk,
            name: "By the door".to_owned(),
            version: "0.1.0".to_owned(),
            address: "10.0.0.5".to_owned(),
            seen: Time::from_millis(0),
            seen_words: "10:30".to_owned(),
            is_gone,
            printer: Some(PrinterState::Faulty { printer: "entrance".to_owned(), fault: PrinterFault::OutOfPaper }),
            speaks: Some(true),
        };
        let enrol = FilledForm::new("k1234567");
        let page = DevicesPage { open, devices: vec![device], enrol, no_such_letters: false };
        Owner::new().with(|| view! { <Devices locale=Locale::en head page /> }.to_html())
    }

    #[test]
    fn a_device_that_is_gone_is_said_above_the_list_and_in_it() {
        let html = shown(true, false);
        assert!(html.contains("10:30") && html.matches("By the door").count() >= 3, "{html}");
        assert!(!shown(false, false).contains("10:30"));
    }

    #[test]
    fn how_a_kiosk_prints_and_speaks_stands_beside_it() {
        let html = shown(false, false);
        for words in ["entrance is out of paper", "device-faulty", t!(Locale::en, devices.speaks)] {
            assert!(html.contains(words), "{words}: {html}");
        }
    }

    #[test]
    fn where_devices_are_open_the_page_says_so() {
        assert!(shown(false, true).contains(t!(Locale::en, devices.open)));
        assert!(!shown(false, false).contains(t!(Locale::en, devices.open)));
    }
}
