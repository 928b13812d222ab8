//! `release`: whether the version and the changelog agree with what changed.

use std::process::Output;

use smart_codegen::diff::Bump;

use crate::cli;
use crate::diff::compare_inputs;
use crate::diff::input::{Input, Inputs};
use crate::exit::{Exit, Failure};
use crate::terminal::{Terminal, Tone, line};
use crate::{cargo, changelog, workspace};

/// Compares the versions of both sides with the bump that the changes ask for.
pub(crate) fn run(arguments: &cli::Release, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let inputs = Inputs::new(&arguments.sides)?;
    let (Some(was), Some(is)) = (inputs.version(&inputs.base), inputs.version(&inputs.head)) else {
        return Err(Failure::new(
            "only revisions of this repository have versions",
        ));
    };
    let compared = compare_inputs(&inputs, None, terminal)?;
    let mut bump = compared.report.bump();
    let mut reasons = vec![format!("the API asks for {bump}")];
    if arguments.semver_checks {
        let said = semver_checks(&inputs.base)?;
        reasons.push(format!("cargo-semver-checks asks for {said}"));
        bump = bump.max(said);
    }
    let changelog = inputs
        .beside(&inputs.head, changelog::FILE)
        .unwrap_or_default();
    let wrong = problems(bump, &was, &is, &changelog);
    let style = terminal.style();
    let reasons = reasons.join(", ");
    if wrong.is_empty() {
        terminal.report(&line(
            style,
            Tone::Good,
            "Agrees",
            &format!("{was} → {is}: {reasons}"),
        ));
        return Ok(Exit::Clean);
    }
    for problem in wrong {
        terminal.report(&line(style, Tone::Bad, "Disagrees", &problem));
    }
    terminal.report(&line(style, Tone::Warning, "Because", &reasons));
    Ok(Exit::No)
}

/// What does not agree, each a sentence.
fn problems(bump: Bump, was: &str, is: &str, changelog: &str) -> Vec<String> {
    let mut problems = Vec::new();
    let least = bump.after(was).unwrap_or_else(|| was.to_owned());
    let numbers = |version: &str| -> Vec<u64> {
        let core = version.split(['-', '+']).next().unwrap_or_default();
        core.split('.')
            .map(|number| number.parse().unwrap_or_default())
            .collect()
    };
    if numbers(is) < numbers(&least) {
        problems.push(format!(
            "the version is {is} and must be {least} at least: set `version` in Cargo.toml"
        ));
    }
    let has = |heading: &str| {
        changelog
            .lines()
            .any(|line| line.trim_end() == heading || line.starts_with(&format!("{heading} ")))
    };
    if bump > Bump::None && !has(&format!("## {is}")) && !has("## Unreleased") {
        problems.push(format!(
            "{} has neither `## {is}` nor `## Unreleased`: run `cargo xtask changelog --write`",
            changelog::FILE
        ));
    }
    problems
}

/// What cargo-semver-checks says of the whole crate, the hand-written part included.
fn semver_checks(base: &Input) -> Result<Bump, Failure> {
    let Input::Revision { commit, .. } = base else {
        return Err(Failure::new("cargo-semver-checks needs a revision as BASE"));
    };
    let root = workspace::root()?;
    let output = cargo::command(&root)
        .args([
            "semver-checks",
            "--package",
            "smart-api",
            "--baseline-rev",
            commit,
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
            .help("cargo install cargo-semver-checks --locked"));
    }
    if text.contains("requires new major version") {
        Ok(Bump::Major)
    } else if text.contains("requires new minor version") {
        Ok(Bump::Minor)
    } else if output.status.success() {
        Ok(Bump::None)
    } else {
        let last = text
            .lines()
            .rev()
            .find(|line| !line.trim().is_empty())
            .unwrap_or_default();
        Err(Failure::new(format!(
            "cargo-semver-checks did not finish: {last}"
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_must_be_as_high_as_the_bump_and_the_changelog_must_tell() {
        let log = "# Changelog\n\n## Unreleased\n";
        assert!(problems(Bump::Major, "0.1.0", "0.2.0", log).is_empty());
        assert!(problems(Bump::None, "0.1.0", "0.1.0", "").is_empty());
        assert!(problems(Bump::Minor, "1.9.0", "1.10.0", "## 1.10.0 (2026-01-02)\n").is_empty());
        assert_eq!(
            problems(Bump::Major, "0.1.0", "0.1.1", log),
            ["the version is 0.1.1 and must be 0.2.0 at least: set `version` in Cargo.toml"]
        );
        assert_eq!(
            problems(Bump::Patch, "0.1.0", "0.1.1", "## 0.1.0\n").len(),
            1
        );
    }
}
