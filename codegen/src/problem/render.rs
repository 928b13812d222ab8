//! Reports of problems: text with source lines for people, JSON for programs.

use std::fmt::{self, Write};

use super::lines::Lines;
use super::{Group, Place, Problem};
use crate::characters;
use crate::source::Source;

/// The look of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Whether the report is coloured.
    pub style: Style,
    /// Columns of the terminal or page; longer source lines are shown in part.
    pub width: usize,
}

/// Whether a report is coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Text only.
    Plain,
    /// With the escapes of a terminal.
    Colour,
}

impl Default for Look {
    fn default() -> Self {
        Look {
            style: Style::Plain,
            width: 100,
        }
    }
}

const BOLD: &str = "\u{1b}[1m";
const RED: &str = "\u{1b}[1;31m";
const YELLOW: &str = "\u{1b}[1;33m";
const BLUE: &str = "\u{1b}[1;34m";
const RESET: &str = "\u{1b}[0m";

/// Writes problems for people, each with its source lines, places and remedy.
///
/// # Errors
/// Those of the writer.
pub fn text(problems: &[Problem], source: &Source, look: Look, out: &mut dyn Write) -> fmt::Result {
    let lines = Lines::of(source, problems);
    let page = ProblemPage {
        source,
        lines,
        look,
    };
    for problem in problems {
        page.problem(problem, out)?;
        writeln!(out)?;
    }
    Ok(())
}

/// Returns problems as plain text, such as for the error of a build script.
#[must_use]
pub fn plain(problems: &[Problem], source: &Source) -> String {
    let mut out = String::new();
    // Writing to a text cannot fail.
    _ = text(problems, source, Look::default(), &mut out);
    out
}

struct ProblemPage<'s> {
    source: &'s Source,
    lines: Lines<'s>,
    look: Look,
}

impl ProblemPage<'_> {
    fn paint(&self, colour: &str, text: impl fmt::Display) -> String {
        match self.look.style {
            Style::Plain => text.to_string(),
            Style::Colour => format!("{colour}{text}{RESET}"),
        }
    }

    fn problem(&self, problem: &Problem, out: &mut dyn Write) -> fmt::Result {
        let words = problem.finding.words();
        let (name, colour) = match problem.group() {
            Group::Generation => ("error", RED),
            Group::Warning => ("warning", YELLOW),
            Group::House => ("house", YELLOW),
        };
        writeln!(
            out,
            "{}{}",
            self.paint(colour, format_args!("{name}[{}]", words.kind)),
            self.paint(BOLD, format_args!(": {}", visible(&words.what))),
        )?;
        let gutter = problem
            .places
            .iter()
            .map(|place| place.span.line.to_string().len())
            .max()
            .unwrap_or(1);
        for (count, place) in problem.places.iter().enumerate() {
            self.place(place, count == 0, gutter, colour, out)?;
        }
        let fix = visible(&words.fix);
        let margin = " ".repeat(gutter);
        writeln!(out, "{margin} {} help: {fix}", self.paint(BLUE, "="))
    }

    fn place(
        &self,
        place: &Place,
        first: bool,
        gutter: usize,
        colour: &str,
        out: &mut dyn Write,
    ) -> fmt::Result {
        let (line, column) = (place.span.line, place.span.column);
        let margin = " ".repeat(gutter);
        let arrow = self.paint(BLUE, if first { "-->" } else { ":::" });
        writeln!(
            out,
            "{margin}{arrow} {}:{line}:{column}",
            characters::escaped(&self.source.file_name(place.span.file))
        )?;
        let bar = self.paint(BLUE, "|");
        if let Some((shown, before, length)) = self.excerpt(place, gutter) {
            let number = self.paint(BLUE, format_args!("{line:>gutter$}"));
            let (mark, colour) = if first { ("^", colour) } else { ("-", BLUE) };
            let marks = self.paint(colour, mark.repeat(length));
            writeln!(out, "{margin} {bar}")?;
            writeln!(out, "{number} {bar} {shown}")?;
            writeln!(out, "{margin} {bar} {}{marks}", " ".repeat(before))?;
        }
        let equals = self.paint(BLUE, "=");
        if let Some(operation) = &place.operation {
            writeln!(out, "{margin} {equals} operation: {}", visible(operation))?;
        }
        if !place.pointer.is_empty() {
            writeln!(out, "{margin} {equals} at: {}", visible(&place.pointer))?;
        }
        Ok(())
    }

    /// Returns the source line, cut to the width, the columns before the place and those to mark.
    fn excerpt(&self, place: &Place, gutter: usize) -> Option<(String, usize, usize)> {
        const CONTEXT: usize = 20;
        let found = self.lines.find(place)?;
        let start = usize::try_from(place.span.column).ok()?.checked_sub(1)?;
        let room = self.look.width.saturating_sub(gutter + 4).max(2 * CONTEXT);
        let is_short = start <= room && found.rest.chars().nth(room - start).is_none();
        let is_whole = is_short || start < room - CONTEXT;
        let context = if is_whole { start } else { CONTEXT };
        let mut shown: Vec<char> = found.before.chars().rev().take(context).collect();
        shown.reverse();
        let rest: Vec<char> = found.rest.chars().take(room + 1 - context).collect();
        let is_cut = rest.len() > room - context;
        let length = marked(&rest, is_cut);
        shown.extend(rest.iter().take(room - context));
        let mut shown: String = shown.into_iter().map(characters::visible).collect();
        let mut before = context;
        if context < start {
            shown.insert(0, '…');
            before += 1;
        }
        if is_cut {
            shown.push('…');
        }
        let end = shown.chars().count().max(before + 1);
        Some((shown, before, length.min(end - before)))
    }
}

/// Returns the number of characters that the first word or quotation of a rest of a line has. In a
/// rest that is cut, a quotation goes on to the end.
fn marked(rest: &[char], is_cut: bool) -> usize {
    let length = match rest.first() {
        Some(quote @ ('"' | '\'')) => rest
            .iter()
            .skip(1)
            .position(|character| character == quote)
            .map_or(if is_cut { rest.len() } else { 1 }, |closing| closing + 2),
        _ => rest
            .iter()
            .position(|character| character.is_whitespace() || ",[]{}".contains(*character))
            .map_or(rest.len(), |end| {
                let key = end > 1 && rest.get(end - 1) == Some(&':');
                if key { end - 1 } else { end }
            }),
    };
    length.max(1)
}

fn visible(text: &str) -> String {
    text.chars().map(characters::visible).collect()
}

/// Writes problems as one JSON document: an array of objects `{kind, group, what, fix, places}`.
///
/// # Errors
/// Those of the writer.
pub fn json(problems: &[Problem], source: &Source, out: &mut dyn Write) -> fmt::Result {
    let list: Vec<serde_json::Value> = problems
        .iter()
        .map(|problem| {
            let words = problem.finding.words();
            let places: Vec<serde_json::Value> = problem
                .places
                .iter()
                .map(|place| {
                    serde_json::json!({
                        "file": source.file_name(place.span.file),
                        "line": place.span.line,
                        "column": place.span.column,
                        "pointer": place.pointer,
                        "operation": place.operation,
                    })
                })
                .collect();
            serde_json::json!({
                "kind": words.kind,
                "group": match problem.group() {
                    Group::Warning => "warning",
                    Group::House => "house",
                    Group::Generation => "generation",
                },
                "what": words.what,
                "fix": words.fix,
                "places": places,
            })
        })
        .collect();
    writeln!(out, "{}", characters::json(&serde_json::Value::Array(list)))
}
