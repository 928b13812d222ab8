//! Finds the source lines of places in one pass over each text. The cost does not grow with the
//! number of places times the length of the text.

use std::collections::HashMap;

use super::{Place, Problem};
use crate::place::Span;
use crate::source::Source;

/// The source lines of all places of some problems.
pub(super) struct Lines<'t>(HashMap<Span, Found<'t>>);

/// A place in the text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found<'t> {
    /// The text before it, on its line.
    pub(super) before: &'t str,
    /// The text from it on, on its line.
    pub(super) rest: &'t str,
}

impl<'t> Lines<'t> {
    pub(super) fn of(source: &'t Source, problems: &[Problem]) -> Self {
        let places = problems.iter().flat_map(|problem| &problem.places);
        let mut spans: Vec<Span> = places.map(|place| place.span).collect();
        spans.sort_unstable();
        spans.dedup();
        let mut found = HashMap::with_capacity(spans.len());
        for in_file in spans.chunk_by(|one, other| one.file == other.file) {
            let text = in_file
                .first()
                .and_then(|first| source.body(first.file).ok());
            enter_file(text.unwrap_or_default(), in_file, &mut found);
        }
        Self(found)
    }

    /// Returns the source line of a place. Returns `None` for a place beyond the end of its line.
    pub(super) fn find(&self, place: &Place) -> Option<Found<'t>> {
        self.0.get(&place.span).copied()
    }
}

/// Enters the places of one file, which are sorted.
fn enter_file<'t>(text: &'t str, spans: &[Span], found: &mut HashMap<Span, Found<'t>>) {
    let mut left = spans;
    for (number, line) in (1..).zip(text.lines()) {
        let Some(first) = left.first() else { break };
        if first.line > number {
            continue;
        }
        let here = left.partition_point(|span| span.line <= number);
        let (on_line, later) = left.split_at(here);
        left = later;
        enter(line, on_line, found);
    }
}

/// Enters the places of one line, which are sorted by their columns.
fn enter<'t>(line: &'t str, spans: &[Span], found: &mut HashMap<Span, Found<'t>>) {
    let ends = line.char_indices().map(|(at, _)| at).chain([line.len()]);
    let mut columns = (1..).zip(ends);
    for span in spans {
        if let Some((_, at)) = columns.find(|(column, _)| *column == span.column) {
            let (before, rest) = line.split_at(at);
            found.insert(*span, Found { before, rest });
        }
    }
}
