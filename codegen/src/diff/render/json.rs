//! Shows a report as JSON.

use serde_json::{Value, json as value};

use super::words::{headline, other_file};
use crate::characters;
use crate::diff::{Entry, Report};
use crate::document::cut;
use crate::problem::Place;

/// The JSON Schema of the report.
pub const SCHEMA: &str = include_str!("report.schema.json");

/// Returns the report as one JSON document, as [`SCHEMA`] describes it.
pub fn json(report: &Report) -> String {
    let entries: Vec<Value> = report
        .entries
        .iter()
        .map(|one| entry(report, one))
        .collect();
    let problems: Vec<Value> = report
        .problems
        .iter()
        .map(|problem| {
            let places: Vec<Value> = problem.places.iter().map(|at| place(&report.head_files, at)).collect();
            value!({"kind": problem.kind(), "what": problem.finding.to_string(), "fix": problem.fix(), "places": places})
        })
        .collect();
    let remarks = report
        .entries
        .iter()
        .filter(|entry| entry.is_remark())
        .count();
    let report = value!({
        "format": 1,
        "headline": headline(report),
        "base": report.base,
        "head": report.head,
        "wire": report.wire().as_str(),
        "rust": report.rust().as_str(),
        "generates": report.generates(),
        "bump": report.bump().as_str(),
        "changes": report.entries.len() - remarks,
        "remarks": remarks,
        "entries": entries,
        "problems": problems,
        "notes": report.notes,
    });
    format!("{}\n", characters::json(&report))
}

fn entry(report: &Report, entry: &Entry) -> Value {
    let code: Vec<Value> = entry
        .changes
        .iter()
        .map(|change| {
            value!({
                "name": change.name,
                "before": change.before.as_deref().map(cut),
                "after": change.after.as_deref().map(cut),
                "rust": change.verdict.as_str(),
            })
        })
        .collect();
    value!({
        "id": entry.kind.id(),
        "fingerprint": entry.fingerprint,
        "subject": entry.subject,
        "before": entry.before,
        "after": entry.after,
        "base": entry.base.as_ref().map(|at| place(&report.base_files, at)),
        "head": entry.head.as_ref().map(|at| place(&report.head_files, at)),
        "ways": entry.ways.names(),
        "operations": *entry.operations,
        "more_operations": entry.reached - entry.operations.len(),
        "wire": entry.wire.as_str(),
        "rust": entry.rust.as_str(),
        "new_client": entry.new_client.as_str(),
        "bump": entry.bump().as_str(),
        "remark": entry.is_remark(),
        "action": entry.action(),
        "acknowledged": entry.acknowledged,
        "code": code,
        "more_code": entry.differences - entry.changes.len(),
    })
}

fn place(files: &[String], place: &Place) -> Value {
    let mut shown = value!({
        "line": place.span.line,
        "column": place.span.column,
        "pointer": place.pointer,
    });
    if let (Some(file), Some(shown)) = (other_file(files, place), shown.as_object_mut()) {
        shown.insert("file".to_owned(), file.into());
    }
    shown
}
