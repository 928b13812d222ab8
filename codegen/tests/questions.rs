//! The letter of questions, on a small document that has one thing of each kind to ask.

use smart_codegen::Source;

const DOCUMENT: &str = include_str!("documents/questions.yaml");

#[test]
fn the_letter_asks_each_thing_once_under_the_first_operation_that_uses_it() {
    let letter = smart_codegen::questions(&Source::new("questions.yaml", DOCUMENT)).unwrap();
    insta::assert_snapshot!(letter);
}

#[test]
fn a_document_that_is_sure_of_everything_asks_nothing() {
    let sure = "openapi: 3.0.3\ninfo: {title: Tide tables, version: 1.0.0}\npaths: {}\n";
    assert_eq!(
        smart_codegen::questions(&Source::new("sure.yaml", sure)).unwrap(),
        "There is nothing to ask about the Tide tables.\n"
    );
}

#[test]
fn a_text_that_is_no_document_has_problems_and_no_letter() {
    let problems = smart_codegen::questions(&Source::new("no.yaml", "a: [")).unwrap_err();
    assert_eq!(problems.len(), 1);
}

/// References in a circle, and one that leads nowhere, must not keep the letter from being written.
#[test]
fn references_that_lead_nowhere_are_left_out() {
    let broken = DOCUMENT.replace(
        "next: {$ref: '#/components/schemas/Tide'}",
        "next: {$ref: '#/nowhere'}",
    );
    assert_ne!(broken, DOCUMENT);
    let letter = smart_codegen::questions(&Source::new("questions.yaml", broken)).unwrap();
    assert!(letter.contains("Above which zero?"), "{letter}");
}

#[test]
fn nothing_hidden_reaches_the_letter_but_the_joiners_of_writing() {
    let hidden = DOCUMENT.replace(
        "Above which zero?",
        "\"\\e[2JAbove \u{202e}which\u{feff} zero 👨\u{200d}👩?\"",
    );
    assert_ne!(hidden, DOCUMENT);
    let letter = smart_codegen::questions(&Source::new("questions.yaml", hidden)).unwrap();
    let asked = "\u{fffd}[2JAbove \u{fffd}which\u{fffd} zero 👨\u{200d}👩?";
    assert!(letter.contains(asked), "{letter:?}");
}
