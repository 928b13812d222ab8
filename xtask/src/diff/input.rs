//! The two sides of a comparison: files, documents in git, revisions, or the working tree.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use smart_codegen::diff::Side;
use smart_codegen::problem::render;
use smart_codegen::{Options, Source};

use crate::cli::Since;
use crate::exit::Failure;
use crate::git::{Entry, Repository, short};
use crate::job::Job;
use crate::reading;
use crate::terminal::Terminal;
use crate::workspace;

const GENERATED: &str = "smart-api/src/generated";

/// One side, as the command line names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Input {
    /// A document on disk.
    File(PathBuf),
    /// A document in a commit.
    Blob { commit: String, path: String },
    /// This repository at a commit, with the name that the command line gave.
    Revision { commit: String, name: String },
    /// The working tree of this repository.
    WorkTree,
}

/// Both sides, and where they come from.
#[derive(Debug)]
pub(crate) struct Inputs {
    pub(crate) base: Input,
    pub(crate) head: Input,
    root: Option<PathBuf>,
    current: PathBuf,
}

impl Inputs {
    /// Returns the sides that the command line names. The default base is the commit where the main
    /// branch was left.
    pub(crate) fn new(base: Option<&str>, head: Option<&str>) -> Result<Self, Failure> {
        let root = workspace::root();
        let current = workspace::current_folder()?;
        let base = match base {
            Some(name) => named(name, &current, root.is_ok())?,
            None => {
                let commit = Repository::at(&workspace::root()?).base()?;
                let name = short(&commit).to_owned();
                Input::Revision { commit, name }
            }
        };
        let head = match head {
            Some(name) => named(name, &current, root.is_ok())?,
            None => {
                workspace::root()?;
                Input::WorkTree
            }
        };
        Ok(Self {
            base,
            head,
            root: root.ok(),
            current,
        })
    }

    /// Returns the sides that the command line names. The default base is the last release; without
    /// one there are no sides.
    pub(crate) fn since_release(since: &Since) -> Result<Option<Self>, Failure> {
        let head = since.head.as_deref();
        if let Some(base) = &since.base {
            return Self::new(Some(base), head).map(Some);
        }
        let repository = Repository::at(&workspace::root()?);
        let release = repository.last_release(head.unwrap_or("HEAD"))?;
        release
            .map(|release| Self::new(Some(&release), head))
            .transpose()
    }

    /// Reads both sides. Two revisions of this repository bring the generated code that they hold.
    pub(crate) fn read(&self, terminal: &mut Terminal) -> Result<(Side, Side), Failure> {
        let own = self.base.is_own() && self.head.is_own();
        Ok((
            self.side(&self.base, own, terminal)?,
            self.side(&self.head, own, terminal)?,
        ))
    }

    fn side(
        &self,
        input: &Input,
        checked_in: bool,
        terminal: &mut Terminal,
    ) -> Result<Side, Failure> {
        terminal.progress("Reading", &input.to_string());
        let source = self.source(input)?;
        let options = match checked_in {
            true => Job::own()?.options,
            false => Options::new(),
        };
        let side = Side::generate(&source, &options).map_err(|problems| {
            let mut text = String::new();
            // Writing to a string cannot fail.
            let _ = render::text(&problems, &source, terminal.look(), &mut text);
            // The report is of changes, and there is none.
            Failure::new(format!("{input} cannot be read")).problems(text)
        })?;
        let code = if checked_in {
            self.code(input)
        } else {
            BTreeMap::new()
        };
        Ok(if code.is_empty() {
            side
        } else {
            side.with_code(&code)
        })
    }

    fn source(&self, input: &Input) -> Result<Source, Failure> {
        match input {
            Input::File(path) => reading::document(path),
            Input::WorkTree => reading::document(&self.root()?.join(workspace::DOCUMENT)),
            Input::Blob { commit, path } => blob(&Repository::at(&self.current), commit, path),
            Input::Revision { commit, .. } => self.own_document(commit),
        }
    }

    /// Returns the document of this repository in a commit, also under an older name.
    fn own_document(&self, commit: &str) -> Result<Source, Failure> {
        let repository = Repository::at(self.root()?);
        let missing = match blob(&repository, commit, workspace::DOCUMENT) {
            Ok(source) => return Ok(source),
            Err(missing) => missing,
        };
        let until = match &self.head {
            Input::Revision { commit, .. } => Some(commit.as_str()),
            _ => None,
        };
        match repository.name_before(commit, until, workspace::DOCUMENT) {
            Some(path) => blob(&repository, commit, &path),
            None => Err(missing),
        }
    }

