//! One change each, with exactly the entries that are expected, both ways round.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use smart_codegen::diff::Kind;

use super::pairs::{HARBOUR, Pair, all};
use super::{said, side};

/// The pair as it would have to be written, if it is written otherwise.
fn wrong(pair: &Pair, harbour: &smart_codegen::diff::Side) -> Option<String> {
    let head = side(&pair.head);
    let own = (pair.base != HARBOUR).then(|| side(&pair.base));
    let base = own.as_ref().unwrap_or(harbour);
    let (there, back) = (said(base, &head), said(&head, base));
    if there == pair.there && back == pair.back {
        return None;
    }
    let mut text = format!("{}: {}\n", pair.place, pair.title);
    for (sign, lines, wanted) in [('>', &there, &pair.there), ('<', &back, &pair.back)] {
        for line in lines {
            let mark = if wanted.contains(line) {
                ""
            } else {
                "   ← not expected"
            };
            let _ = writeln!(text, "{sign} {line}{mark}");
        }
        for line in wanted.iter().filter(|line| !lines.contains(line)) {
            let _ = writeln!(text, "{sign} {line}   ← expected, and not there");
        }
    }
    Some(text)
}

#[test]
fn every_pair_has_exactly_its_entries_both_ways_round() {
    let pairs = all();
    let titles: BTreeSet<_> = pairs.iter().map(|pair| &pair.title).collect();
    assert_eq!(titles.len(), pairs.len(), "two pairs have one title");
    let harbour = side(HARBOUR);
    let next = AtomicUsize::new(0);
    let found: Mutex<Vec<(usize, String)>> = Mutex::default();
    let workers = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(pair) = pairs.get(at) else { break };
                    let hit = wrong(pair, &harbour).map(|text| (at, text));
                    found
                        .lock()
                        .unwrap_or_else(PoisonError::into_inner)
                        .extend(hit);
                }
            });
        }
    });
    let mut found = found.into_inner().unwrap_or_else(PoisonError::into_inner);
    found.sort();
    let text: Vec<String> = found.into_iter().map(|(_, text)| text).collect();
    let count = text.len();
    assert!(
        text.is_empty(),
        "{count} of {}\n{}",
        pairs.len(),
        text.join("\n")
    );
}

#[test]
fn every_kind_of_change_stands_in_the_corpus() {
    let pairs = all();
    let lines = pairs
        .iter()
        .flat_map(|pair| pair.there.iter().chain(&pair.back));
    let told: BTreeSet<&str> = lines.filter_map(|line| line.split(' ').next()).collect();
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
