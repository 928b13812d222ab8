//! Reads texts of others up to the size limit of a document. A file without end is an error.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use smart_codegen::Source;
use smart_codegen::document::LONGEST;

use crate::exit::Failure;
use crate::terminal::Terminal;
use crate::workspace::{self, DOCUMENT, shown};

/// Returns all bytes of a stream, or `None` if they exceed the size limit of a document.
///
/// # Errors
/// Those of the stream.
pub(crate) fn bytes(stream: impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    // Read on by one byte: a text that ends at the limit is not too long.
    let limit = u64::try_from(LONGEST).unwrap_or(u64::MAX);
    stream.take(limit + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() <= LONGEST).then_some(bytes))
}

/// Returns the text of a file.
///
/// # Errors
/// A file that cannot be read, has too many bytes or is not UTF-8.
pub(crate) fn text(path: &Path) -> Result<String, Failure> {
    let name = shown(path);
    let read = File::open(path).and_then(bytes);
    let read = read.map_err(|error| Failure::io("read", Path::new(&name), &error))?;
    utf8(read.ok_or_else(|| too_long(&name))?, &name)
}

/// Returns a document with the files that it refers to, under the name that reports show.
///
/// # Errors
/// Those of [`text`].
pub(crate) fn document(path: &Path) -> Result<Source, Failure> {
    match text(path) {
        Ok(text) => Ok(Source::new(shown(path), text).with_files(|name| beside(path, name))),
        Err(failure) if path.exists() => Err(failure),
        Err(failure) => Err(failure.help("name an OpenAPI 3.0 document, YAML or JSON")),
    }
}

/// Returns the text of a file in the folder of a document or below. Neither a link nor a device leads
/// out of that folder.
///
/// # Errors
/// The reason why the file is not read, in words.
fn beside(document: &Path, name: &str) -> Result<String, String> {
    let in_words = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        _ => error.to_string(),
    };
    let folder = document.parent().filter(|path| *path != Path::new(""));
    let folder = folder.unwrap_or(Path::new(".")).canonicalize();
    let folder = folder.map_err(in_words)?;
    let path = folder.join(name).canonicalize().map_err(in_words)?;
    if !path.starts_with(&folder) {
        return Err("a link leads out of the folder of the document".to_owned());
    }
    if !path.is_file() {
        return Err("it is no regular file".to_owned());
    }
    text(&path).map_err(|failure| failure.to_string())
}

/// Returns the document that is named, or this repository's own.
///
/// # Errors
/// Those of [`text`].
pub(crate) fn named(name: Option<&Path>, terminal: &Terminal) -> Result<Source, Failure> {
    let path = match name {
        Some(path) => workspace::current_folder()?.join(path),
        None => workspace::root()?.join(DOCUMENT),
    };
    terminal.progress("Reading", &shown(&path));
    document(&path)
}

/// Returns bytes as text; `name` says where they are from.
///
/// # Errors
/// Bytes that are not UTF-8.
pub(crate) fn utf8(bytes: Vec<u8>, name: &str) -> Result<String, Failure> {
    String::from_utf8(bytes).map_err(|error| {
        let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = 1 + valid.iter().filter(|byte| **byte == b'\n').count();
        Failure::new(format!("{name}:{line} is not UTF-8")).help("save it as UTF-8")
    })
}

/// Returns the failure of a text that is too long.
pub(crate) fn too_long(name: &str) -> Failure {
    let limit = LONGEST >> 20;
    Failure::new(format!(
        "{name} is longer than {limit} MiB, the most that is read of one file"
    ))
    .help("leave out of a document what does not describe the API, such as large examples")
}
