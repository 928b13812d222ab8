//! `comment`: puts a report into its pull request, once, and updates it there.
//!
//! The report comes from a run of somebody else's code: it is text, and nothing in it is believed.
//! Which pull request it belongs to is asked of GitHub, by the commit that the event names.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use smart_codegen::diff::render::{LONGEST, MARKER};

use crate::cli;
use crate::exit::{Exit, Failure};
use crate::terminal::{Terminal, Tone, line};

/// Who writes the comments of workflows.
const AUTHOR: &str = "github-actions[bot]";

/// Writes or updates the comment.
pub(crate) fn run(arguments: &cli::Comment, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let event = Event::read()?;
    let text = report(&arguments.file)?;
    let mut say = |tone, verb: &str, what: &str| {
        let text = line(terminal.style(), tone, verb, what);
        terminal.report(&text);
    };
    let Some(number) = event.pull_request()? else {
        let what = "no open pull request has this commit as its head any more";
        say(Tone::Warning, "Skipped", what);
        return Ok(Exit::Clean);
    };
    let (verb, known) = match event.comment(number)? {
        Some((id, body)) => ("Updated", Some((id, body))),
        None => ("Wrote", None),
    };
    let what = format!("the comment of pull request {number}");
    match known {
        Some((_, body)) if body.trim_end() == text.trim_end() => {
            say(Tone::Good, "Fresh", &what);
            return Ok(Exit::Clean);
        }
        Some((id, _)) => {
            let path = format!("repos/{}/issues/comments/{id}", event.repository);
            gh(&["--method", "PATCH", &path, "--input", "-"], Some(&text))?
        }
        None => {
            let path = format!("repos/{}/issues/{number}/comments", event.repository);
            gh(&["--method", "POST", &path, "--input", "-"], Some(&text))?
        }
    };
    say(Tone::Good, verb, &what);
    Ok(Exit::Clean)
}

/// The report, if it is one and fits.
fn report(path: &Path) -> Result<String, Failure> {
    let refused = |what: &str| Failure::new(format!("{} {what}", path.display()));
    let file = fs::metadata(path).map_err(|error| Failure::io("read", path, &error))?;
    if file.len() > 4 * LONGEST as u64 {
        return Err(refused("is longer than a comment can be"));
    }
    let bytes = fs::read(path).map_err(|error| Failure::io("read", path, &error))?;
    let text = String::from_utf8(bytes).map_err(|_| refused("is not UTF-8"))?;
    if text.lines().next() != Some(MARKER) {
        return Err(refused("is no report of `cargo xtask diff --reports`"));
    }
    if text.chars().count() > LONGEST {
        return Err(refused("is longer than a comment can be"));
    }
    Ok(text)
}

/// What the event of the workflow says; all of it is GitHub's word, and not the pull request's.
struct Event {
    repository: String,
    /// The commit that the report is about.
    commit: String,
    /// The owner and the branch that it is the head of.
    head: String,
}

impl Event {
    fn read() -> Result<Self, Failure> {
        let path = std::env::var_os("GITHUB_EVENT_PATH").map(PathBuf::from);
        let path = path.ok_or_else(|| {
            Failure::new("GITHUB_EVENT_PATH is not set")
                .help("this is for a workflow that another one has started (`workflow_run`)")
        })?;
        let text = fs::read_to_string(&path).map_err(|error| Failure::io("read", &path, &error))?;
        let event: Value = serde_json::from_str(&text)
            .map_err(|error| Failure::new(format!("{} is no JSON: {error}", path.display())))?;
        let value = |pointer: &str| {
            let value = event.pointer(pointer).and_then(Value::as_str);
            value.map(str::to_owned).ok_or_else(|| {
                Failure::new(format!("{} has no text at {pointer}", path.display()))
                    .help("this is for a workflow that another one has started (`workflow_run`)")
            })
        };
        Ok(Self {
            repository: value("/repository/full_name")?,
            commit: value("/workflow_run/head_sha")?,
            head: format!(
                "{}:{}",
                value("/workflow_run/head_repository/owner/login")?,
                value("/workflow_run/head_branch")?
            ),
        })
    }

    /// The open pull request whose head is the commit. In that of a fork, the event names none.
    fn pull_request(&self) -> Result<Option<u64>, Failure> {
        let path = format!("repos/{}/pulls", self.repository);
        let head = format!("head={}", self.head);
        let arguments = ["--method", "GET", &path, "-f", "state=open", "-f", &head];
        let found = gh(&arguments, None)?.into_iter().find(|pull| {
            pull.pointer("/head/sha").and_then(Value::as_str) == Some(self.commit.as_str())
        });
        Ok(found.and_then(|pull| pull.get("number")?.as_u64()))
    }

    /// The comment that was written before.
    fn comment(&self, number: u64) -> Result<Option<(u64, String)>, Failure> {
        let path = format!(
            "repos/{}/issues/{number}/comments?per_page=100",
            self.repository
        );
        let found = gh(&["--paginate", &path], None)?
            .into_iter()
            .find_map(|comment| {
                let body = comment.get("body")?.as_str()?;
                let author = comment.pointer("/user/login")?.as_str()?;
                let ours = author == AUTHOR && body.lines().next() == Some(MARKER);
                ours.then(|| Some((comment.get("id")?.as_u64()?, body.to_owned())))?
            });
        Ok(found)
    }
}

/// Asks GitHub; of lists, however many pages they have, the items.
fn gh(arguments: &[&str], body: Option<&str>) -> Result<Vec<Value>, Failure> {
    let mut child = Command::new("gh")
        .arg("api")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| {
            Failure::new(format!("cannot start gh: {error}"))
                .help("install GitHub's command line, https://cli.github.com")
        })?;
    if let (Some(mut stdin), Some(body)) = (child.stdin.take(), body) {
        let text = json!({ "body": body }).to_string();
        // Where gh does not read it, it says why.
        let _ = stdin.write_all(text.as_bytes());
    }
    let failed = |what: &str| Failure::new(format!("gh api: {}", what.trim()));
    let output = child
        .wait_with_output()
        .map_err(|error| failed(&error.to_string()))?;
    if !output.status.success() {
        return Err(failed(&String::from_utf8_lossy(&output.stderr)));
    }
    let mut items = Vec::new();
    for page in serde_json::Deserializer::from_slice(&output.stdout).into_iter::<Value>() {
        match page.map_err(|error| failed(&error.to_string()))? {
            Value::Array(list) => items.extend(list),
            other => items.push(other),
        }
    }
    Ok(items)
}
