//! A report for a comment of a pull request.
//!
//! Text of the document comes from whoever wrote the pull request: it stands in code spans, on one
//! line, and can neither mention people nor end the table.

use std::fmt::Write as _;

use super::words::{code, counted, headline, line, reached, tally};
use crate::diff::{Entry, Report, Rust, Wire};

/// The most characters that a comment can have.
pub const LONGEST: usize = 65_536;

/// The first line of a comment, by which it is found again.
pub const MARKER: &str = "<!-- smart-api: api diff -->";

/// Kept for the last lines, which say what was left out.
const RESERVE: usize = 400;

const MOST_OPERATIONS: usize = 5;
const MOST_CODE: usize = 12;
const LONGEST_SPAN: usize = 240;

/// The report as a comment of at most `longest` bytes: what matters least is left out, with a
/// count. `version` is that of the base, where it is known.
pub fn markdown(report: &Report, version: Option<&str>, longest: usize) -> String {
    let mut page = Page {
        out: format!("{MARKER}\n"),
        longest: longest.saturating_sub(RESERVE),
    };
    page.head(report, version);
    let changes: Vec<_> = report
        .entries
        .iter()
        .filter(|entry| !entry.is_remark())
        .collect();
    let remarks: Vec<_> = report
        .entries
        .iter()
        .filter(|entry| entry.is_remark())
        .collect();
    let mut left = 0;
    if !report.problems.is_empty() {
        left += page.problems(report);
    }
    if !changes.is_empty() {
        page.out.push_str(
            "\n| W | R | N | Change | Reaches | What to do |\n|---|---|---|---|---|---|\n",
        );
        left += page.all(&changes, row, "");
        left += page.folded("Generated code that differs", &changes, code_lines);
        left += page.folded(
            "Fingerprints, for `spec/acknowledged.toml`",
            &changes,
            fingerprint,
        );
    }
    left += page.folded("Remarks, which change nothing", &remarks, remark);
    if left > 0 {
        let _ = write!(
            page.out,
            "\n{} left out: the report was too long. `cargo xtask diff` shows all of it.\n",
            counted(left, "line")
        );
    }
    page.out
}

/// The verdict and the totals only: for a step summary or a title.
pub fn short(report: &Report) -> String {
    headline(report)
}

struct Page {
    out: String,
    longest: usize,
}

impl Page {
    fn head(&mut self, report: &Report, version: Option<&str>) {
        let sign = match (report.generates(), report.wire(), report.rust()) {
            (false, ..) => "⛔",
            (_, Wire::Breaks, _) | (_, _, Rust::Breaks | Rust::Unknown) => "🔴",
            (_, Wire::Conditional, _) | (_, _, Rust::Runtime) => "🟠",
            _ => "🟢",
        };
        let headline = headline(report);
        let _ = writeln!(self.out, "### {sign} API: {headline}\n");
        if report.entries.is_empty() && report.generates() && report.notes.is_empty() {
            return;
        }
        let next = version.and_then(|version| Some((version, report.bump().after(version)?)));
        let next = match next {
            Some((version, next)) if next != version => format!(" Version `{version}` → `{next}`."),
            _ => String::new(),
        };
        let _ = writeln!(self.out, "{}{next}\n", advice(report));
        for (verdict, counts) in tally(report) {
            let counts: Vec<_> = counts
                .iter()
                .filter(|(_, count)| *count > 0)
                .map(|(word, count)| format!("{count} {word}"))
                .collect();
            let about = match verdict {
                "W" => "deployed clients at the new server",
                "R" => "Rust source that uses the crate",
                _ => "the new client at a server that did not change",
            };
            let _ = writeln!(self.out, "- **{verdict}** {about}: {}", counts.join(", "));
        }
        for note in &report.notes {
            let _ = writeln!(self.out, "- **Note** {}", span(note));
        }
        let generates = if report.generates() { "yes" } else { "**no**" };
        let _ = writeln!(self.out, "- **G** the new document generates: {generates}");
    }

    /// Lines while there is room; gives back how many had none.
    fn all(&mut self, entries: &[&Entry], write: fn(&Entry) -> String, after: &str) -> usize {
        for (at, entry) in entries.iter().enumerate() {
            let text = write(entry);
            if self.out.len() + text.len() + after.len() > self.longest {
                let rest = entries[at..]
                    .iter()
                    .map(|entry| write(entry).lines().count());
                return rest.sum();
            }
            self.out.push_str(&text);
        }
        0
    }

