//! Shows a report as annotations of a workflow.

use super::words::{capitalised, headline, other_file, verdicts, visible};
use crate::diff::{Entry, Report, Rust, Wire};
use crate::problem::{Place, Problem};

/// The number of annotations that GitHub shows for one step.
const MOST: usize = 10;

/// Returns the report as workflow commands on the lines of `file`, the file of the head, and of the
/// other files of the head.
pub fn github(report: &Report, file: &str) -> String {
    let open = report
        .entries
        .iter()
        .filter(|entry| !entry.is_remark() && entry.acknowledged.is_none());
    let problems = report.problems.iter().map(|found| {
        let at = at(report, file, found.places.first());
        problem(found, &at)
    });
    let mut lines: Vec<String> = problems
        .chain(open.map(|entry| {
            // The file is the head, so that a place in the base has no line there.
            change(entry, &at(report, file, entry.head.as_ref()))
        }))
        .collect();
    let total = lines.len();
    if total > MOST {
        lines.truncate(MOST - 1);
        let left = total - lines.len();
        let text = format!("and {left} more: {}", headline(report));
        lines.push(command("notice", "", "api-diff", &text));
    }
    lines.concat()
}

fn problem(problem: &Problem, at: &str) -> String {
    let text = format!("{}; {}", problem.finding, problem.fix());
    command("error", at, problem.kind(), &text)
}

fn change(entry: &Entry, at: &str) -> String {
    let level = match (entry.wire, entry.rust) {
        (Wire::Breaks, _) | (_, Rust::Breaks | Rust::Unknown) => "error",
        (Wire::Conditional, _) | (_, Rust::Runtime) => "warning",
        _ if entry.kind.must_be_read() => "warning",
        _ => "notice",
    };
    let verdicts = verdicts(entry, |word, _| word.to_owned());
    let text = format!(
        "{}: {}. {}. {}.",
        entry.subject,
        entry.sentence(),
        capitalised(&verdicts),
        entry.action()
    );
    command(level, at, entry.kind.id(), &text)
}

/// Returns the annotated line, or the first line of the file if there is no place.
fn at(report: &Report, file: &str, place: Option<&Place>) -> String {
    let other = place.and_then(|place| other_file(&report.head_files, place));
    let file = other.unwrap_or(file);
    let (line, column) = place.map_or((1, 1), |at| (at.span.line, at.span.column));
    format!("file={},line={line},col={column},", property(file))
}

fn command(level: &str, at: &str, title: &str, text: &str) -> String {
    format!("::{level} {at}title={}::{}\n", property(title), data(text))
}

/// Returns text as data of a command, which cannot end the command.
fn data(text: &str) -> String {
    visible(text).replace('%', "%25")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
