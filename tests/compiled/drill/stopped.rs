//! Changes of a field, a value or a parameter that the hand-written code uses. The compiler names
//! each place.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::{Edit, changed_workspace};

/// What the edits take away from the hand-written layer, as it stands in its lines.
const USED: [&str; 2] = ["schemecode", "FetchMember::new("];

/// The value that [`edits`] adds, over which the hand-written layer decides.
const ADDED: &str = "Disputed";

/// Where the parameters of the operation begin.
const FETCH_MEMBER: &str = "source: \"Smart's text, 3\"
        also_seen: [\"the method is not in the text; GET in the integrations\"]
      x-idempotent: true
      parameters:
";

fn edits() -> [Edit; 3] {
    [
        // A renamed field.
        Edit {
            from: "            schemecode:\n",
            to: "            scheme_code:\n".to_owned(),
        },
        // A new required parameter.
        Edit {
            from: FETCH_MEMBER,
            to: format!(
                "{FETCH_MEMBER}        - \
                 {{name: locationCode, in: query, required: true, schema: {{type: string}}}}\n"
            ),
        },
        // A new state of claims.
        Edit {
            from: "enum: [Pending, Cancelled, Billed, Rejected]",
            to: format!("enum: [Pending, Cancelled, Billed, Rejected, {ADDED}]"),
        },
    ]
}

/// A line of a file, counted from 1.
type Line = (PathBuf, usize);

/// The lines of hand-written code, outside of comments, that have one of these texts.
fn using(folder: &Path, texts: &[&str]) -> BTreeSet<Line> {
    let mut lines = BTreeSet::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            if !path.ends_with("generated") {
                lines.extend(using(&path, texts));
            }
            continue;
        }
        let code = fs::read_to_string(&path).unwrap();
        for (number, line) in (1..).zip(code.lines()) {
            let comment = line.trim_start().starts_with("//");
            if !comment && texts.iter().any(|text| line.contains(text)) {
                lines.insert((path.clone(), number));
            }
        }
    }
    lines
}

/// The errors of a compiler that prints each in a line: where, and what.
fn errors<'a>(root: &Path, said: &'a str) -> Vec<(Line, &'a str)> {
    let lines = said.lines().filter_map(|line| {
        let (place, what) = line.split_once(": error[")?;
        let mut place = place.split(':');
        let file = root.join(place.next()?);
        Some(((file, place.next()?.parse().unwrap()), what))
    });
    lines.collect()
}

#[test]
fn a_change_that_hand_written_code_uses_stops_the_build_at_each_use() {
    let yard = changed_workspace("drill-stopped", &edits());
    let build = ["build", "--locked", "--package", "smart-api", "--lib"];
    let build = [&build[..], &["--message-format", "short"]].concat();
    let said = yard.cargo(&build).unwrap_err().to_string();

    let errors = errors(yard.folder(), &said);
    let (undecided, gone): (Vec<_>, Vec<_>) = errors
        .into_iter()
        .partition(|(_, what)| what.contains(ADDED));

    // The new value: each place that decides by the state of a claim.
    assert!(!undecided.is_empty(), "{said}");
    for ((file, number), _) in undecided {
        let code = fs::read_to_string(&file).unwrap();
        let line = code.lines().nth(number - 1).unwrap();
        assert!(line.contains("match "), "{}: {line}", file.display());
    }

    // The field and the parameter: each place that uses them, and no other.
    let sources = yard.folder().join("smart-api/src");
    let places: BTreeSet<Line> = gone.iter().map(|(line, _)| line.clone()).collect();
    assert_eq!(places, using(&sources, &USED), "{said}");
    assert!(!places.is_empty());
    assert!(gone.iter().any(|(_, what)| what.contains("schemecode")));
}
