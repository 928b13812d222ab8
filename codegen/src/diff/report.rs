//! The report of a comparison.

use super::entry::Entry;
use super::verdict::{Bump, Rust, Wire};
use crate::Problem;

/// The changes from one document to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The name of the base.
    pub base: String,
    /// The name of the head.
    pub head: String,
    /// The names of the files of the base, by the numbers that places have.
    pub base_files: Vec<String>,
    /// The names of the files of the head.
    pub head_files: Vec<String>,
    /// Every change, the worst first.
    pub entries: Vec<Entry>,
    /// The problems for which the head does not generate.
    pub problems: Vec<Problem>,
    /// Whether the generated code of both sides is compared.
    pub compares_rust: bool,
    /// Further notes, each a sentence.
    pub notes: Vec<String>,
}

impl Report {
    /// Returns the part of the version that all changes together count up.
    pub fn bump(&self) -> Bump {
        self.entries
            .iter()
            .map(Entry::bump)
            .max()
            .unwrap_or(Bump::None)
    }

    /// Returns the worst verdict on deployed clients. Acknowledged changes do not count.
    pub fn wire(&self) -> Wire {
        self.open()
            .map(|entry| entry.wire)
            .max()
            .unwrap_or(Wire::None)
    }

    /// Returns the worst verdict on Rust source. Acknowledged changes do not count.
    pub fn rust(&self) -> Rust {
        self.open()
            .map(|entry| entry.rust)
            .max()
            .unwrap_or(Rust::Same)
    }

    /// Returns whether a text has new markup that nobody has acknowledged.
    pub fn must_be_read(&self) -> bool {
        self.open().any(|entry| entry.kind.must_be_read())
    }

    /// Returns the entries that nobody has acknowledged.
    fn open(&self) -> impl Iterator<Item = &Entry> {
        let entries = self.entries.iter();
        entries.filter(|entry| entry.acknowledged.is_none())
    }

    /// Returns whether the head generates.
    pub fn generates(&self) -> bool {
        self.problems.is_empty()
    }

    /// Returns whether an entry has this fingerprint.
    pub fn has(&self, fingerprint: &str) -> bool {
        let mut entries = self.entries.iter();
        entries.any(|entry| entry.fingerprint == fingerprint)
    }

    /// Marks the entries with this fingerprint as acknowledged, for a reason.
    pub fn acknowledge(&mut self, fingerprint: &str, reason: &str) {
        let entries = self.entries.iter_mut();
        for entry in entries.filter(|entry| entry.fingerprint == fingerprint) {
            entry.acknowledged = Some(reason.to_owned());
        }
    }
}
