//! Shows a report as a comment of a pull request.

mod changelog;
mod span;

use std::fmt::Write as _;

use self::span::span;
use super::words::{self, Urgency, counted, headline, reach, tally};
use crate::diff::{Entry, Report, Rust, RustChange, Wire};
use crate::problem::{Place, Problem};

pub use changelog::changelog;

/// The largest size of a comment.
pub const LONGEST: usize = 65_536;

/// The first line of a comment, which identifies it.
pub const MARKER: &str = "<!-- smart-api: api diff -->";

/// The room for the last lines, which say what is left out.
const RESERVE: usize = 400;

/// The number of operations that are named with one change.
const MOST_OPERATIONS: usize = 5;

/// The number of differences of code beside one change.
const MOST_CODE: usize = 3;

/// The number of differences of code of one change in the whole comment.
const MOST_LISTED: usize = 12;

/// Returns the report as a comment of at most `longest` bytes, which counts what it leaves out.
/// `version` is the version of the base.
pub fn markdown(report: &Report, version: Option<&str>, longest: usize) -> String {
    let mut page = CommentPage {
        out: format!("{MARKER}\n"),
        longest: longest.saturating_sub(RESERVE),
        left: Vec::new(),
    };
    page.head(report, version);
    page.problems(
        "Why it does not generate",
        &report.problems,
        &report.head_files,
    );
    for urgency in Urgency::ALL {
        let entries = urgency.entries(report);
        let items: Vec<String> = entries.iter().map(|entry| item(report, entry)).collect();
        let heading = format!("\n#### {} ({})\n\n", urgency.heading(), items.len());
        page.list(&heading, &items, "", "change");
    }
    let entries = || report.entries.iter();
    let code: Vec<String> = entries().flat_map(all_code).collect();
    page.folded("Generated code that differs", &code, "difference in Rust");
    let open = entries().filter(|entry| !entry.is_remark() && entry.acknowledged.is_none());
    let open: Vec<String> = open.map(fingerprint).collect();
    page.folded(
        "Fingerprints, to acknowledge a change in `spec/acknowledged.toml`",
        &open,
        "fingerprint",
    );
    let remarks: Vec<String> = entries()
        .filter(|e| e.is_remark())
        .map(|entry| remark(report, entry))
        .collect();
    page.folded("Remarks, which change nothing", &remarks, "remark");
    page.foot(report);
    page.out
}

/// Returns the comment for documents that cannot be compared, with the reason and the problems.
pub fn not_compared(what: &str, problems: &[Problem], longest: usize) -> String {
    let mut page = CommentPage {
        out: format!(
            "{MARKER}\n### ⛔ API: the documents cannot be compared\n\n{}\n",
            span(what)
        ),
        longest: longest.saturating_sub(RESERVE),
        left: Vec::new(),
    };
    page.problems("Why it cannot be read", problems, &[]);
    page.left_out();
    page.out
}

struct CommentPage {
    out: String,
    longest: usize,
    /// The numbers of things that are left out.
    left: Vec<String>,
}

impl CommentPage {
    fn head(&mut self, report: &Report, version: Option<&str>) {
        let sign = match (report.generates(), report.wire(), report.rust()) {
            (false, ..) => "⛔",
            (_, Wire::Breaks, _) | (_, _, Rust::Breaks | Rust::Unknown) => "🔴",
            (_, Wire::Conditional, _) | (_, _, Rust::Runtime) => "🟠",
            _ if report.must_be_read() => "🟠",
            _ => "🟢",
        };
        let _ = writeln!(self.out, "### {sign} API: {}\n", headline(report));
        for note in &report.notes {
            let _ = writeln!(self.out, "> ⚠️ {}\n", span(note));
        }
        if report.entries.is_empty() && report.generates() {
            return;
        }
        let next = version.and_then(|version| Some((version, report.bump().after(version)?)));
        let next = match next {
            Some((version, next)) if next != version => {
                format!(" Version {} → {}.", span(version), span(&next))
            }
            _ => String::new(),
        };
        let read = if report.must_be_read() {
            " **Read the code and HTML in its texts before merging.**"
        } else {
            ""
        };
        let _ = writeln!(self.out, "{}{read}{next}\n", advice(report));
        for (side, counts) in tally(report) {
            let counts: Vec<_> = counts
                .iter()
                .filter(|(_, count)| *count > 0)
                .map(|(word, count)| format!("{count} {word}"))
                .collect();
            let side = words::capitalised(side);
            let _ = writeln!(self.out, "- **{side}**: {}", counts.join(", "));
        }
        let generates = if report.generates() { "yes" } else { "**no**" };
        let _ = writeln!(self.out, "- **Generates**: {generates}");
    }

