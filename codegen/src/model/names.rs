//! Rust names for what the document names.

use std::collections::{BTreeMap, HashSet};
use std::fmt;
use std::ops::Deref;

use heck::{ToPascalCase, ToSnakeCase};

/// Words that cannot be the name of a field, a variable or a method.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate",
    "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl",
    "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref",
    "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Methods that a generated client or request already has.
const TAKEN_METHODS: &[&str] = &[
    "borrow",
    "borrow_mut",
    "build",
    "builder",
    "clone",
    "clone_from",
    "clone_into",
    "default",
    "eq",
    "fmt",
    "from",
    "into",
    "ne",
    "new",
    "to_owned",
    "transport",
    "try_from",
    "try_into",
    "type_id",
];

/// Types that generated code names without a path.
const TAKEN_TYPES: &[&str] = &[
    "AsMut",
    "AsRef",
    "Box",
    "Call",
    "Client",
    "Clone",
    "Copy",
    "Default",
    "Drop",
    "Eq",
    "Err",
    "Error",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "Into",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Operation",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Reply",
    "Result",
    "Self",
    "Send",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "Transport",
    "TryFrom",
    "TryInto",
    "Unpin",
    "Vec",
];

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

/// What asks for a name.
#[derive(Debug)]
pub(super) struct Wish {
    /// The name, if nothing else has it.
    pub(super) name: String,
    pub(super) rank: Rank,
    /// What tells it from others: its place in the document.
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

/// Returns the name of a type: `visit-answer` becomes `VisitAnswer`.
pub(super) fn type_name(text: &str) -> String {
    let name = starting_with_letter(&in_words(text).to_pascal_case(), "Type");
    if TAKEN_TYPES.contains(&name.as_str()) || is_of_builder(&name) {
        format!("{name}Type")
    } else {
        name
    }
}

/// `V0`, `V1` and so on: the type parameters of builders.
fn is_of_builder(name: &str) -> bool {
    let number = name.strip_prefix('V').unwrap_or_default();
    !number.is_empty() && number.bytes().all(|digit| digit.is_ascii_digit())
}

/// Returns the name of a variant.
pub(super) fn variant_name(text: &str) -> String {
    let name = starting_with_letter(&in_words(text).to_pascal_case(), "Value");
    if name == "Self" {
        "SelfValue".to_owned()
    } else {
        name
    }
}

/// Returns the name of a field or a variable: `patientNumber` becomes `patient_number`.
pub(super) fn field_name(text: &str) -> String {
    let name = starting_with_letter(&in_words(text).to_snake_case(), "field_");
    if KEYWORDS.contains(&name.as_str()) || TAKEN_METHODS.contains(&name.as_str()) {
        format!("{name}_")
    } else {
        name
    }
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

/// Returns the name of the method of an operation: `fetchVisit` becomes `fetch_visit`.
pub(crate) fn method_name(operation_id: &str) -> String {
    field_name(operation_id)
}

fn starting_with_letter(name: &str, prefix: &str) -> String {
    let ascii: String = name
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || *c == '_')
        .collect();
    match ascii.chars().next() {
        Some(first) if first.is_ascii_alphabetic() => ascii,
        _ => format!("{prefix}{ascii}"),
    }
}

/// Returns a text with words for the signs that would otherwise vanish from a name and make two names one.
fn in_words(text: &str) -> String {
    if text.is_empty() {
        return "empty".to_owned();
    }
    let mut words = String::with_capacity(text.len());
    for (position, sign) in text.char_indices() {
        match sign {
            '+' => words.push_str(" plus "),
            '-' if position == 0 => words.push_str(" minus "),
            '<' => words.push_str(" less "),
            '>' => words.push_str(" greater "),
            '=' => words.push_str(" equal "),
            '*' => words.push_str(" star "),
            '%' => words.push_str(" percent "),
            '&' => words.push_str(" and "),
            '!' => words.push_str(" not "),
            '#' => words.push_str(" hash "),
            '$' => words.push_str(" dollar "),
            '@' => words.push_str(" at "),
            c if c.is_ascii_alphanumeric() => words.push(c),
            c if c.is_alphabetic() || c.is_numeric() => {
                words.push_str(&format!(" u{:x} ", u32::from(c)))
            }
            _ => words.push(' '),
        }
    }
    words
}
