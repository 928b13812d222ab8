//! Reads the event of the workflow. GitHub writes it, and no pull request can change it.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use crate::exit::Failure;

/// The end of a run of the first workflow.
pub(super) struct Event {
    /// The repository, as `owner/name`.
    pub(super) repository: String,
    /// The commit that the run was about.
    pub(super) commit: String,
    /// The branch whose head the commit is, as `owner:branch`.
    pub(super) head: String,
}

impl Event {
    /// Reads the event of this run.
    pub(super) fn read() -> Result<Self, Failure> {
        let other = "this is for a workflow that another one has started (`workflow_run`)";
        let path = std::env::var_os("GITHUB_EVENT_PATH").map(PathBuf::from);
        let path = path.ok_or_else(|| Failure::new("GITHUB_EVENT_PATH is not set").help(other))?;
        let text = fs::read_to_string(&path).map_err(|error| Failure::io("read", &path, &error))?;
        let event: Value = serde_json::from_str(&text)
            .map_err(|error| Failure::new(format!("{} is no JSON: {error}", path.display())))?;
        let value = |pointer: &str| {
            let value = event.pointer(pointer).and_then(Value::as_str);
            value.map(str::to_owned).ok_or_else(|| {
                Failure::new(format!("{} has no text at {pointer}", path.display())).help(other)
            })
        };
        let repository = value("/repository/full_name")?;
        let commit = value("/workflow_run/head_sha")?;
        if commit.len() < 40 || !commit.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(Failure::new(format!("{commit:?} is no commit")).help(other));
        }
        Ok(Self {
            repository,
            commit,
            head: format!(
                "{}:{}",
                value("/workflow_run/head_repository/owner/login")?,
                value("/workflow_run/head_branch")?
            ),
        })
    }
}
