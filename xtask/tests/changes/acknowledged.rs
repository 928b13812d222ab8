//! Acknowledgements, and what makes the exit code 1.

use crate::repository::{Edit, Repository, SMART, edited};
use crate::sandbox::Sandbox;

const GONE: Edit<'_> = ("        scheme_name: {type: string}\n", "");

fn fingerprints(ran: &crate::sandbox::Ran) -> Vec<String> {
    let report = ran.json();
    let entries = report["entries"].as_array().unwrap();
    let one = |entry: &serde_json::Value| entry["fingerprint"].as_str().unwrap().to_owned();
    entries.iter().map(one).collect()
}

fn acknowledge(fingerprint: &str) -> String {
    format!("[[acknowledged]]\nfingerprint = \"{fingerprint}\"\nreason = \"Nobody reads it.\"\n")
}

#[test]
fn an_acknowledged_change_stays_in_the_report_and_does_not_fail() {
    let Some(repository) = Repository::new() else {
        return;
    };
    repository.edit(&[GONE]);
    repository.regenerate();
    let fail = ["--fail-on", "any"];
    repository.diff(&fail).exits(1);
    let known = fingerprints(&repository.diff(&["--format", "json"]).exits(0));
    repository
        .0
        .write("spec/acknowledged.toml", acknowledge(&known[0]));
    repository
        .diff(&fail)
        .exits(0)
        .says("1 of them acknowledged")
        .says("= acknowledged: Nobody reads it.");
    repository
        .diff(&["--format", "markdown"])
        .exits(0)
        .says("Acknowledged: `Nobody reads it.`");
    let report = repository.diff(&["--format", "json"]).exits(0).json();
    assert_eq!(report["entries"][0]["acknowledged"], "Nobody reads it.");
    assert_eq!(
        (&report["wire"], &report["rust"]),
        (&"none".into(), &"same".into())
    );
    // The version counts it all the same.
    assert_eq!(report["bump"], "major");
    let annotations = repository.diff(&["--format", "github"]).exits(0);
    assert_eq!(annotations.stdout, "");
}

#[test]
fn an_acknowledgement_that_matches_nothing_any_more_is_a_problem() {
    let Some(repository) = Repository::new() else {
        return;
    };
    let stale = format!("# Why.\n{}", acknowledge("0123456789abcdef"));
    repository.0.write("spec/acknowledged.toml", stale);
    let told = "spec/acknowledged.toml:2: the acknowledgement 0123456789abcdef matches no change any more; delete it";
    repository
        .diff(&[])
        .exits(1)
        .says("No API change\n")
        .says(told);
    repository
        .diff(&["--format", "markdown"])
        .exits(1)
        .says(told);
    let report = repository.diff(&["--format", "json"]).exits(1).json();
    assert_eq!(report["notes"], serde_json::json!([told]));
}

#[test]
fn a_file_of_ones_own_goes_with_documents_of_ones_own() {
    let sandbox = Sandbox::new();
    sandbox.write("old.yaml", SMART);
    sandbox.write("new.yaml", edited(SMART, &[GONE]));
    let diff = ["diff", "old.yaml", "new.yaml"];
    let json = sandbox.run(&[&diff[..], &["--format", "json"]].concat());
    sandbox.write("known.toml", acknowledge(&fingerprints(&json)[0]));
    let with = [
        &diff[..],
        &["--fail-on", "any", "--acknowledged", "known.toml"],
    ]
    .concat();
    sandbox.run(&with).exits(0);
    std::fs::remove_file(sandbox.path("known.toml")).unwrap();
    sandbox
        .run(&with)
        .exits(2)
        .complains("cannot read known.toml");
}

#[test]
fn a_file_that_says_something_else_is_refused_with_its_line() {
    let sandbox = Sandbox::new();
    sandbox.write("a.yaml", SMART);
    let refused = |text: &str, told: &str| {
        sandbox.write("known.toml", text);
        let arguments = ["diff", "a.yaml", "a.yaml", "--acknowledged", "known.toml"];
        let ran = sandbox.run(&arguments).exits(2);
        ran.complains(&format!("known.toml:{told}"));
    };
    let good = acknowledge("0123456789abcdef");
    refused("\n\n[[acknowledged]\n", "3: ");
    refused(
        "[[acknowledged]]\nfingerprint = \"0123456789abcdef\"\n",
        "1: there is no `reason`",
    );
    refused(
        &good.replace("Nobody reads it.", " "),
        "1: there is no `reason`",
    );
    refused(
        &good.replace("cdef", "CDEF"),
        "1: a fingerprint has 16 digits",
    );
    refused(
        &format!("{good}because = 1\n"),
        "1: `because` has no meaning here",
    );
    refused("[other]\n", "1: `other` has no meaning here");
    refused(
        &format!("{good}{good}"),
        "4: 0123456789abcdef stands here twice",
    );
}

#[test]
fn a_fingerprint_outlives_what_is_reworded_reordered_and_moved() {
    let sandbox = Sandbox::new();
    sandbox.write("old.yaml", SMART);
    sandbox.write("new.yaml", edited(SMART, &[GONE]));
    let json = ["diff", "old.yaml", "new.yaml", "--format", "json"];
    let first = fingerprints(&sandbox.run(&json).exits(0));
    // Other lines, other words, another order, and one more change.
    let sentences = [
        (
            "summary: Read the member and the benefits",
            "summary: Reads them",
        ),
        ("openapi: 3.0.3\n", "# A comment.\n\n\nopenapi: 3.0.3\n"),
        (
            "[PENDING, ACTIVE, INACTIVE]",
            "[PENDING, ACTIVE, INACTIVE, LOST]",
        ),
        (
            "        id: {type: integer, format: int64}\n        name: {type: string}\n",
            "        name: {type: string}\n        id: {format: int64, type: integer}\n",
        ),
    ];
    let later = edited(&edited(SMART, &[GONE]), &sentences);
    sandbox.write("new.yaml", later);
    let second = fingerprints(&sandbox.run(&json).exits(0));
    assert!(second.len() > first.len());
    assert!(second.contains(&first[0]), "{first:?} {second:?}");
}

#[test]
fn fail_on_decides_which_changes_fail() {
    let sandbox = Sandbox::new();
    sandbox.write("old.yaml", SMART);
    let codes = |edits: &[Edit<'_>]| {
        sandbox.write("new.yaml", edited(SMART, edits));
        ["wire", "rust", "any"].map(|what| {
            let ran = sandbox.run(&["diff", "old.yaml", "new.yaml", "--fail-on", what]);
            ran.code.unwrap()
        })
    };
    assert_eq!(codes(&[("/api/claims:", "/api/v2/claims:")]), [1, 0, 1]);
    assert_eq!(codes(&[GONE]), [0, 1, 1]);
    assert_eq!(codes(&[("INACTIVE]", "INACTIVE, LOST]")]), [0, 0, 1]);
    let reworded = [("summary: Read the member", "summary: Reads the member")];
    assert_eq!(codes(&reworded), [0, 0, 0]);
}
