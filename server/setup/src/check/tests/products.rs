//! Products: where they stand, and their sheets.

use super::{Fault, Setup};
use crate::DEFAULT;
use crate::check::check;
use queue::ServiceId;
use std::path::Path;

const WORDS: &str = "name.it = \"Conto\"\nname.en = \"Account\"\nwhat.it = \"a\"\nwhat.en = \"a\"
costs.it = \"b\"\ncosts.en = \"b\"\nrisks.it = \"c\"\nrisks.en = \"c\"\n";

/// The default set-up with these products in the place of its own, which are its last entries.
fn with(products: &[&str], folder: Option<&Path>) -> Result<Setup, Vec<Fault>> {
    let kept = DEFAULT.split("\n[[product]]").next().unwrap();
    let products: Vec<String> = products.iter().map(|product| format!("\n[[product]]\n{product}\n{WORDS}")).collect();
    let products = products.concat();
    check(&[kept, &products].concat(), &[], folder)
}

#[track_caller]
fn says(product: &str, field: &str, remedy: &str) {
    let faults = with(&[product], None).unwrap_err();
    let found = faults.iter().any(|fault| fault.field.contains(field) && fault.what.contains(remedy));
    assert!(found, "{field}, {remedy}: not in {faults:#?}");
}

#[test]
fn a_product_stands_by_its_services_and_by_those_of_its_categories_in_the_set_up_s_order() {
    let first = "id = \"z\"\nservices = [\"cards\", \"mortgage\"]\nsheet = \"https://bank.example/z.pdf\"";
    let second = "id = \"b\"\ncategories = [\"cards\"]\nsheet = \"https://bank.example/b.pdf\"";
    let setup = with(&[first, second], None).unwrap();
    let branch = &setup.branches["centro"];
    let of = |service: &str| -> Vec<String> {
        branch.service(&ServiceId::new(service)).unwrap().products.iter().map(|product| product.id.clone()).collect()
    };
    assert_eq!(
        (of("cards"), of("mortgage"), of("card_lost")),
        (vec!["z".into(), "b".into()], vec!["z".into()], vec!["b".into()])
    );
    assert!(of("cash").is_empty());
    let cards = branch.service(&ServiceId::new("cards")).unwrap();
    assert_eq!(cards.products[0].sheet.as_deref(), Some("https://bank.example/z.pdf"));
}

#[test]
fn a_product_without_a_place_or_a_sheet_is_a_fault_with_its_field() {
    says("id = \"a\"\nsheet = \"https://bank.example/a.pdf\"", "product \"a\", services", "name its services");
    let unknown = "id = \"a\"\nservices = [\"moon\"]\nsheet = \"https://bank.example/a.pdf\"";
    says(unknown, "product \"a\", services", "no service \"moon\"");
    for sheet in ["https://", "https://bank.example/a b.pdf"] {
        says(&format!("id = \"a\"\nservices = [\"cards\"]\nsheet = \"{sheet}\""), "product \"a\", sheet", "no address");
    }
    says("id = \"a\"\nservices = [\"cards\"]\nsheet = \"a.pdf\"", "product \"a\", sheet", "no files beside it");
}

#[test]
fn a_sheet_beside_the_set_up_is_read_once_and_must_be_a_pdf() {
    let folder = tempfile::tempdir().unwrap();
    let product = "id = \"a\"\nservices = [\"cards\"]\nsheet = \"a.pdf\"";
    std::fs::write(folder.path().join("a.pdf"), b"%PDF-1.4 sheet").unwrap();
    let setup = with(&[product], Some(folder.path())).unwrap();
    assert_eq!(&*setup.branches["centro"].sheets["a"], b"%PDF-1.4 sheet");
    std::fs::write(folder.path().join("a.pdf"), b"no sheet").unwrap();
    let faults = with(&[product], Some(folder.path())).unwrap_err();
    assert!(faults[0].what.contains("is no PDF"), "{faults:#?}");
}
