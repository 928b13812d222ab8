//! The entries of the report, made of changes and of differences of the code.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::reach::{Reach, Reaches};
use super::{rules, subject};
use crate::diff::change::{Change, Details};
use crate::diff::code::{Differences, Explained, MOST_SHOWN, RustChange, Unexplained};
use crate::diff::entry::Entry;
use crate::diff::find::comparison::Comparison;
use crate::diff::fingerprint::fingerprint;
use crate::diff::kind::Kind;
use crate::diff::side::Side;
use crate::diff::verdict::{Rust, Wire};
use crate::diff::ways::Ways;
use crate::document::Document;
use crate::problem::Place;

/// Returns one entry for each change that is reported, the worst first.
pub(crate) fn entries(
    found: &Comparison<'_>,
    code: Option<&Differences<'_>>,
    sides: (&Side, &Side),
) -> Vec<Entry> {
    let mut reaches = Reaches::of(found);
    let mut reached: Vec<Reach> = found
        .changes
        .iter()
        .map(|change| reaches.reach(found, change.owner))
        .collect();
    for (number, owner) in &found.further_owners {
        reached[*number].join(reaches.reach(found, *owner));
    }
    let mut entries = Vec::new();
    for (number, (change, reach)) in found.changes.iter().zip(&reached).enumerate() {
        let explained = code.map(|code| &code.by_change[number]);
        if change.is_only_about_rust() && explained.is_some_and(|code| code.count == 0) {
            continue;
        }
        entries.push(entry(found, change, (reach, &mut reaches), explained));
    }
    if let Some(code) = code {
        entries.extend(unexplained(&code.unexplained, sides));
    }
    tell_apart(&mut entries);
    entries.sort_by(|a, b| order(a).cmp(&order(b)));
    entries
}

/// Returns the entry of a change. The differences of code are missing where one side has no code.
fn entry(
    found: &Comparison<'_>,
    change: &Change,
    (reach, reaches): (&Reach, &mut Reaches),
    explained: Option<&Explained>,
) -> Entry {
    let place = |document: &Document, pointer: &Option<String>| -> Option<Place> {
        let pointer = pointer.as_deref();
        pointer.map(|pointer| document.key_place(pointer))
    };
    let compiled = match explained {
        Some(explained) => explained.worst.unwrap_or(Rust::Same),
        None if change.kind.shows_in_rust() => Rust::Unknown,
        None => Rust::Same,
    };
    let (reached, operations) = reaches.operations(reach);
    let subject = subject_of(found, change);
    Entry {
        kind: change.kind,
        fingerprint: fingerprint_of(change, &subject),
        subject,
        before: change.before.clone(),
        after: change.after.clone(),
        base: place(found.base, &change.base),
        head: place(found.head, &change.head),
        ways: reach.ways(),
        operations,
        reached,
        wire: rules::deployed_clients(change, reach),
        rust: compiled.max(rules::at_run_time(change)),
        new_client: rules::new_client(change, reach),
        changes: explained.map_or_else(Vec::new, |explained| explained.first.clone()),
        differences: explained.map_or(0, |explained| explained.count),
        acknowledged: None,
    }
}

/// Returns the name of what changed. Something removed has its old name.
fn subject_of(found: &Comparison<'_>, change: &Change) -> String {
    let is_gone = change.kind.is_gone() || change.kind == Kind::SchemaInlined;
    match (&change.base, &change.head) {
        (Some(pointer), None) => subject::of(found.base, pointer),
        (Some(pointer), Some(_)) if is_gone => subject::of(found.base, pointer),
        (_, Some(pointer)) => subject::of(found.head, pointer),
        (None, None) => String::new(),
    }
}

fn fingerprint_of(change: &Change, subject: &str) -> String {
    let before = change.before.as_deref().unwrap_or_default();
    let after = change.after.as_deref().unwrap_or_default();
    let mut parts = vec![change.kind.id(), subject, before, after];
    if let Details::Texts(old, new) = &change.details {
        parts.extend([old.as_str(), new.as_str()]);
    }
    fingerprint(&parts)
}

/// Returns one entry for each item of generated code that no change explains.
fn unexplained(differences: &[Unexplained<'_>], (base, head): (&Side, &Side)) -> Vec<Entry> {
    let mut by_item: BTreeMap<String, Vec<&Unexplained<'_>>> = BTreeMap::new();
    for unexplained in differences {
        let path = &unexplained.difference.path;
        let item = match path.module {
            "" => path.item.clone(),
            module => format!("{module}::{}", path.item),
        };
        by_item.entry(item).or_default().push(unexplained);
    }
    let entries = by_item.into_iter().map(|(item, differences)| {
        let place = |side: &Side| {
            let mut pointers = differences.iter().flat_map(|one| &one.pointers);
            let known = pointers.find(|pointer| side.document.root().pointer(pointer).is_some());
            known.map(|pointer| side.document.key_place(pointer))
        };
        let changes = differences.iter().map(|one| &one.difference);
        let words =
            |one: &Arc<RustChange>| format!("{} {:?} {:?}", one.name, one.before, one.after);
        let words: Vec<String> = changes.clone().map(words).collect();
        let mut parts = vec![Kind::GeneratedCodeChanged.id(), item.as_str()];
        parts.extend(words.iter().map(String::as_str));
        // A difference without a known reason counts as breaking.
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
            differences: differences.len(),
            changes: changes.take(MOST_SHOWN).cloned().collect(),
            acknowledged: None,
        }
    });
    entries.collect()
}

/// The order of entries.
type Order<'e> = (
    (u8, u8, u8, u8),
    Kind,
    &'e str,
    Option<&'e str>,
    Option<&'e str>,
    &'e str,
);

fn order(entry: &Entry) -> Order<'_> {
    (
        entry.weight(),
        entry.kind,
        &entry.subject,
        entry.before.as_deref(),
        entry.after.as_deref(),
        &entry.fingerprint,
    )
}

/// Makes the fingerprints of entries different.
fn tell_apart(entries: &mut [Entry]) {
    let mut seen: HashMap<String, usize> = HashMap::new();
    for entry in entries {
        let count = seen.entry(entry.fingerprint.clone()).or_default();
        *count += 1;
        if *count > 1 {
            entry.fingerprint = fingerprint(&[&entry.fingerprint, &count.to_string()]);
        }
    }
}
