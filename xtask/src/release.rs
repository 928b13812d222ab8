//! `release`: compares the version and the changelog with the changes since the last release.

use std::process::Output;

use smart_codegen::diff::{Bump, Entry};

use crate::changelog::{self, UNRELEASED, section};
use crate::cli;
use crate::diff::compare_inputs;
use crate::diff::input::{Input, Inputs};
use crate::exit::{Exit, Failure};
use crate::terminal::{Terminal, Tone, line};
use crate::{cargo, workspace};

/// The crates for users, each with its folder.
const FOR_USERS: [(&str, &str); 3] = [
    ("smart-api", "smart-api"),
    ("smart-runtime", "runtime"),
    ("smart-codegen", "codegen"),
];

/// Compares the versions of both sides with the bump that the changes ask for.
pub(crate) fn run(arguments: &cli::Release, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let style = terminal.style();
    let Some(inputs) = Inputs::since_release(&arguments.since)? else {
        let text = "nothing is released yet: there is no tag `v…` to compare with";
        terminal.report(&line(style, Tone::Good, "Agrees", text));
        return Ok(Exit::Clean);
    };
    let (Some(was), Some(is)) = (inputs.version(&inputs.base), inputs.version(&inputs.head)) else {
        return Err(
            Failure::new("only revisions of this repository have versions")
                .help("name a revision as BASE, and a revision or nothing as HEAD"),
        );
    };
    let compared = compare_inputs(&inputs, None, terminal)?;
    let mut bump = compared.report.bump();
    let mut reasons = vec![format!("the API asks for {bump}")];
    if arguments.semver_checks {
        let manifest = |folder| inputs.beside(&inputs.base, &format!("{folder}/Cargo.toml"));
        // A crate that is new since the base breaks nobody.
        let old = FOR_USERS
            .iter()
            .filter(|(_, folder)| manifest(*folder).is_some());
        for (package, _) in old {
            terminal.progress("Checking", &format!("{package} with cargo-semver-checks"));
            let said = semver_checks(package, &inputs.base)?;
            reasons.push(format!("cargo-semver-checks asks for {said} in {package}"));
            bump = bump.max(said);
        }
    }
    // Where only what is written by hand changed, there is nothing that can be written for people.
    let mut entries = compared.report.entries.iter();
    let entry = entries
        .any(Entry::concerns_users)
        .then(|| changelog::entry(&compared.report));
    let agreement = Agreement {
        bump,
        was: &was,
        is: &is,
        entry: entry.as_deref(),
        changelog: &inputs
            .beside(&inputs.head, changelog::FILE)
            .unwrap_or_default(),
    };
    let wrong = agreement.problems();
    let reasons = reasons.join(", ");
    if wrong.is_empty() {
        let text = format!("{was} → {is}: {reasons}");
        terminal.report(&line(style, Tone::Good, "Agrees", &text));
        return Ok(Exit::Clean);
    }
    for problem in wrong {
        terminal.report(&line(style, Tone::Bad, "Disagrees", &problem));
    }
    terminal.report(&line(style, Tone::Warning, "Because", &reasons));
    Ok(Exit::No)
}

/// The values that must agree.
struct Agreement<'a> {
    bump: Bump,
    /// The version of the base.
    was: &'a str,
    /// The version of the head.
    is: &'a str,
    /// The entry that the changelog must hold, if the API changed.
    entry: Option<&'a str>,
    changelog: &'a str,
}

impl Agreement<'_> {
    /// Returns a sentence for each disagreement.
    fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        let (was, is) = (self.was, self.is);
        match self.bump.after(was) {
            None => problems.push(format!("{was} is no version of three numbers")),
            Some(least) if numbers(is) < numbers(&least) => problems.push(format!(
                "the version is {is} and must be {least} at least: set `version` in Cargo.toml"
            )),
            Some(_) => {}
        }
        if self.bump == Bump::None {
            return problems;
        }
        let file = changelog::FILE;
        let released = format!("## {is}");
        let told = section(self.changelog, &released)
            .or_else(|| section(self.changelog, UNRELEASED))
            .map(|place| &self.changelog[place]);
        match told {
            None => problems.push(format!(
                "{file} has neither `{released}` nor `{UNRELEASED}`: run `cargo xtask changelog --write`"
            )),
            Some(told) if self.entry.is_some_and(|entry| !told.contains(entry.trim_end())) => problems.push(format!(
                "{file} does not say what changed in the API: run `cargo xtask changelog --write`"
            )),
            Some(_) => {}
        }
        problems
    }
}

