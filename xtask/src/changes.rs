//! Shows in a few lines how two digests of the API differ.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use smart_codegen::characters::escaped;
use smart_codegen::problem::render::Style;

use crate::terminal::{Tone, counted, line, paint};

/// The most lines that are shown. The diff of the digest has them all.
const SHOWN: usize = 24;

/// A fact of the digest before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Change {
    /// A fact that only the new digest has.
    Added(String),
    /// A fact that only the old digest has.
    Removed(String),
    /// A fact whose subject both digests have, with different words.
    Changed {
        /// The old words.
        before: String,
        /// The new words.
        after: String,
    },
}

/// Returns the facts that differ, in the order of the digest.
pub(crate) fn changes(before: &str, after: &str) -> Vec<Change> {
    let (before, after) = (facts(before), facts(after));
    let mut by_subject: BTreeMap<&str, (Vec<&str>, Vec<&str>)> = BTreeMap::new();
    for fact in before.difference(&after) {
        by_subject.entry(subject(fact)).or_default().0.push(fact);
    }
    for fact in after.difference(&before) {
        by_subject.entry(subject(fact)).or_default().1.push(fact);
    }
    let mut changes = Vec::new();
    for (gone, new) in by_subject.into_values() {
        let pairs = gone.len().min(new.len());
        changes.extend(
            gone.iter()
                .zip(&new)
                .map(|(before, after)| Change::Changed {
                    before: (*before).to_owned(),
                    after: (*after).to_owned(),
                }),
        );
        changes.extend(
            gone.iter()
                .skip(pairs)
                .map(|fact| Change::Removed((*fact).to_owned())),
        );
        changes.extend(
            new.iter()
                .skip(pairs)
                .map(|fact| Change::Added((*fact).to_owned())),
        );
    }
    changes
}

fn facts(digest: &str) -> BTreeSet<&str> {
    digest
        .lines()
        .filter(|fact| !fact.is_empty() && !fact.starts_with('#'))
        .collect()
}

/// Returns the subject of a fact: the words before the first `·`.
fn subject(fact: &str) -> &str {
    let words = fact.split(" · ").next().unwrap_or(fact);
    ["answers", "sends"]
        .iter()
        .find_map(|verb| {
            let rest = words.strip_prefix("operation ")?;
            let (id, said) = rest.split_once(' ')?;
            said.starts_with(verb)
                .then(|| &words[.."operation ".len() + id.len() + 1 + verb.len()])
        })
        .unwrap_or(words)
}

/// Returns the changes as text: their number, and the first of them.
pub(crate) fn text(changes: &[Change], style: Style, digest: &str) -> String {
    if changes.is_empty() {
        return line(style, Tone::Good, "API", "no change");
    }
    let mut text = line(style, Tone::Warning, "API", &counts(changes));
    if changes
        .iter()
        .all(|change| matches!(change, Change::Added(_)))
        && changes.len() > 2 * SHOWN
    {
        // Nothing was there before; the digest itself is the better list.
        return text;
    }
    let lines: Vec<(Tone, String)> = changes.iter().flat_map(lines).collect();
    for (tone, fact) in lines.iter().take(SHOWN) {
        let _ = writeln!(text, "{:13}{}", "", paint(style, *tone, &escaped(fact)));
    }
    if lines.len() > SHOWN {
        let more = lines.len() - SHOWN;
        let digest = escaped(digest);
        let _ = writeln!(text, "{:13}… and {more} more lines: see {digest}", "");
    }
    text
}

fn lines(change: &Change) -> Vec<(Tone, String)> {
    let removed = |fact: &str| (Tone::Bad, format!("- {fact}"));
    let added = |fact: &str| (Tone::Good, format!("+ {fact}"));
    match change {
        Change::Added(fact) => vec![added(fact)],
        Change::Removed(fact) => vec![removed(fact)],
        Change::Changed { before, after } => vec![removed(before), added(after)],
    }
}

fn counts(changes: &[Change]) -> String {
    let (mut added, mut removed, mut changed) = (0, 0, 0);
    for change in changes {
        match change {
            Change::Added(_) => added += 1,
            Change::Removed(_) => removed += 1,
            Change::Changed { .. } => changed += 1,
        }
    }
    let parts = [(added, "added"), (removed, "removed"), (changed, "changed")];
    let parts: Vec<String> = parts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{} {word}", counted(*count, "fact")))
        .collect();
    parts.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const BEFORE: &str = "# The API of a.yaml\n\
        operation ask answers Vec<Tide>, the content of TideAnswer\n\
        operation ask · GET /tide · documented\n\
        schema Tide.height · optional · number → Option<Amount> · documented\n\
        schema Tide.port · optional · string → Option<String> · documented\n";

    #[test]
    fn equal_digests_have_no_changes() {
        assert_eq!(changes(BEFORE, BEFORE), []);
        assert_eq!(text(&[], Style::Plain, "d.txt"), "         API no change\n");
    }

    #[test]
    fn a_fact_about_the_same_thing_is_changed_and_not_removed_and_added() {
        let after = BEFORE
            .replace("height · optional", "height · required")
            .replace("answers Vec<Tide>", "answers Tide")
            .replace("schema Tide.port", "schema Tide.harbour");
        let report = text(&changes(BEFORE, &after), Style::Plain, "d.txt");
        assert_eq!(
            report,
            "         API 1 fact added, 1 fact removed, 2 facts changed\n             \
             - operation ask answers Vec<Tide>, the content of TideAnswer\n             \
             + operation ask answers Tide, the content of TideAnswer\n             \
             + schema Tide.harbour · optional · string → Option<String> · documented\n             \
             - schema Tide.height · optional · number → Option<Amount> · documented\n             \
             + schema Tide.height · required · number → Option<Amount> · documented\n             \
             - schema Tide.port · optional · string → Option<String> · documented\n"
        );
    }

    #[test]
    fn a_long_report_is_cut_and_says_how_much_is_left() {
        let after: String = (0..40).map(|n| format!("schema S{n} · object\n")).collect();
        let report = text(&changes("", &after), Style::Plain, "d.txt");
        assert_eq!(report.lines().count(), SHOWN + 2);
        assert!(report.starts_with("         API 40 facts added\n"));
        assert!(report.ends_with("… and 16 more lines: see d.txt\n"));
    }
}
