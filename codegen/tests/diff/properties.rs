//! Properties of every comparison, on random sequences of the corpus's edits.

use std::collections::HashSet;

use proptest::prelude::*;
use proptest::sample::subsequence;
use proptest::test_runner::{Config, FileFailurePersistence, RngAlgorithm, TestRng, TestRunner};
use smart_codegen::diff::{Entry, Kind, Report, compare};
use smart_codegen::document::Document;
use smart_codegen::{Rules, Source, lint};

use super::pairs::{HARBOUR, Pair, all};
use super::{said, side};

/// The pairs whose base is the shared document and whose head generates, in a random order.
fn sequences() -> impl Strategy<Value = Vec<Pair>> {
    let able: Vec<Pair> = all()
        .into_iter()
        .filter(|pair| pair.base == HARBOUR && !pair.there.is_empty())
        .filter(|pair| {
            !pair
                .there
                .iter()
                .any(|line| line.starts_with("does not generate"))
        })
        .collect();
    subsequence(able, 1..10).prop_shuffle()
}

/// The lines to which the edits of a pair are made.
fn lines(pair: &Pair) -> impl Iterator<Item = &str> {
    pair.edits.iter().flat_map(|edit| edit.from.lines())
}

/// The shared document with all edits made that can be made after each other, and those. Two edits to
/// one line would move what the first one made.
fn made(pairs: &[Pair]) -> (String, Vec<&Pair>) {
    let mut text = HARBOUR.to_owned();
    let mut done = Vec::new();
    let mut touched = HashSet::new();
    for pair in pairs {
        if lines(pair).any(|line| touched.contains(line)) {
            continue;
        }
        if let Some(next) = pair.applied(&text) {
            text = next;
            touched.extend(lines(pair));
            done.push(pair);
        }
    }
    (text, done)
}

/// Whether an entry can be about what a line of the corpus says: the same kind, or the same thing.
fn is_about(entry: &Entry, line: &str) -> bool {
    let said = line.split(" · ").next().unwrap_or_default();
    let (kind, subject) = said.split_once(' ').unwrap_or_default();
    let mirrored = Kind::of(kind).map(Kind::mirror);
    let noun = |kind: &str| kind.rsplit_once('-').map(|(noun, _)| noun.to_owned());
    // What is both renamed and moved is one thing that is gone and another that is there.
    let apart = is_half(entry.kind.id()) && noun(entry.kind.id()) == noun(kind);
    is_pairing(entry.kind) && is_half(kind)
        || apart && (kind.ends_with("-renamed") || kind.ends_with("-moved"))
        || entry.kind.id() == kind
        || entry.subject == subject
        || Some(entry.kind) == mirrored
        || entry.subject.starts_with(&format!("{subject}."))
}

/// Whether it tells of one thing that is gone or there.
fn is_half(kind: &str) -> bool {
    kind.ends_with("-added") || kind.ends_with("-removed")
}

/// Whether it tells of two things at once, one that is gone and one that is there in its place.
fn is_pairing(kind: Kind) -> bool {
    kind.id().ends_with("-renamed") || kind.id().ends_with("-swapped")
}

/// Gives each edit an entry of its own; the first that gets none.
fn silent_about<'p>(edits: &[&'p Pair], report: &Report) -> Option<&'p Pair> {
    fn place(
        edit: usize,
        edits: &[&Pair],
        entries: &[&Entry],
        taken: &mut [Option<usize>],
        seen: &mut [bool],
    ) -> bool {
        for (at, entry) in entries.iter().enumerate() {
            let fits = edits[edit].there.iter().any(|line| is_about(entry, line));
            if !fits || seen[at] {
                continue;
            }
            seen[at] = true;
            let free = match taken[at] {
                None => true,
                Some(other) => place(other, edits, entries, taken, seen),
            };
            if free {
                taken[at] = Some(edit);
                return true;
            }
        }
        false
    }
    let entries = report.entries.iter();
    let entries: Vec<&Entry> = entries
        .flat_map(|entry| std::iter::repeat_n(entry, 1 + usize::from(is_pairing(entry.kind))))
        .collect();
    let mut taken = vec![None; entries.len()];
    (0..edits.len())
        .find(|edit| {
            let mut seen = vec![false; entries.len()];
            !place(*edit, edits, &entries, &mut taken, &mut seen)
        })
        .map(|edit| edits[edit])
}

