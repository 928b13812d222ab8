//! Shows how a snapshot changed, and reads the text to keep.

use similar::TextDiff;
use smart_codegen::problem::render::Style;

use crate::terminal::{Tone, line, paint};

/// A snapshot that differs from the output of its test.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Difference {
    /// The old text, if there is one.
    old: Option<String>,
    /// The text that the test wrote.
    new: String,
}

impl Difference {
    /// Returns the difference of two texts.
    pub(super) fn new(old: Option<&str>, new: String) -> Self {
        Self {
            old: old.map(|text| contents(text).to_owned()),
            new,
        }
    }

    /// Returns the changed lines with the lines around them.
    pub(super) fn text(&self, name: &str, style: Style) -> String {
        let verb = if self.old.is_some() { "Changed" } else { "New" };
        let mut text = line(style, Tone::Warning, verb, name);
        let old = self.old.as_deref().unwrap_or_default();
        let new = contents(&self.new);
        if old == new {
            text.push_str("             (only what is said about it)\n");
        }
        let diff = TextDiff::from_lines(old, new);
        let unified = diff.unified_diff().missing_newline_hint(false).to_string();
        for shown in unified.lines() {
            let tone = match shown.chars().next() {
                Some('+') => Some(Tone::Good),
                Some('-') => Some(Tone::Bad),
                _ => None,
            };
            let shown = tone.map_or_else(|| shown.to_owned(), |tone| paint(style, tone, shown));
            text.push_str(format!("{:13}{shown}", "").trim_end());
            text.push('\n');
        }
        text
    }

    /// Returns the text to keep. It lacks the line number of the test, which changes with every
    /// edit.
    pub(super) fn accepted(&self) -> String {
        let header = self.new.len() - contents(&self.new).len();
        let (header, contents) = self.new.split_at(header);
        let header: String = header
            .split_inclusive('\n')
            .filter(|line| !line.starts_with("assertion_line:"))
            .collect();
        header + contents
    }
}

/// Returns the contents of a snapshot, without its head.
fn contents(text: &str) -> &str {
    text.strip_prefix("---\n")
        .and_then(|rest| rest.split_once("\n---\n"))
        .map_or(text, |(_, contents)| contents)
}

/// Returns the lines of the changed inline snapshots from the list that insta wrote.
pub(super) fn inline(list: &str) -> impl Iterator<Item = u64> {
    list.lines().filter_map(|entry| {
        let entry: serde_json::Value = serde_json::from_str(entry).ok()?;
        // An entry without a new value says that the snapshot is right.
        entry.get("new").filter(|new| !new.is_null())?;
        entry.get("line")?.as_u64()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = "---\nsource: a.rs\nexpression: x\n---\none\ntwo\n---\nthree\n";
    const NEW: &str = "---\nsource: a.rs\nassertion_line: 7\nexpression: x\n---\none\n2\n---\nassertion_line: 8\n";

    #[test]
    fn changed_lines_are_shown_with_those_around_them() {
        let text = Difference::new(Some(OLD), NEW.to_owned()).text("a.snap", Style::Plain);
        assert_eq!(
            text,
            "     Changed a.snap\n             @@ -1,4 +1,4 @@\n              one\n             \
             -two\n             +2\n              ---\n             -three\n             \
             +assertion_line: 8\n"
        );
    }

    #[test]
    fn a_new_snapshot_is_shown_whole() {
        let text = Difference::new(None, OLD.to_owned()).text("a.snap", Style::Plain);
        assert!(text.starts_with("         New a.snap\n"), "{text}");
        assert_eq!(text.matches("             +").count(), 4, "{text}");
    }

    #[test]
    fn removed_and_added_lines_are_coloured() {
        let text = Difference::new(Some(OLD), NEW.to_owned()).text("a.snap", Style::Colour);
        assert!(text.contains("\u{1b}[1;31m-two\u{1b}[0m"), "{text}");
        assert!(text.contains("\u{1b}[1;32m+2\u{1b}[0m"), "{text}");
    }

    #[test]
    fn the_line_of_the_test_is_not_kept_and_the_contents_are() {
        assert_eq!(
            Difference::new(Some(OLD), NEW.to_owned()).accepted(),
            "---\nsource: a.rs\nexpression: x\n---\none\n2\n---\nassertion_line: 8\n"
        );
    }

    #[test]
    fn only_changed_inline_snapshots_count() {
        let list = "{\"run_id\":\"1\",\"line\":12,\"new\":{\"snapshot\":\"x\"},\"old\":null}\n\
                    {\"run_id\":\"1\",\"line\":20,\"new\":null,\"old\":null}\n";
        assert_eq!(inline(list).collect::<Vec<_>>(), [12]);
    }
}
