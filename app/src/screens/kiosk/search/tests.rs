//! The search's rules, one by one.

use super::*;
use crate::sample;

fn found(query: &str) -> Vec<Found> {
    Index::of(&sample::catalogue()).find(query, 6)
}

fn first(query: &str) -> Option<Found> {
    found(query).into_iter().next()
}

fn service(id: &str) -> Found {
    Found::Service(id.to_owned())
}

#[test]
fn a_service_is_found_by_its_name_and_by_the_visitor_s_words_in_both_languages() {
    assert_eq!(first("contanti"), Some(service("cash")));
    assert_eq!(first("I want to withdraw"), Some(service("cash")));
    assert_eq!(first("un ASSEGNO"), Some(service("cheques")));
    assert_eq!(first("opening hours"), Some(Found::Answer("hours".to_owned())));
}

#[test]
fn typing_errors_are_forgiven() {
    for typed in ["contnati", "cotanti", "contantti", "contamti"] {
        assert_eq!(first(typed), Some(service("cash")), "{typed}");
    }
    assert_eq!(first("asegno"), Some(service("cheques")));
}

#[test]
fn a_word_is_found_while_it_is_typed() {
    assert_eq!(first("cont"), Some(service("cash")));
    assert_eq!(first("as"), Some(service("cheques")));
}

#[test]
fn nonsense_finds_nothing() {
    assert_eq!(found("xyzzy"), []);
    assert_eq!(found("   "), []);
    assert_eq!(found("?!"), []);
}

/// What the words find in the set-up that the program carries, by id.
fn found_in_setup(queries: &[&str]) -> Vec<String> {
    let index = Index::of(&table::catalogue());
    queries.iter().map(|query| index.find(query, 1).first().map(table::id).unwrap_or_default().to_owned()).collect()
}

#[test]
fn words_that_point_to_nothing_hide_nothing() {
    assert_eq!(
        found_in_setup(&["my card got eaten by the atm", "dead relative account"]),
        ["card_lost", "inheritance"]
    );
}

#[test]
fn what_is_urgent_comes_first_where_it_is_meant() {
    let urgent = [
        "bancomat smarrito",
        "bancomat rubato",
        "carta persa",
        "lost card",
        "karte gestohlen",
        "carte volée",
        "tarjeta robada",
    ];
    assert_eq!(found_in_setup(&urgent), ["card_lost"; 7]);
    assert_eq!(
        found_in_setup(&["card pierdut", "بطاقة مسروقة", "卡丢了", "mi hanno truffato"]),
        ["card_lost", "card_lost", "card_lost", "fraud"]
    );
    // "Lost" alone is not enough, where what was lost is another thing.
    assert_eq!(found_in_setup(&["lost my password", "new card", "where is the atm"]), ["digital", "cards", "atm"]);
}

#[test]
fn a_code_is_found_however_it_is_written() {
    assert_eq!(
        found_in_setup(&["F24", "f24", "F 24", "f-24", "F.24", "modello f 24", "Ｆ２４", "f٢٤"]),
        ["payments"; 8]
    );
}

#[test]
fn arabic_is_found_with_the_article_vowel_signs_and_other_forms_of_its_letters() {
    assert_eq!(
        found_in_setup(&["البطاقة المفقودة", "بِطاقَة مَفْقودَة", "بطاقـــة مفقوده", "ببطاقتي المفقودة"]),
        ["card_lost"; 4]
    );
    assert_eq!(
        found_in_setup(&["الشكوى", "شكوي", "والشكوى", "فتح الحساب"]),
        ["complaint", "complaint", "complaint", "account_open"]
    );
}

#[test]
fn chinese_is_found_in_traditional_characters_and_with_others_between() {
    assert_eq!(
        found_in_setup(&["信用卡遺失", "開戶", "轉帳", "轉賬"]),
        ["card_lost", "account_open", "payments", "payments"]
    );
    assert_eq!(found_in_setup(&["房貸", "取点钱"]), ["mortgage", "cash"]);
}

#[test]
fn a_compound_is_found_by_its_parts_and_words_written_apart_as_one() {
    assert_eq!(found_in_setup(&["Hypothekarkredit", "Wohnungshypothek"]), ["mortgage"; 2]);
    assert_eq!(
        found_in_setup(&["homebanking", "home banking", "ka diu le", "kadiule"]),
        ["digital", "digital", "card_lost", "card_lost"]
    );
}

#[test]
fn umlauts_and_accents_may_be_left_out_or_written_otherwise() {
    assert_eq!(found_in_setup(&["ueberweisung", "uberweisung", "Überweisung", "U\u{308}berweisung"]), ["payments"; 4]);
    assert_eq!(
        found_in_setup(&["schliessfach", "SCHLIESSFACH", "eredita", "EREDITÀ"]),
        ["safe_box", "safe_box", "inheritance", "inheritance"]
    );
}

#[test]
fn an_apostrophe_that_was_not_typed_hides_no_word() {
    assert_eq!(found_in_setup(&["lappli", "l'appli", "l’appli"]), ["digital"; 3]);
}

#[test]
fn other_things_are_found_by_their_phrases_with_typing_errors_too() {
    let known = [("card", vec!["Carta bloccata all'estero", "PIN"]), ("loan", vec!["Mutuo: documenti di casa"])];
    let known = known.map(|(id, phrases)| (id, phrases.into_iter().map(str::to_owned).collect()));
    let index = Index::of_phrases(known.into_iter());
    assert_eq!(index.find("carta blocata", 5), ["card"]);
    assert_eq!(index.find("mutui", 5), ["loan"]);
    assert!(index.find("zzz", 5).is_empty());
}
