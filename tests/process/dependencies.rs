//! Tests `.ci/dependencies/check`: it reports every check that it skips. A script stands in for
//! cargo, notes its arguments, and refuses what a file names.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::process::{Command, Output};

use smart_tests::document::workspace;
use tempfile::TempDir;

const CARGO: &str = r#"#!/bin/sh
echo "$@" >>"$NOTES"
case "$*" in
  $REFUSED) echo "refused" >&2; exit 1 ;;
esac
echo "fine"
"#;

struct Story(TempDir);

impl Story {
    fn new() -> Self {
        let story = Self(tempfile::tempdir().unwrap());
        let cargo = story.0.path().join("cargo");
        fs::write(&cargo, CARGO).unwrap();
        fs::set_permissions(&cargo, fs::Permissions::from_mode(0o755)).unwrap();
        story
    }

    /// With the database of advisories, as cargo-deny keeps it.
    fn with_database() -> Self {
        let story = Self::new();
        let database = story.0.path().join("advisory-dbs/advisory-db-1/.git");
        fs::create_dir_all(database).unwrap();
        story
    }

    /// Runs the check where calls of cargo that look like `refused` fail.
    fn check(&self, arguments: &[&str], refused: &str) -> (Option<i32>, String, Vec<String>) {
        let folder = self.0.path();
        let path = format!("{}:{}", folder.display(), std::env::var("PATH").unwrap());
        let ran: Output = Command::new(workspace().join(".ci/dependencies/check"))
            .args(arguments)
            .env("PATH", path)
            .env("CARGO_HOME", folder)
            .env("NOTES", folder.join("notes"))
            .env("REFUSED", refused)
            .output()
            .unwrap();
        let said = [ran.stdout, ran.stderr].concat();
        let notes = fs::read_to_string(folder.join("notes")).unwrap_or_default();
        let notes = notes.lines().map(str::to_owned).collect();
        (ran.status.code(), String::from_utf8(said).unwrap(), notes)
    }
}

const BOTH: [&str; 2] = ["Cargo.toml", "tests/outside/votes/Cargo.toml"];

fn judged(what: &str) -> Vec<String> {
    let one =
        |manifest| format!("deny --locked --manifest-path {manifest} --config deny.toml {what}");
    BOTH.map(one).to_vec()
}

#[test]
fn both_locks_are_judged_and_a_refusal_of_either_is_a_refusal() {
    let (code, _, notes) = Story::new().check(&[], "nothing");
    assert_eq!(
        (code, notes),
        (Some(0), judged("check bans licenses sources"))
    );
    for manifest in BOTH {
        let refused = format!("*--manifest-path {manifest} *");
        let (code, _, notes) = Story::new().check(&[], &refused);
        assert_eq!((code, notes.len()), (Some(1), 2), "{manifest}");
    }
}

#[test]
fn without_the_database_it_says_that_advisories_are_not_checked() {
    let (code, said, notes) = Story::new().check(&[], "*advisories*");
    assert_eq!((code, notes.len()), (Some(0), 2));
    assert!(
        said.contains("advisories: not checked, the database is not here"),
        "{said}"
    );
    assert!(!said.contains("advisories ok"), "{said}");
    // Where they are what is asked for, that is a failure.
    let (code, said, notes) = Story::new().check(&["advisories"], "*fetch db");
    assert_eq!((code, notes.len()), (Some(1), 1), "{said}");
    assert!(
        said.contains("advisories: not checked, the database cannot be fetched"),
        "{said}"
    );
}

#[test]
fn with_the_database_advisories_of_both_locks_are_checked() {
    let (code, said, notes) = Story::with_database().check(&[], "nothing");
    assert_eq!(
        (code, &notes[2..]),
        (Some(0), &judged("--offline check advisories")[..])
    );
    assert!(!said.contains("not checked"), "{said}");
    let (code, _, notes) = Story::new().check(&["advisories"], "nothing");
    assert_eq!(
        (code, &notes[1..]),
        (Some(0), &judged("check advisories")[..])
    );
    for arguments in [&[][..], &["advisories"]] {
        let (code, _, _) = Story::with_database().check(arguments, "*check advisories");
        assert_eq!(code, Some(1));
    }
}
