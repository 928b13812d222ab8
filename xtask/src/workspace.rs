//! Finds this repository, and names its files in reports.

use std::env;
use std::path::{Path, PathBuf};

use crate::exit::Failure;

/// The document of this repository.
pub(crate) const DOCUMENT: &str = "spec/smart.yaml";

/// Returns the root of the workspace: a folder above the current one, or the place of this tool.
pub(crate) fn root() -> Result<PathBuf, Failure> {
    let current = current_folder()?;
    let manifest = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let candidates = current
        .ancestors()
        .chain(manifest.as_deref().into_iter().flat_map(Path::ancestors));
    for folder in candidates {
        if folder.join("Cargo.toml").is_file() && folder.join(DOCUMENT).is_file() {
            return Ok(folder.to_owned());
        }
    }
    Err(
        Failure::new(format!("{} is not in this workspace", current.display())).help(
            "run it in the repository, or name a document: `--spec FILE --out DIR`, `lint FILE`",
        ),
    )
}

/// Returns the folder in which this process started.
pub(crate) fn current_folder() -> Result<PathBuf, Failure> {
    env::current_dir()
        .map_err(|error| Failure::new(format!("the current folder is not there: {error}")))
}

/// Returns the path that reports show: relative if it lies below the current folder.
pub(crate) fn shown(path: &Path) -> String {
    let current = env::current_dir().unwrap_or_default();
    let short = path.strip_prefix(&current).unwrap_or(path);
    let text = short.display().to_string();
    if cfg!(windows) {
        text.replace('\\', "/")
    } else {
        text
    }
}
