//! Compares the values of enums, and the names of the values in Rust.

use std::collections::{BTreeSet, HashSet};

use super::pair::SchemaPair;
use crate::diff::change::{Change, Details};
use crate::diff::find::comparison::Comparison;
use crate::diff::find::view::View;
use crate::diff::kind::Kind;
use crate::document::{Located, Node};

/// Compares the values of two schemas.
pub(crate) fn compare(found: &mut Comparison<'_>, pair: &SchemaPair<'_, '_>) {
    let is_open = |view: &View<'_>| view.is_true("x-open-enum").is_some();
    let opens = (is_open(pair.base), is_open(pair.head));
    let details = Details::Open(opens.0, opens.1);
    let words = |list: &Located<'_>| {
        let words: Vec<_> = list.node.items().iter().map(Node::shown).collect();
        words.join(", ")
    };
    match (pair.base.first("enum"), pair.head.first("enum")) {
        (None, None) => {}
        (None, Some(list)) => {
            let change = pair.about(Kind::EnumIntroduced, "enum");
            found.add(change.between(None, words(&list)).with(details));
        }
        (Some(list), None) => {
            let change = pair.about(Kind::EnumLifted, "enum");
            found.add(change.between(words(&list), None).with(details));
        }
        (Some(old), Some(new)) => {
            values(found, pair, (&old, &new), &details);
            match opens {
                (false, true) => found.add(pair.about(Kind::EnumOpened, "x-open-enum")),
                (true, false) => found.add(pair.about(Kind::EnumClosed, "x-open-enum")),
                _ => {}
            }
        }
    }
}

/// Compares two lists of values.
fn values(
    found: &mut Comparison<'_>,
    pair: &SchemaPair<'_, '_>,
    (old, new): (&Located<'_>, &Located<'_>),
    details: &Details,
) {
    let listed = |list: &Located<'_>| -> Vec<(String, String)> {
        let items = list.items().into_iter();
        let items = items.map(|item| (item.node.shown(), item.pointer));
        items.collect()
    };
    let (was, is) = (listed(old), listed(new));
    let texts = |list: &[(String, String)]| -> HashSet<String> {
        list.iter().map(|(text, _)| text.clone()).collect()
    };
    let (old_texts, new_texts) = (texts(&was), texts(&is));
    for (text, place) in was.iter().filter(|(text, _)| !new_texts.contains(text)) {
        let change = Change::both(Kind::EnumValueRemoved, pair.owner, place, &new.pointer);
        found.add(change.between(text.clone(), None).with(details.clone()));
    }
    for (text, place) in is.iter().filter(|(text, _)| !old_texts.contains(text)) {
        let change = Change::both(Kind::EnumValueAdded, pair.owner, &old.pointer, place);
        found.add(change.between(None, text.clone()).with(details.clone()));
    }
    let old_kept = was.iter().map(|(text, _)| text);
    let old_kept = old_kept.filter(|text| new_texts.contains(*text));
    let new_kept = is.iter().map(|(text, _)| text);
    let new_kept = new_kept.filter(|text| old_texts.contains(*text));
    if !old_kept.eq(new_kept) {
        found.add(pair.about(Kind::EnumReordered, "enum"));
    }
}

/// Returns the change of the names that values have in Rust.
pub(crate) fn names(pair: &SchemaPair<'_, '_>) -> Option<Change> {
    let names = |view: &View<'_>| -> BTreeSet<(String, String)> {
        let names = view.first("x-enum");
        let names = names.iter().flat_map(Located::entries);
        names
            .filter_map(|(value, at)| Some((value.to_owned(), at.node.text("name")?.to_owned())))
            .collect()
    };
    let (was, is) = (names(pair.base), names(pair.head));
    let in_words = |names: BTreeSet<&(String, String)>| {
        let all: Vec<_> = names.iter().map(|(v, n)| format!("{v} as {n}")).collect();
        (!all.is_empty()).then(|| all.join(", "))
    };
    if was == is {
        return None;
    }
    let listed = [pair.base, pair.head].map(|view| {
        let list = view.first("enum");
        let values = list
            .iter()
            .flat_map(|list| list.node.items())
            .map(Node::shown);
        values.collect::<HashSet<String>>()
    });
    let in_both = |pair: &&(String, String)| listed.iter().all(|list| list.contains(&pair.0));
    let gone: BTreeSet<_> = was.difference(&is).filter(in_both).collect();
    let new: BTreeSet<_> = is.difference(&was).filter(in_both).collect();
    let change = pair.about(Kind::EnumNameChanged, "x-enum");
    (!gone.is_empty() || !new.is_empty()).then(|| change.between(in_words(gone), in_words(new)))
}