fn numbers(version: &str) -> Vec<u64> {
    let core = version.split(['-', '+']).next().unwrap_or_default();
    core.split('.')
        .map(|number| number.parse().unwrap_or_default())
        .collect()
}

/// Returns the bump that cargo-semver-checks asks for in a crate, its hand-written code included.
fn semver_checks(package: &str, base: &Input) -> Result<Bump, Failure> {
    let Input::Revision { commit, .. } = base else {
        return Err(Failure::new("cargo-semver-checks needs a revision as BASE"));
    };
    let root = workspace::root()?;
    let output = cargo::command(&root)
        .args([
            "semver-checks",
            "--package",
            package,
            "--baseline-rev",
            commit,
            // Whatever the version says already, every rule is asked.
            "--release-type",
            "patch",
            "--color",
            "never",
        ])
        .output()
        .map_err(|error| Failure::new(format!("cannot start cargo: {error}")))?;
    said(&output)
}

fn said(output: &Output) -> Result<Bump, Failure> {
    let text = format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    if text.contains("no such command") {
        return Err(Failure::new("cargo-semver-checks is not installed")
            .help("cargo install cargo-semver-checks@0.51.0 --locked"));
    }
    if text.contains("requires new major version") {
        Ok(Bump::Major)
    } else if text.contains("requires new minor version") {
        Ok(Bump::Minor)
    } else if output.status.success() {
        Ok(Bump::None)
    } else {
        let last = text.lines().rev().find(|line| !line.trim().is_empty());
        Err(Failure::new(format!(
            "cargo-semver-checks did not finish: {}",
            last.unwrap_or_default().trim()
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(bump: Bump, was: &str, is: &str, changelog: &str) -> Vec<String> {
        let agreement = Agreement {
            bump,
            was,
            is,
            entry: Some("the entry\n"),
            changelog,
        };
        agreement.problems()
    }

    #[test]
    fn the_version_must_be_as_high_as_the_bump() {
        let log = "# Changelog\n\n## Unreleased\n\nthe entry\n";
        assert!(problems(Bump::Major, "0.1.0", "0.2.0", log).is_empty());
        assert!(problems(Bump::None, "0.1.0", "0.1.0", "").is_empty());
        assert!(problems(Bump::Minor, "1.9.0", "1.10.0", log).is_empty());
        assert_eq!(
            problems(Bump::Major, "0.1.0", "0.1.1", log),
            ["the version is 0.1.1 and must be 0.2.0 at least: set `version` in Cargo.toml"]
        );
        assert_eq!(
            problems(Bump::Minor, "one", "two", log),
            ["one is no version of three numbers"]
        );
    }

    #[test]
    fn the_changelog_must_tell_under_the_version_or_as_unreleased() {
        let minor = |log: &str| problems(Bump::Minor, "1.9.0", "1.10.0", log);
        assert!(minor("## 1.10.0 (2026-01-02)\n\nthe entry\n").is_empty());
        let other = minor("## 1.9.0\n\nthe entry\n");
        assert_eq!(
            other,
            [
                "CHANGELOG.md has neither `## 1.10.0` nor `## Unreleased`: run `cargo xtask changelog --write`"
            ]
        );
        let stale = minor("## Unreleased\n\nanother entry\n\n## 1.9.0\n\nthe entry\n");
        assert_eq!(
            stale,
            [
                "CHANGELOG.md does not say what changed in the API: run `cargo xtask changelog --write`"
            ]
        );
    }
}
