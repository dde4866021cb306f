//! Which form of the words belongs to a number: `one`, `few`, `other`, ... by the rules of Unicode's CLDR. The browser
//! knows them; for the server a library does.

/// The CLDR category of a whole number in a language.
#[cfg(target_arch = "wasm32")]
pub fn category(language: &str, count: u32) -> String {
    let rules = js_sys::Intl::PluralRules::new(&js_sys::Array::of1(&language.into()), &js_sys::Object::new());
    String::from(rules.select(f64::from(count)))
}

/// The CLDR category of a whole number in a language.
#[cfg(not(target_arch = "wasm32"))]
pub fn category(language: &str, count: u32) -> String {
    use icu_plurals::{PluralCategory, PluralRules};
    let rules = icu_locale_core::Locale::try_from_str(language)
        .ok()
        .and_then(|language| PluralRules::try_new_cardinal((&language).into()).ok());
    match rules.map_or(PluralCategory::Other, |rules| rules.category_for(count)) {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    }
    .to_owned()
}
