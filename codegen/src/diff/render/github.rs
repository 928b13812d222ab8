//! A report as annotations of a workflow: at most ten, for no more are shown, the worst first.

use super::words::{headline, visible};
use crate::diff::{Entry, Report, Rust, Wire};
use crate::problem::{Place, Problem};

/// The most annotations that a step shows.
const MOST: usize = 10;

/// The report as workflow commands on the lines of `file`, which is the head's.
pub fn github(report: &Report, file: &str) -> String {
    let open = report
        .entries
        .iter()
        .filter(|entry| !entry.is_remark() && entry.acknowledged.is_none());
    let problems = report.problems.iter().map(|found| problem(found, file));
    let mut lines: Vec<String> = problems
        .chain(open.map(|entry| change(entry, file)))
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

fn problem(problem: &Problem, file: &str) -> String {
    let text = format!("{}; {}", problem.finding, problem.fix());
    let at = at(file, problem.places.first());
    command("error", &at, problem.kind(), &text)
}

fn change(entry: &Entry, file: &str) -> String {
    let level = match (entry.wire, entry.rust) {
        (Wire::Breaks, _) | (_, Rust::Breaks | Rust::Unknown) => "error",
        (Wire::Conditional, _) | (_, Rust::Runtime) => "warning",
        _ if entry.kind.must_be_read() => "warning",
        _ => "notice",
    };
    // A line of the base is none of the head.
    let at = at(file, entry.head.as_ref());
    let text = format!(
        "{}: {}. W {}, R {}, N {}. {}.",
        entry.subject,
        entry.sentence(),
        entry.wire,
        entry.rust,
        entry.new_client,
        entry.action()
    );
    command(level, &at, entry.kind.id(), &text)
}

/// The line that is annotated; the first of the file where nothing says more.
fn at(file: &str, place: Option<&Place>) -> String {
    let (line, column) = place.map_or((1, 1), |at| (at.span.line, at.span.column));
    format!("file={},line={line},col={column},", property(file))
}

fn command(level: &str, at: &str, title: &str, text: &str) -> String {
    format!("::{level} {at}title={}::{}\n", property(title), data(text))
}

/// Text as data of a command: it cannot end the command and begin another.
fn data(text: &str) -> String {
    visible(text).replace('%', "%25")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
