//! A report as an entry of a changelog: who must do what comes first.

use std::fmt::Write as _;

use super::span::span;
use super::told;
use crate::diff::render::words::Urgency;
use crate::diff::{Entry, Report};

/// The changes as sections and lists; remarks and texts that are to be read are none of a user's
/// business.
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
                told(entry),
                entry.action()
            );
        }
    }
    if !report.entries.iter().any(Entry::concerns_users) {
        out.push_str("No change of the API.\n");
    }
    out
}
