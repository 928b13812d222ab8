//! Has other tools judge every pair of the corpus, and compares their verdicts with ours.
//!
//! cargo-semver-checks and cargo-public-api look at Rust: they may find no break that we miss.
//! redocly and drift look at the documents: where they disagree with our verdict on deployed clients,
//! `disagreements.txt` says why. Started by `tests/outside/votes/run`, which installs what is missing.

mod cases;
mod documents;
mod listed;
#[path = "../../../../codegen/tests/diff/pairs.rs"]
mod pairs;
mod rust;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use cases::{Case, Vote};

const SEMVER_CHECKS: &str = "cargo-semver-checks";
const PUBLIC_API: &str = "cargo-public-api";
const REDOCLY: &str = "redocly";
const DRIFT: &str = "drift";

type Result<T> = std::result::Result<T, String>;

fn main() -> ExitCode {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let asked: Vec<String> = std::env::args().skip(1).collect();
    match run(here, &asked) {
        Ok(left) if left.is_empty() => ExitCode::SUCCESS,
        Ok(left) => {
            print!("{left}");
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

/// Asks those who are named, or everybody.
fn run(here: &Path, asked: &[String]) -> Result<String> {
    let root = here.ancestors().nth(3).ok_or("there is no workspace")?;
    let folder = root.join("target/votes");
    let cases = cases::all();
    let generated = cases.iter().filter(|case| case.rust.is_some()).count();
    eprintln!("{} cases, {generated} of them generate", cases.len());
    let crates = rust::write(&cases, &folder, root)?;
    let is_asked = |voter: &str| asked.is_empty() || asked.iter().any(|name| name == voter);
    let mut votes: Vec<Vote> = Vec::new();
    if is_asked(SEMVER_CHECKS) || is_asked(PUBLIC_API) {
        let rustdoc = crates.rustdoc(&folder)?;
        if is_asked(SEMVER_CHECKS) {
            votes.extend(rust::semver_checks(&crates, &rustdoc, &folder)?);
        }
        if is_asked(PUBLIC_API) {
            votes.extend(rust::public_api(&crates, &rustdoc, &folder)?);
        }
    }
    if is_asked(REDOCLY) {
        votes.extend(documents::redocly(&cases, root)?);
    }
    if is_asked(DRIFT) {
        votes.extend(documents::drift(&cases));
    }
    let mut listed = listed::read(&here.join("disagreements.txt"))?;
    listed.retain(|(heading, _), _| heading.split(' ').next().is_some_and(is_asked));
    Ok(listed::compare(&cases, &votes, listed))
}

/// What a program says on stdout, or why it said nothing.
fn said(command: &mut Command, codes: &[i32]) -> Result<String> {
    all_said(command, codes).map(|(stdout, _)| stdout)
}

/// What a program says on stdout and on stderr.
fn all_said(command: &mut Command, codes: &[i32]) -> Result<(String, String)> {
    let name = PathBuf::from(command.get_program()).display().to_string();
    let output = command
        .output()
        .map_err(|error| format!("{name}: {error}"))?;
    let stdout = String::from_utf8_lossy(&output.stdout).into_owned();
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    let code = output.status.code();
    if code.is_some_and(|code| codes.contains(&code)) {
        return Ok((stdout, stderr));
    }
    Err(format!(
        "{name} ended with {}:\n{stdout}\n{stderr}",
        output.status
    ))
}

/// Whether a vote is against ours: of Rust, only a break that we do not see.
fn disagrees(vote: &Vote, case: &Case) -> bool {
    match vote.voter {
        SEMVER_CHECKS | PUBLIC_API => {
            vote.breaks
                && case
                    .rust
                    .is_some_and(|rust| rust < smart_codegen::diff::Rust::Breaks)
        }
        _ => vote.breaks != (case.wire >= smart_codegen::diff::Wire::Conditional),
    }
}
