//! Runs the judges.

use std::path::{Path, PathBuf};
use std::process::Command;

/// A file of the repository.
pub(crate) fn file(path: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    root.canonicalize().unwrap().join(path)
}

/// Redocly's command line.
pub(crate) fn redocly() -> Command {
    let mut command = Command::new(installed("node_modules/.bin/redocly"));
    command
        .env("REDOCLY_TELEMETRY", "off")
        .env("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true");
    command
}

/// Schemathesis.
pub(crate) fn schemathesis() -> Command {
    Command::new(installed(".venv/bin/schemathesis"))
}

fn installed(path: &str) -> PathBuf {
    let program = file("spec/judges").join(path);
    assert!(
        program.exists(),
        "{path} is not installed; run spec/judges/install"
    );
    program
}

/// Runs a judge to its end: whether it was content, and what it said on standard output.
pub(crate) fn verdict(command: &mut Command) -> (bool, String) {
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    // Without a word it was not the judge that ended, but something before it.
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(
        !said.trim().is_empty(),
        "{command:?} said nothing: {errors}"
    );
    (output.status.success(), said)
}
