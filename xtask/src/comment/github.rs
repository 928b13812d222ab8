//! Asks GitHub and writes comments there, through `gh`.

use std::io::Write as _;
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use smart_codegen::diff::render::MARKER;

use super::event::Event;
use crate::exit::Failure;

/// The account that writes the comments of workflows.
const AUTHOR: &str = "github-actions[bot]";

/// An open pull request.
pub(super) struct Pull {
    /// Its number.
    pub(super) number: u64,
    /// The branch that it merges into.
    pub(super) branch: String,
}

impl Pull {
    /// Finds the pull request whose head is the commit of the event. The event of a fork names
    /// none.
    pub(super) fn find(event: &Event) -> Result<Option<Self>, Failure> {
        let path = format!("repos/{}/pulls", event.repository);
        let head = format!("head={}", event.head);
        let arguments = ["--method", "GET", &path, "-f", "state=open", "-f", &head];
        let found = gh(&arguments, None)?.into_iter().find(|pull| {
            pull.pointer("/head/sha").and_then(Value::as_str) == Some(event.commit.as_str())
        });
        Ok(found.and_then(|pull| {
            Some(Self {
                number: pull.get("number")?.as_u64()?,
                branch: pull.pointer("/base/ref")?.as_str()?.to_owned(),
            })
        }))
    }

    /// Returns the id and the text of the comment that was written before.
    pub(super) fn comment(&self, event: &Event) -> Result<Option<(u64, String)>, Failure> {
        let path = format!("{}?per_page=100", self.comments(event));
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

    /// Writes a new comment.
    pub(super) fn write(&self, event: &Event, text: &str) -> Result<(), Failure> {
        send("POST", &self.comments(event), text)
    }

    fn comments(&self, event: &Event) -> String {
        format!("repos/{}/issues/{}/comments", event.repository, self.number)
    }
}

/// Writes another text into a comment.
pub(super) fn replace(event: &Event, id: u64, text: &str) -> Result<(), Failure> {
    let path = format!("repos/{}/issues/comments/{id}", event.repository);
    send("PATCH", &path, text)
}

fn send(method: &str, path: &str, text: &str) -> Result<(), Failure> {
    gh(&["--method", method, path, "--input", "-"], Some(text)).map(|_| ())
}

/// Asks GitHub and returns its answer; of lists, however many pages they have, the items.
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
