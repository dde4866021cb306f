use super::*;
use crate::wav;
use std::fs;
use std::path::PathBuf;
use tempfile::TempDir;

const RATE: u32 = 16_000;

fn sentence() -> Sentence {
    Sentence { before: "Number ".to_owned(), between: ", desk ".to_owned(), after: String::new() }
}

/// A tone that no other clip has: so many samples of one value, by its place.
fn tone(place: usize) -> Vec<u8> {
    let value = i16::try_from(place + 1).unwrap().to_le_bytes();
    value.repeat(100 + place)
}

/// A pack with every clip that a language needs and the numbers to 20.
fn pack() -> (TempDir, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("en")).unwrap();
    let mut names = sentence().names();
    names.extend((10..=20).map(|number| number.to_string()));
    for (place, name) in names.iter().enumerate() {
        fs::write(at(&folder, name), wav::file(RATE, &tone(place)).unwrap()).unwrap();
    }
    (folder, names)
}

fn at(folder: &TempDir, name: &str) -> PathBuf {
    folder.path().join("en").join(format!("{name}.wav"))
}

/// What loading says is wrong, where the language is then not said by clips.
fn wrong(folder: &TempDir) -> String {
    let (clips, faults) = Clips::load(folder.path(), [("en", sentence())]);
    assert!(clips.languages().is_empty() && clips.say("en", "Number A012, desk 3").is_none());
    faults.iter().map(|(_, fault)| fault.to_string()).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_call_is_its_clips_one_after_the_other_with_a_pause_between_them() {
    let (folder, names) = pack();
    let (clips, faults) = Clips::load(folder.path(), [("en", sentence()), ("it", sentence())]);
    assert!(faults.is_empty(), "a language without a folder has no clips: {faults:?}");
    assert_eq!(clips.languages(), ["en"]);
    let said = clips.say("en", "Number A012, desk 25").unwrap();
    let sounds =
        ["number", "a", "12", "desk", "2", "5"].map(|name| tone(names.iter().position(|known| known == name).unwrap()));
    // 80 ms at 16,000 samples a second, of two bytes each.
    let pause = vec![0; 2_560];
    assert_eq!(said, wav::file(RATE, &sounds.join(&pause[..])).unwrap());
    assert_eq!(clips.say("it", "Number A012, desk 25"), None);
    assert_eq!(clips.say("en", "Desk 4 closes in 10 minutes."), None);
}

#[test]
fn clips_that_are_missing_are_named() {
    let (folder, _) = pack();
    fs::remove_file(at(&folder, "desk")).unwrap();
    fs::remove_file(at(&folder, "q")).unwrap();
    fs::remove_file(at(&folder, "15")).unwrap();
    let said = wrong(&folder);
    assert!(said.contains("lacks desk.wav, q.wav. Record"), "numbers of several figures may be missing: {said}");
}

#[test]
fn a_clip_with_another_rate_or_format_is_named_with_what_to_do() {
    let (folder, _) = pack();
    fs::write(at(&folder, "b"), wav::file(22_050, &tone(1)).unwrap()).unwrap();
    let said = wrong(&folder);
    assert!(said.contains("b.wav\" has 22050 samples a second") && said.contains("has 16000. Save"), "{said}");

    let (folder, _) = pack();
    let mut stereo = wav::file(RATE, &tone(1)).unwrap();
    stereo[22] = 2;
    fs::write(at(&folder, "b"), stereo).unwrap();
    assert!(wrong(&folder).contains("b.wav\" is not PCM with 16 bits and one channel. Save it so"));

    let (folder, _) = pack();
    fs::write(at(&folder, "b"), wav::file(4_000, &tone(1)).unwrap()).unwrap();
    assert!(wrong(&folder).contains("one rate from 8000 to 48000"));

    let (folder, _) = pack();
    fs::write(at(&folder, "12"), "ID3 this is another kind of file").unwrap();
    fs::write(at(&folder, "13"), wav::file(RATE, &vec![1; 16_000 * 2 * 5 + 2]).unwrap()).unwrap();
    let said = wrong(&folder);
    assert!(said.contains("12.wav\" is no WAV file with sound. Save it as WAV"), "{said}");
    assert!(said.contains("13.wav\" is longer than 5 seconds. Cut it"), "{said}");
}

#[test]
fn a_file_of_another_name_is_no_clip_and_is_let_be() {
    let (folder, _) = pack();
    fs::write(at(&folder, "number (old)"), "not a sound").unwrap();
    fs::write(folder.path().join("en/LICENCE"), "ours").unwrap();
    let (clips, faults) = Clips::load(folder.path(), [("en", sentence())]);
    assert!(faults.is_empty() && clips.say("en", "Number A012, desk 3").is_some());
}

#[test]
fn a_folder_that_is_not_there_or_has_no_language_is_said() {
    let folder = tempfile::tempdir().unwrap();
    assert!(wrong(&folder).contains("no folder of a branch's language"));
    let (_, faults) = Clips::load(&folder.path().join("nowhere"), [("en", sentence())]);
    assert!(faults[0].1.to_string().contains("cannot be read") && faults[0].1.to_string().contains("--clips"));
}
