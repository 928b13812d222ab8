//! Documents of tens of thousands of values, fields and problems: each process has 2 GiB of memory and
//! two minutes of a processor, a hundred times what it takes. Where time or memory grew with the
//! square, it would not come to an end in them.

use crate::sandbox::{Ran, Sandbox};

const MANY: usize = 20_000;

/// A document on one line, whose one schema has these parts.
fn document(parts: &str) -> String {
    let head = r#"{"openapi": "3.0.3", "info": {"title": "Tide", "version": "1"}, "servers": [{"url": "https://tide.example"}]"#;
    let answer = r##"{"200": {"description": "ok", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Tide"}}}}}"##;
    let paths =
        format!(r#"{{"/tide": {{"get": {{"operationId": "fetchTide", "responses": {answer}}}}}}}"#);
    let tide = format!(
        r#"{{"type": "object", "properties": {{"harbour": {{"type": "string"}}{parts}}}}}"#
    );
    format!(r#"{head}, "paths": {paths}, "components": {{"schemas": {{"Tide": {tide}}}}}}}"#)
}

/// Parts by their numbers, each behind a comma.
fn parts(of: impl Fn(usize) -> String) -> String {
    (0..MANY)
        .map(|number| format!(", {}", of(number)))
        .collect()
}

fn run(sandbox: &Sandbox, arguments: &str) -> Ran {
    sandbox.shell(&format!(
        "ulimit -v 2097152; ulimit -t 120; \"$XTASK\" {arguments}"
    ))
}

/// Compares three documents with each other: the first with few parts, the others with many.
#[track_caller]
fn compared(few: &str, many: &str, others: &str, told: [&str; 3]) {
    let sandbox = Sandbox::new();
    sandbox.write("few.json", document(few));
    sandbox.write("many.json", document(many));
    sandbox.write("others.json", document(others));
    let sides = [
        "few.json many.json --format text",
        "many.json few.json --format markdown",
        "many.json others.json --format json",
    ];
    for (sides, told) in sides.iter().zip(told) {
        let ran = run(&sandbox, &format!("diff {sides}")).exits(0);
        let text = ran.stdout.to_lowercase();
        assert!(text.contains(told), "{sides}: no {told}");
    }
}

#[test]
fn enums_of_20_000_values_are_compared() {
    let values = |prefix: &str| {
        let values = parts(|number| format!("\"{prefix}{number}\""));
        format!(", \"state\": {{\"type\": \"string\", \"enum\": [\"LOW\"{values}]}}")
    };
    let few = ", \"state\": {\"type\": \"string\", \"enum\": [\"LOW\"]}";
    compared(
        few,
        &values("A"),
        &values("B"),
        [": 20000 changes", ": 20000 changes", ": 40000 changes"],
    );
}

#[test]
fn objects_of_20_000_properties_are_compared() {
    let fields =
        |prefix: &str| parts(|number| format!("\"{prefix}{number}\": {{\"type\": \"string\"}}"));
    compared(
        "",
        &fields("a"),
        &fields("b"),
        [": 20000 changes", ": 20000 changes", ": 40000 changes"],
    );
}

#[test]
fn a_line_with_tens_of_thousands_of_problems_is_shown() {
    let sandbox = Sandbox::new();
    let text = document("");
    let twice = parts(|_| "\"x-a\": 1".to_owned());
    let text = format!("{}, \"x-a\": 0{twice}}}", text.strip_suffix('}').unwrap());
    sandbox.write("twice.json", text);
    let ran = run(&sandbox, "lint --rules generation twice.json").exits(100);
    assert!(
        ran.stdout
            .ends_with("    Problems twice.json: 20000 problems\n")
    );
    // Of the line, each shows a part.
    assert!(ran.stdout.lines().all(|line| line.chars().count() < 110));
    let ran = run(&sandbox, "lint --rules generation --format json twice.json").exits(100);
    assert_eq!(ran.json()["problems"].as_array().map(Vec::len), Some(MANY));
}

/// Runs a command to its end on documents that would take more than the limits if its cost grew with the square.
#[track_caller]
fn within_limits(documents: &[(&str, String)], arguments: &str) -> Ran {
    let sandbox = Sandbox::new();
    for (name, text) in documents {
        sandbox.write(name, text);
    }
    let ran = run(&sandbox, arguments);
    assert!(
        matches!(ran.code, Some(0 | 1 | 100)),
        "{:?}: {}",
        ran.code,
        ran.stderr
    );
    ran
}

#[test]
fn an_alias_of_a_long_text_does_not_unfold_into_gigabytes() {
    let long = "v".repeat(3 * MANY);
    let aliases = vec!["*a"; 3 * MANY].join(", ");
    let head = document("").replacen("{", "", 1);
    let text = format!("{{x-a: &a {{d: {long}}}, x-b: [{aliases}], {head}");
    let ran = within_limits(
        &[("aliases.yaml", text)],
        "lint --rules generation aliases.yaml",
    );
    assert!(ran.stdout.contains("error[alias-bomb]"), "{}", ran.stdout);
}

#[test]
fn a_text_of_digits_is_documented() {
    let digits = format!("{}{}", "1".repeat(3 * MANY), "a. ".repeat(3 * MANY));
    let parts = format!(r#", "level": {{"type": "string", "description": "{digits}"}}"#);
    let documents = [("digits.json", document(&parts))];
    within_limits(&documents, "lint --rules generation digits.json").exits(0);
}

#[test]
fn chains_and_circles_of_references_are_compared() {
    let schemas = |last: &str| {
        let schema = |number: usize| {
            let next = if number + 1 < 2_000 {
                format!("S{}", number + 1)
            } else {
                last.to_owned()
            };
            format!(r##", "S{number}": {{"$ref": "#/components/schemas/{next}"}}"##)
        };
        let schemas: String = (0..2_000).map(schema).collect();
        let text = document(r##", "first": {"$ref": "#/components/schemas/S0"}"##);
        format!("{}{schemas}}}}}}}", text.strip_suffix("}}}").unwrap())
    };
    let documents = [
        ("chain.json", schemas("Tide")),
        ("circle.json", schemas("S0")),
    ];
    within_limits(&documents, "diff chain.json circle.json");
    within_limits(&documents, "diff circle.json circle.json");
}
