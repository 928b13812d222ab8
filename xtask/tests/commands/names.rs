//! Names of files, folders, revisions and arguments that hold line ends, commands of a terminal and
//! characters that nobody sees: each is shown escaped, wherever it is shown.

use crate::sandbox::{Ran, Sandbox, TIDE, broken};

/// A line end, an escape of a terminal, one of C1, and characters without a look.
const HOSTILE: &str =
    "named\n\u{1b}[2J\u{9b}1m\u{202e}\u{200b}\u{61c}\u{2060}\u{feff}\u{e0041}\u{2028}b";
const SHOWN: &str =
    "named\\n\\u{1b}[2J\\u{9b}1m\\u{202e}\\u{200b}\\u{61c}\\u{2060}\\u{feff}\\u{e0041}\\u{2028}b";

/// Asserts that a report and its complaints are text that a terminal shows as it is.
#[track_caller]
fn is_plain(ran: &Ran) {
    for text in [&ran.stdout, &ran.stderr] {
        let hidden = |sign: char| sign != '\n' && smart_codegen::characters::is_hidden(sign);
        assert!(!text.contains(hidden), "{text:?}");
        // What stands behind the line end in a name begins no line.
        assert!(
            !text.lines().any(|line| line.ends_with("named")),
            "{text:?}"
        );
    }
}

#[track_caller]
fn names(sandbox: &Sandbox, code: i32, arguments: &[&str]) -> Ran {
    let ran = sandbox.run(arguments).exits(code);
    is_plain(&ran);
    let said = format!("{}{}", ran.stdout, ran.stderr);
    assert!(said.contains(SHOWN), "{arguments:?}: {ran:#?}");
    ran
}

#[test]
fn lint_names_its_document() {
    let sandbox = Sandbox::new();
    let clean = "openapi: 3.0.3\ninfo: {title: a, version: '1', description: b}\npaths: {}\n";
    for (text, code) in [(clean, 0), (TIDE, 100), (&broken(), 100), ("a: [", 100)] {
        sandbox.write(HOSTILE, text);
        names(&sandbox, code, &["lint", HOSTILE]);
        let json = names_in_json(&sandbox, code, &["lint", HOSTILE, "--format", "json"]);
        assert_eq!(json["document"], HOSTILE);
    }
    sandbox.write(HOSTILE, b"\xff");
    names(&sandbox, 2, &["lint", HOSTILE]).complains(":1 is not UTF-8");
    sandbox.write(HOSTILE, "a: [");
    names(&sandbox, 100, &["questions", HOSTILE]);
}

/// Programs read the name itself, and a terminal obeys none of it.
#[track_caller]
fn names_in_json(sandbox: &Sandbox, code: i32, arguments: &[&str]) -> serde_json::Value {
    let ran = sandbox.run(arguments).exits(code);
    is_plain(&ran);
    ran.json()
}

#[test]
fn a_missing_file_is_named() {
    let sandbox = Sandbox::new();
    sandbox.write("tide.yaml", TIDE);
    names(&sandbox, 2, &["lint", HOSTILE]).complains("cannot read ");
    names(&sandbox, 2, &["diff", HOSTILE, "tide.yaml"]).complains("is not there");
    names(
        &sandbox,
        2,
        &["diff", "tide.yaml", "tide.yaml", "--acknowledged", HOSTILE],
    );
    names(&sandbox, 2, &["diff", "--explain", HOSTILE]);
    let revision = format!("{HOSTILE}:tide.yaml");
    let ran = sandbox.run(&["diff", &revision, "tide.yaml"]).exits(2);
    is_plain(&ran);
}

#[test]
fn regen_and_check_name_what_they_write() {
    let sandbox = Sandbox::new();
    sandbox.write("tide.yaml", TIDE);
    let target = ["--spec", "tide.yaml", "--out", HOSTILE];
    let run = |command: &'static str| [&[command], &target[..]].concat();
    names(&sandbox, 4, &run("check"));
    names(&sandbox, 0, &run("regen")).says("Created");
    names(&sandbox, 0, &run("regen")).says("Fresh");
    names(&sandbox, 0, &run("check"));
    sandbox.write(&format!("{HOSTILE}/types.rs"), "mine");
    names(&sandbox, 2, &run("regen")).complains("in the way");
    names(&sandbox, 4, &run("check")).says("Unstamped");
    let json = names_in_json(
        &sandbox,
        4,
        &[&run("check")[..], &["--format", "json"]].concat(),
    );
    assert_eq!(json["files"][0]["path"], format!("{HOSTILE}/types.rs"));
}

#[test]
fn diff_names_both_sides() {
    let sandbox = Sandbox::new();
    sandbox.write("tide.yaml", TIDE);
    let changed = TIDE.replace("  /harbours/", "  /ports/");
    sandbox.write(HOSTILE, changed);
    names(&sandbox, 0, &["diff", "tide.yaml", HOSTILE]).says("is  ");
    names(&sandbox, 0, &["diff", HOSTILE, "tide.yaml"]).says("was ");
    let json = names_in_json(
        &sandbox,
        0,
        &["diff", "tide.yaml", HOSTILE, "--format", "json"],
    );
    assert_eq!(json["head"], HOSTILE);
    for format in ["markdown", "github"] {
        is_plain(
            &sandbox
                .run(&["diff", "tide.yaml", HOSTILE, "--format", format])
                .exits(0),
        );
    }
    sandbox.write(HOSTILE, "a: [");
    names(&sandbox, 2, &["diff", HOSTILE, "tide.yaml"]).complains("cannot be read");
}

#[test]
fn wrong_usage_names_the_argument() {
    let sandbox = Sandbox::new();
    names(&sandbox, 2, &[HOSTILE]);
    names(&sandbox, 2, &["lint", "--format", HOSTILE]);
    names(&sandbox, 2, &["lint", &format!("--{HOSTILE}")]);
    names(&sandbox, 2, &["check", "--color", "always", HOSTILE]);
}
