//! Tests the scripts and locks of the repository. A hash pins every installed package, no package
//! runs by itself, every lock is kept up to date, and a skipped check is reported.
#![expect(clippy::unwrap_used, reason = "a test may fail at any step")]

#[cfg(unix)]
mod dependencies;
mod locks;

use std::collections::BTreeSet;
use std::path::Path;
use std::{fs, io};

use smart_tests::document::workspace;

/// The paths of all files with that name below the root, as seen from there.
fn named(name: &str) -> BTreeSet<String> {
    files()
        .into_iter()
        .filter(|path| path.rsplit('/').next() == Some(name))
        .collect()
}

/// The paths of all files of the repository, as seen from its root; what is installed or built is
/// none of it.
fn files() -> BTreeSet<String> {
    fn collect(root: &Path, folder: &Path, found: &mut BTreeSet<String>) -> io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let (name, path) = (entry.file_name(), entry.path());
            let name = name.to_string_lossy();
            if entry.file_type()?.is_dir() {
                if !["target", "node_modules", ".venv", ".git"].contains(&&*name) {
                    collect(root, &path, found)?;
                }
            } else {
                found.insert(path.strip_prefix(root).unwrap().display().to_string());
            }
        }
        Ok(())
    }
    let mut found = BTreeSet::new();
    collect(&workspace(), &workspace(), &mut found).unwrap();
    found
}

fn read(path: &str) -> String {
    fs::read_to_string(workspace().join(path)).unwrap()
}

/// The folder of a file, as the forge's bot names it.
fn folder(path: &str) -> String {
    match path.rsplit_once('/') {
        Some((folder, _)) => format!("/{folder}"),
        None => "/".to_owned(),
    }
}
