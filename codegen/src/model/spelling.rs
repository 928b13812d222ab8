//! Rust spellings of the names in a document.

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

/// Returns the name of a type: `visit-answer` becomes `VisitAnswer`.
pub(super) fn type_name(text: &str) -> String {
    let name = starting_with_letter(&in_words(text).to_pascal_case(), "Type");
    if TAKEN_TYPES.contains(&name.as_str()) || is_of_builder(&name) {
        format!("{name}Type")
    } else {
        name
    }
}

/// Returns whether a name is a type parameter of builders: `V0`, `V1` and so on.
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

/// Returns a text with words for the signs that would otherwise vanish from a name and make two
/// names one.
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
