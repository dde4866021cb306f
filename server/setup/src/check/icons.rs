//! Icons of a set-up are names of the sprite that every screen draws from: an unknown name would leave a hole.

use super::Checker;
use toml::Spanned;

/// The sprite of the screens: each symbol has an id.
const SPRITE: &str = include_str!("../../../../public/icons.svg");

/// The names of all icons.
fn names() -> impl Iterator<Item = &'static str> {
    SPRITE.split("<symbol id=\"").skip(1).filter_map(|symbol| symbol.split('"').next())
}

impl Checker<'_, '_> {
    pub(super) fn icons(&mut self) {
        let file = self.file;
        for category in &file.category {
            self.icon(&category.icon, &format!("category \"{}\", icon", category.id.get_ref()));
        }
        for answer in &file.answer {
            self.icon(&answer.icon, &format!("answer \"{}\", icon", answer.id.get_ref()));
        }
    }

    fn icon(&mut self, icon: &Spanned<String>, field: &str) {
        let name = icon.get_ref();
        if !names().any(|known| known == name) {
            let known: Vec<&str> = names().collect();
            self.add(icon, field, format!("there is no icon \"{name}\"; write one of {}", known.join(", ")));
        }
    }
}
