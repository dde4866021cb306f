//! Generates the typed keys of the product's words from `locales/`.
//!
//! Uses the two halves of `leptos_i18n_build` directly: the whole of it brings the Unicode data generator, with its
//! own downloads, into every build, for plural rules that come compiled in already.

use leptos_i18n_codegen::gen_code;
use leptos_i18n_parser::parse_locales::options::{Config, ParseOptions};
use leptos_i18n_parser::parse_locales::parse_locales;
use std::error::Error;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=locales");
    let languages =
        Config::new("it")?.add_locale("en")?.parse_options(ParseOptions::default().interpolate_display(true));
    let locales = parse_locales(None, languages)?;
    let folder = PathBuf::from(std::env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?);
    std::fs::write(folder.join("words.rs"), gen_code(&locales, None, false, None, false)?.to_string())?;
    Ok(())
}
