//! Gives differences of generated Rust to the changes of the document that they come from.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::changes::RustChange;
use super::origins::{Mentioned, Origin, Origins};
use crate::diff::change::Change;
use crate::diff::find::comparison::Comparison;
use crate::diff::find::references::visit_references;
use crate::diff::side::Side;
use crate::diff::verdict::Rust;

/// The number of differences of generated Rust that are kept with one change.
pub(crate) const MOST_SHOWN: usize = 32;

/// The differences of generated Rust.
pub(crate) struct Differences<'a> {
    /// The differences that come from each change of the document, by its number.
    pub(crate) by_change: Vec<Explained>,
    /// The differences that come from no change.
    pub(crate) unexplained: Vec<Unexplained<'a>>,
}

/// The differences that come from one change.
#[derive(Default, Clone)]
pub(crate) struct Explained {
    /// The first differences.
    pub(crate) first: Vec<Arc<RustChange>>,
    /// The number of differences.
    pub(crate) count: usize,
    /// The worst verdict of all differences.
    pub(crate) worst: Option<Rust>,
}

/// A difference that no change of the document explains, and its possible pointers.
pub(crate) struct Unexplained<'a> {
    pub(crate) difference: Arc<RustChange>,
    pub(crate) pointers: Vec<&'a str>,
}

impl Explained {
    fn add(&mut self, difference: &Arc<RustChange>) {
        self.count += 1;
        self.worst = self.worst.max(Some(difference.verdict));
        if self.first.len() < MOST_SHOWN {
            self.first.push(Arc::clone(difference));
        }
    }
}

/// Returns the differences, each with the changes that it comes from.
pub(crate) fn attribute<'a>(
    found: &Comparison<'_>,
    differences: Vec<RustChange>,
    sides: (&'a Side, &'a Side),
) -> Differences<'a> {
    let apis = [sides.0, sides.1].into_iter();
    let apis = apis.filter_map(|side| side.api.as_ref());
    let origins: Vec<Origins<'a>> = apis.map(Origins::new).collect();
    let places = Places::of(found);
    let schema_uses = SchemaUses::of(found);
    let mut by_change = vec![Explained::default(); found.changes.len()];
    let mut unexplained = Vec::new();
    for difference in differences.into_iter().map(Arc::new) {
        let is_part = origins.iter().any(|side| side.is_part(&difference.path));
        let from = origins
            .iter()
            .map(|side| side.of(&difference.path, is_part));
        let from: Vec<Origin<'a>> = from.collect();
        let mentioned = origins.iter().zip(&from);
        let mentioned = mentioned.map(|(side, from)| side.mentioned(from));
        let mut causes = places.closest(&from, mentioned.collect());
        let around = || from.iter().flat_map(|from| &from.around).copied();
        if difference.reordered {
            // A constructor can differ for several reasons, of which another order is one.
            let around = places.at(around()).into_iter();
            causes.extend(around.filter(|at| found.changes[*at].kind.is_reordering()));
        }
        let own = from.iter().flat_map(|from| &from.own).copied();
        let pointers: Vec<&str> = own.chain(around()).collect();
        if causes.is_empty() {
            causes = schema_uses.by(&pointers);
        }
        causes.sort_unstable();
        causes.dedup();
        for at in &causes {
            by_change[*at].add(&difference);
        }
        if causes.is_empty() {
            unexplained.push(Unexplained {
                difference,
                pointers,
            });
        }
    }
    Differences {
        by_change,
        unexplained,
    }
}

/// Returns the changes that can show in generated Rust, each with its number.
fn shown_in_rust<'c>(found: &'c Comparison<'_>) -> impl Iterator<Item = (usize, &'c Change)> {
    let changes = found.changes.iter().enumerate();
    changes.filter(|(_, change)| change.kind.shows_in_rust())
}

/// The changes of the document by their places.
struct Places {
    /// The places of the changes, sorted by pointer.
    sorted: Vec<(String, usize)>,
    /// The changes of single values of enums, by the pointer of the enum and the value.
    values: HashMap<(String, String), Vec<usize>>,
}

