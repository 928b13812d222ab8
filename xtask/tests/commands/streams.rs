//! Usage, colour, and streams that do not take what is written.

use std::process::Stdio;

use crate::sandbox::{Sandbox, TIDE, run};

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("tide.yaml", TIDE);
    sandbox
}

#[test]
fn wrong_usage_ends_with_2_and_help_with_0() {
    let sandbox = sandbox();
    sandbox.run(&[]).exits(2);
    sandbox.run(&["rgen"]).exits(2).complains("regen");
    sandbox
        .run(&["lint", "tide.yaml", "--format", "xml"])
        .exits(2)
        .complains("json");
    sandbox
        .run(&["--help"])
        .exits(0)
        .says("  100  the document has problems");
    sandbox
        .run(&["check", "--help"])
        .exits(0)
        .says("    4  stale");
}

#[test]
fn the_readme_knows_every_exit_code_that_the_help_knows() {
    let help = sandbox().run(&["--help"]).exits(0).stdout;
    let readme = include_str!("../../../README.md");
    let codes: Vec<&str> = help
        .lines()
        .skip_while(|line| !line.starts_with("Exit codes"))
        .filter_map(|line| line.trim_start().split_once("  "))
        .map(|(code, _)| code)
        .collect();
    assert_eq!(codes, ["0", "1", "2", "4", "100", "101"]);
    for code in codes {
        assert!(readme.contains(&format!("\n| {code} | ")), "{code}");
    }
}

#[test]
fn colour_is_for_terminals_or_on_request() {
    let sandbox = sandbox();
    let escapes = |ran: &crate::sandbox::Ran| ran.stdout.contains('\u{1b}');
    let ran = sandbox.run(&["lint", "tide.yaml"]).exits(100);
    assert!(!escapes(&ran) && ran.stderr.is_empty(), "{ran:?}");
    let ran = sandbox
        .run(&["lint", "tide.yaml", "--color", "always"])
        .exits(100);
    assert!(escapes(&ran), "{ran:?}");
}

/// A terminal is made by `script`, where that is installed; it is on every Debian.
#[cfg(target_os = "linux")]
#[test]
fn no_color_is_honoured_on_a_terminal() {
    let sandbox = sandbox();
    let script = |before: &str| {
        sandbox.shell(&format!(
            "{before} script -qec '\"$XTASK\" lint tide.yaml' /dev/null"
        ))
    };
    let coloured = script("");
    if coloured.code == Some(127) {
        return;
    }
    assert!(coloured.exits(100).stdout.contains("\u{1b}[1;33mhouse["));
    assert!(!script("NO_COLOR=1").exits(100).stdout.contains('\u{1b}'));
    // An empty value is no wish.
    assert!(script("NO_COLOR=").exits(100).stdout.contains('\u{1b}'));
}

#[cfg(target_os = "linux")]
#[test]
fn a_report_that_cannot_be_written_is_an_error() {
    let ran = sandbox().shell("exec \"$XTASK\" lint tide.yaml >/dev/full");
    ran.exits(2).complains("cannot write the report");
}

#[test]
fn a_reader_that_went_away_changes_nothing() {
    let sandbox = sandbox();
    let mut child = sandbox
        .command(&["lint", "tide.yaml"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(100));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn the_generator_is_a_dependency_and_what_it_generates_is_not() {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let mut command = std::process::Command::new(cargo);
    command.current_dir(env!("CARGO_MANIFEST_DIR"));
    command.args([
        "tree",
        "--package",
        "xtask",
        "--edges",
        "all",
        "--prefix",
        "none",
        "--offline",
    ]);
    let tree = run(&mut command).exits(0).says("smart-codegen v");
    assert!(!tree.stdout.contains("smart-api v"), "{}", tree.stdout);
}
