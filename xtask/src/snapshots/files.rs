//! Finds, reads and writes snapshots.

use std::fs;
use std::path::{Path, PathBuf};

use crate::exit::Failure;
use crate::file;

/// Folders that hold no snapshots of ours.
const SKIPPED: [&str; 2] = ["target", "node_modules"];

/// Returns the files below a folder whose names have this end, in order.
pub(super) fn below(folder: &Path, ending: &str) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    if folder.exists() {
        search(folder, ending, &mut found)?;
    }
    found.sort();
    Ok(found)
}

fn search(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) -> Result<(), Failure> {
    let entries = fs::read_dir(folder).map_err(|error| Failure::io("read", folder, &error))?;
    for entry in entries {
        let entry = entry.map_err(|error| Failure::io("read", folder, &error))?;
        let kind = entry
            .file_type()
            .map_err(|error| Failure::io("read", &entry.path(), &error))?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if kind.is_dir() {
            if !SKIPPED.contains(&name.as_ref()) && !name.starts_with('.') {
                search(&entry.path(), ending, found)?;
            }
        } else if name.ends_with(ending) {
            found.push(entry.path());
        }
    }
    Ok(())
}

/// Reads a snapshot.
pub(super) fn read(path: &Path) -> Result<String, Failure> {
    fs::read_to_string(path).map_err(|error| Failure::io("read", path, &error))
}

/// Writes a snapshot, and creates its folder if it is missing.
pub(super) fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let failure = |error| Failure::io("write", path, &error);
    fs::create_dir_all(path.parent().unwrap_or(path)).map_err(failure)?;
    file::write(path, text).map_err(failure)
}

/// Deletes files of other test runs beside snapshots that are accepted now.
pub(super) fn delete_left_over(root: &Path) -> Result<(), Failure> {
    for path in below(root, ".snap.new")? {
        fs::remove_file(&path).map_err(|error| Failure::io("delete", &path, &error))?;
    }
    Ok(())
}
