//! The opening hours on the kiosk: today's and tomorrow's, the days to come that differ, and the ordinary week.

use super::program::{Server, open_devices, run};
use jiff::{ToSpan, Zoned};

#[tokio::test]
async fn the_kiosk_says_the_hours_of_the_days_and_not_only_those_of_the_week() {
    let folder = tempfile::tempdir().unwrap();
    let today = Zoned::now().in_tz("Europe/Rome").unwrap().date();
    let day = |after: i32| today.checked_add(after.days()).unwrap();
    // Closed today and tomorrow, and on one day more, lest midnight falls into this test; other hours on the day after.
    let closed = (0..3).map(|after| format!("\"{}\"", day(after))).collect::<Vec<_>>().join(", ");
    let special =
        format!("[[branch.special_hours]]\ndates = [\"{}\"]\nopen = \"10:10\"\nclose = \"11:11\"\n\n", day(3));
    let text = String::from_utf8(run(&["setup"]).stdout).unwrap();
    let text = text.replacen("closed_on = [", &format!("closed_on = [{closed}, "), 1).replacen(
        "[[branch.special_hours]]",
        &format!("{special}[[branch.special_hours]]"),
        1,
    );
    let file = folder.path().join("bank.toml");
    std::fs::write(&file, open_devices(&text)).unwrap();
    let server = Server::start(folder, |command| command.args(["serve", "--setup"]).arg(file));
    let page = async |language: &str| {
        let answer = server.get(&format!("/b/centro/kiosk?lang={language}&answer=hours")).await;
        let html = answer.text().await.unwrap();
        // Up to the data that the page carries, without its marks.
        let shown = html.split("<script type=\"application/json\"").next().unwrap();
        let text =
            shown.split('<').filter_map(|part| Some(part.split_once('>')?.1.trim())).filter(|text| !text.is_empty());
        text.collect::<Vec<_>>().join("|")
    };
    let said = page("en").await;
    assert!(said.contains("Today|Closed|Tomorrow|Closed|Different hours soon|"), "{said}");
    let name = day(3).strftime("%A %-d %B").to_string();
    assert!(said.contains(&format!("{name}|10:10–11:11|")), "{name}: {said}");
    assert!(said.contains("In an ordinary week|Monday–Friday|08:30–13:30, 14:45–16:15"), "{said}");
    let said = page("it").await;
    assert!(said.contains("Oggi|Chiuso|Domani|Chiuso|Prossimi orari diversi|"), "{said}");
}
