//! Damages documents, requests and scenarios, and watches the programs that read them.
//!
//! `tests/fuzz/run` goes through everything, `run STAGE` through one stage, and `run STAGE NUMBER`
//! shows one case: the same number is the same damage on every machine.
//!
//! Ends with 0 when nothing must be looked at, with 1 otherwise, with 2 when it cannot run.

mod chance;
mod documents;
mod mutate;
mod process;
mod report;
mod requests;
mod scenarios;
mod simulator;

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use nix::sys::resource::{UsageWho, getrusage};

use documents::Documents;
use report::{Stopped, Tally};
use requests::{ROUND, Requests};
use scenarios::Scenarios;

/// The names of the stages.
const STAGES: [&str; 3] = ["documents", "requests", "scenarios"];

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            // Nobody is left to be told when writing fails.
            _ = writeln!(io::stderr(), "{error}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<bool, Stopped> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let fine = match arguments[..] {
        [] => {
            let mut fine = true;
            for name in STAGES {
                fine &= whole(name)?;
            }
            fine
        }
        [stage] if STAGES.contains(&stage) => whole(stage)?,
        [stage, number] if STAGES.contains(&stage) => one(stage, number.parse()?)?,
        _ => return Err(format!("usage: run [{} [NUMBER]]", STAGES.join("|")).into()),
    };
    // The largest of all programs that were run, in KiB.
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    writeln!(
        io::stdout(),
        "the most memory that a program took: {} MiB",
        usage.max_rss() >> 10
    )?;
    Ok(fine)
}

/// Goes through a stage and prints its table. Returns whether nothing must be looked at.
fn whole(name: &str) -> Result<bool, Stopped> {
    let began = Instant::now();
    let stage = Stage::new(name)?;
    let tally = report::all(name, stage.parts(), |part| {
        let folder = tempfile::tempdir()?;
        stage.part(part, folder.path())
    })?;
    Ok(tally.print(name, stage.cases(), began)?)
}

/// Shows one case of a stage, whose files are kept.
fn one(name: &str, number: usize) -> Result<bool, Stopped> {
    let began = Instant::now();
    let folder = process::program("smart-fuzz")?.with_file_name("case");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir(&folder)?;
    let tally = Stage::new(name)?.case(number, &folder)?;
    writeln!(io::stdout(), "{} holds:", folder.display())?;
    for entry in fs::read_dir(&folder)? {
        writeln!(io::stdout(), "  {}", entry?.file_name().display())?;
    }
    Ok(tally.print(name, 1, began)?)
}

/// A stage with what it needs.
enum Stage {
    Documents(Documents),
    Requests(Requests),
    Scenarios(Scenarios),
}

impl Stage {
    fn new(name: &str) -> Result<Self, Stopped> {
        let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
        Ok(match name {
            "documents" => Stage::Documents(Documents::new(&root)?),
            "requests" => Stage::Requests(Requests::new(&root)?),
            _ => Stage::Scenarios(Scenarios::new(&root)?),
        })
    }

    fn cases(&self) -> usize {
        match self {
            Stage::Documents(_) => documents::CASES,
            Stage::Requests(_) => requests::CASES,
            Stage::Scenarios(_) => scenarios::CASES,
        }
    }

    /// How many parts there are, which are gone through at the same time.
    fn parts(&self) -> usize {
        match self {
            Stage::Requests(_) => self.cases().div_ceil(ROUND),
            _ => self.cases(),
        }
    }

    fn part(&self, part: usize, folder: &Path) -> Result<Tally, Stopped> {
        match self {
            Stage::Requests(_) => self.case(((part + 1) * ROUND).min(self.cases()) - 1, folder),
            _ => self.case(part, folder),
        }
    }

    /// One case, after those of its round.
    fn case(&self, number: usize, folder: &Path) -> Result<Tally, Stopped> {
        match self {
            Stage::Documents(documents) => documents.one(number, folder),
            Stage::Requests(requests) => requests.round(number, folder),
            Stage::Scenarios(scenarios) => scenarios.one(number, folder),
        }
    }
}
