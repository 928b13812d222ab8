//! Reads the known disagreements, each with its reason.
//!
//! ```text
//! == redocly says that it breaks
//! Why that is not so for us, in as many lines as it takes.
//! > 5 response optional property removed
//! ```

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::cases::{Case, Vote};
use crate::{Result, disagrees};

/// A voter and what it says, with the cases by name, each with its line.
pub(crate) type Listed = BTreeMap<(String, String), usize>;

pub(crate) fn read(path: &Path) -> Result<Listed> {
    let failed = |what: String| format!("{}: {what}", path.display());
    let text = fs::read_to_string(path).map_err(|error| failed(error.to_string()))?;
    let mut listed = Listed::new();
    let (mut heading, mut reason) = (String::new(), false);
    for (number, line) in text.lines().enumerate() {
        let number = number + 1;
        if let Some(title) = line.strip_prefix("== ") {
            (heading, reason) = (title.to_owned(), false);
        } else if line.starts_with(['>', '<']) {
            if !reason {
                return Err(failed(format!(
                    "line {number}: there is no reason before this"
                )));
            }
            if listed
                .insert((heading.clone(), line.to_owned()), number)
                .is_some()
            {
                return Err(failed(format!("line {number}: stands here twice")));
            }
        } else if !line.is_empty() && !line.starts_with('#') {
            reason = true;
        }
    }
    Ok(listed)
}

/// What is to be said, if anything: disagreements that are not listed, and listed ones that are
/// none any more.
pub(crate) fn compare(cases: &[Case], votes: &[Vote], mut listed: Listed) -> String {
    let mut unlisted: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut totals: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for vote in votes {
        let Some(case) = cases.iter().find(|case| case.name == vote.case) else {
            continue;
        };
        let total = totals.entry(vote.voter).or_default();
        total.0 += 1;
        if !disagrees(vote, case) {
            continue;
        }
        total.1 += 1;
        let says = if vote.breaks {
            "breaks"
        } else {
            "does not break"
        };
        let heading = format!("{} says that it {says}", vote.voter);
        if listed
            .remove(&(heading.clone(), case.name.clone()))
            .is_none()
        {
            let rust = case.rust.map_or("not generated", |rust| rust.as_str());
            let line = format!("{}    (deployed clients: {}, Rust source: {rust}; {})", case.name, case.wire, vote.why);
            unlisted.entry(heading).or_default().push(line);
        }
    }
    for (voter, (all, against)) in totals {
        eprintln!(
            "{voter}: {all} votes on {} cases, {against} disagree with ours",
            cases.len()
        );
    }
    let mut text = String::new();
    for (heading, lines) in unlisted {
        let _ = writeln!(text, "== {heading}\n{}\n", lines.join("\n"));
    }
    for ((heading, case), line) in listed {
        let _ = writeln!(text, "line {line}: it is not so that {heading}: {case}");
    }
    text
}
