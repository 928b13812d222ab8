//! Every kind of problem: a document that has it, the places that are reported, and nothing else.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

mod access;
mod bodies;
mod extensions;
mod house;
mod kinds;
mod one_of;
mod reading;
mod references;
mod rendering;
mod robust;
mod routes;
mod schemas;
mod shape;

use std::fmt::Write;

use smart_codegen::document::{Document, Source};
use smart_codegen::lint::{self, Rules};
use smart_codegen::problem::Problem;

/// A document with nothing to find fault with.
const BASE: &str = include_str!("base.yaml");

/// Marks of the places that must be reported, in the order in which they must be.
const MARKS: [char; 6] = ['①', '②', '③', '④', '⑤', '⑥'];

fn problems(name: &str, text: &str, rules: Rules) -> Vec<Problem> {
    match Document::load(&Source::new(name, text)) {
        Ok(document) => lint::run(&document, rules),
        Err(problems) => problems,
    }
}

/// Changes the base document; each `from` must stand in it exactly once.
fn edited(edits: &[(&str, &str)]) -> String {
    edits.iter().fold(BASE.to_owned(), |text, (from, to)| {
        assert_eq!(text.matches(from).count(), 1, "`{from}` in the document");
        text.replace(from, to)
    })
}

/// Takes the marks out of a text and says where each stood, as `line:column`.
fn marked(text: &str) -> (String, Vec<(char, String)>) {
    let mut clean = String::new();
    let mut places = Vec::new();
    let (mut line, mut column) = (1, 1);
    for sign in text.chars() {
        if MARKS.contains(&sign) {
            places.push((sign, format!("{line}:{column}")));
            continue;
        }
        clean.push(sign);
        if sign == '\n' {
            (line, column) = (line + 1, 1);
        } else {
            column += 1;
        }
    }
    (clean, places)
}

/// What is expected: `kind ①②, other-kind ③`, with the marks as their places.
fn expected(told: &str, places: &[(char, String)]) -> String {
    let place = |mark: char| {
        let found = places.iter().find(|(other, _)| *other == mark);
        found.map_or_else(
            || panic!("no {mark} in the document"),
            |(_, place)| place.clone(),
        )
    };
    let mut text = String::new();
    for problem in told
        .split(',')
        .map(str::trim)
        .filter(|problem| !problem.is_empty())
    {
        let (kind, marks) = problem.split_once(' ').expect("kind and marks");
        let places: Vec<String> = marks.trim().chars().map(place).collect();
        writeln!(text, "{kind} {}", places.join(" ")).expect("written");
    }
    text
}

fn reported(problems: &[Problem]) -> String {
    let mut text = String::new();
    for problem in problems {
        let places = problem.places.iter();
        let places: Vec<String> = places
            .map(|place| format!("{}:{}", place.span.line, place.span.column))
            .collect();
        writeln!(text, "{} {}", problem.kind(), places.join(" ")).expect("written");
    }
    text
}

/// Asserts that a whole document has these problems and no others.
#[track_caller]
fn check_text(name: &str, text: &str, rules: Rules, told: &str) {
    let (text, places) = marked(text);
    let found = problems(name, &text, rules);
    for problem in &found {
        let (what, fix) = (problem.finding.to_string(), problem.fix());
        assert!(
            !what.ends_with('.') && !fix.is_empty() && !fix.ends_with('.'),
            "{what}; {fix}"
        );
        assert!(!what.starts_with(char::is_uppercase), "{what}");
    }
    assert_eq!(reported(&found), expected(told, &places), "{found:#?}");
}

/// Asserts that the edited base document has these generation problems and no others.
#[track_caller]
fn check(edits: &[(&str, &str)], told: &str) {
    check_text("tides.yaml", &edited(edits), Rules::Generation, told);
}

/// Asserts that the edited base document has these problems of any group and no others.
#[track_caller]
fn check_all(edits: &[(&str, &str)], told: &str) {
    check_text("tides.yaml", &edited(edits), Rules::All, told);
}

#[test]
fn the_base_document_has_no_problems() {
    check_all(&[], "");
}