    /// Adds the problems of a document.
    fn problems(&mut self, title: &str, problems: &[Problem], files: &[String]) {
        let items = problems.iter().map(|problem| {
            let first = problem.places.first();
            let place = first.map(words::line).unwrap_or_default();
            let file = first.map(|place| of_file(files, place)).unwrap_or_default();
            let what = span(&problem.finding.to_string());
            format!("- line {place}{file}: {what} → {}\n", span(&problem.fix()))
        });
        let items: Vec<String> = items.collect();
        self.list(
            &format!("\n#### {title} ({})\n\n", items.len()),
            &items,
            "",
            "problem",
        );
    }

    /// Adds lines under a heading that opens by a click.
    fn folded(&mut self, title: &str, lines: &[String], thing: &str) {
        let heading = format!(
            "\n<details><summary>{title} ({})</summary>\n\n",
            lines.len()
        );
        self.list(&heading, lines, "\n</details>\n", thing);
    }

    /// Adds as many items as there is room for, and counts the rest.
    fn list(&mut self, heading: &str, items: &[String], end: &str, thing: &str) {
        let Some(first) = items.first() else { return };
        let mut shown = 0;
        if self.out.len() + heading.len() + first.len() + end.len() <= self.longest {
            self.out.push_str(heading);
            for item in items {
                if self.out.len() + item.len() + end.len() > self.longest {
                    break;
                }
                self.out.push_str(item);
                shown += 1;
            }
            self.out.push_str(end);
        }
        if shown < items.len() {
            self.left.push(counted(items.len() - shown, thing));
        }
    }

    /// Adds the numbers of things that are left out.
    fn left_out(&mut self) {
        if !self.left.is_empty() {
            let _ = writeln!(
                self.out,
                "\nLeft out, for a comment holds no more: {}. `cargo xtask diff` shows everything.",
                self.left.join(", ")
            );
        }
    }

    fn foot(&mut self, report: &Report) {
        self.left_out();
        let sides = format!("{} → {}", span(&report.base), span(&report.head));
        let worst = report.entries.iter().find(|entry| !entry.is_remark());
        let explained = worst.map(|entry| {
            format!(
                " · `cargo xtask diff --explain {}` says why it is judged so",
                entry.kind
            )
        });
        let _ = writeln!(
            self.out,
            "\n<sub>{sides}{}</sub>",
            explained.unwrap_or_default()
        );
    }
}

/// Returns what must be done, in one sentence or two.
fn advice(report: &Report) -> &'static str {
    if !report.generates() {
        return "**The new document does not generate.** Mend it first; what it does to Rust source is unknown until then.";
    }
    match (report.wire(), report.rust()) {
        (Wire::Breaks, Rust::Breaks | Rust::Unknown) => {
            "**Every hospital must upgrade before Smart switches, and code that uses the crate must change for it.**"
        }
        (Wire::Breaks, _) => {
            "**Every hospital must upgrade before Smart switches.** No code has to change for it."
        }
        (Wire::Conditional, Rust::Breaks | Rust::Unknown) => {
            "**Hospitals should upgrade before Smart switches, and code that uses the crate must change for it.**"
        }
        (Wire::Conditional, _) => {
            "**Hospitals should upgrade before Smart switches.** No code has to change for it."
        }
        (_, Rust::Breaks | Rust::Unknown) => {
            "**Code that uses the crate must change at its next upgrade.** Deployed clients go on working until then."
        }
        (_, Rust::Runtime) => {
            "**Code compiles as before and behaves differently.** Deployed clients go on working."
        }
        _ => "Deployed clients go on working, and code compiles as before.",
    }
}

