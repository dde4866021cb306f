//! The table of what was measured, and its place in the README.

use std::fmt::Write as _;
use std::path::Path;

const README: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../README.md");
const TARGET: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../target");
const BEGIN: &str = "<!-- figures -->";
const END: &str = "<!-- /figures -->";

pub struct Table {
    rows: String,
}

impl Table {
    pub fn new() -> Self {
        Self { rows: String::new() }
    }

    pub fn row(&mut self, figure: &str, measured: &str, aim: &str) {
        println!("{figure}: {measured}");
        let _ = writeln!(self.rows, "| {figure} | {measured} | {aim} |");
    }

    /// What `cargo bench -p queue --bench pick` left behind.
    pub fn pick(&mut self) {
        for desk in ["a desk for all 18 services", "a desk for 6 services"] {
            let name = format!("the next of 2000 waiting, {desk}");
            let file = Path::new(TARGET).join("criterion").join(&name).join("new/estimates.json");
            let text = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
            let estimates: serde_json::Value = serde_json::from_str(&text).unwrap();
            let micros = estimates["mean"]["point_estimate"].as_f64().unwrap() / 1000.0;
            self.row(&format!("choosing {}", name.replace("2000", "2,000")), &format!("{micros:.1} µs"), "20 µs");
        }
    }

    pub fn markdown(&self) -> String {
        format!("Measured on {}.\n\n| figure | measured | aim |\n|---|---|---|\n{}", machine(), self.rows)
    }

    /// Puts the table where the README has its markers.
    pub fn into_readme(self) {
        let readme = std::fs::read_to_string(README).unwrap();
        let (before, rest) = readme.split_once(BEGIN).expect("the README has a place for the figures");
        let (_, after) = rest.split_once(END).expect("that place has an end");
        std::fs::write(README, format!("{before}{BEGIN}\n{}{END}{after}", self.markdown())).unwrap();
    }
}

fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(0, std::num::NonZero::get);
    let memory = std::fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let kb: f64 = memory.split_whitespace().nth(1).and_then(|kb| kb.parse().ok()).unwrap_or(0.0);
    let processor = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = processor.lines().find_map(|line| line.strip_prefix("model name"));
    let model = model.map_or("", |line| line.trim_start_matches([' ', '\t', ':']));
    format!("{cores} cores ({model}) with {:.0} GB, the load generator on the same cores", kb / 1024.0 / 1024.0)
}
