//! Redocly compares the traffic between our test suite and the simulator with the document.
//!
//! The client's wire tests talk to servers of their own, which answer what the test wrote; there is
//! nobody whose drift could show. What they send is compared byte for byte instead.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};
use smart_tests::document::Document;

use crate::tools::{file, redocly, verdict};

/// Runs the tests that start a simulator, each of which leaves its journal; all that was exchanged.
fn record() -> Vec<Value> {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO"));
    command
        .args(["test", "--quiet", "--workspace", "--locked"])
        .args(targets().iter().flat_map(|target| ["--test", target]))
        .env("SMART_SIM_RECORDS", folder.path())
        .current_dir(file(""));
    let output = command.output().unwrap();
    assert!(
        output.status.success(),
        "{}\n{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    let mut entries = Vec::new();
    for archive in fs::read_dir(folder.path()).unwrap() {
        let text = fs::read_to_string(archive.unwrap().path()).unwrap();
        assert_no_secret(&text);
        let mut archive: Value = serde_json::from_str(&text).unwrap();
        entries.append(archive["log"]["entries"].as_array_mut().unwrap());
    }
    for entry in &mut entries {
        // Some tests write any host; that of all is this machine.
        let url = entry["request"]["url"].as_str().unwrap();
        let path = url.splitn(4, '/').nth(3).unwrap_or_default();
        entry["request"]["url"] = format!("http://127.0.0.1/{path}").into();
    }
    entries
}

fn assert_no_secret(text: &str) {
    for secret in [
        "simulated-client-secret",
        "simulated-password",
        // The same, as HTTP Basic has them.
        "c2ltdWxhdGVkLWNsaWVudC1zZWNyZXQ",
        "a3849fc5-lefa-4181-85ef-7d8444132f37",
        "7f2cb00d-a0ed-4fa7-943e-c75b84eeaaa5",
    ] {
        let at = text.find(secret);
        assert_eq!(at, None, "{secret} is in a recording");
    }
}

/// What tests say although the document does not, to show what becomes of it: path and finding.
const ON_PURPOSE: [(&str, &str); 4] = [
    ("/api/visit?", "Undocumented endpoint: HEAD"),
    (
        "/api/claims?",
        "query parameter in traffic: \"access_token\"",
    ),
    ("/api/claims?", "header in traffic: \"x-mark\""),
    ("/api/clinic-record", "\"session_id\" must be string"),
];

/// Whether an exchange is what the document is about. Not so are faults, other dialects, routes
/// that do not exist, and requests that are malformed or without a token on purpose.
fn is_regular(entry: &Value) -> bool {
    let body = entry["response"]["content"]["text"].as_str().unwrap();
    let body: Value = serde_json::from_str(body).unwrap_or_default();
    let refused_by_spring = body.get("timestamp").is_some();
    entry["_faults"] == json!([])
        && entry["_dialect"] == "default"
        && !entry["_operation"].is_null()
        && entry["response"]["status"] != 401
        && !refused_by_spring
}

/// The comparison knows nothing of fields and statuses that the document does not have. So every
/// answer of an operation in the default dialect, refusals of any kind too, is compared once more.
fn assert_answers_conform(entries: &[Value]) {
    let document = Document::read().unwrap();
    let mut compared = BTreeSet::new();
    for entry in entries {
        let (Some(id), "default") = (
            entry["_operation"].as_str(),
            entry["_dialect"].as_str().unwrap(),
        ) else {
            continue;
        };
        let status = entry["response"]["status"].as_u64().unwrap();
        let text = entry["response"]["content"]["text"].as_str().unwrap();
        // The answer to HEAD goes without the body that is recorded.
        if entry["_faults"] != json!([]) {
            continue;
        }
        let answer: Value = serde_json::from_str(text).unwrap();
        let schema = match status {
            200 => document.answer(id),
            400..500 => document.failure(id),
            _ => panic!("{id} answered {status}"),
        };
        let complaints = document.complaints(schema.unwrap(), &answer);
        assert_eq!(complaints, [""; 0], "{id} {status}: {text}");
        compared.insert(status);
    }
    assert_eq!(compared, [200, 400, 401, 406, 408, 413, 415].into());
}

/// What the comparison finds in these exchanges, and how many operations they cover.
fn compare(entries: &[Value]) -> (Vec<String>, u64) {
    let folder = tempfile::tempdir().unwrap();
    let recording = folder.path().join("recording.har");
    let coverage = folder.path().join("coverage.json");
    let archive = json!({"log": {"version": "1.2", "creator": {"name": "smart-tests", "version": "1"}, "entries": entries}});
    fs::write(&recording, archive.to_string()).unwrap();
    let mut command = redocly();
    command
        .arg("drift")
        .arg(&recording)
        .arg("--api")
        .arg(file("spec/smart.yaml"))
        .args(["--match-mode", "basepath", "--format", "json"])
        // A header of every call where it is configured; the document lists it apart.
        .args(["--ignore-headers", "provider-key"])
        .arg("--coverage-output")
        .arg(&coverage);
    let (content, said) = verdict(&mut command);
    let report: Value =
        serde_json::from_str(&said).unwrap_or_else(|error| panic!("{error}: {said}"));
    let read = report["run"]["documentedExchanges"].as_u64().unwrap();
    let problems = report["problems"].as_array().unwrap();
    let problems: Vec<String> = problems.iter().map(words).collect();
    assert_eq!(content, problems.is_empty(), "{said}");
    assert!(
        read + problems.len() as u64 >= entries.len() as u64,
        "{said}"
    );
    let coverage: Value = serde_json::from_str(&fs::read_to_string(coverage).unwrap()).unwrap();
    let operations = &coverage["totals"]["operations"];
    assert_eq!(operations["total"], 9);
    (problems, operations["covered"].as_u64().unwrap())
}

fn words(problem: &Value) -> String {
    format!(
        "{} {} ({}): {}",
        problem["method"].as_str().unwrap_or_default(),
        problem["url"].as_str().unwrap_or_default(),
        problem["status"],
        problem["message"].as_str().unwrap_or_default(),
    )
}

#[test]
fn our_traffic_is_what_the_document_says() {
    let mut entries = record();
    let all = entries.len();
    assert_answers_conform(&entries);
    entries.retain(is_regular);
    assert!(
        entries.len() > 200 && entries.len() > all / 3,
        "{} of {all}",
        entries.len()
    );
    let (problems, covered) = compare(&entries);
    let fits = |problem: &str, (path, finding): (&str, &str)| {
        problem.contains(path) && problem.contains(finding)
    };
    let drift = problems
        .iter()
        .filter(|problem| !ON_PURPOSE.iter().any(|one| fits(problem, *one)));
    assert_eq!(drift.collect::<Vec<_>>(), [""; 0]);
    assert_eq!(covered, 9);
    for one in ON_PURPOSE {
        assert!(
            problems.iter().any(|problem| fits(problem, one)),
            "{one:?} is not said any more"
        );
    }

    // Shown something wrong, it finds it.
    let id = |entry: &Value| entry["_operation"].as_str().unwrap().to_owned();
    entries.retain(|entry| id(entry) != "fetchCopay");
    assert_eq!(compare(&entries).1, 8);
    let find = |operation: &str| {
        let mut good = entries
            .iter()
            .filter(|one| one["response"]["status"] == 200);
        good.find(|one| id(one) == operation).unwrap().to_string()
    };
    let merge = "mergeVisit";
    for (operation, right, wrong, finding) in [
        (
            merge,
            r#"\"status\":\"ACTIVE\""#,
            r#"\"status\":7"#,
            "must be string",
        ),
        (
            merge,
            "/visit-number/",
            "/visit-nr/",
            "Undocumented endpoint",
        ),
        (
            merge,
            "authorization",
            "x-authorization",
            "security requirements",
        ),
        (
            "createToken",
            r#"\"access_token\":"#,
            r#"\"token\":"#,
            "access_token",
        ),
        ("postClaim", r#"\"invoices\":"#, r#"\"bills\":"#, "invoices"),
    ] {
        let good = find(operation);
        assert!(good.contains(right), "{right}: {good}");
        let bad = serde_json::from_str(&good.replace(right, wrong)).unwrap();
        let (problems, _) = compare(&[bad]);
        let found = problems.iter().any(|one| one.contains(finding));
        assert!(found, "{wrong}: {problems:?}");
    }
}

/// Returns the test programs that start a simulator, by the names of their folders. Browsers and other tools are
/// not on every machine; `src` holds no tests.
fn targets() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for folder in ["smart-api/tests", "smart-sim/tests", "tests"] {
        for target in fs::read_dir(file(folder)).unwrap() {
            let path = target.unwrap().path();
            let name = path.file_stem().unwrap().to_str().unwrap();
            if !["browser", "outside", "src"].contains(&name) && mentions_simulator(&path) {
                found.insert(name.to_owned());
            }
        }
    }
    assert!(found.len() > 2, "{found:?}");
    found
}

/// Whether Rust below a folder starts a simulator.
fn mentions_simulator(path: &Path) -> bool {
    if path.is_dir() {
        let inside = fs::read_dir(path).unwrap();
        return inside
            .into_iter()
            .any(|one| mentions_simulator(&one.unwrap().path()));
    }
    path.extension().is_some_and(|kind| kind == "rs")
        && fs::read_to_string(path).unwrap().contains("smart_sim")
}
