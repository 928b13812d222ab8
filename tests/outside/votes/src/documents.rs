//! Asks tools that compare documents.

use std::fs;
use std::panic;
use std::path::Path;
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use drift::ChangeClass;
use serde_json::Value;

use crate::cases::{Case, Vote};
use crate::{DRIFT, REDOCLY, Result, said};

/// redocly: asks for a major version.
pub(crate) fn redocly(cases: &[Case], root: &Path) -> Result<Vec<Vote>> {
    let program = root.join("spec/judges/node_modules/.bin/redocly");
    let folder = root.join("target/votes/documents");
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let next = AtomicUsize::new(0);
    let votes: Mutex<Vec<Result<Vote>>> = Mutex::new(Vec::new());
    let one = |at: usize, case: &Case| -> Result<Vote> {
        let paths = [("base", &case.base), ("head", &case.head)].map(|(name, text)| {
            let path = folder.join(format!("{at}-{name}.yaml"));
            fs::write(&path, text).map(|()| path)
        });
        let [base, head] = paths.map(|path| path.map_err(|error| error.to_string()));
        let mut command = Command::new(&program);
        command
            .env("REDOCLY_TELEMETRY", "off")
            .env("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true")
            .arg("diff")
            .args([base?, head?])
            .args(["--format", "json", "--fail-on", "none"]);
        let text = said(&mut command, &[0])?;
        let report: Value =
            serde_json::from_str(&text).map_err(|error| format!("redocly: {error}: {text}"))?;
        let bump = report.get("bump").and_then(Value::as_str);
        Ok(Vote {
            voter: REDOCLY,
            case: case.name.clone(),
            // Without any change there is none.
            breaks: bump == Some("major"),
            why: majors(&report).join(", "),
        })
    };
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(case) = cases.get(at) else { break };
                    let vote = one(at, case);
                    votes.lock().expect("no thread panics").push(vote);
                }
            });
        }
    });
    votes
        .into_inner()
        .expect("no thread panics")
        .into_iter()
        .collect()
}

/// The changes because of which it asks for a major version.
fn majors(report: &Value) -> Vec<String> {
    let changes = report.get("changes").and_then(Value::as_array);
    let majors = changes
        .into_iter()
        .flatten()
        .filter(|change| change.get("impact").and_then(Value::as_str) == Some("major"));
    let text = |change: &Value, key: &str| {
        let text = change.get(key).and_then(Value::as_str);
        text.unwrap_or_default().to_owned()
    };
    let told = majors.map(|change| {
        let path = text(change, "path");
        let end = path.rsplit('/').next().unwrap_or_default().to_owned();
        format!(
            "{} {} {end}",
            text(change, "kind"),
            text(change, "typeName")
        )
    });
    told.collect()
}

/// drift: a change that is incompatible for those who know the old document. What it says that it
/// cannot tell is no vote, and neither is a panic.
pub(crate) fn drift(cases: &[Case]) -> Vec<Vote> {
    panic::set_hook(Box::new(|_| {}));
    let votes = cases
        .iter()
        .filter_map(|case| panic::catch_unwind(|| said_by_drift(case)).ok().flatten());
    let votes = votes.collect();
    let _ = panic::take_hook();
    votes
}

fn said_by_drift(case: &Case) -> Option<Vote> {
    let base: Value = serde_yaml::from_str(&case.base).ok()?;
    let head: Value = serde_yaml::from_str(&case.head).ok()?;
    let changes = drift::compare(&base, &head).ok()?;
    let all = || changes.iter().flat_map(|change| &change.changes);
    let bad = all().filter(|change| {
        matches!(
            change.class,
            ChangeClass::BackwardIncompatible | ChangeClass::Incompatible
        )
    });
    let bad: Vec<&str> = bad.map(|change| change.message.as_str()).collect();
    if bad.is_empty() && all().any(|change| change.class == ChangeClass::Unhandled) {
        return None;
    }
    Some(Vote {
        voter: DRIFT,
        case: case.name.clone(),
        breaks: !bad.is_empty(),
        why: bad.join(", "),
    })
}
