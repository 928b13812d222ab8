//! The words that all reports share.

use crate::characters;
use crate::diff::{Entry, Report, Rust, RustChange, Wire};
use crate::document::cut;
use crate::problem::Place;

/// Returns the verdict in one line.
pub fn headline(report: &Report) -> String {
    if !report.generates() {
        let problems = counted(report.problems.len(), "problem");
        return format!(
            "the new document does not generate: {problems}; {}",
            totals(report)
        );
    }
    if report.entries.is_empty() {
        return "no API change".to_owned();
    }
    let verdict = match (report.wire(), report.rust()) {
        (Wire::Breaks, Rust::Breaks) => "breaks deployed clients and Rust source",
        (Wire::Breaks, Rust::Unknown) => "breaks deployed clients; Rust source is unknown",
        (Wire::Breaks, _) => "breaks deployed clients; Rust source compiles as before",
        (Wire::Conditional, Rust::Breaks) => "can break deployed clients, and breaks Rust source",
        (_, Rust::Breaks) => "breaks Rust source; deployed clients go on working",
        (_, Rust::Unknown) => "Rust source is unknown, which counts as breaking",
        (Wire::Conditional, _) => "can break deployed clients; Rust source compiles as before",
        (_, Rust::Runtime) => "compiles as before and behaves differently",
        (_, Rust::Additive) => "only adds",
        (_, Rust::Same) if report.entries.iter().all(Entry::is_remark) => {
            "no API change, only remarks"
        }
        (_, Rust::Same) if !report.entries.iter().any(Entry::concerns_users) => "no API change",
        (_, Rust::Same) => "harmless",
    };
    let read = if report.must_be_read() {
        ", but code or HTML in its texts must be read"
    } else {
        ""
    };
    let (totals, bump) = (totals(report), report.bump());
    format!("{verdict}{read}: {totals}; version: {bump}")
}

/// Returns the numbers of changes and remarks.
pub(super) fn totals(report: &Report) -> String {
    let remarks = report
        .entries
        .iter()
        .filter(|entry| entry.is_remark())
        .count();
    let changes = report.entries.len() - remarks;
    let known = report
        .entries
        .iter()
        .filter(|entry| entry.acknowledged.is_some())
        .count();
    let mut parts = Vec::new();
    if changes > 0 || remarks == 0 {
        parts.push(counted(changes, "change"));
    }
    if remarks > 0 {
        parts.push(counted(remarks, "remark"));
    }
    if known > 0 {
        parts.push(format!("{known} of them acknowledged"));
    }
    parts.join(", ")
}

/// Returns a number of things in words.
pub(super) fn counted(count: usize, thing: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    match thing.split_once(' ') {
        Some((thing, of)) => format!("{count} {thing}{plural} {of}"),
        None => format!("{count} {thing}{plural}"),
    }
}

/// The sides that a change is judged for, in the order of every report.
pub(super) const DEPLOYED_CLIENTS: &str = "deployed clients";
pub(super) const RUST_SOURCE: &str = "Rust source";
pub(super) const NEW_CLIENT: &str = "new client at the old server";

/// Returns the number of entries with each verdict. The numbers of one line add up to all entries.
pub(super) fn tally(report: &Report) -> [(&'static str, Vec<(&'static str, usize)>); 3] {
    let entries = &report.entries;
    let wire = |pick: fn(&Entry) -> Wire| {
        let all = [Wire::Breaks, Wire::Conditional, Wire::Tolerates, Wire::None];
        let count = |wire| entries.iter().filter(|entry| pick(entry) == wire).count();
        let counts = all.into_iter().map(|wire| (wire.as_str(), count(wire)));
        counts.collect()
    };
    let all = [
        Rust::Unknown,
        Rust::Breaks,
        Rust::Runtime,
        Rust::Additive,
        Rust::Same,
    ];
    let count = |rust| entries.iter().filter(|entry| entry.rust == rust).count();
    let rust = all.into_iter().map(|rust| (rust, count(rust)));
    let rust = rust.filter(|(rust, count)| *rust != Rust::Unknown || *count > 0);
    [
        (DEPLOYED_CLIENTS, wire(|entry| entry.wire)),
        (
            RUST_SOURCE,
            rust.map(|(rust, count)| (rust.as_str(), count)).collect(),
        ),
        (NEW_CLIENT, wire(|entry| entry.new_client)),
    ]
}

