//! The words that all renderings share.

use crate::characters;
use crate::diff::{Entry, Report, Rust, RustChange, Wire};
use crate::document::cut;
use crate::problem::Place;

/// The verdict in one line.
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

/// How many changes and remarks there are.
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

/// A number of things in words.
pub(super) fn counted(count: usize, thing: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    match thing.split_once(' ') {
        Some((thing, of)) => format!("{count} {thing}{plural} {of}"),
        None => format!("{count} {thing}{plural}"),
    }
}

/// How many entries have each verdict: the counts of a line add up to the number of entries.
pub(super) fn tally(report: &Report) -> Vec<(&'static str, Vec<(&'static str, usize)>)> {
    let wire = |pick: fn(&Entry) -> Wire| {
        let all = [Wire::Breaks, Wire::Conditional, Wire::Tolerates, Wire::None];
        let count = |wire| {
            report
                .entries
                .iter()
                .filter(|entry| pick(entry) == wire)
                .count()
        };
        all.into_iter()
            .map(|wire| (wire.as_str(), count(wire)))
            .collect()
    };
    let rust = [
        Rust::Unknown,
        Rust::Breaks,
        Rust::Runtime,
        Rust::Additive,
        Rust::Same,
    ];
    let rust = rust.into_iter().map(|rust| {
        (
            rust.as_str(),
            report
                .entries
                .iter()
                .filter(|entry| entry.rust == rust)
                .count(),
        )
    });
    vec![
        ("W", wire(|entry| entry.wire)),
        (
            "R",
            rust.filter(|(word, count)| *word != "unknown" || *count > 0)
                .collect(),
        ),
        ("N", wire(|entry| entry.new_client)),
    ]
}

/// The operations that an entry reaches, the first `most` of them and how many more, and the ways.
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

/// Text that stays on its line, commands no terminal, and is read in the order in which it is
/// written.
pub(super) fn visible(text: &str) -> String {
    text.chars().map(characters::visible).collect()
}

/// What a change asks for, the most urgent first; each change has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Urgency {
    /// A text holds more than prose.
    Read,
    /// Deployed clients fail.
    Upgrade,
    /// Code does not compile.
    Code,
    /// Code compiles and does something else.
    Behaviour,
    /// Nothing.
    Nothing,
}

impl Urgency {
    /// What is to be read comes first: no number of other changes can push it out of a comment.
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

    /// The changes that ask for it; remarks ask for nothing and are none of them.
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

/// A place as `line:column`.
pub(super) fn line(place: &Place) -> String {
    format!("{}:{}", place.span.line, place.span.column)
}

/// A change of generated code in one line.
pub(super) fn code(change: &RustChange) -> String {
    let part = |text: &Option<String>| text.as_deref().map(cut);
    match (part(&change.before), part(&change.after)) {
        (Some(before), Some(after)) => format!("{}: {before} → {after}", change.name),
        (Some(before), None) => format!("{}: gone ({before})", change.name),
        (None, Some(after)) => format!("{}: new ({after})", change.name),
        (None, None) => change.name.clone(),
    }
}