    fn root(&self) -> Result<&Path, Failure> {
        self.root
            .as_deref()
            .ok_or_else(|| Failure::new("this is no workspace of smart-api"))
    }

    /// Returns the generated code that a side of this repository holds.
    pub(crate) fn code(&self, input: &Input) -> BTreeMap<String, String> {
        let mut files = BTreeMap::new();
        let Ok(root) = self.root() else { return files };
        match input {
            Input::Revision { commit, .. } => {
                let repository = Repository::at(root);
                for name in repository.names(commit, GENERATED) {
                    let text = repository.text(commit, &format!("{GENERATED}/{name}"));
                    if let Ok(Some(text)) = text {
                        files.insert(name, text);
                    }
                }
            }
            Input::WorkTree => {
                let folder = fs::read_dir(root.join(GENERATED));
                for entry in folder.into_iter().flatten().flatten() {
                    if let (Ok(name), Ok(text)) = (
                        entry.file_name().into_string(),
                        reading::text(&entry.path()),
                    ) {
                        files.insert(name, text);
                    }
                }
            }
            Input::File(_) | Input::Blob { .. } => {}
        }
        files
    }

    /// Returns a file of a side that is this repository.
    pub(crate) fn beside(&self, input: &Input, path: &str) -> Option<String> {
        let root = self.root().ok()?;
        match input {
            Input::WorkTree => reading::text(&root.join(path)).ok(),
            Input::Revision { commit, .. } => Repository::at(root).text(commit, path).ok()?,
            Input::File(_) | Input::Blob { .. } => None,
        }
    }

    /// Returns the version of the workspace on a side.
    pub(crate) fn version(&self, input: &Input) -> Option<String> {
        version(&self.beside(input, "Cargo.toml")?)
    }
}

/// Returns the version in the manifest of a workspace.
pub(crate) fn version(manifest: &str) -> Option<String> {
    let manifest: toml_edit::DocumentMut = manifest.parse().ok()?;
    let version = manifest.get("workspace")?.get("package")?.get("version")?;
    version.as_str().map(str::to_owned)
}

/// Returns a document in a commit, with the files of the commit that it refers to.
fn blob(repository: &Repository, commit: &str, path: &str) -> Result<Source, Failure> {
    let text = repository.text(commit, path)?.ok_or_else(|| {
        Failure::new(format!("{path} is not in {}", short(commit)))
            .help("name where it is: REV:PATH")
    })?;
    Ok(Source::new(path, text).with_files(|name| {
        let path = match path.rsplit_once('/') {
            Some((folder, _)) => format!("{folder}/{name}"),
            None => name.to_owned(),
        };
        beside(repository, commit, &path).map_err(|failure| failure.to_string())?
    }))
}

/// Returns the text of a file of a commit, or why it is not read, in words.
///
/// # Errors
/// A failure of git.
fn beside(
    repository: &Repository,
    commit: &str,
    path: &str,
) -> Result<Result<String, String>, Failure> {
    let reason = match repository.entry(commit, path)? {
        Some(Entry::File { .. }) => match repository.text(commit, path)? {
            Some(text) => return Ok(Ok(text)),
            None => "cannot be read",
        },
        Some(Entry::Other) => "is no regular file",
        None => "does not exist",
    };
    Ok(Err(format!("{}:{path} {reason}", short(commit))))
}

fn named(name: &str, current: &Path, in_workspace: bool) -> Result<Input, Failure> {
    let path = current.join(name);
    // A pipe is read like a file; a folder may have the name of a branch.
    if path.metadata().is_ok_and(|found| !found.is_dir()) {
        return Ok(Input::File(path));
    }
    let here = Repository::at(current);
    if let Some((revision, path)) = name.split_once(':') {
        let commit = here.commit(revision)?;
        return Ok(Input::Blob {
            commit,
            path: path.to_owned(),
        });
    }
    if !in_workspace {
        return Err(Failure::new(format!("{name} is not there")).help("name a file, or REV:PATH"));
    }
    Ok(Input::Revision {
        commit: here.commit(name)?,
        name: name.to_owned(),
    })
}

impl Input {
    /// Returns whether the side is this repository, and not a lone document.
    fn is_own(&self) -> bool {
        matches!(self, Input::Revision { .. } | Input::WorkTree)
    }
}

impl std::fmt::Display for Input {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Input::File(path) => f.write_str(&workspace::shown(path)),
            Input::Blob { commit, path } => {
                write!(f, "{}:{path}", short(commit))
            }
            Input::Revision { name, .. } => write!(f, "{name}:{}", workspace::DOCUMENT),
            Input::WorkTree => f.write_str(workspace::DOCUMENT),
        }
    }
}
