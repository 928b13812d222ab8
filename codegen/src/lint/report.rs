//! Collects the problems that the rules find, each with its places.

use super::suggest::nearest;
use crate::document::Document;
use crate::problem::{Finding, Problem};

/// The most names that are compared for suggestions in one document. Nobody reads thousands of
/// suggestions.
const MOST_NAMES: usize = 1_000_000;

/// The problems found so far.
#[derive(Debug)]
pub(super) struct Reporter<'d> {
    document: &'d Document,
    problems: Vec<Problem>,
    /// The number of names that may still be compared.
    names: usize,
}

impl<'d> Reporter<'d> {
    pub(super) fn new(document: &'d Document) -> Self {
        Reporter {
            document,
            problems: Vec::new(),
            names: MOST_NAMES,
        }
    }

    /// Returns the name of the document that the author may have meant. Returns `None` beyond the
    /// limit.
    pub(super) fn meant<'n>(
        &mut self,
        written: &str,
        names: impl IntoIterator<Item = &'n str>,
    ) -> Option<String> {
        let left = &mut self.names;
        let names = names.into_iter().take_while(|_| {
            *left = left.saturating_sub(1);
            *left > 0
        });
        nearest(written, names).map(str::to_owned)
    }

    /// Adds a problem of the value at a pointer.
    pub(super) fn at(&mut self, finding: impl Into<Finding>, pointer: &str) {
        let place = self.document.place(pointer);
        self.problems.push(Problem::new(finding, place));
    }

    /// Adds a problem of the key that a pointer ends with.
    pub(super) fn at_key(&mut self, finding: impl Into<Finding>, pointer: &str) {
        let place = self.document.key_place(pointer);
        self.problems.push(Problem::new(finding, place));
    }

    /// Adds a problem of several values, the one to change first before the others.
    pub(super) fn at_all<S: AsRef<str>>(
        &mut self,
        finding: impl Into<Finding>,
        pointers: impl IntoIterator<Item = S>,
    ) {
        let places: Vec<_> = pointers
            .into_iter()
            .map(|pointer| self.document.place(pointer.as_ref()))
            .collect();
        self.problems.push(Problem::at_all(finding, places));
    }

    pub(super) fn into_problems(self) -> Vec<Problem> {
        self.problems
    }
}