/// Returns a change with its action, its verdicts and the differences of code.
fn item(report: &Report, entry: &Entry) -> String {
    let loud = |word: &str, is_break: bool| match is_break {
        true => format!("**{word}**"),
        false => word.to_owned(),
    };
    let mut out = format!(
        "- **{}** {}, {}\n",
        span(&entry.subject),
        in_words(entry),
        places(report, entry)
    );
    let _ = match &entry.acknowledged {
        Some(reason) => writeln!(out, "  - ✅ Acknowledged: {}", span(reason)),
        None => writeln!(out, "  - {}.", entry.action()),
    };
    let _ = write!(out, "  - {}", words::verdicts(entry, loud));
    let (operations, ways) = reach(entry, MOST_OPERATIONS);
    if !operations.is_empty() {
        let operations: Vec<String> = operations.iter().map(|name| span(name)).collect();
        let _ = write!(out, " · reaches {}{ways}", operations.join(", "));
    }
    out.push('\n');
    for change in entry.changes.iter().take(MOST_CODE) {
        let _ = writeln!(out, "  - {}", code(change));
    }
    if entry.differences > MOST_CODE {
        let _ = writeln!(
            out,
            "  - and {} more in Rust",
            entry.differences - MOST_CODE
        );
    }
    out
}

/// Returns the file of a place in words, if that is not the document itself.
fn of_file(files: &[String], place: &Place) -> String {
    let file = words::other_file(files, place);
    file.map(|file| format!(" of {}", span(file)))
        .unwrap_or_default()
}

/// Returns the change in words.
fn in_words(entry: &Entry) -> String {
    let what = entry.kind.id().replace('-', " ");
    match (&entry.before, &entry.after) {
        (Some(before), Some(after)) => format!("{what}: {} → {}", span(before), span(after)),
        (Some(only), None) | (None, Some(only)) => format!("{what}: {}", span(only)),
        (None, None) => what,
    }
}

fn places(report: &Report, entry: &Entry) -> String {
    let line =
        |files: &[String], place: &Place| format!("{}{}", place.span.line, of_file(files, place));
    let was = entry
        .base
        .as_ref()
        .map(|place| line(&report.base_files, place));
    let is = entry
        .head
        .as_ref()
        .map(|place| line(&report.head_files, place));
    match (was, is) {
        (Some(was), Some(is)) if was == is => format!("line {is}"),
        (Some(was), Some(is)) => format!("line {was} → {is}"),
        (Some(was), None) => format!("was line {was}"),
        (None, Some(is)) => format!("line {is}"),
        (None, None) => "in generated code only".to_owned(),
    }
}

fn code(change: &RustChange) -> String {
    let name = span(&change.name);
    match (&change.before, &change.after) {
        (Some(before), Some(after)) => format!("{name}: {} → {}", span(before), span(after)),
        (Some(before), None) => format!("{name} is gone: {}", span(before)),
        (None, Some(after)) => format!("{name} is new: {}", span(after)),
        (None, None) => name,
    }
}

/// Returns the differences of code of a change, if they do not all stand beside the change.
fn all_code(entry: &Entry) -> Vec<String> {
    if entry.differences <= MOST_CODE {
        return Vec::new();
    }
    let shown = entry.changes.iter().take(MOST_LISTED);
    let mut lines: Vec<String> = shown
        .map(|change| format!("- {} ({})\n", code(change), change.verdict))
        .collect();
    if entry.differences > MOST_LISTED {
        let more = entry.differences - MOST_LISTED;
        lines.push(format!(
            "- and {more} more because of {}\n",
            span(&entry.subject)
        ));
    }
    lines
}

fn fingerprint(entry: &Entry) -> String {
    format!(
        "- `{}` {} {}\n",
        entry.fingerprint,
        entry.kind,
        span(&entry.subject)
    )
}

fn remark(report: &Report, entry: &Entry) -> String {
    format!(
        "- {} {} ({})\n",
        span(&entry.subject),
        in_words(entry),
        places(report, entry)
    )
}
