//! What happens when a printer does not print, is slow, or is shared: the ticket is good, and the staff are told.

use super::emulator::{Mood, Printer};
use super::{PHONES, add_language, issue, print, print_with_key, server_printing_at, server_with, set_up_printing_at};
use crate::program::{PUBLIC_URL, Server, fresh_key, problem};
use reqwest::StatusCode;
use serde_json::Value;
use std::time::{Duration, Instant};

/// The faults that the manager is told of: kind and what is wrong.
async fn told(server: &Server) -> Vec<(String, String)> {
    let alerts = server.sign_in("gaia").await.view("manager").await["alerts"].clone();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    alerts.as_array().unwrap().iter().map(|alert| (text(&alert["place"]), text(&alert["fault"]))).collect()
}

#[tokio::test]
async fn whatever_a_printer_does_the_ticket_is_good_and_the_staff_are_told() {
    let printer = Printer::start(576);
    let server = server_with(&printer, 80);
    let token = issue(&server, "cash", "it", &[]).await;
    for (mood, code, fault) in [
        (Mood::NoPaper, "printer_out_of_paper", "out_of_paper"),
        (Mood::CoverOpen, "printer_cover_open", "cover_open"),
        (Mood::RunsOutAfter(2_000), "printer_out_of_paper", "out_of_paper"),
        (Mood::Hangs, "printer_unreachable", "silent"),
        (Mood::DisconnectsAfter(2_000), "printer_unreachable", "unreachable"),
    ] {
        printer.becomes(mood);
        let (asked, key) = (Instant::now(), fresh_key());
        assert_eq!(problem(print_with_key(&server, &token, &key).await).await, (503, code.into()), "{mood:?}");
        // Some four seconds of patience with the printer; the rest is for a busy machine.
        assert!(asked.elapsed() < Duration::from_secs(15), "{mood:?} kept the visitor for {:?}", asked.elapsed());
        assert_eq!(told(&server).await, [("lobby".to_owned(), fault.to_owned())], "{mood:?}");
        let mine: Value = server.get(&format!("/api/v1/tickets/{token}")).await.json().await.unwrap();
        assert_eq!(mine["status"]["state"], "waiting");
        // Somebody has seen to it: the same wish is done now.
        printer.becomes(Mood::Well);
        if mood == Mood::NoPaper {
            assert_eq!(print_with_key(&server, &token, &key).await.status(), StatusCode::OK);
            assert_eq!(told(&server).await, []);
        }
    }
    assert_eq!(printer.printed(1).len(), 1, "half a ticket is no ticket");
}

#[tokio::test]
async fn the_page_of_the_devices_says_how_the_kiosk_prints() {
    let printer = Printer::start(576);
    let server = server_with(&printer, 80);
    let kiosk = "INSERT INTO device (branch, role, name, key_hash, enrolled_ms, enrolled_by, seen_ms, address, version)
                 VALUES ('centro', 'kiosk', 'By the door', 'hash', 1, 1, 1, '10.0.0.5', '1.0.0')";
    crate::backup::change(&server.database(), kiosk).await;
    let gaia = server.sign_in("gaia").await;
    let page = async || gaia.get("/b/centro/office/devices?lang=en").await.text().await.unwrap();
    let well = page().await;
    assert!(well.contains("The printer lobby is well."), "{well}");
    printer.becomes(Mood::NoPaper);
    let token = issue(&server, "cash", "it", &[]).await;
    assert_eq!(print(&server, &token).await.status(), StatusCode::SERVICE_UNAVAILABLE);
    let faulty = page().await;
    assert!(faulty.contains("The printer lobby is out of paper."), "{faulty}");
    printer.becomes(Mood::Well);
    assert_eq!(print(&server, &token).await.status(), StatusCode::OK);
    assert!(page().await.contains("The printer lobby is well."));
}

#[tokio::test]
async fn a_printer_that_is_not_there_delays_no_ticket() {
    let gone = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    let server = server_printing_at(&gone, 80, |text| text);
    let token = issue(&server, "cash", "it", &[]).await;
    assert_eq!(problem(print(&server, &token).await).await, (503, "printer_unreachable".into()));
    // While one hangs, tickets are given out as ever.
    let printer = Printer::start(576);
    printer.becomes(Mood::Hangs);
    let server = server_with(&printer, 80);
    let token = issue(&server, "cash", "it", &[]).await;
    let ((answer, printed), issued) = tokio::join!(async { (print(&server, &token).await, Instant::now()) }, async {
        issue(&server, "cash", "it", &[]).await;
        Instant::now()
    });
    assert_eq!(problem(answer).await, (503, "printer_unreachable".into()));
    assert!(issued < printed, "the ticket waited for the printer");
}

#[tokio::test]
async fn paper_shows_no_code_that_leads_a_phone_to_itself() {
    let printer = Printer::start(576);
    let (folder, file) = set_up_printing_at(&printer.address, "paper_mm = 80", |text| text);
    let server = Server::start(folder, |command| command.arg("demo").arg("--setup").arg(file).env_remove(PUBLIC_URL));
    let token = issue(&server, "cash", "it", &[]).await;
    let url = server.url(&format!("/api/v1/tickets/{token}/print"));
    assert_eq!(print(&server, &token).await.status(), StatusCode::OK);
    let paper = printer.printed(1).remove(0);
    assert!(paper.codes().is_empty() && !paper.text().contains("codice"), "{}", paper.text());
    assert!(paper.text().replace('\n', " ").contains("si rivolga al personale"), "{}", paper.text());
    let by_name = server.request(reqwest::Method::POST, &url).header("host", "branch.example:3000");
    let answer = by_name.header("Idempotency-Key", fresh_key()).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(printer.printed(2)[1].codes(), [format!("http://branch.example:3000/t/{token}")]);
}

