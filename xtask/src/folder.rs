//! Reads and changes a folder. All files are complete before the first one moves into place, and a
//! failure restores the old ones.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use crate::exit::Failure;
use crate::file;
use crate::plan::{Plan, Present};
use crate::workspace::shown;

/// Returns the entries of the folder, and the digest wherever it is. A missing folder is empty.
pub(crate) fn read(folder: &Path, digest: &Path) -> Result<BTreeMap<PathBuf, Present>, Failure> {
    let mut present = BTreeMap::new();
    match fs::read_dir(folder) {
        Ok(entries) => {
            for entry in entries {
                let entry = entry.map_err(|error| failure("read", folder, &error))?;
                let path = folder.join(entry.file_name());
                present.insert(path.clone(), look(&path)?);
            }
        }
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(failure("read the folder", folder, &error)),
    }
    if digest.symlink_metadata().is_ok() {
        present.insert(digest.to_owned(), look(digest)?);
    }
    Ok(present)
}

fn look(path: &Path) -> Result<Present, Failure> {
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_file() => fs::read(path)
            .map(Present::File)
            .map_err(|error| failure("read", path, &error)),
        Ok(_) => Ok(Present::Other),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Present::Other),
        Err(error) => Err(failure("read", path, &error)),
    }
}

/// Carries out a plan.
pub(crate) fn apply(
    plan: &Plan,
    wanted: &BTreeMap<PathBuf, String>,
    present: &BTreeMap<PathBuf, Present>,
) -> Result<(), Failure> {
    let mut made = MadeFolders::default();
    let mut staged = Vec::new();
    for path in plan.missing.iter().chain(&plan.differing) {
        let text = wanted.get(path).map(String::as_str).unwrap_or_default();
        made.parent_of(path)?;
        let new = file::stage(path, text.as_bytes())
            .map_err(|error| failure("write", path, &error).help("nothing was changed"))?;
        staged.push((path, new));
    }
    let mut placed = Vec::new();
    for (path, new) in staged {
        if let Err(error) = new.persist(path) {
            let lost = take_back(&placed, present);
            let failure = failure("write", path, &error.error);
            return Err(match lost.as_slice() {
                [] => failure.help("nothing was changed"),
                lost => failure.help(format!(
                    "these are changed already: {}",
                    lost.iter()
                        .map(|path| shown(path))
                        .collect::<Vec<_>>()
                        .join(", ")
                )),
            });
        }
        placed.push(path);
    }
    made.keep();
    for path in &plan.orphaned {
        fs::remove_file(path).map_err(|error| failure("delete", path, &error))?;
    }
    Ok(())
}

/// Restores the old files. Returns the paths that stay changed.
fn take_back<'p>(placed: &[&'p PathBuf], present: &BTreeMap<PathBuf, Present>) -> Vec<&'p PathBuf> {
    let undo = |path: &PathBuf| match present.get(path) {
        Some(Present::File(bytes)) => put_back(path, Some(bytes)),
        _ => put_back(path, None),
    };
    placed
        .iter()
        .filter(|path| undo(path).is_err())
        .copied()
        .collect()
}

/// Restores the old contents of a file, or deletes a file that is new.
pub(crate) fn put_back(path: &Path, before: Option<&[u8]>) -> io::Result<()> {
    match before {
        Some(bytes) => file::write(path, bytes),
        None => match fs::remove_file(path) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        },
    }
}

fn failure(verb: &str, path: &Path, error: &io::Error) -> Failure {
    Failure::io(verb, Path::new(&shown(path)), error)
}

/// New folders. A drop removes them unless they are kept.
#[derive(Debug, Default)]
struct MadeFolders(Vec<PathBuf>);

impl MadeFolders {
    fn parent_of(&mut self, path: &Path) -> Result<(), Failure> {
        let Some(parent) = path.parent() else {
            return Ok(());
        };
        let missing: Vec<&Path> = parent
            .ancestors()
            .take_while(|folder| !folder.as_os_str().is_empty() && !folder.exists())
            .collect();
        for folder in missing.into_iter().rev() {
            fs::create_dir(folder).map_err(|error| failure("make the folder", folder, &error))?;
            self.0.push(folder.to_owned());
        }
        Ok(())
    }

    fn keep(mut self) {
        self.0.clear();
    }
}

impl Drop for MadeFolders {
    fn drop(&mut self) {
        for folder in self.0.iter().rev() {
            // A folder that somebody has put something into meanwhile stays.
            let _ = fs::remove_dir(folder);
        }
    }
}
