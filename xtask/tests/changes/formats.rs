//! Each format of one report, and what holds for all of them.

use serde_json::Value;

use crate::repository::{Edit, SMART, edited};
use crate::sandbox::{Ran, Sandbox};

/// One change that only adds, one that breaks, one remark.
const EDITS: &[Edit<'_>] = &[
    (
        "[PENDING, ACTIVE, INACTIVE]",
        "[PENDING, ACTIVE, INACTIVE, LOST]",
    ),
    ("        scheme_name: {type: string}\n", ""),
    (
        "summary: Post the invoices of a visit",
        "summary: Posts invoices",
    ),
];

fn sandbox(edits: &[Edit<'_>]) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("old.yaml", SMART);
    sandbox.write("new.yaml", edited(SMART, edits));
    sandbox
}

fn diff(sandbox: &Sandbox, format: &str) -> Ran {
    sandbox
        .run(&["diff", "old.yaml", "new.yaml", "--format", format])
        .exits(0)
}

#[test]
fn for_a_terminal() {
    insta::assert_snapshot!(diff(&sandbox(EDITS), "text").stdout);
}

#[test]
fn for_a_workflow() {
    insta::assert_snapshot!(diff(&sandbox(EDITS), "github").stdout);
}

#[test]
fn for_programs() {
    insta::assert_snapshot!(diff(&sandbox(&EDITS[1..2]), "json").stdout);
}

/// A validator that nobody of this project wrote.
#[test]
fn the_json_report_fits_its_schema() {
    let schema: Value = serde_json::from_str(smart_codegen::diff::render::SCHEMA).unwrap();
    let mut schemas = boon::Schemas::new();
    let mut compiler = boon::Compiler::new();
    compiler.add_resource("report.json", schema).unwrap();
    let schema = compiler.compile("report.json", &mut schemas).unwrap();
    let check = |report: &Value| schemas.validate(report, schema).map_err(|e| e.to_string());
    let report = diff(&sandbox(EDITS), "json").json();
    assert_eq!(check(&report), Ok(()));
    let unchanged = sandbox(&[]);
    assert_eq!(check(&diff(&unchanged, "json").json()), Ok(()));
    // One that does not generate has problems, and none of the verdicts on Rust.
    let broken = [("schemas/Receipt'", "schemas/Slip'")];
    let ran = sandbox(&broken).run(&["diff", "old.yaml", "new.yaml", "--format", "json"]);
    let problems = ran.exits(1).json();
    assert_eq!(problems["generates"], false);
    assert_eq!(check(&problems), Ok(()));
    // One with places in other files.
    let split = sandbox(&[]);
    for (name, kind) in [("old", "string"), ("new", "boolean")] {
        let document = format!(
            "openapi: 3.0.3\ninfo: {{title: A, version: '1'}}\npaths: {{}}\n\
             components: {{schemas: {{A: {{$ref: {name}-a.yaml}}}}}}\n"
        );
        split.write(&format!("{name}.yaml"), document);
        let part = format!("type: object\nproperties: {{a: {{type: {kind}}}}}\n");
        split.write(&format!("{name}-a.yaml"), part);
    }
    let split = diff(&split, "json").json();
    assert_eq!(split["entries"][0]["head"]["file"], "new-a.yaml");
    assert_eq!(check(&split), Ok(()));
    // And it refuses what is none.
    let mut other = report.clone();
    other["wire"] = "perhaps".into();
    assert!(check(&other).is_err());
    other = report;
    other["entries"][0]["surprise"] = 1.into();
    assert!(check(&other).is_err());
}

#[test]
fn the_first_line_is_the_verdict_in_every_format_for_people() {
    let first = |edits: &[Edit<'_>], format: &str| {
        let text = diff(&sandbox(edits), format).stdout;
        let mut lines = text.lines().filter(|line| !line.starts_with("<!--"));
        lines.next().unwrap_or_default().to_owned()
    };
    let verdict =
        "breaks Rust source; deployed clients go on working: 2 changes, 1 remark; version: major";
    assert_eq!(first(EDITS, "text").to_lowercase(), verdict.to_lowercase());
    assert_eq!(first(EDITS, "markdown"), format!("### 🔴 API: {verdict}"));
    assert_eq!(first(&[], "text"), "No API change");
    assert_eq!(first(&[], "markdown"), "### 🟢 API: no API change");
    assert_eq!(
        first(&EDITS[2..], "text"),
        "No API change, only remarks: 1 remark; version: patch"
    );
}

#[test]
fn totals_add_up() {
    let sandbox = sandbox(EDITS);
    let report = diff(&sandbox, "json").json();
    let entries = report["entries"].as_array().unwrap();
    let count = |test: &dyn Fn(&Value) -> bool| entries.iter().filter(|e| test(e)).count();
    let remarks = count(&|entry| entry["remark"] == true);
    assert_eq!(report["remarks"], remarks);
    assert_eq!(report["changes"], entries.len() - remarks);
    let text = diff(&sandbox, "text").stdout;
    for (verdict, key) in [
        ("deployed clients", "wire"),
        ("Rust source", "rust"),
        ("new client at the old server", "new_client"),
    ] {
        let start = format!("  {verdict}: ");
        let mut lines = text.lines();
        let line = lines.find(|line| line.starts_with(&start) && !line.contains('·'));
        let counts = line.unwrap()[start.len()..].trim_start();
        let counts = counts.split(", ").map(|part| {
            let (number, word) = part.split_once(' ').unwrap();
            let number: usize = number.parse().unwrap();
            assert_eq!(
                number,
                count(&|entry| entry[key] == word),
                "{verdict} {word}"
            );
            number
        });
        assert_eq!(counts.sum::<usize>(), entries.len(), "{verdict}");
    }
}

#[test]
fn the_same_twice_is_the_same_to_the_last_byte() {
    let sandbox = sandbox(EDITS);
    for format in ["text", "markdown", "json", "github"] {
        assert_eq!(
            diff(&sandbox, format).stdout,
            diff(&sandbox, format).stdout,
            "{format}"
        );
    }
}

#[test]
fn each_kind_is_explained() {
    let sandbox = Sandbox::new();
    let kinds = sandbox.run(&["diff", "--explain"]).exits(0).stdout;
    assert!(kinds.lines().count() > 90, "{kinds}");
    for kind in ["property-renamed", "generated-code-changed"] {
        assert!(kinds.lines().any(|line| line == kind), "{kind}");
        let ran = sandbox.run(&["diff", "--explain", kind]).exits(0);
        ran.says("\nWhy      ")
            .says("\nExample  ")
            .says("\nDo       ");
    }
    insta::assert_snapshot!(
        sandbox
            .run(&["diff", "--explain", "parameter-now-required"])
            .stdout
    );
    sandbox
        .run(&["diff", "--explain", "everything"])
        .exits(2)
        .complains("`everything` is no kind of change")
        .complains("names all kinds");
}
