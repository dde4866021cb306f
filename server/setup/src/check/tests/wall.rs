//! The wall: its layout, the bank's colours, and files that are what their names say.

use super::{Setup, check};
use crate::{Colour, DEFAULT, Fault};
use std::fs;
use std::path::Path;
use wire::LobbyLayout;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
const PANEL: &str = "lobby_panel_inches = 43\n";

/// The default set-up with these lines in its branch, and these tables after them.
fn with(lines: &str, tables: &str) -> String {
    DEFAULT.replacen(PANEL, &format!("{PANEL}{lines}\n"), 1).replacen(
        "[[branch.hours]]",
        &format!("{tables}\n\n[[branch.hours]]"),
        1,
    )
}

fn in_folder(folder: &Path, tables: &str) -> Result<Setup, Vec<Fault>> {
    crate::check::check(&with("", tables), &[], Some(folder))
}

fn media(file: &str, more: &str) -> String {
    let alt = "alt.it = \"Mutui\"\nalt.en = \"Mortgages\"";
    format!("[[branch.media]]\nid = \"winter\"\nfile = \"{file}\"\n{alt}\nuntil = \"2026-12-24\"\n{more}")
}

#[track_caller]
fn fault(result: Result<Setup, Vec<Fault>>, field: &str, remedy: &str) {
    let Err(faults) = result else { panic!("it is refused: {remedy}") };
    let found = faults.iter().any(|fault| fault.field.contains(field) && fault.what.contains(remedy));
    assert!(found, "{field}, {remedy}: not in {faults:#?}");
}

#[test]
fn a_branch_chooses_what_its_displays_show() {
    let layout = |text: &str| check(text).unwrap().branches["centro"].lobby_layout;
    assert_eq!(layout(DEFAULT), LobbyLayout::Calls);
    assert_eq!(layout(&with("lobby_layout = \"waits\"", "")), LobbyLayout::Waits);
    fault(check(&with("lobby_layout = \"desk\"", "")), "lobby_layout", "?desk=3");
    fault(check(&with("lobby_layout = \"weights\"", "")), "lobby_layout", "expected one of");
}

#[test]
fn a_colour_on_which_nobody_could_read_is_refused_with_its_contrast_and_a_darker_shade() {
    let brand = |colour: &str| with("", &format!("[branch.brand]\nname = \"Banca\"\ncolour = \"{colour}\""));
    let found = check(&brand("#c8102e")).unwrap().branches["centro"].brand.clone();
    assert_eq!((found.name.as_deref(), found.colour), (Some("Banca"), Some(Colour([0xc8, 0x10, 0x2e]))));
    fault(check(&brand("#ffd800")), "branch.brand.colour", "1.39:1");
    fault(check(&brand("#777777")), "branch.brand.colour", "4.47:1");
    fault(check(&brand("#777777")), "branch.brand.colour", "as \"#7");
    fault(check(&brand("yellow")), "branch.brand.colour", "six hexadecimal digits");
    fault(check(&with("", "[branch.brand]\nname = \" \"")), "branch.brand.name", "1 to 40 characters");
}

#[test]
fn a_picture_is_shown_on_its_days_at_its_hours() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("winter.png"), PNG).unwrap();
    let tables = media("winter.png", "from = \"2026-12-01\"\nopen = \"09:00\"\nclose = \"12:00\"");
    let setup = in_folder(folder.path(), &tables).unwrap();
    let branch = &setup.branches["centro"];
    let [picture] = &branch.media[..] else { panic!("one picture, not {:?}", branch.media) };
    assert_eq!((picture.file.content_type, picture.seconds), ("image/png", 12));
    let until = |at: &str| {
        let at: jiff::Timestamp = at.parse().unwrap();
        let until = branch.calendar.shown_until(&picture.when, queue::Timestamp(at.as_millisecond()))?;
        Some(jiff::Timestamp::from_millisecond(until.0).unwrap().to_string())
    };
    assert_eq!(until("2026-12-01T08:00:00Z").as_deref(), Some("2026-12-01T11:00:00Z"), "noon in Rome");
    assert_eq!(until("2026-12-24T10:59:59Z").as_deref(), Some("2026-12-24T11:00:00Z"));
    for not_then in ["2026-11-30T10:00:00Z", "2026-12-01T07:59:59Z", "2026-12-01T11:00:00Z", "2026-12-25T10:00:00Z"] {
        assert_eq!(until(not_then), None, "{not_then}");
    }
}

#[test]
fn a_picture_of_every_hour_stands_until_its_last_day_is_over() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("winter.png"), PNG).unwrap();
    let setup = in_folder(folder.path(), &media("winter.png", "")).unwrap();
    let branch = &setup.branches["centro"];
    let at: jiff::Timestamp = "2026-12-20T23:30:00Z".parse().unwrap();
    let until = branch.calendar.shown_until(&branch.media[0].when, queue::Timestamp(at.as_millisecond()));
    let end: jiff::Timestamp = "2026-12-24T23:00:00Z".parse().unwrap();
    assert_eq!(until, Some(queue::Timestamp(end.as_millisecond())));
}

#[test]
fn a_file_is_refused_that_is_not_what_the_wall_shows() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("page.mp4"), "<!DOCTYPE html><html><body>Error 404</body></html>").unwrap();
    fs::write(folder.path().join("winter.png"), PNG).unwrap();
    let large = fs::File::create(folder.path().join("large.png")).unwrap();
    std::io::Write::write_all(&mut &large, PNG).unwrap();
    large.set_len(9 * 1024 * 1024).unwrap();
    let of = |file: &str, more: &str| in_folder(folder.path(), &media(file, more));
    fault(of("page.mp4", ""), "media \"winter\", file", "neither a picture nor a video by its content");
    fault(of("large.png", ""), "media \"winter\", file", "9 MB, and at most 8 MB");
    fault(of("summer.png", ""), "media \"winter\", file", "cannot read");
    fault(of("", ""), "media \"winter\", file", "is no file");
    fault(of("winter.png", "from = \"2027-01-01\""), "media \"winter\", until", "before `from`");
    fault(of("winter.png", "from = \"soon\""), "media \"winter\", from", "2026-12-24");
    fault(of("winter.png", "open = \"09:00\""), "media \"winter\"", "both `open` and `close`");
    fault(of("winter.png", "open = \"12:00\"\nclose = \"09:00\""), "media \"winter\", close", "before it begins");
    fault(of("winter.png", "seconds = 1"), "media \"winter\", seconds", "5 to 120");
    fault(check(&with("", &media("winter.png", ""))), "media \"winter\", file", "no files beside it");
}

#[test]
fn the_wall_is_as_loud_as_the_time_of_day_wants_it() {
    let loud = |percent: u32| format!("[[branch.volume]]\nopen = \"08:30\"\nclose = \"09:15\"\npercent = {percent}");
    let setup = check(&with("", &loud(40))).unwrap();
    let expected = wire::Volume { from_minutes: 510, until_minutes: 555, percent: 40 };
    assert_eq!(setup.branches["centro"].volumes, [expected]);
    fault(check(&with("", &loud(101))), "volume, percent", "0 to 100");
}