    /// Lines under a heading that is opened by a click.
    fn folded(&mut self, title: &str, entries: &[&Entry], write: fn(&Entry) -> String) -> usize {
        let entries: Vec<&Entry> = entries
            .iter()
            .copied()
            .filter(|entry| !write(entry).is_empty())
            .collect();
        let lines: usize = entries
            .iter()
            .map(|entry| write(entry).lines().count())
            .sum();
        if lines == 0 {
            return 0;
        }
        let head = format!("\n<details><summary>{title} ({lines})</summary>\n\n");
        let end = "\n</details>\n";
        if self.out.len() + head.len() + end.len() > self.longest {
            return lines;
        }
        self.out.push_str(&head);
        let left = self.all(&entries, write, end);
        self.out.push_str(end);
        left
    }

    fn problems(&mut self, report: &Report) -> usize {
        self.out.push_str("\nThe generator's own problems:\n\n");
        for (at, problem) in report.problems.iter().enumerate() {
            let place = problem.places.first().map(line).unwrap_or_default();
            let what = span(&problem.finding.to_string());
            let text = format!("- line {place}: {what} — {}\n", span(&problem.fix()));
            if self.out.len() + text.len() > self.longest {
                return report.problems.len() - at;
            }
            self.out.push_str(&text);
        }
        0
    }
}

/// What the whole asks for, in one sentence or two.
fn advice(report: &Report) -> &'static str {
    if !report.generates() {
        return "**The new document does not generate.** Mend it first; the verdicts on Rust are unknown until then.";
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

fn row(entry: &Entry) -> String {
    let wire = |wire: Wire| {
        if wire == Wire::Breaks {
            "**breaks**"
        } else {
            wire.as_str()
        }
    };
    let rust = if matches!(entry.rust, Rust::Breaks | Rust::Unknown) {
        format!("**{}**", entry.rust)
    } else {
        entry.rust.to_string()
    };
    let mut change = format!("{}<br>{}", span(&entry.subject), told(entry));
    let _ = write!(change, "<br>{}", places(entry));
    let known = entry
        .acknowledged
        .as_deref()
        .map(|reason| format!("Acknowledged: {}", span(reason)));
    format!(
        "| {} | {rust} | {} | {change} | {} | {} |\n",
        wire(entry.wire),
        wire(entry.new_client),
        spans(&reached(entry, MOST_OPERATIONS)),
        known.unwrap_or_else(|| entry.action() + ".")
    )
}

fn told(entry: &Entry) -> String {
    let what = entry.kind.id().replace('-', " ");
    match (&entry.before, &entry.after) {
        (Some(before), Some(after)) => format!("{what}: {} → {}", span(before), span(after)),
        (Some(only), None) | (None, Some(only)) => format!("{what}: {}", span(only)),
        (None, None) => what,
    }
}

fn places(entry: &Entry) -> String {
    match (&entry.base, &entry.head) {
        (Some(was), Some(is)) => format!("line {} → {}", was.span.line, is.span.line),
        (Some(was), None) => format!("was line {}", was.span.line),
        (None, Some(is)) => format!("line {}", is.span.line),
        (None, None) => "in generated code only".to_owned(),
    }
}

fn code_lines(entry: &Entry) -> String {
    let mut out = String::new();
    for change in entry.changes.iter().take(MOST_CODE) {
        let _ = writeln!(out, "- {} {}", change.verdict, span(&code(change)));
    }
    if entry.changes.len() > MOST_CODE {
        let _ = writeln!(
            out,
            "- and {} more because of {}",
            entry.changes.len() - MOST_CODE,
            span(&entry.subject)
        );
    }
    out
}

fn fingerprint(entry: &Entry) -> String {
    match entry.acknowledged {
        Some(_) => String::new(),
        None => format!(
            "- `{}` {} {}\n",
            entry.fingerprint,
            entry.kind,
            span(&entry.subject)
        ),
    }
}

fn remark(entry: &Entry) -> String {
    format!(
        "- {} {} ({})\n",
        span(&entry.subject),
        told(entry),
        places(entry)
    )
}

fn spans(text: &str) -> String {
    if text.is_empty() {
        String::new()
    } else {
        span(text)
    }
}

/// Text in a code span, made harmless.
fn span(text: &str) -> String {
    let mut out = String::from("`");
    for (at, sign) in text.trim().chars().enumerate() {
        if at == LONGEST_SPAN {
            out.push('…');
            break;
        }
        match sign {
            '`' => out.push('\''),
            '|' => out.push_str("\\|"),
            sign if sign.is_control() || sign == '\u{2028}' || sign == '\u{2029}' => out.push(' '),
            sign => out.push(sign),
        }
    }
    out.push('`');
    out
}
