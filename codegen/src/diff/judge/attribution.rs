//! Gives differences of generated Rust to the changes of the document that they come from.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use super::draft::Draft;
use crate::diff::code::changes::RustChange;
use crate::diff::code::origins::{Mentioned, Origin, Origins};
use crate::diff::entry::{Entry, MOST_CHANGES};
use crate::diff::find::components;
use crate::diff::fingerprint::fingerprint;
use crate::diff::kind::Kind;
use crate::diff::side::Side;
use crate::diff::verdict::{Rust, Wire};
use crate::diff::ways::Ways;

/// A difference that no change of the document explains, and where it may come from.
pub(crate) type Left<'a> = (Arc<RustChange>, Vec<&'a str>);

/// Gives each difference of the code to the changes that it comes from; what is left comes from
/// none.
pub(crate) fn attribute<'a>(
    drafts: &mut [Draft],
    changes: Vec<RustChange>,
    sides: (&'a Side, &'a Side),
) -> Vec<Left<'a>> {
    let apis = [sides.0, sides.1].into_iter();
    let apis = apis.filter_map(|side| side.api.as_ref());
    let origins: Vec<Origins<'a>> = apis.map(Origins::new).collect();
    let able: Vec<usize> = (0..drafts.len())
        .filter(|at| drafts[*at].kind.shows_in_rust())
        .collect();
    let mut left = Vec::new();
    let brought = Brought::of(drafts, &able, sides);
    let places = Places::of(drafts, &able);
    for change in changes {
        let change = Arc::new(change);
        let is_part = origins.iter().any(|side| side.is_part(&change.path));
        let from = origins.iter().map(|side| side.of(&change.path, is_part));
        let from: Vec<Origin<'a>> = from.collect();
        let mentioned: Vec<_> = origins.iter().zip(&from).collect();
        let mentioned = mentioned
            .into_iter()
            .map(|(side, from)| side.mentioned(from));
        let mut hits = places.closest(&from, mentioned.collect());
        let around = || from.iter().flat_map(|from| &from.around).copied();
        if change.reordered {
            // Whatever else a constructor differs by, this is one of the reasons.
            let around = places.at(around()).into_iter();
            hits.extend(around.filter(|at| drafts[*at].kind.is_reordering()));
        }
        let own = from.iter().flat_map(|from| &from.own).copied();
        let pointers: Vec<&str> = own.chain(around()).collect();
        if hits.is_empty() {
            hits = brought.by(&pointers);
        }
        hits.sort_unstable();
        hits.dedup();
        for at in &hits {
            drafts[*at].explains(&change);
        }
        if hits.is_empty() {
            left.push((change, pointers));
        }
    }
    left
}

/// What each change is about.
struct Places {
    /// Sorted by pointer.
    sorted: Vec<(String, usize)>,
    /// The changes of single values of enums, by the pointer of the enum and the value.
    values: HashMap<(String, String), Vec<usize>>,
}

impl Places {
    fn of(drafts: &[Draft], able: &[usize]) -> Self {
        let each = able.iter().flat_map(|at| {
            let own = drafts[*at].own();
            own.map(|pointer| (pointer.to_owned(), *at))
        });
        let mut sorted: Vec<_> = each.collect();
        sorted.sort();
        let mut values: HashMap<(String, String), Vec<usize>> = HashMap::new();
        for at in able {
            if let Some((place, value)) = drafts[*at].value() {
                let key = (place.to_owned(), value.to_owned());
                values.entry(key).or_default().push(*at);
            }
        }
        Self { sorted, values }
    }

    /// The changes that are about the closest of the places that something comes from.
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

    /// What was found already, or else the changes at these pointers.
    fn or_at<'p>(&self, hits: Vec<usize>, pointers: impl Iterator<Item = &'p str>) -> Vec<usize> {
        if hits.is_empty() {
            self.at(pointers)
        } else {
            hits
        }
    }

    /// The changes that are about something at these pointers or in them.
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

/// The schemas that came into use, went out of it, or are used another way, each with the first
/// change that can be why: a type that is sent from now on has constructors.
struct Brought(HashMap<String, usize>);

impl Brought {
    fn of(drafts: &[Draft], able: &[usize], (base, head): (&Side, &Side)) -> Self {
        let mut all: HashMap<String, usize> = HashMap::new();
        let mut seen = [HashSet::new(), HashSet::new()];
        let bring = able
            .iter()
            .filter(|at| components::brings(drafts[**at].kind));
        for at in bring {
            let draft = &drafts[*at];
            let places = [(base, &draft.base), (head, &draft.head)];
            for ((side, place), seen) in places.into_iter().zip(&mut seen) {
                let Some(place) = place.as_deref().filter(|place| !draft.is_site(place)) else {
                    continue;
                };
                components::referred(&side.document, place, seen, |schema| {
                    all.entry(schema.to_owned()).or_insert(*at);
                });
            }
        }
        Self(all)
    }

    /// The changes that explain something at these pointers.
    fn by(&self, pointers: &[&str]) -> Vec<usize> {
        let known = pointers.iter().filter_map(|pointer| self.0.get(*pointer));
        known.copied().collect()
    }
}

/// One entry for each item of generated code that differs without a reason in the document.
pub(crate) fn unattributed(left: Vec<Left<'_>>, (base, head): (&Side, &Side)) -> Vec<Entry> {
    let mut by_item: BTreeMap<String, (Vec<Arc<RustChange>>, Vec<&str>)> = BTreeMap::new();
    for (change, pointers) in left {
        let module = &change.path.module;
        let item = if module.is_empty() {
            change.path.item.clone()
        } else {
            format!("{module}::{}", change.path.item)
        };
        let slot = by_item.entry(item).or_default();
        slot.0.push(change);
        slot.1.extend(pointers);
    }
    let entries = by_item.into_iter().map(|(item, (changes, pointers))| {
        let place = |side: &Side| {
            let known = pointers
                .iter()
                .find(|pointer| side.document.root().pointer(pointer).is_some());
            known.map(|pointer| side.document.key_place(pointer))
        };
        let told: Vec<String> = changes
            .iter()
            .map(|c| format!("{} {:?} {:?}", c.name, c.before, c.after))
            .collect();
        let told: Vec<&str> = told.iter().map(String::as_str).collect();
        let mut parts = vec![Kind::GeneratedCodeChanged.id(), item.as_str()];
        parts.extend(told);
        // What nobody can explain counts as breaking.
        Entry {
            kind: Kind::GeneratedCodeChanged,
            fingerprint: fingerprint(&parts),
            subject: item.clone(),
            before: None,
            after: None,
            base: place(base),
            head: place(head),
            ways: Ways::default(),
            operations: Arc::default(),
            reached: 0,
            wire: Wire::None,
            rust: Rust::Breaks,
            new_client: Wire::None,
            differences: changes.len(),
            changes: changes.into_iter().take(MOST_CHANGES).collect(),
            acknowledged: None,
        }
    });
    entries.collect()
}
