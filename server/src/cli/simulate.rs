//! `sportello simulate` writes a log of visits that never were, from a set-up and a seed.

use super::{Error, days};
use crate::settings::SimulateCommand;
use ::setup::{Branch, Setup};
use ::simulate::{Options, Plan, Simulator};
use std::fs::File;
use std::io::{BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use visits::csv::{VisitWriter, write_desks};

pub fn run(arguments: &SimulateCommand) -> Result<(), Error> {
    if arguments.spans.as_ref() == Some(&arguments.visits) {
        return Err(Error::Usage("--visits and --spans name one file: give each a file of its own".to_owned()));
    }
    let branch = branch(arguments)?;
    let options = Options { load: arguments.load, override_share: arguments.override_share, ..Options::default() };
    let usual = branch.rules(queue::Timestamp(0));
    let simulator = Simulator::new(&usual, options, arguments.seed);
    let mut visits = VisitWriter::new(create(&arguments.visits)?)?;
    let (mut spans, mut number, mut last) = (Vec::new(), 0_u64, None);
    let (progress, wanted) = (std::io::stderr().is_terminal(), usize::try_from(arguments.days).unwrap_or(usize::MAX));
    for (passed, (date, plan)) in days::open_days(&branch, arguments.from).take(wanted).enumerate() {
        let slows = arguments.slow_from.is_none_or(|from| from <= date);
        let slow = arguments.slow.filter(|_| slows).unwrap_or(1.0);
        let log = simulator.day(&Plan { slow, ..plan }).log();
        for visit in &log.visits {
            visits.write(visit)?;
            number += 1;
        }
        spans.extend(log.desks);
        last = Some(date);
        if progress {
            eprint!("\rday {} of {wanted}, {number} visits", passed + 1);
        }
    }
    if progress {
        eprintln!();
    }
    let Some(last) = last else {
        let from = arguments.from;
        let why =
            format!("the branch is not open in the year from {from} on: give an earlier --from, or hours in --setup");
        return Err(Error::Usage(why));
    };
    visits.finish()?;
    if let Some(file) = &arguments.spans {
        let mut target = create(file)?;
        write_desks(&mut target, &spans)?;
        target.flush()?;
    }
    println!("{number} visits up to {last}: {}", arguments.visits.display());
    Ok(())
}

/// The branch of the set-up, with as many desks as were asked for.
fn branch(arguments: &SimulateCommand) -> Result<Arc<Branch>, Error> {
    let given = choose(&Setup::load(arguments.setup.as_deref())?, arguments.branch.as_deref())?;
    match arguments.desks.map(usize::from) {
        Some(desks) if desks != given.desks.len() => {
            let text = match &arguments.setup {
                Some(file) => std::fs::read_to_string(file)?,
                None => ::setup::DEFAULT.to_owned(),
            };
            let changed = ::setup::with_desks(text.trim_start_matches('\u{feff}'), desks);
            let changed = changed.map_err(|error| Error::Usage(error.to_string()))?;
            let file: PathBuf = arguments.visits.with_extension("setup.toml");
            create(&file)?.write_all(changed.as_bytes())?;
            println!("a set-up with {desks} desks: {}", file.display());
            choose(&Setup::load(Some(&file))?, Some(&given.id))
        }
        _ => Ok(given),
    }
}

fn choose(setup: &Setup, id: Option<&str>) -> Result<Arc<Branch>, Error> {
    let found = match id {
        Some(id) => setup.branches.get(id),
        None => setup.branches.values().next(),
    };
    found.cloned().ok_or_else(|| {
        let known: Vec<&str> = setup.branches.keys().map(String::as_str).collect();
        let asked = id.unwrap_or_default();
        Error::Usage(format!("there is no branch \"{asked}\"; write one of {}", known.join(", ")))
    })
}

fn create(file: &Path) -> Result<BufWriter<File>, Error> {
    let failed = |error| {
        let place = file.display();
        Error::Usage(format!(
            "cannot write {place}: {error}; give a file in a folder that is there and can be written to"
        ))
    };
    File::create(file).map(BufWriter::new).map_err(failed)
}
