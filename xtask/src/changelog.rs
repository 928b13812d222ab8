//! `changelog`: the entry of the changelog for the changes of the API.

use std::fmt::Write as _;
use std::fs;

use smart_codegen::diff::{Entry, Report, Rust, Wire};

use crate::cli;
use crate::diff::compare_inputs;
use crate::diff::input::Inputs;
use crate::exit::{Exit, Failure};
use crate::terminal::{Terminal, Tone, line};
use crate::workspace;

/// Where the changelog stands.
pub(crate) const FILE: &str = "smart-api/CHANGELOG.md";

/// The heading of what is not released yet.
const UNRELEASED: &str = "## Unreleased";

/// The first and the last line of what this command writes; between them nothing is kept.
const BEGIN: &str = "<!-- the API, written by `cargo xtask changelog` -->";
const END: &str = "<!-- the end of the API -->";

/// Writes or prints the entry.
pub(crate) fn run(arguments: &cli::Changelog, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let inputs = Inputs::new(&arguments.sides)?;
    let compared = compare_inputs(&inputs, None, terminal)?;
    let entry = entry(&compared.report);
    if !arguments.write {
        terminal.report(&entry);
        return Ok(Exit::Clean);
    }
    let path = workspace::root()?.join(FILE);
    let text = fs::read_to_string(&path).map_err(|error| Failure::io("read", &path, &error))?;
    let new = replaced(&text, &entry);
    if new != text {
        fs::write(&path, new).map_err(|error| Failure::io("write", &path, &error))?;
    }
    terminal.report(&line(terminal.style(), Tone::Good, "Wrote", FILE));
    Ok(Exit::Clean)
}

/// A heading, and what belongs under it.
type Group = (&'static str, fn(&Entry) -> bool);

/// The changes of the API as an entry: what was and what is, the worst first.
pub(crate) fn entry(report: &Report) -> String {
    let mut out = format!("{BEGIN}\n");
    let groups: [Group; 4] = [
        ("Upgrade before Smart switches", |entry| {
            entry.wire >= Wire::Conditional
        }),
        ("Code must change", |entry| {
            entry.wire < Wire::Conditional && entry.rust >= Rust::Breaks
        }),
        ("Behaves differently", |entry| {
            entry.wire < Wire::Conditional && entry.rust == Rust::Runtime
        }),
        ("Also", |entry| {
            entry.wire < Wire::Conditional && entry.rust <= Rust::Additive
        }),
    ];
    for (title, belongs) in groups {
        let entries: Vec<_> = report
            .entries
            .iter()
            .filter(|entry| !entry.is_remark() && belongs(entry))
            .collect();
        if entries.is_empty() {
            continue;
        }
        let _ = writeln!(out, "\n### {title}\n");
        for entry in entries {
            let _ = writeln!(
                out,
                "- `{}`: {}. {}.",
                entry.subject,
                entry.sentence(),
                entry.action()
            );
        }
    }
    if report.entries.iter().all(Entry::is_remark) {
        out.push_str("\nNo change of the API.\n");
    }
    let _ = write!(out, "\n{END}\n");
    out
}

/// The changelog with the entry in the place of the last one under the same heading.
fn replaced(text: &str, entry: &str) -> String {
    let Some(start) = text.find(UNRELEASED) else {
        let at = text.find("\n## ").map_or(text.len(), |at| at + 1);
        return format!("{}{UNRELEASED}\n\n{entry}\n{}", &text[..at], &text[at..]);
    };
    let start = start + UNRELEASED.len();
    let end = text[start..]
        .find("\n## ")
        .map_or(text.len(), |at| start + at + 1);
    let section = &text[start..end];
    let section = match (section.find(BEGIN), section.find(END)) {
        (Some(begin), Some(finish)) if begin < finish => {
            let after = section[finish + END.len()..].trim_start_matches('\n');
            format!(
                "{}{entry}{}{after}",
                &section[..begin],
                if after.is_empty() { "" } else { "\n" }
            )
        }
        _ => format!("\n\n{entry}{section}"),
    };
    format!("{}{section}{}", &text[..start], &text[end..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_entry_stands_under_what_is_not_released_and_is_replaced_there() {
        let entry = |what: &str| format!("{BEGIN}\n{what}\n{END}\n");
        let first = replaced("# Changelog\n\n## 0.1.0\n\nOld.\n", &entry("one"));
        assert_eq!(
            first,
            format!(
                "# Changelog\n\n{UNRELEASED}\n\n{}\n## 0.1.0\n\nOld.\n",
                entry("one")
            )
        );
        let second = replaced(&first, &entry("two"));
        assert_eq!(
            second,
            format!(
                "# Changelog\n\n{UNRELEASED}\n\n{}\n## 0.1.0\n\nOld.\n",
                entry("two")
            )
            .replace("\n\n## 0.1.0", "\n## 0.1.0")
        );
        assert_eq!(replaced(&second, &entry("two")), second);
    }
}
