//! The branch's public page tells waits while the branch is open and its waits are foreseen, and no longer.

use super::program::{Server, open_devices, run};
use std::time::Duration;

async fn page(server: &Server) -> String {
    server.get("/b/centro?lang=en").await.text().await.unwrap()
}

const WAITS: &str = "Waits are estimates";

#[tokio::test]
async fn who_reads_the_page_of_an_open_branch_reads_its_waits() {
    let server = Server::start(tempfile::tempdir().unwrap(), |command| command.args(["demo", "--quiet"]));
    let anna = server.sign_in("anna").await;
    assert!(anna.desk("1", "open").await.status().is_success());
    // Nobody else looks at this branch: the page itself has its waits foreseen.
    let looking = async {
        while !page(&server).await.contains(WAITS) {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), looking).await.expect("the page tells the waits");
    let html = page(&server).await;
    assert!(html.contains("class=\"public-wait\"") && html.contains("right away"), "nobody waits: {html}");
}

#[tokio::test]
async fn the_page_of_a_closed_branch_says_nothing_of_waits() {
    let folder = tempfile::tempdir().unwrap();
    let today = jiff::Zoned::now().in_tz("Europe/Rome").unwrap().date();
    // Tomorrow, too, lest midnight falls into this test.
    let closed = format!("\"{today}\", \"{}\"", today.tomorrow().unwrap());
    let text = String::from_utf8(run(&["setup"]).stdout).unwrap();
    let text = text.replacen("closed_on = [", &format!("closed_on = [{closed}, "), 1);
    let file = folder.path().join("bank.toml");
    std::fs::write(&file, open_devices(&text)).unwrap();
    let server = Server::start(folder, |command| command.args(["serve", "--setup"]).arg(file));
    for _ in 0..3 {
        let html = page(&server).await;
        assert!(html.contains("Closed now") && !html.contains(WAITS) && !html.contains("wait not known"), "{html}");
    }
}
