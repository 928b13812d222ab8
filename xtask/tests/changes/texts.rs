//! A text that gains code or HTML: nobody is broken, and a reviewer cannot overlook it.

use crate::repository::{SMART, edited};
use crate::sandbox::{Ran, Sandbox};

const SUMMARY: &str = "      summary: Post the invoices of a visit\n";

/// The document with a description of `postClaim` behind its summary.
fn described(description: &str) -> String {
    let description = serde_json::to_string(description).unwrap();
    let description = format!("{SUMMARY}      description: {description}\n");
    edited(SMART, &[(SUMMARY, &description)])
}

/// What no line of code in the document may ever do.
fn code() -> String {
    described("Posts a claim:\n\n- ```\n  std::fs::write(\"a\", \"b\").unwrap();\n  ```\n")
}

fn diff(base: &str, head: &str, more: &[&str]) -> Ran {
    let sandbox = Sandbox::new();
    sandbox.write("old.yaml", base);
    sandbox.write("new.yaml", head);
    sandbox.run(&[&["diff", "old.yaml", "new.yaml"], more].concat())
}

#[test]
fn a_text_that_gains_code_is_a_change_in_every_format() {
    let (plain, code) = (described("Posts a claim."), code());
    insta::assert_snapshot!("text", diff(&plain, &code, &[]).exits(0).stdout);
    let page = diff(&plain, &code, &["--format", "markdown"])
        .exits(0)
        .stdout;
    insta::assert_snapshot!("markdown", page);
    let report = diff(&plain, &code, &["--format", "json"]).exits(0).json();
    assert_eq!(
        (&report["changes"], &report["remarks"]),
        (&1.into(), &1.into())
    );
    assert_eq!(
        (&report["wire"], &report["rust"]),
        (&"none".into(), &"same".into())
    );
    assert_eq!(report["bump"], "patch");
    let entry = &report["entries"][0];
    assert_eq!(entry["id"], "markup-added");
    assert_eq!(entry["remark"], false);
    assert_eq!(
        entry["after"],
        r#"description: code std::fs::write("a", "b").unwrap();"#
    );
    let action = entry["action"].as_str().unwrap();
    assert!(
        action.starts_with("Read it before merging: nothing of it runs"),
        "{action}"
    );
    let notes = diff(&plain, &code, &["--format", "github"]).exits(0).stdout;
    assert!(
        notes.starts_with("::warning file=new.yaml,line="),
        "{notes}"
    );
}

#[test]
fn the_verdict_names_a_text_that_gains_code_beside_other_changes() {
    let first = |base: &str, head: &str| {
        let text = diff(base, head, &[]).stdout;
        text.lines().next().unwrap_or_default().to_owned()
    };
    let (plain, code) = (described("Posts a claim."), code());
    let read = "but code or HTML in its texts must be read";
    assert_eq!(
        first(&plain, &code),
        format!("No API change, {read}: 1 change, 1 remark; version: patch")
    );
    // What is gone can hurt nobody.
    let gone = first(&code, &plain);
    assert_eq!(
        gone,
        "No API change, only remarks: 2 remarks; version: patch"
    );
    let breaking = edited(&code, &[("        scheme_name: {type: string}\n", "")]);
    let verdict = first(&plain, &breaking);
    assert!(
        verdict.starts_with(&format!(
            "Breaks Rust source; deployed clients go on working, {read}: 2 changes"
        )),
        "{verdict}"
    );
}

#[test]
fn an_acknowledgement_covers_the_code_that_a_text_gained() {
    let (plain, code) = (described("Posts a claim."), code());
    let report = diff(&plain, &code, &["--format", "json"]).json();
    let fingerprint = report["entries"][0]["fingerprint"].as_str().unwrap();
    let acknowledged = |head: &str| {
        let sandbox = Sandbox::new();
        sandbox.write("old.yaml", &plain);
        sandbox.write("new.yaml", head);
        let known =
            format!("[[acknowledged]]\nfingerprint = \"{fingerprint}\"\nreason = \"read\"\n");
        sandbox.write("known.toml", known);
        let files = [
            "diff",
            "old.yaml",
            "new.yaml",
            "--acknowledged",
            "known.toml",
        ];
        sandbox.run(&[&files[..], &["--fail-on", "any"]].concat())
    };
    let ran = acknowledged(&code).exits(0);
    assert!(
        ran.stdout
            .starts_with("No API change: 1 change, 1 remark, 1 of them"),
        "{ran:#?}"
    );
    // The first line is the same, and another follows.
    let other = described(
        "Posts a claim:\n\n- ```\n  std::fs::write(\"a\", \"b\").unwrap();\n  x();\n  ```\n",
    );
    acknowledged(&other)
        .exits(1)
        .says("must be read")
        .says("matches no change any more");
}

#[test]
fn a_text_that_gains_code_stays_in_a_comment_on_thousands_of_changes() {
    let fields: String = (0..2_000)
        .map(|number| format!("        the_field_with_the_number_{number}: {{type: string}}\n"))
        .collect();
    let field = "        scheme_name: {type: string}\n";
    let base = edited(
        &described("Posts a claim."),
        &[(field, &format!("{field}{fields}"))],
    );
    let page = diff(&base, &code(), &["--format", "markdown"])
        .exits(0)
        .stdout;
    let read = page.find("#### Read before merging (1)").unwrap();
    assert!(read < page.find("#### Code must change").unwrap());
    assert!(page.contains("Left out, for a comment holds no more"));
}

#[test]
fn no_place_and_no_form_hides_it() {
    let property = |text: &str| {
        let property = format!("        pattern: {{type: string, description: {text:?}}}\n");
        let session = "        session_id: {";
        let at = SMART.find(session).unwrap();
        format!("{}{property}{}", &SMART[..at], &SMART[at..])
    };
    for (base, head) in [
        (property("a"), property("```\nx();\n```")),
        (
            described("A\n\nx();"),
            described("A\n\n\u{202a}\u{202a}\u{202a}\u{202a}x();"),
        ),
        (described("x();"), described("\u{a0}~~~\nx();")),
        (
            described("```text\nx();\n```"),
            described("```rust\nx();\n```"),
        ),
    ] {
        let report = diff(&base, &head, &["--format", "json"]).exits(0).json();
        let id = report["entries"][0]["id"].as_str().unwrap();
        assert!(id.starts_with("markup-"), "{id}");
    }
}
