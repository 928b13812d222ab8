//! Compares the schema components: renamed, added, removed and unused ones.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::comparison::{Comparison, SchemasByChange};
use super::nodes::digest;
use super::pool::Pool;
use super::references::visit_references;
use super::view::{View, located};
use crate::diff::change::{Change, Owner};
use crate::diff::kind::Kind;
use crate::document::{Document, Located};

const SCHEMAS: &str = "/components/schemas";

/// Pairs schemas of the same name that no operation has led to.
pub(crate) fn unreached(found: &mut Comparison<'_>) {
    let (base, head) = (pointers(found.base), pointers(found.head));
    for pointer in base.intersection(&head) {
        if let (Some(a), Some(b)) = (located(found.base, pointer), located(found.head, pointer)) {
            // A schema that is only a reference has no content of its own.
            if found.base.follow(&a).pointer == a.pointer
                || found.head.follow(&b).pointer == b.pointer
            {
                found.pair(&[a], &[b]);
            }
        }
    }
}

/// Pairs unused schemas of different names that are equal or share most of their properties.
pub(crate) fn renamed_unused(found: &mut Comparison<'_>) {
    let (base, head) = (pointers(found.base), pointers(found.head));
    let mut gone: Vec<&String> = base.difference(&head).collect();
    let mut come: Vec<&String> = head.difference(&base).collect();
    if gone.is_empty() || come.is_empty() {
        return;
    }
    let used = |document| {
        let mut used = HashSet::new();
        visit_references(document, "/paths", &mut used, |_| {});
        used
    };
    let (old_used, new_used) = (used(found.base), used(found.head));
    gone.retain(|pointer| !old_used.contains(*pointer));
    come.retain(|pointer| !new_used.contains(*pointer));
    let (old, new) = (Unused::of(found.base, &gone), Unused::of(found.head, &come));
    let mut pool = Pool::new(new.len(), |at| [digest(new[at].at.node)]);
    let mut matched: Vec<Option<usize>> = old
        .iter()
        .map(|schema| pool.take_first([digest(schema.at.node)], |_| true))
        .collect();
    let mut pool = pool.sorted_anew(|at| new[at].properties.iter().copied());
    for (schema, hit) in old.iter().zip(&mut matched) {
        let names = || schema.properties.iter().copied();
        *hit = hit.or_else(|| pool.take_first(names(), |at| schema.is_mostly(&new[at])));
    }
    for (schema, hit) in old.iter().zip(matched) {
        if let Some(hit) = hit {
            let (a, b) = (schema.at.clone(), new[hit].at.clone());
            found.pair(&[a], &[b]);
        }
    }
}

/// A schema that no operation uses.
struct Unused<'d> {
    at: Located<'d>,
    properties: HashSet<&'d str>,
}

impl<'d> Unused<'d> {
    fn of(document: &'d Document, pointers: &[&String]) -> Vec<Self> {
        let places = pointers.iter();
        let places = places.filter_map(|pointer| located(document, pointer));
        let each = places.map(|at| {
            let view = View::of(document, std::slice::from_ref(&at));
            let properties = view.properties().into_keys().collect();
            Self { at, properties }
        });
        each.collect()
    }

    /// Returns whether two schemas share most of their properties.
    fn is_mostly(&self, other: &Self) -> bool {
        let common = self.properties.intersection(&other.properties).count();
        2 * common >= self.properties.len().max(other.properties.len())
    }
}

fn pointers(document: &Document) -> BTreeSet<String> {
    let all = located(document, SCHEMAS)
        .map(|at| at.entries())
        .unwrap_or_default();
    all.into_iter().map(|(_, at)| at.pointer).collect()
}

/// Finds renamed, extracted, inlined, added and removed schemas. Returns the schemas that came or
/// went with other changes.
pub(crate) fn names(found: &mut Comparison<'_>) -> SchemasByChange {
    let (base, head) = (pointers(found.base), pointers(found.head));
    let mut gone: BTreeSet<String> = base.difference(&head).cloned().collect();
    let mut come: BTreeSet<String> = head.difference(&base).cloned().collect();
    if gone.is_empty() && come.is_empty() {
        return SchemasByChange::new();
    }
    let pairs: Vec<(String, String, usize)> = found
        .pairs
        .iter()
        .enumerate()
        .filter_map(|(at, pair)| {
            Some((
                pair.base.first()?.pointer.clone(),
                pair.head.first()?.pointer.clone(),
                at,
            ))
        })
        .collect();
    for (old, new, at) in &pairs {
        if gone.contains(old) && come.contains(new) {
            rename(found, old, new, Owner::Pair(*at));
            gone.remove(old);
            come.remove(new);
        }
    }
    for (old, new, at) in &pairs {
        let owner = Owner::Pair(*at);
        if come.contains(new) && !base.contains(old) {
            found
                .add(Change::both(Kind::SchemaExtracted, owner, old, new).between(None, name(new)));
            come.remove(new);
        }
        if gone.contains(old) && !head.contains(new) {
            found.add(Change::both(Kind::SchemaInlined, owner, old, new).between(name(old), None));
            gone.remove(old);
        }
    }
    let moved_schemas = moved_schemas(found, &gone, &come);
    let with_others: HashSet<&String> = moved_schemas.values().flatten().collect();
    let mut owners: [HashMap<&str, Owner>; 2] = Default::default();
    for (old, new, at) in pairs.iter().rev() {
        owners[0].insert(old, Owner::Pair(*at));
        owners[1].insert(new, Owner::Pair(*at));
    }
    let owner = |side: usize, pointer: &str| {
        let known = owners[side].get(pointer).copied();
        known.unwrap_or(Owner::Document)
    };
    for pointer in gone.iter().filter(|pointer| !with_others.contains(pointer)) {
        let change = Change::removed(Kind::SchemaRemoved, owner(0, pointer), pointer);
        found.add(change.between(name(pointer), None));
    }
    for pointer in come.iter().filter(|pointer| !with_others.contains(pointer)) {
        let change = Change::added(Kind::SchemaAdded, owner(1, pointer), pointer);
        found.add(change.between(None, name(pointer)));
    }
    moved_schemas
}

fn rename(found: &mut Comparison<'_>, old: &str, new: &str, owner: Owner) {
    found.add(Change::both(Kind::SchemaRenamed, owner, old, new).between(name(old), name(new)));
}

fn name(pointer: &str) -> String {
    pointer.rsplit('/').next().unwrap_or_default().to_owned()
}

/// Returns the schemas that came or went, each with the first change that explains it.
fn moved_schemas(
    found: &Comparison<'_>,
    gone: &BTreeSet<String>,
    come: &BTreeSet<String>,
) -> SchemasByChange {
    let mut all = SchemasByChange::new();
    let mut seen = [HashSet::new(), HashSet::new()];
    for (number, change) in found.changes.iter().enumerate() {
        if !change.kind.changes_schema_use() {
            continue;
        }
        let places = [
            (found.base, &change.base, gone),
            (found.head, &change.head, come),
        ];
        for ((document, at, wanted), seen) in places.into_iter().zip(&mut seen) {
            let Some(at) = at.as_deref().filter(|at| !change.is_container(at)) else {
                continue;
            };
            visit_references(document, at, seen, |pointer| {
                if wanted.contains(pointer) {
                    all.entry(number).or_default().push(pointer.to_owned());
                }
            });
        }
    }
    all
}
