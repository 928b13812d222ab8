//! How problems are shown.

use smart_codegen::document::Source;
use smart_codegen::lint::Rules;
use smart_codegen::problem::render::{self, Look, Style};

use super::{edited, problems};

/// A document with one problem of each group, one of them with two places.
fn document() -> Source {
    let text = edited(&[
        ("operationId: postTide", "operationId: fetchTide"),
        (
            "    Refusal:\n",
            "    Alone: {type: string, example: a, description: b, x-evidence: {grade: assumed, source: c}}\n    Refusal:\n",
        ),
    ]);
    Source::new("spec/tides.yaml", text)
}

fn shown(source: &Source, look: Look) -> String {
    let found = problems(source.name(), source.text(), Rules::All);
    let mut report = String::new();
    render::text(&found, source, look, &mut report).expect("written");
    report
}

#[test]
fn problems_in_plain_text() {
    insta::assert_snapshot!("problems_plain", shown(&document(), Look::default()));
}

#[test]
fn problems_in_colour() {
    let look = Look {
        style: Style::Colour,
        width: 100,
    };
    // An escape as a visible sign, so that the snapshot can be read and kept.
    insta::assert_snapshot!(
        "problems_colour",
        shown(&document(), look).replace('\u{1b}', "␛")
    );
}

#[test]
fn problems_as_json() {
    let source = document();
    let found = problems(source.name(), source.text(), Rules::Generation);
    let mut report = String::new();
    render::json(&found, &source, &mut report).expect("written");
    insta::assert_snapshot!("problems_json", report);
}

#[test]
fn long_lines_are_shown_in_part() {
    let padding = "x".repeat(500);
    let text = format!(
        "{{\"openapi\": \"3.0.3\", \"x-a\": \"{padding}\", \"inf\": {{}}, \"x-b\": \"{padding}\"}}"
    );
    let report = shown(
        &Source::new("one-line.json", text),
        Look {
            style: Style::Plain,
            width: 60,
        },
    );
    let lines: Vec<&str> = report
        .lines()
        .filter(|line| line.contains('|') || line.contains("-->"))
        .collect();
    assert!(
        lines.iter().all(|line| line.chars().count() <= 64),
        "{report}"
    );
    let source = lines
        .iter()
        .position(|line| line.contains("\"inf\""))
        .expect("the key");
    let column = lines[source]
        .chars()
        .take_while(|sign| *sign != '"')
        .count();
    let marks = lines[source + 1].find('^').expect("marks");
    assert!(
        lines[source]
            .chars()
            .skip(marks)
            .collect::<String>()
            .starts_with("\"inf\""),
        "{column}\n{report}"
    );
}

#[test]
fn nothing_in_a_document_commands_the_terminal_and_nothing_is_hidden() {
    let hidden = "\u{9b}1m\u{202e}\u{200b}\u{61c}\u{2060}\u{feff}\u{e0041}\u{2028}\u{ad}";
    let text = format!(
        "openapi: 3.0.3\ninfo: {{title: a, version: b}}\npaths: {{}}\n\"\\e[31mred\\n\": \"{hidden}\"\n\"{hidden}\": 1\n"
    );
    let source = Source::new("a.yaml", &text);
    let report = shown(&source, Look::default());
    assert!(report.contains("unknown-key"));
    let is_hidden = |sign: char| sign != '\n' && smart_codegen::characters::is_hidden(sign);
    assert!(!report.contains(is_hidden), "{report:?}");
    let found = problems("a.yaml", &text, Rules::All);
    let mut json = String::new();
    render::json(&found, &source, &mut json).expect("written");
    assert!(!json.contains(is_hidden), "{json:?}");
    // Programs read the text itself.
    let read: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let listed = read.as_array().expect("a list").iter();
    let mut pointers = listed.map(|problem| &problem["places"][0]["pointer"]);
    assert!(pointers.any(|pointer| *pointer == format!("/{hidden}")));
}
