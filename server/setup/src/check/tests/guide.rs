//! What guides a visitor: icons, questions, answers, words to search by, forms.

use super::{broken, check, says};
use crate::DEFAULT;

#[test]
fn an_icon_is_one_of_the_sprite() {
    says("icon = \"banknote\"", "icon = \"money\"", "category \"counter\", icon", "write one of brand, banknote");
    let answer = DEFAULT.find("[[answer]]").unwrap();
    let icon = DEFAULT[answer..].lines().find(|line| line.starts_with("icon")).unwrap();
    let text = format!("{}{}", &DEFAULT[..answer], DEFAULT[answer..].replacen(icon, "icon = \"\"", 1));
    let faults = check(&text).unwrap_err();
    assert!(faults[0].field.starts_with("answer \"") && faults[0].what.contains("no icon \"\""), "{faults:#?}");
}

#[test]
fn the_choices_of_a_question_do_not_lead_back_to_it() {
    let (faults, _) = broken("{ answer = \"scam\"", "{ question = \"start\"");
    assert!(faults.iter().any(|fault| fault.what.contains("walk in a circle")), "{faults:#?}");
    let (faults, _) = broken("{ answer = \"scam\"", "{ question = \"letter\"");
    assert!(faults.iter().any(|fault| fault.what.contains("walk in a circle")), "{faults:#?}");
}

#[test]
fn a_telephone_number_can_be_dialled() {
    let phone = DEFAULT.lines().find(|line| line.starts_with("phone = ")).unwrap();
    says(phone, "phone = \"\"", "phone", "no telephone number");
    says(phone, "phone = \"the branch\"", "phone", "no telephone number");
}

#[test]
fn what_guides_a_visitor_leads_to_something_that_is_there() {
    says("unsure = \"talk\"", "unsure = \"tall\"", "unsure", "there is no service \"tall\"");
    says("urgent = \"block_card\"", "urgent = \"block\"", "service \"card_lost\", urgent", "there is no answer");
    says("{ question = \"letter\"", "{ question = \"latter\"", "question \"start\", choices", "there is no question");
    says("{ answer = \"scam\"", "{ answer = \"scum\"", "question \"letter\", choices", "there is no answer");
    let (faults, _) = broken("{ question = \"letter\", label", "{ label");
    assert!(faults.iter().any(|fault| fault.what.contains("a choice leads to one thing")), "{faults:#?}");
}

#[test]
fn synonyms_are_words_in_a_language_of_the_file() {
    let (faults, _) = broken("synonyms.en = [\n  \"money\"", "synonyms.de = [\n  \"money\"");
    assert!(faults.iter().any(|fault| fault.field.contains("synonyms.de")), "{faults:#?}");
    let (faults, _) = broken("synonyms.en = [\n  \"money\"", "synonyms.en = [\n  \"\"");
    assert!(faults.iter().any(|fault| fault.what.contains("1 to 60 letters")), "{faults:#?}");
}

#[test]
fn no_screen_of_the_kiosk_gets_more_than_six_tiles() {
    let moved = DEFAULT.replace("category = \"accounts\"", "category = \"counter\"");
    let faults = check(&moved).expect_err("seven services of one category are too many");
    assert!(faults.iter().any(|fault| fault.what.contains("at most six services")), "{faults:#?}");
}

#[test]
fn the_fields_of_a_form_are_checked() {
    says("{ kind = \"iban\"", "{ kind = \"ibam\"", "kind = \"ibam\"", "unknown variant");
    let whose = "form \"slip\", fields";
    says("{ kind = \"iban\"", "{ kind = \"iban\", lines = 2", whose, "only a \"text\" has lines");
    says("{ kind = \"text\"", "{ kind = \"text\", lines = 21", whose, "1 to 20");
    says("{ kind = \"iban\"", "{ kind = \"choice\"", whose, "add options");
    says("{ kind = \"choice\"", "{ kind = \"iban\"", whose, "only a \"choice\" has options");
    let (faults, _) =
        broken("label = { it = \"Operazione\", en = \"Transaction\" }", "label = { it = \"Operazione\" }");
    assert!(faults[0].what.contains("add label.en"), "{faults:#?}");
    let (faults, _) = broken("id = \"slip\"\n", "id = \"slip\"\npdf = \"slip.pdf\"\n");
    assert!(faults[0].what.contains("no files beside it"), "{faults:#?}");
}
