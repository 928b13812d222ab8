//! Plans which files of a folder to write and which to delete. A plan compares what exists with
//! what the document gives, and touches nothing.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use smart_codegen::STAMP;

/// The name of a temporary file: its beginning, the number of its random characters, and its end.
pub(crate) const UNFINISHED: (&str, usize, &str) = (".smart-codegen-", 16, ".unfinished");

/// An entry of the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Present {
    /// A file, with its contents.
    File(Vec<u8>),
    /// A folder, a socket, or a link that leads nowhere.
    Other,
}

impl Present {
    /// Returns whether the entry is an empty file, which may be overwritten.
    fn is_empty(&self) -> bool {
        matches!(self, Present::File(bytes) if bytes.is_empty())
    }

    /// Returns whether the generator wrote the file at this path. Both its name and its whole first
    /// line must say so, because notes of a person may begin like a digest.
    fn is_ours(&self, path: &Path, digest: &Path) -> bool {
        let Present::File(bytes) = self else {
            return false;
        };
        let (code, api) = (begins_as_code(bytes), begins_as_digest(bytes));
        if is_unfinished(path) {
            return code || api || bytes.is_empty();
        }
        let is_code = path.extension().is_some_and(|extension| extension == "rs");
        code && is_code || api && path.file_name() == digest.file_name()
    }
}

/// Returns whether the first line is the stamp of generated code.
fn begins_as_code(bytes: &[u8]) -> bool {
    let rest = first_line(bytes).strip_prefix(STAMP.as_bytes());
    rest.is_some_and(|rest| rest.starts_with(b" from ") && rest.ends_with(b"; do not edit."))
}

/// Returns whether the first line is that of a digest.
fn begins_as_digest(bytes: &[u8]) -> bool {
    let line = first_line(bytes);
    line.starts_with(b"# The API of ")
        && line.ends_with(b", one fact a line; written by the generator.")
}

fn first_line(bytes: &[u8]) -> &[u8] {
    let line = bytes.split(|byte| *byte == b'\n').next();
    let line = line.unwrap_or_default();
    line.strip_suffix(b"\r").unwrap_or(line)
}

