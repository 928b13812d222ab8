//! Rust names that differ from all others of their scope.

use std::collections::{BTreeMap, HashSet};
use std::fmt;
use std::ops::Deref;

use super::spelling::field_name;

/// A name that differs from all others of its scope. Only a scope makes one.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Name(String);

impl Deref for Name {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

/// How much a name is the document's own. Among equal names, the one of the highest rank is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    /// The generator composed it.
    Derived,
    /// The document has it in another spelling.
    Respelt,
    /// The document has it so.
    Exact,
}

impl Rank {
    /// Returns the rank of a name of the document.
    pub(super) fn of(name: &str, spelling: &str) -> Self {
        if name == spelling {
            Self::Exact
        } else {
            Self::Respelt
        }
    }
}

/// A wish for a name.
#[derive(Debug)]
pub(super) struct Wish {
    /// The name, if nothing else has it.
    pub(super) name: String,
    pub(super) rank: Rank,
    /// The place in the document, which no other wish of the scope has.
    pub(super) place: String,
}

/// Where names must differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    /// Types. A `Claim` takes `ClaimBuilder` and `UnlistedClaim` as well.
    Types,
    /// Variants of one enum.
    Variants,
    /// Fields of one struct, or the methods of the client.
    Fields,
}

impl Scope {
    /// Returns a name for each wish. They do not depend on the order of the wishes.
    ///
    /// Of several equal names the one of the highest rank is kept, if there is one of that rank.
    /// All others end with digits that come from their own place.
    pub(super) fn names(self, wishes: &[Wish]) -> Vec<Name> {
        let mut equal: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (number, wish) in wishes.iter().enumerate() {
            equal.entry(&wish.name).or_default().push(number);
        }
        let mut names: Vec<String> = wishes.iter().map(|wish| wish.name.clone()).collect();
        let mut taken: HashSet<String> = names.iter().cloned().collect();
        for (name, numbers) in &equal {
            let changed = self.changed(name, numbers, wishes, &equal);
            for (number, name) in distinct(self, &changed, wishes, &taken) {
                taken.insert(name.clone());
                names[number] = name;
            }
        }
        names.into_iter().map(Name).collect()
    }

    /// Returns those of equal wishes that do not keep their name.
    fn changed(
        self,
        name: &str,
        numbers: &[usize],
        wishes: &[Wish],
        equal: &BTreeMap<&str, Vec<usize>>,
    ) -> Vec<usize> {
        let is_wished = |name: Option<&str>| name.is_some_and(|name| equal.contains_key(name));
        let belongs_to_other = self == Self::Types
            && (is_wished(name.strip_suffix("Builder"))
                || is_wished(name.strip_prefix("Unlisted")));
        let rank = |number: &usize| wishes[*number].rank;
        let highest = numbers.iter().map(rank).max();
        let is_highest = |number: &usize| Some(rank(number)) == highest;
        let keeps = !belongs_to_other && numbers.iter().filter(|n| is_highest(n)).count() == 1;
        let numbers = numbers.iter().copied();
        numbers
            .filter(|number| !keeps || !is_highest(number))
            .collect()
    }
}

/// Returns different names for equal wishes, with as many digits as that takes.
fn distinct(
    scope: Scope,
    numbers: &[usize],
    wishes: &[Wish],
    taken: &HashSet<String>,
) -> Vec<(usize, String)> {
    let named = |width: usize| -> Vec<(usize, String)> {
        let names = numbers.iter().map(|number| {
            let Wish { name, place, .. } = &wishes[*number];
            let name = match scope {
                // Two underscores in a row are no name of a field.
                Scope::Fields => format!("{}_{:016x}", name.trim_end_matches('_'), hash(place)),
                Scope::Types | Scope::Variants => format!("{name}{:016X}", hash(place)),
            };
            (*number, name[..name.len() - 16 + width].to_owned())
        });
        names.collect()
    };
    let is_distinct = |names: &Vec<(usize, String)>| {
        let different: HashSet<_> = names.iter().map(|(_, name)| name).collect();
        different.len() == names.len() && !names.iter().any(|(_, name)| taken.contains(name))
    };
    let mut widths = [4, 8, 16].into_iter().map(named);
    widths.find(is_distinct).unwrap_or_else(|| {
        // Two places of one hash: numbers tell them apart, in the order of the places.
        let mut sorted = named(16);
        sorted.sort_by(|(one, _), (other, _)| wishes[*one].place.cmp(&wishes[*other].place));
        let numbered = sorted.into_iter().enumerate();
        numbered
            .map(|(at, (number, name))| (number, format!("{name}x{at}")))
            .collect()
    })
}

/// Returns a hash of a text: 64-bit FNV-1a, mixed so that short texts differ in their first digits.
/// It is the same on every machine and in every version.
fn hash(text: &str) -> u64 {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let mixed = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    mixed ^ (mixed >> 33)
}

/// Returns the wish of a field for its name on the wire.
pub(super) fn field_wish(wire: &str) -> Wish {
    let name = field_name(wire);
    Wish {
        rank: Rank::of(&name, wire),
        name,
        place: wire.to_owned(),
    }
}