/// Returns the verdicts of an entry. `word` shows one verdict, and learns whether it is a break.
pub(super) fn verdicts(entry: &Entry, word: impl Fn(&str, bool) -> String) -> String {
    let is_break = matches!(entry.rust, Rust::Breaks | Rust::Unknown);
    let wire = |wire: Wire| word(wire.as_str(), wire == Wire::Breaks);
    format!(
        "{DEPLOYED_CLIENTS}: {} · {RUST_SOURCE}: {} · {NEW_CLIENT}: {}",
        wire(entry.wire),
        word(entry.rust.as_str(), is_break),
        wire(entry.new_client)
    )
}

/// Returns a text with a capital first letter.
pub(super) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

/// Returns the first `most` operations of an entry, how many more there are, and the directions.
pub(super) fn reach(entry: &Entry, most: usize) -> (Vec<String>, String) {
    let mut names: Vec<String> = entry.operations.iter().take(most).cloned().collect();
    if entry.reached > names.len() {
        names.push(format!("{} more", entry.reached - names.len()));
    }
    let ways = match entry.ways.names() {
        ways if ways.is_empty() => String::new(),
        ways => format!(" ({})", ways.join(", ")),
    };
    (names, ways)
}

/// Returns text on one line, without commands for a terminal and without hidden characters.
pub(super) fn visible(text: &str) -> String {
    text.chars().map(characters::visible).collect()
}

/// The urgency of a change, the most urgent first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Urgency {
    /// A text must be read.
    Read,
    /// Deployed clients fail.
    Upgrade,
    /// Code does not compile.
    Code,
    /// Code compiles and behaves differently.
    Behaviour,
    /// Nothing must be done.
    Nothing,
}

impl Urgency {
    /// Texts to be read come first. No number of other changes pushes them out of a comment.
    pub(super) const ALL: [Urgency; 5] = [
        Urgency::Read,
        Urgency::Upgrade,
        Urgency::Code,
        Urgency::Behaviour,
        Urgency::Nothing,
    ];

    fn of(entry: &Entry) -> Self {
        match (entry.wire, entry.rust) {
            _ if entry.kind.must_be_read() => Urgency::Read,
            (Wire::Breaks | Wire::Conditional, _) => Urgency::Upgrade,
            (_, Rust::Breaks | Rust::Unknown) => Urgency::Code,
            (_, Rust::Runtime) => Urgency::Behaviour,
            (_, Rust::Same | Rust::Additive) => Urgency::Nothing,
        }
    }

    /// Returns the changes of this urgency, without remarks.
    pub(super) fn entries(self, report: &Report) -> Vec<&Entry> {
        let changes = report.entries.iter().filter(|entry| !entry.is_remark());
        changes.filter(|entry| Urgency::of(entry) == self).collect()
    }

    pub(super) fn heading(self) -> &'static str {
        match self {
            Urgency::Read => "Read before merging",
            Urgency::Upgrade => "Upgrade before Smart switches",
            Urgency::Code => "Code must change",
            Urgency::Behaviour => "Compiles, and behaves differently",
            Urgency::Nothing => "Nothing must be done",
        }
    }
}

/// Returns a place as `line:column`.
pub(super) fn line(place: &Place) -> String {
    format!("{}:{}", place.span.line, place.span.column)
}

/// Returns the name of the file of a place, if that is not the document itself.
pub(super) fn other_file<'r>(files: &'r [String], place: &Place) -> Option<&'r str> {
    let number = usize::try_from(place.span.file).ok()?;
    let name = files.get(number).filter(|_| number > 0)?;
    Some(name)
}

/// Returns a difference of code in one line.
pub(super) fn code(change: &RustChange) -> String {
    let part = |text: &Option<String>| text.as_deref().map(cut);
    match (part(&change.before), part(&change.after)) {
        (Some(before), Some(after)) => format!("{}: {before} → {after}", change.name),
        (Some(before), None) => format!("{}: gone ({before})", change.name),
        (None, Some(after)) => format!("{}: new ({after})", change.name),
        (None, None) => change.name.clone(),
    }
}
