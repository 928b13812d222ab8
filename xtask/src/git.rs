//! Reads from git without a checkout.

use std::fs::File;
use std::io::{self, Seek as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::exit::Failure;
use crate::reading;

/// The names of a main branch. The first that exists counts.
const MAIN: &[&str] = &["origin/main", "main", "origin/master", "master"];

/// The tags of releases.
const RELEASES: &str = "v[0-9]*";

/// An entry of a commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Entry {
    /// A regular file.
    File {
        /// The number of its bytes.
        size: u64,
    },
    /// A folder, a link, another repository.
    Other,
}

/// A git repository.
#[derive(Debug)]
pub(crate) struct Repository {
    folder: PathBuf,
}

impl Repository {
    /// Returns the repository around a folder. Paths begin at the folder.
    pub(crate) fn at(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
        }
    }

    /// Returns the output of git.
    ///
    /// # Errors
    /// The complaint of git.
    fn git(&self, arguments: &[&str]) -> Result<Vec<u8>, Failure> {
        let command = arguments.first().unwrap_or(&"");
        match self.ask(arguments)? {
            Ok(Some(answer)) => Ok(answer),
            Ok(None) => Err(reading::too_long(&format!("the answer of git {command}"))),
            Err(said) => Err(Failure::new(format!("git {command}: {said}"))),
        }
    }

    /// Returns the output of git, `None` for an output that is too long, or the complaint of git.
    ///
    /// # Errors
    /// A git that cannot be asked.
    fn ask(&self, arguments: &[&str]) -> Result<Result<Option<Vec<u8>>, String>, Failure> {
        let failed =
            |error: io::Error| Failure::new(format!("cannot run git: {error}")).help("install git");
        // A file takes the complaint, so that git never waits for somebody to read it.
        let complaint = tempfile::tempfile().map_err(failed)?;
        let mut child = Command::new("git")
            .current_dir(&self.folder)
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(complaint.try_clone().map_err(failed)?)
            .spawn()
            .map_err(failed)?;
        let answer = child.stdout.take().map(reading::bytes).transpose();
        let answer = answer.map_err(failed)?.flatten();
        if answer.is_none() {
            // What is left of a text that is too long is not waited for.
            child.kill().map_err(failed)?;
        }
        let ended = child.wait().map_err(failed)?;
        if answer.is_none() || ended.success() {
            return Ok(Ok(answer));
        }
        let said = said(complaint).map_err(failed)?;
        let said: Vec<&str> = said.trim().trim_start_matches("fatal: ").lines().collect();
        Ok(Err(said.join("; ")))
    }

    /// Returns the full name of a commit.
    ///
    /// # Errors
    /// A name that is no revision.
    pub(crate) fn commit(&self, revision: &str) -> Result<String, Failure> {
        let wanted = format!("{revision}^{{commit}}");
        let found = self.git(&[
            "rev-parse",
            "--verify",
            "--quiet",
            "--end-of-options",
            &wanted,
        ]);
        match found {
            Ok(name) => Ok(text(&name)),
            Err(_) => {
                // Where there is no repository at all, git's own words say more.
                self.git(&["rev-parse", "--git-dir"])?;
                let help = "name a file, REV:PATH, or a revision such as HEAD~1 or main";
                Err(
                    Failure::new(format!("`{revision}` is neither a file nor a revision"))
                        .help(self.history(help)),
                )
            }
        }
    }

    /// Returns the commit at which HEAD and the main branch parted.
    pub(crate) fn base(&self) -> Result<String, Failure> {
        self.git(&["rev-parse", "--git-dir"])?;
        let main = MAIN.iter().find(|branch| self.commit(branch).is_ok());
        let Some(main) = main else {
            return Err(Failure::new(format!(
                "there is no main branch: none of {}",
                MAIN.join(", ")
            ))
            .help(self.history("name the BASE: `cargo xtask diff BASE`")));
        };
        self.parting(main, "HEAD")
    }

    /// Returns the tag of the last release before a commit, if there is one.
    ///
    /// # Errors
    /// A clone in which it cannot be seen whether there was one.
    pub(crate) fn last_release(&self, commit: &str) -> Result<Option<String>, Failure> {
        self.git(&["rev-parse", "--git-dir"])?;
        let found = self.git(&[
            "describe",
            "--tags",
            "--abbrev=0",
            "--match",
            RELEASES,
            commit,
        ]);
        match found {
            Ok(tag) => Ok(Some(text(&tag))),
            Err(_) if self.is_shallow() => Err(Failure::new(
                "the clone is shallow, and no release is in what it has",
            )
            .help("`git fetch --unshallow --tags`, or name the BASE")),
            Err(_) => Ok(None),
        }
    }

    /// Returns the remedy for a missing commit: in a shallow clone, fetch the rest.
    fn history(&self, otherwise: &str) -> String {
        if self.is_shallow() {
            "the clone is shallow: `git fetch --unshallow` gets the rest of its history".to_owned()
        } else {
            otherwise.to_owned()
        }
    }

    fn is_shallow(&self) -> bool {
        let said = self.git(&["rev-parse", "--is-shallow-repository"]);
        said.is_ok_and(|said| text(&said) == "true")
    }

    /// Returns a file of a commit, if it exists.
    ///
    /// # Errors
    /// A file that is too long.
    pub(crate) fn file(&self, commit: &str, path: &str) -> Result<Option<Vec<u8>>, Failure> {
        // `./` makes it a path from the folder and not from the top of the repository.
        let place = format!("{commit}:./{path}");
        match self.ask(&["show", "--end-of-options", &place])? {
            Ok(Some(bytes)) => Ok(Some(bytes)),
            Ok(None) => Err(reading::too_long(&format!("{}:{path}", short(commit)))),
            Err(_) => Ok(None),
        }
    }

    /// Returns the text of a file in a commit, if it exists.
    ///
    /// # Errors
    /// A file that is too long or not UTF-8.
    pub(crate) fn text(&self, commit: &str, path: &str) -> Result<Option<String>, Failure> {
        let bytes = self.file(commit, path)?;
        let text = |bytes| reading::utf8(bytes, &format!("{}:{path}", short(commit)));
        bytes.map(text).transpose()
    }

    /// Returns the entry at a path of a commit, without reading it.
    ///
    /// # Errors
    /// A commit that git does not know.
    pub(crate) fn entry(&self, commit: &str, path: &str) -> Result<Option<Entry>, Failure> {
        let listed = self.git(&["ls-tree", "--long", "-z", "--end-of-options", commit, path])?;
        let listed = text(&listed);
        // `100644 blob 2fd4e1c6… 1024`, a tab and the path; of what is no file, no size.
        let Some((described, _)) = listed.split_once('\t') else {
            return Ok(None);
        };
        let mut words = described.split_ascii_whitespace();
        let is_file = words.next().is_some_and(|mode| mode.starts_with("100"));
        let size = words.last().and_then(|size| size.parse().ok());
        Ok(Some(match size.filter(|_| is_file) {
            Some(size) => Entry::File { size },
            None => Entry::Other,
        }))
    }

    /// Fetches a commit with its history and folders from the origin. Git fetches each file when it
    /// is first read, and checks nothing out.
    ///
    /// # Errors
    /// A commit that is not there.
    pub(crate) fn fetch(&self, commit: &str) -> Result<(), Failure> {
        let quiet = ["fetch", "--quiet", "--no-tags", "--no-recurse-submodules"];
        let what = ["--filter=blob:none", "--end-of-options", "origin", commit];
        self.git(&[&quiet[..], &what].concat()).map(|_| ())
    }

    /// Returns the commit at which two histories part.
    ///
    /// # Errors
    /// Histories that have no commit in common, and revisions that are not there.
    pub(crate) fn parting(&self, one: &str, other: &str) -> Result<String, Failure> {
        let commits = (self.commit(one)?, self.commit(other)?);
        let found = self
            .git(&["merge-base", &commits.0, &commits.1])
            .map_err(|_| {
                Failure::new(format!("{one} and {other} have no commit in common"))
                    .help(self.history("name the BASE: `cargo xtask diff BASE`"))
            })?;
        Ok(text(&found))
    }

    /// Returns the name that a file had in a commit before it was moved. `to` is a later commit, or
    /// the working tree.
    pub(crate) fn name_before(
        &self,
        commit: &str,
        until: Option<&str>,
        path: &str,
    ) -> Option<String> {
        let mut arguments = vec![
            "diff",
            "--name-status",
            "--find-renames",
            "--diff-filter=R",
            "--relative",
            "-z",
            commit,
        ];
        arguments.extend(until);
        let listed = text(&self.git(&arguments).ok()?);
        let mut parts = listed.split('\0');
        // `R097`, the old name, the new name.
        while let (Some(_), Some(old), Some(new)) = (parts.next(), parts.next(), parts.next()) {
            if new == path {
                return Some(old.to_owned());
            }
        }
        None
    }

    /// Returns the names of the files in a folder of a commit.
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

/// Returns the short name of a commit.
pub(crate) fn short(commit: &str) -> &str {
    commit.get(..12).unwrap_or(commit)
}

/// Returns the complaint of a program.
fn said(mut complaint: File) -> io::Result<String> {
    complaint.rewind()?;
    let said = reading::bytes(complaint)?.unwrap_or_default();
    Ok(String::from_utf8_lossy(&said).into_owned())
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim().to_owned()
}
