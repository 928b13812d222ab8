//! Shows a report at a terminal.

use std::fmt::Write as _;

use super::words::{
    NEW_CLIENT, capitalised, code, headline, line, other_file, reach, tally, verdicts, visible,
};
use crate::characters::escaped;
use crate::diff::{Entry, Kind, Report, Rust, Side, Wire, explain};
use crate::problem::render::{self, Look, Style};

const BOLD: &str = "\u{1b}[1m";
const RED: &str = "\u{1b}[1;31m";
const YELLOW: &str = "\u{1b}[1;33m";
const GREEN: &str = "\u{1b}[1;32m";
const RESET: &str = "\u{1b}[0m";

/// The number of differences of code with one entry.
const MOST_CODE: usize = 6;

/// The number of operations with one entry.
const MOST_OPERATIONS: usize = 8;

/// Returns the report for people at a terminal.
pub fn text(report: &Report, head: &Side, look: Look) -> String {
    let mut out = String::new();
    let _ = writeln!(
        out,
        "{}",
        paint(look.style, BOLD, &capitalised(&headline(report)))
    );
    for note in &report.notes {
        let _ = writeln!(
            out,
            "{} {}",
            paint(look.style, YELLOW, "note:"),
            visible(note)
        );
    }
    if !report.problems.is_empty() {
        let _ = writeln!(out);
        // Writing to a string cannot fail.
        let _ = render::text(&report.problems, head.source(), look, &mut out);
    }
    for entry in report.entries.iter().filter(|entry| !entry.is_remark()) {
        write_entry(report, entry, look, &mut out);
    }
    let remarks: Vec<_> = report
        .entries
        .iter()
        .filter(|entry| entry.is_remark())
        .collect();
    if !remarks.is_empty() {
        let _ = writeln!(out, "\nRemarks, which change nothing:");
    }
    for entry in remarks {
        let head = entry.head.as_ref().map(|place| (&report.head_files, place));
        let base = entry.base.as_ref().map(|place| (&report.base_files, place));
        let place = head
            .or(base)
            .map(|(files, place)| match other_file(files, place) {
                Some(file) => format!("{}:{}", escaped(file), line(place)),
                None => line(place),
            });
        let _ = writeln!(
            out,
            "  {} {}: {}",
            place.unwrap_or_default(),
            visible(&entry.subject),
            visible(&entry.sentence())
        );
    }
    if !report.entries.is_empty() {
        let _ = writeln!(out);
        for (side, counts) in tally(report) {
            let counts: Vec<_> = counts
                .iter()
                .map(|(word, count)| format!("{count} {word}"))
                .collect();
            let side = format!("{side}:");
            let width = NEW_CLIENT.len() + 1;
            let _ = writeln!(out, "  {side:width$}  {}", counts.join(", "));
        }
    }
    out
}

fn write_entry(report: &Report, entry: &Entry, look: Look, out: &mut String) {
    let colour = match (entry.wire, entry.rust) {
        (Wire::Breaks, _) | (_, Rust::Breaks | Rust::Unknown) => RED,
        (Wire::Conditional, _) | (_, Rust::Runtime) => YELLOW,
        _ if entry.kind.must_be_read() => YELLOW,
        _ => GREEN,
    };
    let head = paint(look.style, colour, &format!("[{}]", entry.kind));
    let _ = writeln!(
        out,
        "\n{head} {}: {}",
        visible(&entry.subject),
        visible(&entry.sentence())
    );
    let verdicts = verdicts(entry, |word, _| word.to_owned());
    let _ = writeln!(out, "  {verdicts}");
    if let Some(place) = &entry.base {
        let file = other_file(&report.base_files, place).unwrap_or(&report.base);
        let _ = writeln!(out, "  was {}:{}", escaped(file), line(place));
    }
    if let Some(place) = &entry.head {
        let file = other_file(&report.head_files, place).unwrap_or(&report.head);
        let _ = writeln!(out, "  is  {}:{}", escaped(file), line(place));
    }
    let (operations, ways) = reach(entry, MOST_OPERATIONS);
    if !operations.is_empty() {
        let operations = visible(&operations.join(", "));
        let _ = writeln!(out, "  = reaches: {operations}{ways}");
    }
    for change in entry.changes.iter().take(MOST_CODE) {
        let _ = writeln!(out, "  = code: {}", visible(&code(change)));
    }
    if entry.differences > MOST_CODE {
        let _ = writeln!(out, "  = code: and {} more", entry.differences - MOST_CODE);
    }
    let _ = writeln!(out, "  = do: {}", entry.action());
    match &entry.acknowledged {
        Some(reason) => {
            let _ = writeln!(out, "  = acknowledged: {}", visible(reason));
        }
        None => {
            let _ = writeln!(out, "  = fingerprint: {}", entry.fingerprint);
        }
    }
}

/// Returns the explanation of a kind, for `--explain`.
pub fn explanation(kind: Kind) -> String {
    let explanation = explain(kind);
    let mirror = format!("`{}`", kind.mirror());
    let parts = [
        ("Why", explanation.why),
        ("Example", explanation.example),
        ("Do", explanation.consumer),
        ("Swapped", mirror.as_str()),
    ];
    let mut out = format!("{kind}\n");
    for (name, text) in parts {
        out.push('\n');
        wrap(name, text, &mut out);
    }
    out
}

/// Writes a text beside its name, broken into lines.
fn wrap(name: &str, text: &str, out: &mut String) {
    const WIDTH: usize = 90;
    let mut line = format!("{name:9}");
    let mut begins = true;
    for word in text.split_whitespace() {
        if !begins && line.chars().count() + 1 + word.chars().count() > WIDTH {
            let _ = writeln!(out, "{line}");
            line = " ".repeat(9);
            begins = true;
        }
        if !begins {
            line.push(' ');
        }
        line.push_str(word);
        begins = false;
    }
    let _ = writeln!(out, "{line}");
}

fn paint(style: Style, colour: &str, text: &str) -> String {
    match style {
        Style::Plain => text.to_owned(),
        Style::Colour => format!("{colour}{text}{RESET}"),
    }
}
