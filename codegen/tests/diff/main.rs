//! Pairs of documents, one change each, with exactly the entries that are expected.

#![expect(
    clippy::panic,
    clippy::print_stderr,
    reason = "a test that cannot go on fails"
)]

mod corpus;
mod pairs;

use std::collections::BTreeSet;

use pairs::Pair;
use smart_codegen::diff::{Entry, Kind, Side, compare};
use smart_codegen::{Options, Source};

const HARBOUR: &str = include_str!("harbour.yaml");

fn side(text: &str) -> Side {
    Side::generate(&Source::new("harbour.yaml", text), &Options::new())
        .unwrap_or_else(|problems| panic!("unreadable: {problems:#?}\n{text}"))
}

/// `kind subject · W · R · N`.
fn told(entry: &Entry) -> String {
    format!(
        "{} {} · {} · {} · {}",
        entry.kind, entry.subject, entry.wire, entry.rust, entry.new_client
    )
}

/// Both ways: what is found from the base to the head, and from the head to the base.
fn run(pair: &Pair) -> (Vec<String>, Vec<String>) {
    let (base, head) = (side(&pair.base()), side(&pair.head()));
    for side in [&base, &head] {
        let problems: Vec<_> = side
            .problems()
            .iter()
            .map(|p| p.finding.to_string())
            .collect();
        if !problems.is_empty() {
            return (problems, Vec::new());
        }
    }
    let list = |base: &Side, head: &Side| {
        let entries = compare(base, head).entries;
        for entry in &entries {
            for change in &entry.changes {
                eprintln!(
                    "      {} {}: {:?} → {:?} {}",
                    entry.kind, change.name, change.before, change.after, change.verdict
                );
            }
        }
        entries.iter().map(told).collect()
    };
    (list(&base, &head), list(&head, &base))
}

#[test]
fn every_pair_has_exactly_its_entries_both_ways_round() {
    let mut wrong = Vec::new();
    for pair in corpus::PAIRS {
        let (there, back) = run(pair);
        let want = |list: &[&str]| {
            list.iter()
                .map(|line| (*line).to_owned())
                .collect::<Vec<_>>()
        };
        if there != want(pair.there) || back != want(pair.back) {
            let lines = |list: &[String]| {
                list.iter()
                    .map(|l| format!("            {l:?},\n"))
                    .collect::<String>()
            };
            wrong.push(format!(
                "{}:\n        there: &[\n{}        ],\n        back: &[\n{}        ],\n",
                pair.name,
                lines(&there),
                lines(&back)
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {}\n{}",
        wrong.len(),
        corpus::PAIRS.len(),
        wrong.join("\n")
    );
}

#[test]
fn every_kind_of_change_stands_in_the_corpus() {
    let told: BTreeSet<&str> = corpus::PAIRS
        .iter()
        .flat_map(|pair| pair.there.iter().chain(pair.back))
        .filter_map(|line| line.split(' ').next())
        .collect();
    let missing: Vec<_> = Kind::ALL
        .iter()
        .filter(|kind| !told.contains(kind.id()))
        .collect();
    assert_eq!(
        missing,
        [&Kind::GeneratedCodeChanged],
        "it has a test of its own"
    );
}