/// What an entry must be from the other side.
fn mirrored(entry: &Entry) -> String {
    told(
        entry.kind.mirror(),
        (&entry.after, &entry.before),
        (&entry.head, &entry.base),
        (entry.new_client.as_str(), entry.wire.as_str()),
    )
}

fn direct(entry: &Entry) -> String {
    told(
        entry.kind,
        (&entry.before, &entry.after),
        (&entry.base, &entry.head),
        (entry.wire.as_str(), entry.new_client.as_str()),
    )
}

type Places<'p> = (
    &'p Option<smart_codegen::problem::Place>,
    &'p Option<smart_codegen::problem::Place>,
);

fn told(
    kind: Kind,
    words: (&Option<String>, &Option<String>),
    places: Places<'_>,
    verdicts: (&str, &str),
) -> String {
    let pointer = |place: &Option<smart_codegen::problem::Place>| {
        place.as_ref().map(|place| place.pointer.clone())
    };
    // A call that is new cannot have worked before, and one that is gone did.
    let verdicts = match kind {
        Kind::OperationAdded | Kind::OperationRemoved => ("", ""),
        _ => verdicts,
    };
    // Of documentation it is only said which part of it changed.
    let words = match kind {
        Kind::DocumentationChanged | Kind::Unjudged => {
            (&None, words.0.as_ref().or(words.1.as_ref()))
        }
        _ => (words.0, words.1.as_ref()),
    };
    format!(
        "{kind} {words:?} {:?} {:?} {verdicts:?}",
        pointer(places.0),
        pointer(places.1)
    )
}

fn sorted(report: &Report, tell: fn(&Entry) -> String) -> Vec<String> {
    let mut lines: Vec<String> = report.entries.iter().map(tell).collect();
    lines.sort();
    lines
}

/// Returns whether code is generated from a document that says nothing that contradicts itself.
fn is_sound(text: &str) -> bool {
    let document = Document::load(&Source::new("harbour.yaml", text));
    document.is_ok_and(|document| lint::run(&document, Rules::Generation).is_empty())
}

#[test]
fn every_edit_is_reported_both_ways_round_agree_and_no_edit_reports_nothing() {
    // More than these where somebody asks for them.
    let asked = std::env::var("PROPTEST_CASES").ok();
    let config = Config {
        cases: asked.and_then(|cases| cases.parse().ok()).unwrap_or(24),
        max_shrink_iters: 100,
        failure_persistence: Some(Box::new(FileFailurePersistence::Off)),
        ..Config::default()
    };
    // The same sequences in every run.
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let base = side(HARBOUR);
    let outcome = TestRunner::new_with_rng(config, rng).run(&sequences(), |pairs| {
        let (text, edits) = made(&pairs);
        let head = side(&text);
        let there = compare(&base, &head);
        if head.generates() && is_sound(&text) {
            // Another order can be undone by the next edit.
            let lasting = edits.into_iter().filter(|pair| {
                let mut kinds = pair.there.iter().filter_map(|line| line.split(' ').next());
                !kinds.all(|kind| kind.ends_with("-reordered"))
            });
            let edits: Vec<&Pair> = lasting.collect();
            let titles: Vec<_> = edits.iter().map(|pair| &pair.title).collect();
            let silent = silent_about(&edits, &there);
            let silent = silent.map(|pair| &pair.title);
            let found = said(&base, &head);
            prop_assert!(
                silent.is_none(),
                "{titles:#?}: silent about {silent:?}: {found:#?}"
            );
        }
        let back = compare(&head, &base);
        prop_assert_eq!(sorted(&there, mirrored), sorted(&back, direct));
        let itself = compare(&head, &head);
        prop_assert!(itself.entries.is_empty(), "{:#?}", said(&head, &head));
        Ok(())
    });
    if let Err(failure) = outcome {
        panic!("{failure}");
    }
}
