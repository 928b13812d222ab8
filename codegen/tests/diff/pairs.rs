//! Pairs of documents, one change each, as edits of one document that all share.
//!
//! A pair is written as a title, edits, and what is to be said about them:
//!
//! ```text
//! == 5 response optional property removed
//! @@
//! -        since: {type: string}
//! > property-removed Berth.since · tolerates · breaks · tolerates
//! < property-added Berth.since · tolerates · additive · tolerates
//! ```
//!
//! The number is the row of the table of kinds of change. `@@` begins an edit, in the form of a
//! unified diff; the lines that it takes away or keeps stand in the document exactly once. An edit
//! under `@@ base` is made to both documents. `>` is an entry from base to head, `<` one from head
//! to base, the worst first: kind, subject, and the verdicts on deployed clients, on Rust source and on
//! the new client at the old server.

use std::fmt;

/// The document that all share.
pub(crate) const HARBOUR: &str = include_str!("harbour.yaml");

macro_rules! topics {
    ($($topic:literal),+) => {
        const TOPICS: &[(&str, &str)] = &[$(($topic, include_str!(concat!("pairs/", $topic, ".txt")))),+];
    };
}
topics!(
    "properties",
    "types",
    "constraints",
    "variants",
    "parameters",
    "operations",
    "exchange",
    "access",
    "schemas",
    "extensions",
    "texts"
);

/// One change and what is to be said about it.
#[derive(Clone)]
pub(crate) struct Pair {
    /// Row of the table of kinds and what is changed.
    pub(crate) title: String,
    /// Where it is written.
    pub(crate) place: String,
    pub(crate) base: String,
    pub(crate) head: String,
    /// From base to head: `kind subject · deployed clients · Rust source · new client`.
    pub(crate) there: Vec<String>,
    /// From head to base.
    pub(crate) back: Vec<String>,
    /// What is in both documents in place of what is in the shared one, and then in the head.
    pub(crate) edits: Vec<Edit>,
}

#[derive(Debug, Clone)]
pub(crate) struct Edit {
    both: bool,
    pub(crate) from: String,
    to: String,
}

impl fmt::Debug for Pair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.title)
    }
}

impl Pair {
    /// A document with the head's edits made, if it has what they are made to.
    pub(crate) fn applied(&self, text: &str) -> Option<String> {
        let mut own = self.edits.iter().filter(|edit| !edit.both);
        own.try_fold(text.to_owned(), |text, edit| edited(&text, edit))
    }
}

/// All pairs of all topics.
pub(crate) fn all() -> Vec<Pair> {
    let texts = TOPICS.iter().flat_map(|(topic, text)| {
        let starts = text.match_indices("== ").map(|(at, _)| at);
        let starts = starts.filter(|at| *at == 0 || text[..*at].ends_with('\n'));
        let mut ends: Vec<usize> = starts.collect();
        ends.push(text.len());
        let places: Vec<_> = ends.windows(2).map(|ends| (ends[0], ends[1])).collect();
        places.into_iter().map(move |(from, to)| {
            let line = text[..from].matches('\n').count() + 1;
            read(format!("pairs/{topic}.txt:{line}"), &text[from..to])
        })
    });
    texts.collect()
}

fn read(place: String, text: &str) -> Pair {
    let mut pair = Pair {
        title: String::new(),
        place,
        base: HARBOUR.to_owned(),
        head: String::new(),
        there: Vec::new(),
        back: Vec::new(),
        edits: Vec::new(),
    };
    for line in text.lines().filter(|line| !line.is_empty()) {
        let (sign, rest) = line.split_at(1);
        match (sign, pair.edits.last_mut()) {
            ("=", _) => pair.title = rest[2..].to_owned(),
            ("@", _) => pair.edits.push(Edit {
                both: rest == "@ base",
                from: String::new(),
                to: String::new(),
            }),
            (">", _) => pair.there.push(rest.trim().to_owned()),
            ("<", _) => pair.back.push(rest.trim().to_owned()),
            (" ", Some(edit)) => {
                add(&mut edit.from, rest);
                add(&mut edit.to, rest);
            }
            ("-", Some(edit)) => add(&mut edit.from, rest),
            ("+", Some(edit)) => add(&mut edit.to, rest),
            _ => panic!("{}: {line:?}", pair.place),
        }
    }
    for edit in pair.edits.iter().filter(|edit| edit.both) {
        let base = edited(&pair.base, edit);
        pair.base = base.unwrap_or_else(|| panic!("{}: not there once: {edit:?}", pair.place));
    }
    let head = pair.applied(&pair.base);
    pair.head = head.unwrap_or_else(|| panic!("{}: not there once: {:?}", pair.place, pair.edits));
    pair
}

fn add(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}

/// The text with an edit made; nothing if what is replaced does not stand in it exactly once.
fn edited(text: &str, edit: &Edit) -> Option<String> {
    let hits = text.match_indices(&edit.from).map(|(at, _)| at);
    let mut hits = hits.filter(|at| *at == 0 || text[..*at].ends_with('\n'));
    let at = hits.next()?;
    let (before, after) = (&text[..at], &text[at + edit.from.len()..]);
    hits.next()
        .is_none()
        .then(|| format!("{before}{}{after}", edit.to))
}
