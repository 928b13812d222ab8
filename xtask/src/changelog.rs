//! `changelog`: writes the changes of the API since the last release into the changelog.

use std::fs;
use std::ops::Range;

use smart_codegen::diff::{Report, render};

use crate::cli;
use crate::diff::compare_inputs;
use crate::diff::input::Inputs;
use crate::exit::{Exit, Failure};
use crate::file;
use crate::terminal::{Terminal, Tone, line};
use crate::workspace;

/// The path of the changelog.
pub(crate) const FILE: &str = "CHANGELOG.md";

/// The heading of the changes that wait for a release.
pub(crate) const UNRELEASED: &str = "## Unreleased";

/// The first and the last line of the entry. The next run replaces everything between them.
const BEGIN: &str = "<!-- the API, written by `cargo xtask changelog --write` -->";
const END: &str = "<!-- the end of the API -->";

/// Writes the entry into the changelog, or prints it.
pub(crate) fn run(arguments: &cli::Changelog, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let Some(inputs) = Inputs::since_release(&arguments.since)? else {
        return Err(
            Failure::new("nothing is released yet: there is no tag `v…` before this")
                .help("name the BASE: `cargo xtask changelog BASE`"),
        );
    };
    let compared = compare_inputs(&inputs, None, terminal)?;
    let entry = entry(&compared.report);
    if !arguments.write {
        terminal.report(&entry);
        return Ok(Exit::Clean);
    }
    let path = workspace::root()?.join(FILE);
    let shown = workspace::shown(&path);
    let text = fs::read_to_string(&path).map_err(|error| Failure::io("read", &path, &error))?;
    let new = replaced(&text, &entry);
    let verb = if new == text { "Fresh" } else { "Wrote" };
    if new != text {
        file::write(&path, new).map_err(|error| Failure::io("write", &path, &error))?;
    }
    terminal.report(&line(terminal.style(), Tone::Good, verb, &shown));
    Ok(Exit::Clean)
}

/// Returns the entry: the changes of the API between its first and its last line.
pub(crate) fn entry(report: &Report) -> String {
    format!("{BEGIN}\n\n{}\n{END}\n", render::changelog(report))
}

/// Returns the part of a changelog under a heading. `## 1.2.0` finds `## 1.2.0 (2026-01-02)` as
/// well.
pub(crate) fn section(text: &str, heading: &str) -> Option<Range<usize>> {
    let mut at = 0;
    let mut start = None;
    for line in text.split_inclusive('\n') {
        let title = line.trim_end();
        if let Some(start) = start.filter(|_| title.starts_with("## ")) {
            return Some(start..at);
        }
        at += line.len();
        let rest = title.strip_prefix(heading);
        if start.is_none() && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')) {
            start = Some(at);
        }
    }
    start.map(|start| start..text.len())
}

/// Returns the changelog with the entry in place of the last unreleased one.
fn replaced(text: &str, entry: &str) -> String {
    let Some(place) = section(text, UNRELEASED) else {
        let at = text.find("\n## ").map_or(text.len(), |at| at + 1);
        return format!("{}{UNRELEASED}\n\n{entry}\n{}", &text[..at], &text[at..]);
    };
    let section = &text[place.clone()];
    let (before, after) = match (section.find(BEGIN), section.find(END)) {
        (Some(begin), Some(end)) if begin < end => (&section[..begin], &section[end + END.len()..]),
        _ => ("\n", section),
    };
    let rest = format!("{}{}", after, &text[place.end..]);
    let rest = rest.trim_start_matches('\n');
    let separate = if rest.is_empty() { "" } else { "\n" };
    format!("{}{before}{entry}{separate}{rest}", &text[..place.start])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(what: &str) -> String {
        format!("{BEGIN}\n\n{what}\n\n{END}\n")
    }

    #[test]
    fn the_entry_stands_under_the_unreleased_heading_and_is_replaced_there() {
        let first = replaced("# Changelog\n\n## 0.1.0\n\nOld.\n", &entry("one"));
        let expected = |what: &str| {
            format!(
                "# Changelog\n\n{UNRELEASED}\n\n{}\n## 0.1.0\n\nOld.\n",
                entry(what)
            )
        };
        assert_eq!(first, expected("one"));
        assert_eq!(replaced(&first, &entry("two")), expected("two"));
    }

    #[test]
    fn the_text_of_people_stays() {
        let by_hand = format!("# Changelog\n\n{UNRELEASED}\n\n### Added\n\n- A thing.\n");
        let first = replaced(&by_hand, &entry("one"));
        let expected = |what: &str| {
            format!(
                "# Changelog\n\n{UNRELEASED}\n\n{}\n### Added\n\n- A thing.\n",
                entry(what)
            )
        };
        assert_eq!(first, expected("one"));
        assert_eq!(replaced(&first, &entry("two")), expected("two"));
    }

    #[test]
    fn the_entry_of_a_release_is_not_touched() {
        let released = format!("# Changelog\n\n## 0.1.0\n\n{}", entry("old"));
        let new = replaced(&released, &entry("new"));
        assert_eq!(
            new,
            format!(
                "# Changelog\n\n{UNRELEASED}\n\n{}\n## 0.1.0\n\n{}",
                entry("new"),
                entry("old")
            )
        );
    }

    #[test]
    fn a_section_is_found_by_its_whole_heading() {
        let text = "# Changelog\n\n## 1.20.0\n\na\n\n## 1.2.0 (2026-01-02)\n\nb\n";
        let under = |heading| section(text, heading).map(|place| &text[place]);
        assert_eq!(under("## 1.2.0"), Some("\nb\n"));
        assert_eq!(under("## 1.20.0"), Some("\na\n\n"));
        assert_eq!(under("## 1.2"), None);
    }
}
