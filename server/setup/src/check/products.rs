//! The products of a set-up: each in the same words, with the sheet that the law asks for. They stand in the set-up's order, and by
//! the service alone.

use super::Checker;
use crate::file;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The longest address of a sheet.
const ADDRESS_MOST: usize = 500;
/// What an address of a sheet begins with; anything else is a file.
const ADDRESS: &str = "https://";

impl Checker<'_, '_> {
    /// Checks the products. Returns the sheets that are files beside the set-up, by the id of their product.
    pub(super) fn sheets(&mut self) -> BTreeMap<String, Arc<[u8]>> {
        let file = self.file;
        self.distinct("product", file.product.iter().map(|product| &product.id));
        let mut sheets = BTreeMap::new();
        for product in &file.product {
            let field = |name: &str| format!("product \"{}\", {name}", product.id.get_ref());
            for id in &product.services {
                self.known(id, &field("services"), "service", file.service.iter().map(|service| &service.id));
            }
            for id in &product.categories {
                self.known(id, &field("categories"), "category", file.category.iter().map(|category| &category.id));
            }
            if product.services.is_empty() && product.categories.is_empty() {
                let what = "it stands nowhere; name its services or its categories";
                self.add(&product.id, &field("services"), what);
            }
            let sheet = product.sheet.get_ref();
            if sheet.starts_with(ADDRESS) {
                let strange = |sign: char| sign.is_whitespace() || sign.is_control() || matches!(sign, '"' | '<' | '>');
                if sheet.len() > ADDRESS_MOST || sheet.len() == ADDRESS.len() || sheet.chars().any(strange) {
                    let what = "this is no address; write it as \"https://www.bank.example/sheets/account.pdf\"";
                    self.add(&product.sheet, &field("sheet"), what);
                }
            } else if let Some(bytes) = self.pdf_beside(&product.sheet, &field("sheet")) {
                sheets.insert(product.id.get_ref().clone(), bytes);
            }
        }
        sheets
    }

    /// The products that stand by a service, in the set-up's order.
    pub(super) fn products(&self, service: &file::Service) -> Vec<wire::Product> {
        let names = |ids: &[file::Id], id: &file::Id| ids.iter().any(|known| known.get_ref() == id.get_ref());
        let meant = |product: &&file::Product| {
            names(&product.services, &service.id) || names(&product.categories, &service.category)
        };
        let product = |product: &file::Product| wire::Product {
            id: product.id.get_ref().clone(),
            name: self.text(&product.name),
            what: self.text(&product.what),
            costs: self.text(&product.costs),
            risks: self.text(&product.risks),
            sheet: Some(product.sheet.get_ref().clone()).filter(|sheet| sheet.starts_with(ADDRESS)),
        };
        self.file.product.iter().filter(meant).map(product).collect()
    }
}