/// Returns whether the name is that of a temporary file, which a killed run may leave.
fn is_unfinished(path: &Path) -> bool {
    let (before, count, after) = UNFINISHED;
    let name = path.file_name().and_then(|name| name.to_str());
    name.and_then(|name| name.strip_prefix(before)?.strip_suffix(after))
        .is_some_and(|chance| {
            chance.len() == count && chance.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}

/// The difference between the folder and the output.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Plan {
    /// Missing files.
    pub(crate) missing: Vec<PathBuf>,
    /// Files with other contents.
    pub(crate) differing: Vec<PathBuf>,
    /// Generated files that the document no longer gives.
    pub(crate) orphaned: Vec<PathBuf>,
    /// The number of files that are right.
    pub(crate) fresh: usize,
    /// Files that the generator did not write, in the place of its output. They are never
    /// overwritten.
    pub(crate) foreign: Vec<PathBuf>,
    /// True if the folder has files, and the generator wrote none of them.
    pub(crate) strange_folder: bool,
}

impl Plan {
    /// Compares `present`, the entries of the folder and the digest, with the wanted files.
    pub(crate) fn new(
        wanted: &BTreeMap<PathBuf, String>,
        present: &BTreeMap<PathBuf, Present>,
        digest: &Path,
    ) -> Self {
        let mut plan = Plan::default();
        for (path, text) in wanted {
            match present.get(path) {
                None => plan.missing.push(path.clone()),
                Some(Present::File(bytes)) if bytes == text.as_bytes() => plan.fresh += 1,
                Some(found) if found.is_ours(path, digest) || found.is_empty() => {
                    plan.differing.push(path.clone());
                }
                Some(_) => plan.foreign.push(path.clone()),
            }
        }
        let others = || {
            present
                .iter()
                .filter(|(path, _)| !wanted.contains_key(*path))
        };
        plan.orphaned = others()
            .filter(|(path, found)| found.is_ours(path, digest))
            .map(|(path, _)| path.clone())
            .collect();
        // The digest may lie elsewhere, and would then speak for a folder that it is not in.
        let ours =
            |(path, found): (&PathBuf, &Present)| path != digest && found.is_ours(path, digest);
        plan.strange_folder = others().next().is_some() && !present.iter().any(ours);
        plan
    }

    /// Returns whether the folder already holds the output.
    pub(crate) fn is_fresh(&self) -> bool {
        self.missing.is_empty()
            && self.differing.is_empty()
            && self.orphaned.is_empty()
            && self.foreign.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DIGEST: &str = "out/api-digest.txt";

    /// Returns the first line of generated code.
    fn code() -> String {
        format!("{STAMP} from a.yaml; do not edit.\n")
    }

    /// Returns the first line of a digest.
    fn digest() -> String {
        "# The API of a.yaml, one fact a line; written by the generator.\n".to_owned()
    }

    fn wanted() -> BTreeMap<PathBuf, String> {
        BTreeMap::from([
            ("out/mod.rs".into(), code() + "mod a;\n"),
            (DIGEST.into(), digest()),
        ])
    }

    fn plan(present: &[(&str, &str)]) -> Plan {
        let present = present
            .iter()
            .map(|(path, text)| (path.into(), Present::File(text.as_bytes().to_vec())))
            .collect();
        Plan::new(&wanted(), &present, Path::new(DIGEST))
    }

    fn paths(paths: &[&str]) -> Vec<PathBuf> {
        paths.iter().map(PathBuf::from).collect()
    }

    #[test]
    fn everything_is_missing_from_an_empty_folder() {
        let plan = plan(&[]);
        assert_eq!(plan.missing, paths(&[DIGEST, "out/mod.rs"]));
        assert!(!plan.is_fresh() && !plan.strange_folder);
    }

    #[test]
    fn the_wanted_bytes_are_fresh() {
        let wanted = wanted();
        let present = wanted
            .iter()
            .map(|(path, text)| (path.clone(), Present::File(text.clone().into_bytes())))
            .collect();
        let plan = Plan::new(&wanted, &present, Path::new(DIGEST));
        assert!(plan.is_fresh());
        assert_eq!(plan.fresh, 2);
    }

    #[test]
    fn an_edited_file_of_ours_differs() {
        let edited = code() + "mod b;\n";
        let plan = plan(&[("out/mod.rs", &edited)]);
        assert_eq!(plan.differing, paths(&["out/mod.rs"]));
        assert_eq!(plan.missing, paths(&[DIGEST]));
    }

    #[test]
    fn a_file_of_ours_that_nothing_generates_any_more_is_an_orphan() {
        let unfinished = "out/.smart-codegen-0123456789abcDEF.unfinished";
        let plan = plan(&[("out/old.rs", &code()), (unfinished, "")]);
        assert_eq!(plan.orphaned, paths(&[unfinished, "out/old.rs"]));
        assert!(!plan.strange_folder);
    }

    #[test]
    fn files_of_others_are_never_overwritten_or_deleted() {
        let plan = plan(&[
            ("out/mod.rs", "mod mine;\n"),
            ("out/notes.txt", "mine"),
            ("out/types.rs", &code()),
        ]);
        assert_eq!(plan.foreign, paths(&["out/mod.rs"]));
        assert_eq!(plan.orphaned, paths(&["out/types.rs"]));
        assert!(plan.differing.is_empty());
    }

    #[test]
    fn a_folder_without_anything_of_ours_is_strange() {
        assert!(plan(&[("out/notes.txt", "mine")]).strange_folder);
        assert!(plan(&[("out/notes.txt", "mine"), (DIGEST, &digest())]).strange_folder);
    }

    #[test]
    fn an_empty_file_can_be_written_over() {
        let plan = plan(&[("out/mod.rs", "")]);
        assert_eq!(plan.differing, paths(&["out/mod.rs"]));
        assert!(!plan.strange_folder);
    }

    #[test]
    fn a_folder_where_a_file_should_be_is_in_the_way() {
        let present = BTreeMap::from([("out/mod.rs".into(), Present::Other)]);
        let plan = Plan::new(&wanted(), &present, Path::new(DIGEST));
        assert_eq!(plan.foreign, paths(&["out/mod.rs"]));
    }
}
