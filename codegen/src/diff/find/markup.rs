//! Compares the code, HTML, images and unsafe links in the texts of two documents.
//!
//! Every text counts: descriptions, evidence, examples, values and names. A text that only moves is
//! not a change.

use std::collections::{BTreeMap, HashMap};

use super::comparison::Comparison;
use crate::diff::change::{Change, Details, Owner};
use crate::diff::fingerprint::fingerprint;
use crate::diff::kind::Kind;
use crate::document::{Document, Node, cut, pointer_token};
use crate::prose::{Markup, markup, may_hold_markup};

/// The keys whose texts are never read as prose.
const NO_PROSE: [&str; 2] = ["$ref", "pattern"];

/// A text with its key. The key of a name is `name`.
type Text<'d> = (&'d str, &'d str);

/// A part of a pointer.
enum PointerStep<'d> {
    Key(&'d str),
    Index(usize),
}

impl PointerStep<'_> {
    /// Returns the part as text.
    fn token(&self) -> String {
        match self {
            PointerStep::Key(key) => format!("/{}", pointer_token(key)),
            PointerStep::Index(number) => format!("/{number}"),
        }
    }
}

/// The markup at each place, with the key of the text.
type Held<'d> = BTreeMap<String, (&'d str, Vec<Markup>)>;

/// Compares all texts of both documents.
pub(crate) fn texts(found: &mut Comparison<'_>) {
    let mut counts: HashMap<Text<'_>, isize> = HashMap::new();
    for (document, one) in [(found.base, -1), (found.head, 1)] {
        visit(document, &mut |text, _| {
            if may_hold_markup(text.1) {
                *counts.entry(text).or_default() += one;
            }
        });
    }
    counts.retain(|(_, text), count| *count != 0 && !markup(text).is_empty());
    if counts.is_empty() {
        return;
    }
    let mut gone = held(found.base, found.head, |text| {
        counts.get(text).is_some_and(|count| *count < 0)
    });
    let mut come = held(found.head, found.base, |text| {
        counts.get(text).is_some_and(|count| *count > 0)
    });
    cancel_at_places(&mut gone, &mut come);
    cancel_anywhere(&mut gone, &mut come);
    for (place, (key, new)) in &come {
        let after = in_words(key, new);
        let change = match gone.remove(place) {
            Some((_, old)) => Change::both(Kind::MarkupChanged, Owner::Document, place, place)
                .between(in_words(key, &old), after)
                .with(Details::Texts(hash(&old), hash(new))),
            None => Change::added(Kind::MarkupAdded, Owner::Document, place)
                .between(None, after)
                .with(Details::Texts(String::new(), hash(new))),
        };
        found.add(change);
    }
    for (place, (key, old)) in &gone {
        found.add(
            Change::removed(Kind::MarkupRemoved, Owner::Document, place)
                .between(in_words(key, old), None)
                .with(Details::Texts(hash(old), String::new())),
        );
    }
}

/// Visits every text of a document with its place. Names are texts too.
fn visit<'d>(document: &'d Document, each: &mut impl FnMut(Text<'d>, &[PointerStep<'d>])) {
    fn below<'d>(
        node: &'d Node,
        key: &'d str,
        place: &mut Vec<PointerStep<'d>>,
        each: &mut impl FnMut(Text<'d>, &[PointerStep<'d>]),
    ) {
        // A property may have such a name, so only the text directly under the key is left out.
        if let Some(text) = node.as_str().filter(|_| !NO_PROSE.contains(&key)) {
            each((key, text), place);
        }
        for (key, node) in node.entries() {
            place.push(PointerStep::Key(key));
            each(("name", key), place);
            below(node, key, place, each);
            place.pop();
        }
        for (number, item) in node.items().iter().enumerate() {
            place.push(PointerStep::Index(number));
            below(item, key, place, each);
            place.pop();
        }
    }
    below(document.root(), "", &mut Vec::new(), each);
}

/// Returns the markup of the texts that `wanted` accepts. The same text at the same place of the other
/// document does not count.
fn held<'d>(
    document: &'d Document,
    other: &Document,
    wanted: impl Fn(&Text<'d>) -> bool,
) -> Held<'d> {
    let mut held = Held::new();
    visit(document, &mut |text, place| {
        if !wanted(&text) {
            return;
        }
        let pointer: String = place.iter().map(PointerStep::token).collect();
        let (key, said) = text;
        let there = other.root().pointer(&pointer);
        let is_same = there.is_some_and(|node| match key {
            "name" => true,
            _ => node.as_str() == Some(said),
        });
        if !is_same {
            let slot = held.entry(pointer).or_insert((key, Vec::new()));
            slot.1.extend(markup(said));
        }
    });
    held
}

/// Drops the markup that both sides have at one place.
fn cancel_at_places(gone: &mut Held<'_>, come: &mut Held<'_>) {
    for (place, (_, new)) in come.iter_mut() {
        if let Some((_, old)) = gone.get_mut(place) {
            let mut known = counted(old.iter());
            new.retain(|part| !take(&mut known, part));
            let mut left = known;
            old.retain(|part| take(&mut left, part));
        }
    }
    drop_empty(gone);
    drop_empty(come);
}

/// Drops the markup that both sides have under one key, at any place.
fn cancel_anywhere(gone: &mut Held<'_>, come: &mut Held<'_>) {
    let mut known: HashMap<(&str, Markup), usize> = HashMap::new();
    for (key, old) in gone.values() {
        for part in old {
            *known.entry((*key, part.clone())).or_default() += 1;
        }
    }
    for (key, new) in come.values_mut() {
        new.retain(|part| !take(&mut known, &(*key, part.clone())));
    }
    for (key, old) in gone.values_mut() {
        old.retain(|part| take(&mut known, &(*key, part.clone())));
    }
    drop_empty(gone);
    drop_empty(come);
}

fn counted<'p>(parts: impl Iterator<Item = &'p Markup>) -> HashMap<Markup, usize> {
    let mut counts: HashMap<Markup, usize> = HashMap::new();
    for part in parts {
        *counts.entry(part.clone()).or_default() += 1;
    }
    counts
}

/// Takes one item. Returns whether there was one.
fn take<K: std::hash::Hash + Eq>(counts: &mut HashMap<K, usize>, key: &K) -> bool {
    match counts.get_mut(key) {
        Some(count) if *count > 0 => {
            *count -= 1;
            true
        }
        _ => false,
    }
}

fn drop_empty(held: &mut Held<'_>) {
    held.retain(|_, (_, parts)| !parts.is_empty());
}

/// Returns a description of markup: the key, and the first line of each part.
fn in_words(key: &str, parts: &[Markup]) -> String {
    let words: Vec<String> = parts
        .iter()
        .map(|part| {
            let mut lines = part.content.lines().map(str::trim);
            let first = lines.find(|line| !line.is_empty()).unwrap_or_default();
            format!("{} {}", part.what, cut(first))
        })
        .collect();
    cut(&format!("{key}: {}", words.join(", ")))
}

/// Returns a hash of markup that is the same in every release.
fn hash(parts: &[Markup]) -> String {
    let parts: Vec<&str> = parts
        .iter()
        .flat_map(|part| [part.what, &part.content, &part.detail])
        .collect();
    fingerprint(&parts)
}
