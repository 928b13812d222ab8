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
//! to base: kind, subject, W, R and N, the worst first.

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
    "extensions"
);

/// One change and what is to be said about it.
#[derive(Debug, Clone)]
pub(crate) struct Pair {
    /// Row of the table of kinds and what is changed.
    pub(crate) title: String,
    /// Where it is written.
    pub(crate) place: String,
    pub(crate) base: String,
    pub(crate) head: String,
    /// From base to head: `kind subject · W · R · N`, the worst first.
    pub(crate) there: Vec<String>,
    /// From head to base.
    pub(crate) back: Vec<String>,
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
    };
    let mut edits: Vec<(bool, String, String)> = Vec::new();
    for line in text.lines().filter(|line| !line.is_empty()) {
        let (sign, rest) = line.split_at(1);
        match (sign, edits.last_mut()) {
            ("=", _) => pair.title = rest[2..].to_owned(),
            ("@", _) => edits.push((rest == "@ base", String::new(), String::new())),
            (">", _) => pair.there.push(rest.trim().to_owned()),
            ("<", _) => pair.back.push(rest.trim().to_owned()),
            (" ", Some((_, from, to))) => [from, to].into_iter().for_each(|text| add(text, rest)),
            ("-", Some((_, from, _))) => add(from, rest),
            ("+", Some((_, _, to))) => add(to, rest),
            _ => panic!("{}: {line:?}", pair.place),
        }
    }
    for (_, from, to) in edits.iter().filter(|(both, ..)| *both) {
        pair.base = edited(&pair, &pair.base, from, to);
    }
    pair.head = pair.base.clone();
    for (_, from, to) in edits.iter().filter(|(both, ..)| !both) {
        pair.head = edited(&pair, &pair.head, from, to);
    }
    pair
}

fn add(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}

fn edited(pair: &Pair, text: &str, from: &str, to: &str) -> String {
    let hits: Vec<usize> = text
        .match_indices(from)
        .map(|(at, _)| at)
        .filter(|at| *at == 0 || text[..*at].ends_with('\n'))
        .collect();
    let [at] = hits[..] else {
        panic!(
            "{}: {} times in the document:\n{from}",
            pair.place,
            hits.len()
        );
    };
    format!("{}{to}{}", &text[..at], &text[at + from.len()..])
}
