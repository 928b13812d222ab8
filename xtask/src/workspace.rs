//! Where this repository is, and how its files are named in reports.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

use crate::exit::Failure;
use crate::terminal::Terminal;

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

/// Reads the document that is named, or this repository's own.
pub(crate) fn document(
    named: Option<&Path>,
    terminal: &Terminal,
) -> Result<smart_codegen::Source, Failure> {
    let path = match named {
        Some(path) => current_folder()?.join(path),
        None => root()?.join(DOCUMENT),
    };
    terminal.progress("Reading", &shown(&path));
    read_document(&path)
}

/// Reads a document.
pub(crate) fn read_document(path: &Path) -> Result<smart_codegen::Source, Failure> {
    let bytes = fs::read(path).map_err(|error| {
        let failure = Failure::io("read", Path::new(&shown(path)), &error);
        if error.kind() == io::ErrorKind::NotFound {
            failure.help("name an OpenAPI 3.0 document, YAML or JSON")
        } else {
            failure
        }
    })?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let line = 1 + error.as_bytes()[..error.utf8_error().valid_up_to()]
            .iter()
            .filter(|byte| **byte == b'\n')
            .count();
        Failure::new(format!("{}:{line} is not UTF-8", shown(path))).help("save it as UTF-8")
    })?;
    Ok(smart_codegen::Source::new(shown(path), text))
}
