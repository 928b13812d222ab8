//! A report as annotations of a workflow: at most ten, for no more are shown, the worst first.

use super::words::headline;
use crate::diff::{Report, Rust, Wire};

/// The most annotations that a step shows.
const MOST: usize = 10;

/// The report as workflow commands on the lines of `file`, which is the head's.
pub fn github(report: &Report, file: &str) -> String {
    let mut out = String::new();
    let file = property(file);
    let mut lines: Vec<String> = report
        .problems
        .iter()
        .filter_map(|problem| {
            let place = problem.places.first()?;
            Some(format!(
                "::error file={file},line={},col={},title={}::{}\n",
                place.span.line,
                place.span.column,
                property(problem.kind()),
                data(&format!("{}; {}", problem.finding, problem.fix())),
            ))
        })
        .collect();
    let entries = report
        .entries
        .iter()
        .filter(|entry| !entry.is_remark() && entry.acknowledged.is_none());
    lines.extend(entries.filter_map(|entry| {
        let place = entry.head.as_ref().or(entry.base.as_ref())?;
        let level = match (entry.wire, entry.rust) {
            (Wire::Breaks, _) | (_, Rust::Breaks | Rust::Unknown) => "error",
            (Wire::Conditional, _) | (_, Rust::Runtime) => "warning",
            _ => "notice",
        };
        let (line, column) = match entry.head {
            Some(_) => (place.span.line, place.span.column),
            // A line of the base is none of the head.
            None => (1, 1),
        };
        Some(format!(
            "::{level} file={file},line={line},col={column},title={}::{}\n",
            property(entry.kind.id()),
            data(&format!(
                "{}: {}. W {}, R {}, N {}. {}.",
                entry.subject,
                entry.sentence(),
                entry.wire,
                entry.rust,
                entry.new_client,
                entry.action()
            )),
        ))
    }));
    let total = lines.len();
    lines.truncate(if total > MOST { MOST - 1 } else { MOST });
    let left = total - lines.len();
    out.extend(lines);
    if left > 0 {
        out.push_str(&format!(
            "::notice title=api diff::{}\n",
            data(&format!("and {left} more: {}", headline(report)))
        ));
    }
    out
}

fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
