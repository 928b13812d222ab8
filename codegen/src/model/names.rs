//! Rust names for what the document names.

use std::collections::HashSet;

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

/// Names already given in one scope.
#[derive(Debug, Default, Clone)]
pub(super) struct Scope {
    taken: HashSet<String>,
}

impl Scope {
    /// The name of a type, which may get a builder: `Claim` takes `ClaimBuilder` as well.
    pub(super) fn unique_type(&mut self, name: &str) -> String {
        let with_builder = |name: &str| [name.to_owned(), format!("{name}Builder")];
        let numbered = (2_usize..).map(|number| format!("{name}{number}"));
        let mut candidates = std::iter::once(name.to_owned()).chain(numbered);
        let free = candidates.find(|name| {
            let both = with_builder(name);
            both.iter().all(|name| !self.taken.contains(name))
        });
        let name = free.unwrap_or_else(|| name.to_owned());
        self.taken.extend(with_builder(&name));
        name
    }

    /// The name itself, or, when it is taken, the name with the first free number behind it.
    pub(super) fn unique(&mut self, name: String) -> String {
        if self.taken.insert(name.clone()) {
            return name;
        }
        (2_usize..)
            .map(|number| format!("{name}{number}"))
            .find(|candidate| self.taken.insert(candidate.clone()))
            .unwrap_or(name)
    }
}

/// The name of a type: `visit-answer` becomes `VisitAnswer`.
pub(super) fn type_name(text: &str) -> String {
    let name = starting_with_letter(&spoken(text).to_pascal_case(), "Type");
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

/// The name of a variant.
pub(super) fn variant_name(text: &str) -> String {
    let name = starting_with_letter(&spoken(text).to_pascal_case(), "Value");
    if name == "Self" {
        "SelfValue".to_owned()
    } else {
        name
    }
}

/// The name of a field or a variable: `patientNumber` becomes `patient_number`.
pub(super) fn field_name(text: &str) -> String {
    let name = starting_with_letter(&spoken(text).to_snake_case(), "field_");
    if KEYWORDS.contains(&name.as_str()) || TAKEN_METHODS.contains(&name.as_str()) {
        format!("{name}_")
    } else {
        name
    }
}

/// The name of the method of an operation: `fetchVisit` becomes `fetch_visit`.
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

/// Words for the signs that would otherwise vanish from a name and make two names one.
fn spoken(text: &str) -> String {
    if text.is_empty() {
        return "empty".to_owned();
    }
    let mut spoken = String::with_capacity(text.len());
    for (position, sign) in text.char_indices() {
        match sign {
            '+' => spoken.push_str(" plus "),
            '-' if position == 0 => spoken.push_str(" minus "),
            '<' => spoken.push_str(" less "),
            '>' => spoken.push_str(" greater "),
            '=' => spoken.push_str(" equal "),
            '*' => spoken.push_str(" star "),
            '%' => spoken.push_str(" percent "),
            '&' => spoken.push_str(" and "),
            '!' => spoken.push_str(" not "),
            '#' => spoken.push_str(" hash "),
            '$' => spoken.push_str(" dollar "),
            '@' => spoken.push_str(" at "),
            c if c.is_ascii_alphanumeric() => spoken.push(c),
            c if c.is_alphabetic() || c.is_numeric() => {
                spoken.push_str(&format!(" u{:x} ", u32::from(c)))
            }
            _ => spoken.push(' '),
        }
    }
    spoken
}