impl Places {
    fn of(found: &Comparison<'_>) -> Self {
        let mut sorted: Vec<(String, usize)> = Vec::new();
        let mut values: HashMap<(String, String), Vec<usize>> = HashMap::new();
        for (at, change) in shown_in_rust(found) {
            let moved = found.moved_schemas.get(&at).into_iter().flatten();
            let own = change.own_places().chain(moved.map(String::as_str));
            sorted.extend(own.map(|pointer| (pointer.to_owned(), at)));
            if let Some((place, value)) = change.enum_value() {
                let key = (place.to_owned(), value.to_owned());
                values.entry(key).or_default().push(at);
            }
        }
        sorted.sort();
        Self { sorted, values }
    }

    /// Returns the changes at the closest of the places that a difference comes from.
    fn closest(&self, from: &[Origin<'_>], mut mentioned: Vec<Mentioned<'_>>) -> Vec<usize> {
        let values = from.iter().filter_map(|from| from.value);
        let values = values.filter_map(|(place, value)| {
            let key = (place.to_owned(), value.to_owned());
            self.values.get(&key)
        });
        let mut hits: Vec<usize> = values.flatten().copied().collect();
        let parts = from.iter().flat_map(|from| &from.part).map(String::as_str);
        hits = self.or_at(hits, parts);
        hits = self.or_at(hits, from.iter().filter_map(|from| from.part_type));
        hits = self.or_at(hits, from.iter().flat_map(|from| &from.own).copied());
        while hits.is_empty() {
            let next: Vec<_> = mentioned.iter_mut().filter_map(Iterator::next).collect();
            if next.is_empty() {
                break;
            }
            hits = self.at(next.into_iter().flatten());
        }
        self.or_at(hits, from.iter().flat_map(|from| &from.around).copied())
    }

    /// Returns the known changes, or else the changes at these pointers.
    fn or_at<'p>(&self, hits: Vec<usize>, pointers: impl Iterator<Item = &'p str>) -> Vec<usize> {
        if hits.is_empty() {
            self.at(pointers)
        } else {
            hits
        }
    }

    /// Returns the changes at these pointers or below them.
    fn at<'p>(&self, pointers: impl Iterator<Item = &'p str>) -> Vec<usize> {
        let mut found = Vec::new();
        for outer in pointers {
            let mut from = self.sorted.partition_point(|(own, _)| own.as_str() < outer);
            let itself = self.sorted[from..].iter();
            let itself = itself.take_while(|(own, _)| own == outer);
            found.extend(itself.map(|(_, at)| *at));
            let inside = format!("{outer}/");
            from = self.sorted.partition_point(|(own, _)| *own < inside);
            let below = self.sorted[from..].iter();
            let below = below.take_while(|(own, _)| own.starts_with(&inside));
            found.extend(below.map(|(_, at)| *at));
        }
        found
    }
}

/// The schemas whose use differs, each with the first change that explains it. A type that is newly
/// sent has constructors, for example.
struct SchemaUses(HashMap<String, usize>);

impl SchemaUses {
    fn of(found: &Comparison<'_>) -> Self {
        let mut all: HashMap<String, usize> = HashMap::new();
        let mut seen = [HashSet::new(), HashSet::new()];
        let changes = shown_in_rust(found);
        for (at, change) in changes.filter(|(_, change)| change.kind.changes_schema_use()) {
            let places = [(found.base, &change.base), (found.head, &change.head)];
            for ((document, place), seen) in places.into_iter().zip(&mut seen) {
                let place = place.as_deref();
                let Some(place) = place.filter(|place| !change.is_container(place)) else {
                    continue;
                };
                visit_references(document, place, seen, |schema| {
                    all.entry(schema.to_owned()).or_insert(at);
                });
            }
        }
        Self(all)
    }

    /// Returns the changes that explain a difference at these pointers.
    fn by(&self, pointers: &[&str]) -> Vec<usize> {
        let known = pointers.iter().filter_map(|pointer| self.0.get(*pointer));
        known.copied().collect()
    }
}
