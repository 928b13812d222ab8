//! A report as an entry of a changelog: who must do what comes first.

use std::fmt::Write as _;

use super::span::span;
use super::told;
use crate::diff::render::words::Urgency;
use crate::diff::{Entry, Report};

/// The changes as sections and lists; remarks are none of a user's business.
pub fn changelog(report: &Report) -> String {
    let mut out = String::new();
    for urgency in Urgency::ALL {
        let entries = urgency.entries(report);
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
    if report.entries.iter().all(Entry::is_remark) {
        out.push_str("No change of the API.\n");
    }
    out
}
