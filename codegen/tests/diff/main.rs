//! Judging what changed from one document to another.

#![expect(clippy::panic, reason = "a test that cannot go on fails")]

mod corpus;
mod pairs;
mod properties;
mod same;
mod shapes;

use smart_codegen::diff::{Entry, Side, compare};
use smart_codegen::{Options, Source};

fn side(text: &str) -> Side {
    Side::generate(&Source::new("harbour.yaml", text), &Options::new())
        .unwrap_or_else(|problems| panic!("unreadable: {problems:#?}\n{text}"))
}

/// `kind subject · deployed clients · Rust source · new client`.
fn told(entry: &Entry) -> String {
    format!(
        "{} {} · {} · {} · {}",
        entry.kind, entry.subject, entry.wire, entry.rust, entry.new_client
    )
}

/// What is said of two sides: the entries, and why the head does not generate.
fn said(base: &Side, head: &Side) -> Vec<String> {
    let report = compare(base, head);
    let problems = report.problems.iter();
    let problems = problems.map(|problem| format!("does not generate: {}", problem.finding));
    report.entries.iter().map(told).chain(problems).collect()
}
