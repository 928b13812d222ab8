//! `demo`: runs the journey, from the token to the closed session, on fresh generated code.
//!
//! Stale files are regenerated for the run and restored afterwards, also after a failure or an
//! interruption.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitStatus;

use crate::cargo;
use crate::cli::Target;
use crate::exit::{Exit, Failure};
use crate::folder;
use crate::generation::{self, Generated};
use crate::job::Job;
use crate::plan::{Plan, Present};
use crate::regen;
use crate::terminal::{Terminal, Tone, counted, line};
use crate::workspace::{self, shown};

/// Regenerates stale files, runs the journey, and restores the files.
pub(crate) fn run(terminal: &mut Terminal) -> Result<Exit, Failure> {
    let root = workspace::root()?;
    let job = Job::new(&Target::default())?;
    let wanted = match generation::generate(&job, terminal)? {
        Generated::Files { wanted, .. } => wanted,
        Generated::Problems { source, problems } => {
            generation::report(&source, &problems, terminal);
            return Ok(Exit::Problems);
        }
    };
    let present = folder::read(&job.folder, &job.digest)?;
    let plan = Plan::new(&wanted, &present, &job.digest);
    regen::refuse(&plan, &job)?;
    if plan.is_fresh() {
        terminal.progress("Fresh", &shown(&job.folder));
        return journey(&root);
    }
    // Whoever interrupts the journey still gets the tree back.
    ctrlc::set_handler(|| {})
        .map_err(|error| Failure::new(format!("cannot watch for an interruption: {error}")))?;
    folder::apply(&plan, &wanted, &present)?;
    let style = terminal.style();
    let count = plan.missing.len() + plan.differing.len() + plan.orphaned.len();
    let text = format!(
        "{} for this run; `{}` keeps them",
        counted(count, "generated file"),
        job.command
    );
    terminal.report(&line(style, Tone::Warning, "Stale", &text));
    let outcome = journey(&root);
    let kept = put_back(&before(&plan, &present), &wanted)?;
    for path in kept {
        let text = format!("{}, which changed during the run", shown(&path));
        terminal.report(&line(style, Tone::Warning, "Kept", &text));
    }
    outcome
}

/// Builds the journey, and starts it as a program of its own.
fn journey(root: &Path) -> Result<Exit, Failure> {
    // One after the other, so that what does not build is not taken for what the journey says.
    let built = cargo(root, &["build", "--locked"])?;
    if !built.success() {
        return Ok(Exit::No);
    }
    let ended = cargo(root, &["run", "--locked", "--quiet"])?;
    // Without a code it was ended by a signal.
    let code = ended.code().map(u8::try_from);
    Ok(match code {
        Some(Ok(0)) => Exit::Clean,
        Some(Ok(code)) => Exit::Passed(code),
        _ => Exit::No,
    })
}

fn cargo(root: &Path, arguments: &[&str]) -> Result<ExitStatus, Failure> {
    cargo::command(root)
        .args(arguments)
        .args(["--package", "smart-tests", "--bin", "journey"])
        .status()
        .map_err(|error| Failure::new(format!("cannot start cargo: {error}")))
}

/// Returns the contents of the files that a plan changes; `None` for a file that does not exist.
fn before(plan: &Plan, present: &BTreeMap<PathBuf, Present>) -> BTreeMap<PathBuf, Option<Vec<u8>>> {
    plan.missing
        .iter()
        .chain(&plan.differing)
        .chain(&plan.orphaned)
        .map(|path| {
            let bytes = match present.get(path) {
                Some(Present::File(bytes)) => Some(bytes.clone()),
                _ => None,
            };
            (path.clone(), bytes)
        })
        .collect()
}

/// Restores files. Returns those that somebody else changed meanwhile, which stay as they are.
fn put_back(
    before: &BTreeMap<PathBuf, Option<Vec<u8>>>,
    wanted: &BTreeMap<PathBuf, String>,
) -> Result<Vec<PathBuf>, Failure> {
    let mut kept = Vec::new();
    for (path, bytes) in before {
        let ours = wanted.get(path).map(String::as_bytes);
        if fs::read(path).ok().as_deref() == ours {
            folder::put_back(path, bytes.as_deref())
                .map_err(|error| Failure::io("put back", Path::new(&shown(path)), &error))?;
        } else {
            kept.push(path.clone());
        }
    }
    Ok(kept)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::disallowed_methods, reason = "the files of a test are new")]

    use super::*;

    #[test]
    fn a_file_that_somebody_else_changed_meanwhile_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::write(path("ours.rs"), "new").unwrap();
        fs::write(path("added.rs"), "new").unwrap();
        fs::write(path("edited.rs"), "edited").unwrap();
        let old = Some(b"old".to_vec());
        let before = BTreeMap::from([
            (path("ours.rs"), old.clone()),
            (path("added.rs"), None),
            (path("edited.rs"), old.clone()),
            (path("orphan.rs"), old),
        ]);
        let wanted = ["ours.rs", "added.rs", "edited.rs"]
            .map(|name| (path(name), "new".to_owned()))
            .into();
        assert_eq!(put_back(&before, &wanted).unwrap(), [path("edited.rs")]);
        assert_eq!(fs::read_to_string(path("ours.rs")).unwrap(), "old");
        assert_eq!(fs::read_to_string(path("orphan.rs")).unwrap(), "old");
        assert_eq!(fs::read_to_string(path("edited.rs")).unwrap(), "edited");
        assert!(!path("added.rs").exists());
    }
}
