//! Where this repository is, and how its files are named in reports.

use std::env;
use std::path::{Path, PathBuf};

use crate::exit::Failure;

/// The document of this repository.
pub(crate) const DOCUMENT: &str = "spec/smart.yaml";

/// The root of the workspace: above the current folder, or else where cargo says that this tool is.
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

/// The folder that this process was started in.
pub(crate) fn current_folder() -> Result<PathBuf, Failure> {
    env::current_dir()
        .map_err(|error| Failure::new(format!("the current folder is not there: {error}")))
}

/// A path as reports name it: from the current folder where it lies below that.
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
