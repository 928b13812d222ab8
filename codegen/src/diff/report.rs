//! Brings together what was found in the documents and in the code, and judges it.

use std::collections::HashMap;

use super::code::changes;
use super::code::outline;
use super::entry::Entry;
use super::fingerprint::fingerprint;
use super::judge::attribution::{attribute, unattributed};
use super::judge::draft::drafts;
use super::judge::reach::Reaches;
use super::kind::Kind;
use super::side::Side;
use super::verdict::{Bump, Rust, Wire};
use crate::Problem;

/// What changed from one document to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The name of the base.
    pub base: String,
    /// The name of the head.
    pub head: String,
    /// Every change, the worst first.
    pub entries: Vec<Entry>,
    /// G: why the head does not generate; empty if it does.
    pub problems: Vec<Problem>,
    /// Whether there is generated code on both sides to be compared.
    pub compares_rust: bool,
    /// What else has to be seen to, each a sentence.
    pub notes: Vec<String>,
}

impl Report {
    /// The part of the version that the changes together count up.
    pub fn bump(&self) -> Bump {
        self.entries
            .iter()
            .map(Entry::bump)
            .max()
            .unwrap_or(Bump::None)
    }

    /// The worst of the verdicts on deployed clients; what was acknowledged does not count.
    pub fn wire(&self) -> Wire {
        let open = self
            .entries
            .iter()
            .filter(|entry| entry.acknowledged.is_none());
        open.map(|entry| entry.wire).max().unwrap_or(Wire::None)
    }

    /// The worst of the verdicts on Rust source; what was acknowledged does not count.
    pub fn rust(&self) -> Rust {
        let open = self
            .entries
            .iter()
            .filter(|entry| entry.acknowledged.is_none());
        open.map(|entry| entry.rust).max().unwrap_or(Rust::Same)
    }

    /// Whether some text holds more than prose, and nobody has read it yet.
    pub fn must_be_read(&self) -> bool {
        let mut open = self
            .entries
            .iter()
            .filter(|entry| entry.acknowledged.is_none());
        open.any(|entry| entry.kind.must_be_read())
    }

    /// Whether the head generates.
    pub fn generates(&self) -> bool {
        self.problems.is_empty()
    }

    /// Marks the entries of a fingerprint as acknowledged. Whether there is any.
    pub fn acknowledge(&mut self, fingerprint: &str, reason: &str) -> bool {
        let mut found = false;
        for entry in self
            .entries
            .iter_mut()
            .filter(|entry| entry.fingerprint == fingerprint)
        {
            entry.acknowledged = Some(reason.to_owned());
            found = true;
        }
        found
    }
}

/// Compares two sides.
pub fn compare(base: &Side, head: &Side) -> Report {
    let (comparison, carried) = super::find::find(&base.document, &head.document);
    let mut reaches = Reaches::of(&comparison);
    let mut drafts = drafts(&comparison, &reaches, &carried);
    let surfaces = base.code().zip(head.code());
    let surfaces = surfaces.and_then(|(old, new)| outline::of_both(old, new).ok());
    let compares_rust = surfaces.is_some();
    let mut entries: Vec<Entry> = Vec::new();
    match &surfaces {
        Some((old, new)) => {
            let changes = changes::compare(old, new);
            let left = attribute(&mut drafts, changes, (base, head));
            drafts.retain(|draft| !draft.is_only_about_rust() || draft.has_code());
            let known = drafts.iter();
            entries.extend(known.map(|draft| draft.entry(&comparison, &mut reaches, None)));
            entries.extend(unattributed(left, (base, head)));
        }
        None => entries.extend(drafts.iter().map(|draft| {
            let unknown = draft.kind.shows_in_rust().then_some(Rust::Unknown);
            draft.entry(&comparison, &mut reaches, unknown)
        })),
    }
    number_twins(&mut entries);
    entries.sort_by(|a, b| order(a).cmp(&order(b)));
    Report {
        base: base.source().name().to_owned(),
        head: head.source().name().to_owned(),
        entries,
        problems: head.problems.clone(),
        compares_rust,
        notes: Vec::new(),
    }
}

type Order<'e> = (
    (u8, u8, u8, u8),
    Kind,
    &'e str,
    Option<&'e str>,
    Option<&'e str>,
    &'e str,
);

fn order(entry: &Entry) -> Order<'_> {
    (
        entry.weight(),
        entry.kind,
        &entry.subject,
        entry.before.as_deref(),
        entry.after.as_deref(),
        &entry.fingerprint,
    )
}

/// Two entries that would have one fingerprint get numbers.
fn number_twins(entries: &mut [Entry]) {
    let mut seen: HashMap<String, usize> = HashMap::new();
    for entry in entries {
        let count = seen.entry(entry.fingerprint.clone()).or_default();
        *count += 1;
        if *count > 1 {
            entry.fingerprint = fingerprint(&[&entry.fingerprint, &count.to_string()]);
        }
    }
}
