//! Shows a report as an entry of a changelog.

use std::fmt::Write as _;

use super::in_words;
use super::span::span;
use crate::diff::render::words::Urgency;
use crate::diff::{Entry, Report};

/// Returns the changes as sections and lists, without remarks and without texts that must be read.
pub fn changelog(report: &Report) -> String {
    let mut out = String::new();
    for urgency in Urgency::ALL {
        let mut entries = urgency.entries(report);
        entries.retain(|entry| entry.concerns_users());
        if entries.is_empty() {
            continue;
        }
        let separate = if out.is_empty() { "" } else { "\n" };
        let _ = writeln!(out, "{separate}### {}\n", urgency.heading());
        for entry in entries {
            let _ = writeln!(
                out,
                "- {} {}. {}.",
                span(&entry.subject),
                in_words(entry),
                entry.action()
            );
        }
    }
    if !report.entries.iter().any(Entry::concerns_users) {
        out.push_str("No change of the API.\n");
    }
    out
}
