//! `snapshots`: runs the snapshot tests, shows differences, and accepts them on request.
//!
//! The tests write their output to a separate folder. The working tree changes only when somebody
//! accepts it.

mod difference;
mod files;
mod targets;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use crate::cargo;
use crate::cli;
use crate::exit::{Exit, Failure};
use crate::terminal::{Terminal, Tone, counted, line};
use crate::workspace::{self, shown};
use difference::Difference;
use targets::Package;

/// Runs the tests, reports differences, and accepts them if asked.
pub(crate) fn run(arguments: &cli::Snapshots, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let root = workspace::root()?;
    let packages = targets::find(&root)?;
    let scratch = tempfile::tempdir()
        .map_err(|error| Failure::new(format!("cannot make a temporary folder: {error}")))?;
    let run = Run {
        root: &root,
        pending: scratch.path().join("pending"),
        references: scratch.path().join("references"),
    };
    let mut passed = true;
    for package in &packages {
        terminal.progress("Testing", &package.name);
        passed &= run.test(package, terminal)?;
    }
    let found = run.found(passed)?;
    let mut left = found.report(terminal);
    if arguments.accept {
        left = found.accept(&root, terminal)?;
    }
    let style = terminal.style();
    if !passed {
        terminal.report(&line(
            style,
            Tone::Bad,
            "Failed",
            "tests failed for another reason",
        ));
        return Ok(Exit::No);
    }
    if left == 0 {
        let text = format!(
            "{} in {}",
            counted(found.referenced, "snapshot"),
            counted(packages.len(), "package")
        );
        terminal.report(&line(style, Tone::Good, "Clean", &text));
        return Ok(Exit::Clean);
    }
    let hint = if arguments.accept {
        "snapshots in source files are edited by hand".to_owned()
    } else {
        format!("{left} to look at; `cargo xtask snapshots --accept` takes over what is shown")
    };
    terminal.report(&line(style, Tone::Bad, "Snapshots", &hint));
    Ok(Exit::No)
}

/// One run of the snapshot tests.
struct Run<'r> {
    root: &'r Path,
    pending: PathBuf,
    references: PathBuf,
}

impl Run<'_> {
    /// Runs the tests of a package. Returns whether all tests without snapshots passed.
    fn test(&self, package: &Package, terminal: &mut Terminal) -> Result<bool, Failure> {
        let mut command = cargo::command(self.root);
        command
            .args([
                "test",
                "--locked",
                "--no-fail-fast",
                "--package",
                &package.name,
            ])
            .args(&package.targets)
            .env("INSTA_WORKSPACE_ROOT", self.root)
            .env("INSTA_PENDING_DIR", &self.pending)
            .env("INSTA_SNAPSHOT_REFERENCES_FILE", &self.references)
            .env("INSTA_UPDATE", "new")
            .env("INSTA_FORCE_PASS", "1")
            .env("INSTA_OUTPUT", "none")
            .stdin(Stdio::null())
            .stderr(Stdio::inherit());
        if !terminal.shows_progress() {
            command.arg("--quiet");
        }
        let output = command
            .output()
            .map_err(|error| Failure::new(format!("cannot start cargo: {error}")))?;
        if !output.status.success() {
            terminal.report(&String::from_utf8_lossy(&output.stdout));
        }
        Ok(output.status.success())
    }

    fn found(&self, passed: bool) -> Result<Found, Failure> {
        let referenced: BTreeSet<PathBuf> = fs::read_to_string(&self.references)
            .unwrap_or_default()
            .lines()
            .filter_map(|path| fs::canonicalize(path).ok())
            .collect();
        let mut found = Found {
            referenced: referenced.len(),
            ..Found::default()
        };
        for path in files::below(&self.pending, ".snap.new")? {
            let new = files::read(&path)?;
            let relative = path.strip_prefix(&self.pending).unwrap_or(&path);
            let place = self.root.join(relative).with_extension("");
            let old = if place.exists() {
                Some(files::read(&place)?)
            } else {
                None
            };
            found
                .differences
                .insert(place, Difference::new(old.as_deref(), new));
        }
        for path in files::below(&self.pending, ".pending-snap")? {
            found
                .inline
                .extend(difference::inline(&files::read(&path)?).map(|line| {
                    let relative = path.strip_prefix(&self.pending).unwrap_or(&path);
                    format!("{}:{line}", source_of(relative))
                }));
        }
        // Without all tests nobody knows what they would have referred to.
        if passed {
            found.unreferenced = files::below(self.root, ".snap")?
                .into_iter()
                .filter(|path| fs::canonicalize(path).is_ok_and(|path| !referenced.contains(&path)))
                .collect();
        }
        Ok(found)
    }
}

/// Returns the source of a pending inline snapshot: `src/.letter.rs.pending-snap` →
/// `src/letter.rs`.
fn source_of(pending: &Path) -> String {
    let name = pending.file_name().unwrap_or_default().to_string_lossy();
    let name = name
        .trim_start_matches('.')
        .trim_end_matches(".pending-snap");
    pending.with_file_name(name).display().to_string()
}

/// The findings of a run.
#[derive(Debug, Default)]
struct Found {
    /// The number of snapshots that the tests referred to.
    referenced: usize,
    /// New and changed snapshots, by their path.
    differences: BTreeMap<PathBuf, Difference>,
    /// Snapshots in source files that changed: `file:line`.
    inline: Vec<String>,
    /// Snapshots that no test refers to.
    unreferenced: Vec<PathBuf>,
}

impl Found {
    /// Shows all findings. Returns their number.
    fn report(&self, terminal: &mut Terminal) -> usize {
        let style = terminal.style();
        for (place, difference) in &self.differences {
            terminal.report(&difference.text(&shown(place), style));
        }
        for place in &self.inline {
            terminal.report(&line(style, Tone::Warning, "Inline", place));
        }
        for place in &self.unreferenced {
            terminal.report(&line(style, Tone::Warning, "Unreferenced", &shown(place)));
        }
        self.differences.len() + self.inline.len() + self.unreferenced.len()
    }

    /// Accepts the findings. Returns the number of those that remain.
    fn accept(&self, root: &Path, terminal: &mut Terminal) -> Result<usize, Failure> {
        let style = terminal.style();
        for (place, difference) in &self.differences {
            files::write(place, &difference.accepted())?;
            terminal.report(&line(style, Tone::Good, "Accepted", &shown(place)));
        }
        for place in &self.unreferenced {
            fs::remove_file(place).map_err(|error| Failure::io("delete", place, &error))?;
            terminal.report(&line(style, Tone::Good, "Deleted", &shown(place)));
        }
        files::delete_left_over(root)?;
        Ok(self.inline.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_source_of_a_pending_inline_snapshot_is_found() {
        assert_eq!(
            source_of(Path::new("codegen/src/.letter.rs.pending-snap")),
            "codegen/src/letter.rs"
        );
    }
}
