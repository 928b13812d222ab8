//! The words of a problem.

use crate::characters::is_hidden;

/// The words of a problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// Name of the kind, in kebab case, the same in every release.
    pub kind: &'static str,
    /// The problem and its reason, a lower-case fragment without a full stop.
    pub what: String,
    /// The remedy, in the same form.
    pub fix: String,
}

impl Words {
    pub(super) fn new(
        kind: &'static str,
        what: impl Into<String>,
        fix: impl Into<String>,
    ) -> Words {
        Words {
            kind,
            what: what.into(),
            fix: fix.into(),
        }
    }
}

/// The group of rules that a problem breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// The rules of this repository's own document: evidence, examples, descriptions, links.
    House,
    /// Generation: code could not be generated, or would be wrong.
    Generation,
}

/// Returns a text of the document in backquotes, on one line and cut to its length.
pub(crate) fn quoted(text: &str) -> String {
    const LONGEST: usize = 72;
    let mut quoted = String::from("`");
    for (count, character) in text.chars().enumerate() {
        if count == LONGEST {
            quoted.push('…');
            break;
        }
        if is_hidden(character) {
            quoted.extend(character.escape_default());
        } else {
            quoted.push(character);
        }
    }
    quoted.push('`');
    quoted
}
