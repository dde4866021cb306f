//! `/metrics`, and the files that build on it.

use super::program::Server;
use std::collections::BTreeSet;

/// The names in a text: every word that begins with `sportello_`, as a query writes it.
fn names(text: &str) -> BTreeSet<String> {
    let words = text.split(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '_'));
    let names = words.filter(|word| word.starts_with("sportello_"));
    names
        .map(|name| name.trim_end_matches("_bucket").trim_end_matches("_count").trim_end_matches("_sum").to_owned())
        .collect()
}

/// The names that the program describes.
fn described() -> BTreeSet<String> {
    names(include_str!("../../src/http/metrics.rs"))
}

#[test]
fn every_figure_of_the_dashboard_and_of_the_alerts_is_one_that_the_program_has() {
    for (file, text) in [
        ("grafana/sportello.json", include_str!("../../../deploy/grafana/sportello.json")),
        ("prometheus/alerts.yml", include_str!("../../../deploy/prometheus/alerts.yml")),
    ] {
        let named = names(text);
        assert!(named.len() > 5, "{file} names figures");
        for name in named {
            assert!(described().contains(&name), "{file} names {name}, which the program has not");
        }
    }
}

#[tokio::test]
async fn figures_are_served_by_route_and_never_by_what_was_in_an_address() {
    let server = Server::demo();
    let ticket = server.issue("cash").await;
    let token = ticket["token"].as_str().unwrap();
    server.get(&format!("/t/{token}")).await;
    server.get(&format!("/nowhere/{token}")).await;
    let answer = server.get("/metrics").await;
    assert!(answer.headers()["content-type"].to_str().unwrap().starts_with("text/plain; version=0.0.4"));
    let text = answer.text().await.unwrap();
    assert!(!text.contains(token), "{text}");
    for line in [
        "sportello_tickets_waiting{branch=\"centro\"} 1",
        "sportello_commits_total{outcome=\"done\"} ",
        "sportello_http_requests_total{method=\"GET\",route=\"/t/{token}\",status=\"200\"} 1",
        "sportello_commit_duration_seconds_bucket{le=\"0.005\"}",
        "sportello_build_info{version=",
        "sportello_prints_total{outcome=\"failed\"} 0",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
    // What is served is described, with its unit in its name.
    for name in names(&text) {
        assert!(described().contains(&name), "{name}");
        assert!(text.contains(&format!("# HELP {name} ")), "{name} has no help");
    }
}
