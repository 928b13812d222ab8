//! Measures what the workspace promises to cost, and ends with 1 when a promise is not kept.
//!
//! | `cargo run --release -p smart-measure -- …` | measures | about |
//! |---|---|---|
//! | `generation` | CPU of the whole generation, against progenitor's own parse, generate and print | 2 min |
//! | `comparison` | CPU and memory of judging a change, against generating both documents | 2 min |
//! | `growth` | CPU and memory for ten times as many values, fields, problems, against as many | 6 min |
//! | `calls` | CPU of a call, against a client written by hand with reqwest and serde | 4 min |
//! | `memory` | resident memory over a million calls | 3 min |
//! | `build` | CPU and crates of a cold build, against reqwest and serde with the same TLS | 6 min |
//! | `load` | requests per second of the simulator under `wrk`, against Prism's mock | 2 min |
//! | `journal` | resident memory of the simulator over a million requests | 2 min |
//! | `start` | start-up time of the simulator, against Prism's mock | 1 min |
//!
//! The last three need `wrk` (Debian's package) and Prism (`npm ci` in `tests/measure/prism`), and may
//! be run without `--release`: what they measure is built with optimizations all the same.
//!
//! Without a name it measures everything. What is compared takes turns, so that a busy machine slows
//! both down; what counts is the ratio, and of all rounds the median. Each table is Markdown, on
//! stdout; progress is on stderr. CPU is user and system time as the kernel counts it (`getrusage`).
//!
//! Ends with 0 when all limits are kept, 1 when one is not, 2 when something could not be measured.

mod calls;
mod cold_build;
mod comparison;
mod cpu;
mod documents;
mod generation;
mod growth;
mod memory;
mod simulator;
mod table;

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;

use table::Table;

/// What a measurement says, or why it could not be made.
type Measured = Result<Table, Box<dyn Error>>;

const ALL: [&str; 9] = [
    "generation",
    "comparison",
    "growth",
    "calls",
    "memory",
    "build",
    "load",
    "journal",
    "start",
];

/// Those among them that run the simulator as a program.
const SIMULATOR: [&str; 3] = ["load", "journal", "start"];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let names: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match names.as_slice() {
        [calls::SERVE] => calls::serve().map(|()| true),
        [comparison::PEAK, what, operations] => comparison::peak(what, operations)
            .and_then(|peak| Ok(writeln!(io::stdout(), "{peak}").map(|()| true)?)),
        [growth::PEAK, name, number] => growth::peak(name, number)
            .and_then(|peak| Ok(writeln!(io::stdout(), "{peak}").map(|()| true)?)),
        [] => measure(&ALL),
        _ => measure(&names),
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            // Where nobody listens any more, the exit code still says it.
            _ = writeln!(io::stderr(), "error: {error}");
            ExitCode::from(2)
        }
    }
}

/// Makes the measurements called `names`, and says whether all limits are kept.
fn measure(names: &[&str]) -> Result<bool, Box<dyn Error>> {
    if let Some(unknown) = names.iter().find(|name| !ALL.contains(name)) {
        let known = ALL.join(", ");
        return Err(format!("no measurement is called `{unknown}`; there are {known}").into());
    }
    // The simulator's figures are those of another program, which is built with optimizations.
    let own = names.iter().any(|name| !SIMULATOR.contains(name));
    if own && cfg!(debug_assertions) {
        return Err("code that is not optimized says nothing; run it with `--release`".into());
    }
    let mut kept = true;
    for name in names {
        writeln!(io::stderr(), "measuring {name}")?;
        let table = match *name {
            "generation" => generation::measure(),
            "comparison" => comparison::measure(),
            "growth" => growth::measure(),
            "calls" => calls::measure(),
            "memory" => memory::measure(),
            "load" => simulator::load::measure(),
            "journal" => simulator::memory::measure(),
            "start" => simulator::start::measure(),
            _ => cold_build::measure(),
        }?;
        kept &= table.is_kept();
        writeln!(io::stdout(), "{table}")?;
    }
    Ok(kept)
}
