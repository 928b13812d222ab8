//! Reading from git, without a checkout.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::exit::Failure;

/// The branches that pull requests go into, the first that is there.
const MAIN: &[&str] = &["origin/main", "main", "origin/master", "master"];

/// The repository that a folder lies in.
#[derive(Debug)]
pub(crate) struct Repository {
    folder: PathBuf,
}

impl Repository {
    /// The repository of a folder; `folder` is where paths begin.
    pub(crate) fn at(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
        }
    }

    fn git(&self, arguments: &[&str]) -> Result<Vec<u8>, Failure> {
        let output = Command::new("git")
            .current_dir(&self.folder)
            .args(arguments)
            .output()
            .map_err(|error| Failure::new(format!("cannot start git: {error}")))?;
        if output.status.success() {
            return Ok(output.stdout);
        }
        let said = String::from_utf8_lossy(&output.stderr);
        let said = said.trim().trim_start_matches("fatal: ");
        Err(Failure::new(format!(
            "git {}: {said}",
            arguments.first().unwrap_or(&"")
        )))
    }

    /// The full name of a commit.
    ///
    /// # Errors
    /// What is no revision.
    pub(crate) fn commit(&self, revision: &str) -> Result<String, Failure> {
        let wanted = format!("{revision}^{{commit}}");
        let found = self.git(&[
            "rev-parse",
            "--verify",
            "--quiet",
            "--end-of-options",
            &wanted,
        ]);
        let found = found.map_err(|_| {
            Failure::new(format!("`{revision}` is neither a file nor a revision"))
                .help("name a file, REV:PATH, or a revision such as HEAD~1 or main")
        })?;
        Ok(text(&found))
    }

    /// Where HEAD and the main branch parted.
    pub(crate) fn base(&self) -> Result<String, Failure> {
        let main = MAIN.iter().find(|branch| self.commit(branch).is_ok());
        let Some(main) = main else {
            return Err(Failure::new("there is no main branch").help("name the BASE"));
        };
        let found = self.git(&["merge-base", main, "HEAD"]).map_err(|_| {
            Failure::new(format!("{main} and HEAD have no commit in common"))
                .help("name the BASE, or fetch more of the history")
        })?;
        Ok(text(&found))
    }

    /// A file of a commit; nothing if it is not there.
    pub(crate) fn file(&self, commit: &str, path: &str) -> Option<Vec<u8>> {
        // `./` makes it a path from the folder and not from the top of the repository.
        self.git(&["show", "--end-of-options", &format!("{commit}:./{path}")])
            .ok()
    }

    /// The names of the files directly in a folder of a commit.
    pub(crate) fn names(&self, commit: &str, folder: &str) -> Vec<String> {
        let listed = self.git(&[
            "ls-tree",
            "--name-only",
            "-z",
            commit,
            &format!("{folder}/"),
        ]);
        let listed = text(&listed.unwrap_or_default());
        let names = listed
            .split('\0')
            .filter_map(|path| path.rsplit('/').next());
        names
            .filter(|name| !name.is_empty())
            .map(str::to_owned)
            .collect()
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim().to_owned()
}
