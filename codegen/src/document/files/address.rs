//! Where a reference leads: to a file in or below the folder of the document, and to a place in it.

use super::super::references::{decoded, local_pointer};
use crate::problem::{Outside, Reference};
use crate::source::Source;

/// A place in one of the files.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Address {
    /// The path of the file from the folder of the document.
    pub(super) path: String,
    /// The JSON pointer of the place.
    pub(super) pointer: String,
}

/// Returns the place that a reference of a file leads to. Returns `None` for a text that is no
/// reference at all, such as a lone name.
///
/// # Errors
/// A reference that leads out of the folder of the document.
pub(super) fn resolve(
    source: &Source,
    file: u32,
    written: &str,
) -> Result<Option<Address>, Reference> {
    if written.is_empty() {
        return Ok(None);
    }
    let base = source.path(file);
    let (path, fragment) = written.split_once('#').unwrap_or((written, ""));
    let path = if path.is_empty() {
        base.to_owned()
    } else if path.contains(['.', '/', ':']) || written.contains('#') {
        let folder = base.rfind('/').map_or("", |end| &base[..end]);
        match relative(folder, path) {
            Ok(Some(path)) => path,
            Ok(None) => return Ok(None),
            Err(why) => {
                let reference = written.to_owned();
                return Err(Reference::External { reference, why });
            }
        }
    } else {
        return Ok(None);
    };
    let pointer = local_pointer(&format!("#{fragment}"));
    Ok(pointer.map(|pointer| Address { path, pointer }))
}

/// Returns the path that a relative path leads to from a folder. Returns `None` for a text that is
/// no path.
///
/// # Errors
/// A URL, an absolute path, and a path that leaves the folder of the document.
fn relative(folder: &str, written: &str) -> Result<Option<String>, Outside> {
    let before_colon = written.split_once(':').map(|(scheme, _)| scheme);
    let is_scheme = |text: &str| {
        text.starts_with(|sign: char| sign.is_ascii_alphabetic())
            && text
                .chars()
                .all(|sign| sign.is_ascii_alphanumeric() || "+-.".contains(sign))
    };
    if before_colon.is_some_and(is_scheme) {
        return Err(Outside::Url);
    }
    // Escapes hide no separator and no `..` from what follows.
    let Some(path) = decoded(written) else {
        return Ok(None);
    };
    if path.starts_with('/') {
        return Err(Outside::Absolute);
    }
    if path.contains(['\\', ':', '\0']) {
        return Ok(None);
    }
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in path.split('/') {
        match step {
            "" | "." => {}
            ".." if steps.pop().is_none() => return Err(Outside::Above),
            ".." => {}
            step => steps.push(step),
        }
    }
    Ok(Some(steps.join("/")).filter(|path| !path.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_lead_from_the_folder_of_their_file_and_never_above_the_first() {
        for (folder, written, path) in [
            ("", "a.yaml", "a.yaml"),
            ("", "./a.yaml", "a.yaml"),
            ("b/c", "a.yaml", "b/c/a.yaml"),
            ("b/c", "../../a.yaml", "a.yaml"),
            ("b", "..//./x/../a%20b.yaml", "a b.yaml"),
        ] {
            assert_eq!(relative(folder, written), Ok(Some(path.to_owned())));
        }
        for (folder, written, why) in [
            ("", "../a.yaml", Outside::Above),
            ("b", "../../b/a.yaml", Outside::Above),
            ("", "%2e%2e/a.yaml", Outside::Above),
            ("", "x/..%2f../a.yaml", Outside::Above),
            ("", "/etc/passwd", Outside::Absolute),
            ("", "//host/a.yaml", Outside::Absolute),
            ("", "%2Fetc/passwd", Outside::Absolute),
            ("", "file:///etc/passwd", Outside::Url),
            ("", "https://example.com/a.yaml", Outside::Url),
            ("", "C:/a.yaml", Outside::Url),
        ] {
            assert_eq!(relative(folder, written), Err(why), "{written}");
        }
        for no_path in ["a\\b.yaml", "%zz.yaml", "a%00.yaml", "./", "1:a.yaml"] {
            assert_eq!(relative("", no_path), Ok(None), "{no_path}");
        }
    }
}
