//! Lists the languages beside the set-up that the program carries: one more file there is one more language.

use std::error::Error;
use std::fmt::Write;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=.");
    let mut codes = Vec::new();
    for entry in std::fs::read_dir(".")? {
        let name = entry?.file_name().into_string().map_err(|name| format!("{} is no name", name.display()))?;
        codes.extend(name.strip_prefix("default.").and_then(|rest| rest.strip_suffix(".toml")).map(str::to_owned));
    }
    codes.sort();
    let mut list = String::from("&[");
    for code in codes {
        write!(list, r#"({code:?}, include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/default.{code}.toml"))), "#)?;
    }
    list.push(']');
    let folder = PathBuf::from(std::env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?);
    std::fs::write(folder.join("languages.rs"), list)?;
    Ok(())
}
