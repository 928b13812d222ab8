//! Finds renamed properties.

use std::collections::{HashMap, HashSet};

use super::properties::{Properties, PropertyPlaces};
use crate::diff::find::pool::Pool;
use crate::document::{Node, Value};

/// Returns the new names of renamed properties by their old names.
///
/// An alias proves a renaming. Otherwise the two properties have the same kind of value. They have
/// similar names, or they alone have that kind and stand between the same neighbours.
pub(crate) fn renamed<'d>(
    base: &Properties<'d>,
    head: &Properties<'d>,
) -> HashMap<&'d str, &'d str> {
    let mut gone: Vec<&str> = only(&base.places, &head.places);
    let mut new: Vec<&str> = only(&head.places, &base.places);
    if gone.is_empty() || new.is_empty() {
        return HashMap::new();
    }
    let mut found = by_alias(base, head, &gone, &new);
    let mut taken: HashSet<&str> = found.values().copied().collect();
    gone.retain(|name| !found.contains_key(name) && !taken.contains(name));
    new.retain(|name| !found.contains_key(name) && !taken.contains(name));
    let (gone, new) = (described(base, &gone), described(head, &new));
    let count = |list: &[Described<'_>]| {
        let mut counts: HashMap<String, usize> = HashMap::new();
        for one in list {
            *counts.entry(one.signature.clone()).or_default() += 1;
        }
        counts
    };
    let (old_counts, new_counts) = (count(&gone), count(&new));
    let mut pool = Pool::new(new.len(), |at| new[at].traits());
    let mut same_type = Pool::new(new.len(), |at| [new[at].signature.as_str()]);
    for old in &gone {
        let only = |counts: &HashMap<String, usize>| counts.get(&old.signature) == Some(&1);
        let there = |at: usize| {
            let name = new[at].name;
            neighbours(&base.places, old.name) == neighbours(&head.places, name)
        };
        let best = match pool.first(old.traits(), |at| old.is_similar(&new[at])) {
            None if only(&old_counts) && only(&new_counts) => {
                same_type.first([old.signature.as_str()], there)
            }
            best => best,
        };
        if let Some(best) = best.map(|at| new[at].name)
            && taken.insert(best)
        {
            found.insert(old.name, best);
        }
    }
    found
}

fn only<'d>(own: &PropertyPlaces<'d>, other: &PropertyPlaces<'d>) -> Vec<&'d str> {
    own.keys()
        .copied()
        .filter(|name| !other.contains_key(name))
        .collect()
}

/// Returns the pairs of properties of which one is an alias of the other.
fn by_alias<'d>(
    base: &Properties<'d>,
    head: &Properties<'d>,
    gone: &[&'d str],
    new: &[&'d str],
) -> HashMap<&'d str, &'d str> {
    let positions: HashMap<&str, usize> = (0..).zip(new).map(|(at, name)| (*name, at)).collect();
    let mut called: HashMap<&str, usize> = HashMap::new();
    for (at, name) in new.iter().enumerate() {
        for alias in head.aliases(name) {
            called.entry(alias).or_insert(at);
        }
    }
    let pairs = gone.iter().filter_map(|old| {
        let aliases = base.aliases(old).into_iter();
        let named = aliases.filter_map(|alias| positions.get(alias));
        let first = named.chain(called.get(old)).min()?;
        Some((*old, new[*first]))
    });
    pairs.collect()
}

/// Returns the properties before and after a property.
fn neighbours<'p>(
    properties: &'p PropertyPlaces<'_>,
    name: &str,
) -> (Option<&'p str>, Option<&'p str>) {
    let at = properties.get_index_of(name).unwrap_or_default();
    let key = |at: usize| properties.get_index(at).map(|(key, _)| *key);
    (at.checked_sub(1).and_then(key), key(at + 1))
}

/// A property with what it is recognised by.
struct Described<'d> {
    name: &'d str,
    signature: String,
    words: Vec<String>,
}

fn described<'d>(side: &Properties<'d>, names: &[&'d str]) -> Vec<Described<'d>> {
    let each = names.iter().map(|name| {
        let words = heck::AsSnakeCase(name).to_string();
        Described {
            name,
            signature: signature(side, name),
            words: words.split('_').map(str::to_owned).collect(),
        }
    });
    each.collect()
}

impl Described<'_> {
    /// Returns the keys under which a similar property is found: its kind of value with each word
    /// of the name.
    fn traits(&self) -> Vec<(&str, String)> {
        let words = self.words.iter().cloned().chain([self.words.concat()]);
        words.map(|word| (self.signature.as_str(), word)).collect()
    }

    /// Returns whether two names consist of the same words, or share at least half of the words.
    fn is_similar(&self, other: &Self) -> bool {
        if self.words.concat() == other.words.concat() {
            return true;
        }
        let (short, long) = if self.words.len() <= other.words.len() {
            (&self.words, &other.words)
        } else {
            (&other.words, &self.words)
        };
        let known: HashSet<&String> = long.iter().collect();
        let common = short.iter().filter(|word| known.contains(word)).count();
        common > 0 && 2 * common >= long.len()
    }
}

/// Returns the schema of a property without the keys that are for people.
fn signature(side: &Properties<'_>, name: &str) -> String {
    fn write(node: &Node, depth: usize, out: &mut String) {
        match &node.value {
            Value::Map(map) if depth < 8 => {
                let mut keys: Vec<_> = map.keys().collect();
                keys.sort();
                for key in keys.into_iter().filter(|key| {
                    !matches!(
                        key.as_str(),
                        "description" | "title" | "example" | "x-evidence" | "x-aliases"
                    )
                }) {
                    out.push_str(key);
                    out.push(':');
                    write(&map[key.as_str()].node, depth + 1, out);
                    out.push(';');
                }
            }
            Value::List(items) => items.iter().for_each(|item| write(item, depth + 1, out)),
            _ => out.push_str(&node.shown()),
        }
    }
    let mut out = String::new();
    for part in side.places.get(name).into_iter().flatten() {
        write(part.node, 0, &mut out);
    }
    out
}
