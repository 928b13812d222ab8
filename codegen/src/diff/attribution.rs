//! Gives differences of generated Rust to the changes of the document that they come from.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::components;
use super::draft::{Draft, within};
use super::entry::{Entry, fingerprint};
use super::finding::Ways;
use super::kind::Kind;
use super::origins::{Origin, Origins};
use super::rust::RustChange;
use super::side::Side;
use super::verdict::{Rust, Wire};

/// Gives each difference of the code to the changes that it comes from; what is left comes from
/// none.
pub(super) fn attribute(
    drafts: &mut [Draft],
    changes: Vec<RustChange>,
    sides: (&Side, &Side),
) -> Vec<(RustChange, Vec<String>)> {
    let origins: Vec<Origins<'_>> = [sides.0, sides.1]
        .into_iter()
        .filter_map(|side| side.api.as_ref())
        .map(Origins::new)
        .collect();
    let able: Vec<usize> = (0..drafts.len())
        .filter(|at| drafts[*at].kind.shows_in_rust())
        .collect();
    let mut left = Vec::new();
    let brought = Brought::of(drafts, &able, sides);
    let places = Places::of(drafts, &able);
    for change in changes {
        let mut origin = Origin::default();
        for side in &origins {
            let of = side.of(&change.path);
            origin.own.extend(of.own);
            origin.around.extend(of.around);
            origin.mentioned.extend(of.mentioned);
        }
        let at = |pointers: &[String]| places.at(pointers);
        let tiers = [&origin.own, &origin.mentioned, &origin.around];
        let mut hits = tiers
            .into_iter()
            .map(|pointers| at(pointers))
            .find(|hits| !hits.is_empty())
            .unwrap_or_default();
        if change.reordered {
            // Whatever else a constructor differs by, this is one of the reasons.
            let around = at(&origin.around).into_iter();
            hits.extend(around.filter(|at| drafts[*at].kind.is_reordering()));
        }
        let pointers: Vec<String> = origin.own.into_iter().chain(origin.around).collect();
        if hits.is_empty() {
            hits = brought.by(&pointers);
        }
        if hits.is_empty() {
            left.push((change, pointers));
            continue;
        }
        for at in hits {
            drafts[at].changes.push(change.clone());
        }
    }
    left
}

/// What each change is about, sorted by pointer.
struct Places(Vec<(String, usize)>);

impl Places {
    fn of(drafts: &[Draft], able: &[usize]) -> Self {
        let each = able.iter().flat_map(|at| {
            let own = drafts[*at].own();
            own.map(|pointer| (pointer.to_owned(), *at))
        });
        let mut all: Vec<_> = each.collect();
        all.sort();
        Self(all)
    }

    /// The changes that are about something at these pointers or in them.
    fn at(&self, pointers: &[String]) -> BTreeSet<usize> {
        let mut found = BTreeSet::new();
        for outer in pointers {
            let first = self.0.partition_point(|(own, _)| own < outer);
            let below = self.0[first..].iter();
            let below = below.take_while(|(own, _)| own.starts_with(outer.as_str()));
            found.extend(
                below
                    .filter(|(own, _)| within(own, outer))
                    .map(|(_, at)| *at),
            );
        }
        found
    }
}

/// The schemas that came into use, went out of it, or are used another way, each with the changes
/// that can be why: a type that is sent from now on has constructors.
struct Brought(HashMap<String, BTreeSet<usize>>);

impl Brought {
    fn of(drafts: &[Draft], able: &[usize], (base, head): (&Side, &Side)) -> Self {
        let mut all: HashMap<String, BTreeSet<usize>> = HashMap::new();
        let bring = able
            .iter()
            .filter(|at| components::brings(drafts[**at].kind));
        for at in bring {
            let draft = &drafts[*at];
            for (side, place) in [(base, &draft.base), (head, &draft.head)] {
                let Some(place) = place.as_deref().filter(|place| !draft.is_site(place)) else {
                    continue;
                };
                for schema in components::referred(&side.document, place) {
                    all.entry(schema).or_default().insert(*at);
                }
            }
        }
        Self(all)
    }

    /// The changes that explain something at these pointers.
    fn by(&self, pointers: &[String]) -> BTreeSet<usize> {
        let known = pointers.iter().filter_map(|pointer| self.0.get(pointer));
        known.flatten().copied().collect()
    }
}

/// One entry for each item of generated code that differs without a reason in the document.
pub(super) fn unattributed(
    left: Vec<(RustChange, Vec<String>)>,
    (base, head): (&Side, &Side),
) -> Vec<Entry> {
    let mut by_item: BTreeMap<String, (Vec<RustChange>, Vec<String>)> = BTreeMap::new();
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
            operations: Vec::new(),
            wire: Wire::None,
            rust: Rust::Breaks,
            new_client: Wire::None,
            changes,
            acknowledged: None,
        }
    });
    entries.collect()
}
