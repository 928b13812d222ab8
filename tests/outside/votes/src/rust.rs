//! Votes on Rust: the generated code of all pairs as modules of two crates, the bases in one and the
//! heads in the other, so that each tool has to be started once for each direction.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::cases::{Case, Vote};
use crate::{PUBLIC_API, Result, SEMVER_CHECKS, all_said, said};

/// The two crates, and which case a module stands for.
pub(crate) struct Crates {
    root: PathBuf,
    base: PathBuf,
    head: PathBuf,
    /// By module and direction.
    names: BTreeMap<(String, bool), String>,
}

/// What rustdoc knows of the two crates, as JSON; both tools read it.
pub(crate) struct Rustdoc {
    base: PathBuf,
    head: PathBuf,
}

/// Writes both crates.
pub(crate) fn write(cases: &[Case], folder: &Path, root: &Path) -> Result<Crates> {
    let crates = Crates {
        root: root.to_owned(),
        base: folder.join("base"),
        head: folder.join("head"),
        names: cases
            .iter()
            .filter(|case| case.code.is_some())
            .map(|case| ((module(case), case.back), case.name.clone()))
            .collect(),
    };
    for (at, back) in [(&crates.base, false), (&crates.head, true)] {
        let failed = |error: std::io::Error| format!("{}: {error}", at.display());
        let _ = fs::remove_dir_all(at.join("src"));
        fs::create_dir_all(at.join("src")).map_err(failed)?;
        let mut library = String::from("#![allow(warnings)]\n");
        for case in cases.iter().filter(|case| case.back == back) {
            let Some(code) = &case.code else { continue };
            let module = module(case);
            let _ = writeln!(library, "pub mod {module};");
            let path = at.join(format!("src/{module}.rs"));
            fs::write(path, code).map_err(failed)?;
        }
        let manifest = format!(
            "[package]\nname = \"pairs\"\nversion = \"1.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\nserde = \"1\"\nserde_json = \"1\"\nsmart-api = {{ path = {:?} }}\n",
            root.join("smart-api").display().to_string()
        );
        fs::write(at.join("src/lib.rs"), library).map_err(failed)?;
        fs::write(at.join("Cargo.toml"), manifest).map_err(failed)?;
        // The versions that everything else is built with.
        fs::copy(root.join("Cargo.lock"), at.join("Cargo.lock")).map_err(failed)?;
    }
    Ok(crates)
}

fn module(case: &Case) -> String {
    format!("p{:03}", case.pair)
}

impl Crates {
    fn votes(&self, voter: &'static str, breaks: &BTreeSet<(String, bool)>) -> Vec<Vote> {
        let votes = self.names.iter().map(|(key, case)| Vote {
            voter,
            case: case.clone(),
            breaks: breaks.contains(key),
            why: String::new(),
        });
        votes.collect()
    }

    /// What rustdoc knows of both.
    pub(crate) fn rustdoc(&self, folder: &Path) -> Result<Rustdoc> {
        Ok(Rustdoc {
            base: self.rustdoc_of(&self.base, folder)?,
            head: self.rustdoc_of(&self.head, folder)?,
        })
    }

    fn rustdoc_of(&self, at: &Path, folder: &Path) -> Result<PathBuf> {
        let mut command = Command::new("cargo");
        command
            .current_dir(at)
            .args(["rustdoc", "--lib", "--quiet", "--"])
            .args(["-Zunstable-options", "--output-format", "json"])
            .args(["--document-hidden-items", "--cap-lints", "allow"])
            .env("CARGO_TARGET_DIR", self.root.join("target"))
            .env("RUSTC_BOOTSTRAP", "1");
        said(&mut command, &[0])?;
        let name = at.file_name().unwrap_or_default().to_string_lossy();
        let kept = folder.join(format!("{name}.json"));
        fs::rename(self.root.join("target/doc/pairs.json"), &kept)
            .map_err(|error| format!("the documentation of {name}: {error}"))?;
        Ok(kept)
    }
}

/// cargo-semver-checks: a rule for majors that fails in a module.
pub(crate) fn semver_checks(
    crates: &Crates,
    rustdoc: &Rustdoc,
    folder: &Path,
) -> Result<Vec<Vote>> {
    let (base, head) = (&rustdoc.base, &rustdoc.head);
    let mut breaks = BTreeSet::new();
    for (old, new, back) in [(base, head, false), (head, base, true)] {
        let mut command = Command::new(folder.join("bin/cargo-semver-checks"));
        command
            .args([
                "semver-checks",
                "--release-type",
                "minor",
                "--color",
                "never",
            ])
            .arg("--baseline-rustdoc")
            .arg(old)
            .arg("--current-rustdoc")
            .arg(new);
        let (stdout, stderr) = all_said(&mut command, &[0, 1, 100])?;
        let failed = failed_in(&format!("{stdout}\n{stderr}"));
        if failed.is_empty() {
            return Err(format!(
                "cargo-semver-checks found nothing at all:\n{stdout}\n{stderr}"
            ));
        }
        breaks.extend(failed.into_iter().map(|module| (module, back)));
    }
    Ok(crates.votes(SEMVER_CHECKS, &breaks))
}

/// The modules in which a rule failed; warnings are none.
fn failed_in(text: &str) -> BTreeSet<String> {
    let (mut failure, mut inside) = (false, false);
    let mut modules = BTreeSet::new();
    for line in text.lines() {
        if line.starts_with("--- ") {
            failure = line.starts_with("--- failure ");
        }
        inside = line == "Failed in:" || inside && !line.is_empty();
        if failure && inside {
            modules.extend(named(line));
        }
    }
    modules
}

/// cargo-public-api: a line of the list of the public API that is gone.
pub(crate) fn public_api(crates: &Crates, rustdoc: &Rustdoc, folder: &Path) -> Result<Vec<Vote>> {
    let list = |rustdoc: &Path| -> Result<BTreeMap<String, BTreeSet<String>>> {
        let mut command = Command::new(folder.join("bin/cargo-public-api"));
        command
            .args([
                "public-api",
                "--simplified",
                "--simplified",
                "--color=never",
            ])
            .arg("--rustdoc-json")
            .arg(rustdoc);
        let mut lines: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for line in said(&mut command, &[0])?.lines() {
            if let Some(module) = named(line) {
                lines.entry(module).or_default().insert(line.to_owned());
            }
        }
        Ok(lines)
    };
    let (base, head) = (list(&rustdoc.base)?, list(&rustdoc.head)?);
    if base.is_empty() || head.is_empty() {
        return Err("cargo-public-api listed nothing".to_owned());
    }
    let mut breaks = BTreeSet::new();
    for (old, new, back) in [(&base, &head, false), (&head, &base, true)] {
        for (module, lines) in old {
            if new.get(module).is_none_or(|new| !lines.is_subset(new)) {
                breaks.insert((module.clone(), back));
            }
        }
    }
    Ok(crates.votes(PUBLIC_API, &breaks))
}

/// The module that a line names: `p017` in `pairs::p017::types::Berth` or in `src/p017.rs`.
fn named(line: &str) -> Option<String> {
    let found = ["pairs::p", "src/p"].into_iter().find_map(|before| {
        let at = line.find(before)? + before.len();
        line.get(at..at + 3)
    });
    found
        .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))
        .map(|digits| format!("p{digits}"))
}
