//! A visitor who goes on before a text is heard: nobody waits for it any more, and it is not made.

use futures::future::join_all;
use speech::{Clips, Speech};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::time::Duration;

#[tokio::test]
async fn a_text_that_nobody_waits_for_any_more_is_not_made_and_can_be_asked_for_again() {
    let folder = tempfile::tempdir().unwrap();
    let (program, runs) = (folder.path().join("speaker"), folder.path().join("runs"));
    let noted = runs.display();
    let lines = format!("text=$(cat)\necho \"$text\" >> '{noted}'\nsleep 0.2\necho \"$text\" | espeak-ng \"$@\"");
    fs::write(&program, format!("#!/bin/sh\n{lines}\n")).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    let speech = Speech::start(program.to_str(), Clips::default(), ["en"], |_| ());
    assert!(speech.available().await);

    let texts: Vec<String> = (0..10).map(|text| format!("passed over {text}")).collect();
    // All are asked for at once, and none is waited for longer than the first two take to begin.
    let asked = join_all(texts.iter().map(|text| speech.say("en", text)));
    assert!(tokio::time::timeout(Duration::from_millis(100), asked).await.is_err());
    speech.say("en", "wanted").await.unwrap();

    let made = fs::read_to_string(&runs).unwrap();
    let unheard = made.lines().filter(|text| text.starts_with("passed over")).count();
    assert!(unheard <= 2, "{made}");
    speech.say("en", "passed over 9").await.unwrap();
}