#[tokio::test]
async fn a_roll_that_is_nearly_over_is_told_once_and_a_new_one_ends_it() {
    let printer = Printer::start(576);
    let server = server_with(&printer, 80);
    let token = issue(&server, "cash", "it", &[]).await;
    let low = [("lobby".to_owned(), "roll_low".to_owned())];
    printer.becomes(Mood::RollLow);
    assert_eq!(print(&server, &token).await.status(), StatusCode::OK, "it prints");
    assert_eq!(told(&server).await, low);
    let anna = server.sign_in("anna").await;
    assert_eq!(anna.view("desk/1").await["alerts"][0]["fault"], "roll_low", "the desks see it too");
    // Somebody has seen to it; the roll lasts for some tickets more.
    anna.does("alerts/1/clear", &serde_json::json!({})).await;
    assert_eq!(print(&server, &token).await.status(), StatusCode::OK);
    assert_eq!(told(&server).await, []);
    // A new roll, and one that is nearly over again.
    printer.becomes(Mood::Well);
    assert_eq!(print(&server, &token).await.status(), StatusCode::OK);
    printer.becomes(Mood::RollLow);
    let token = issue(&server, "cash", "it", &[]).await;
    assert_eq!(print(&server, &token).await.status(), StatusCode::OK);
    assert_eq!(told(&server).await, low);
    printer.becomes(Mood::Well);
    assert_eq!(print(&server, &token).await.status(), StatusCode::OK);
    assert_eq!(told(&server).await, []);
}

#[tokio::test]
async fn a_printer_that_answers_nothing_is_a_fault_of_its_own_until_it_is_set_so() {
    let printer = Printer::start(576);
    printer.becomes(Mood::Silent);
    let server = server_with(&printer, 80);
    let token = issue(&server, "cash", "it", &[]).await;
    assert_eq!(problem(print(&server, &token).await).await, (503, "printer_unreachable".into()));
    assert_eq!(told(&server).await, [("lobby".to_owned(), "silent".to_owned())]);
    assert_eq!(printer.printed(0).len(), 0);

    let (folder, file) = set_up_printing_at(&printer.address, "paper_mm = 80\nstatus = false", |text| text);
    let server = Server::start(folder, |command| command.args(["demo", "--public-url", PHONES, "--setup"]).arg(file));
    let token = issue(&server, "cash", "it", &[]).await;
    assert_eq!(print(&server, &token).await.status(), StatusCode::OK);
    assert_eq!((printer.printed(1).len(), told(&server).await), (1, vec![]));
}

#[tokio::test]
async fn a_long_ticket_on_a_slow_line_is_printed_to_its_end() {
    let printer = Printer::with_little_memory(576);
    let (folder, file) = set_up_printing_at(&printer.address, "paper_mm = 80", |text| text);
    // Its letters with a comma below are on no code page: most of the ticket is sent as dots.
    add_language(&file, "ro");
    let server = Server::start(folder, |command| command.args(["demo", "--public-url", PHONES, "--setup"]).arg(file));
    let token = issue(&server, "account_open", "ro", &[]).await;
    assert_eq!(print(&server, &token).await.status(), StatusCode::OK);
    let (paper, bytes) = (printer.printed(1).remove(0), printer.bytes(1).remove(0).len());
    // So slow that it takes twelve seconds.
    printer.becomes(Mood::Slow(bytes / 120));
    let asked = Instant::now();
    assert_eq!(print(&server, &token).await.status(), StatusCode::OK);
    assert!(asked.elapsed() > Duration::from_secs(9), "{:?}: the line was not slow", asked.elapsed());
    let slow = printer.printed(2).remove(1);
    assert_eq!((slow.dots.len(), slow.codes()), (paper.dots.len(), paper.codes()), "the whole ticket");
    assert_eq!(told(&server).await, []);
}

#[tokio::test]
async fn two_kiosks_on_one_printer_take_turns() {
    let printer = Printer::with_little_memory(576);
    let server = server_with(&printer, 80);
    let (one, other) = (issue(&server, "cash", "it", &[]).await, issue(&server, "cards", "it", &[]).await);
    assert_eq!(print(&server, &one).await.status(), StatusCode::OK);
    // Each takes some four seconds.
    printer.becomes(Mood::Slow(printer.bytes(1)[0].len() / 40));
    let asked = Instant::now();
    let (first, second) = tokio::join!(print(&server, &one), print(&server, &other));
    assert_eq!((first.status(), second.status()), (StatusCode::OK, StatusCode::OK));
    assert!(asked.elapsed() > Duration::from_secs(6), "{:?}: they did not wait for each other", asked.elapsed());
    let papers = printer.printed(3);
    let mut codes: Vec<_> = papers[1..].iter().flat_map(super::paper::Paper::codes).collect();
    codes.sort();
    let mut wanted = [&one, &other].map(|token| format!("{PHONES}/t/{token}"));
    wanted.sort();
    assert_eq!(codes, wanted, "two whole tickets");
}
