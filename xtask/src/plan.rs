//! What has to be written and deleted so that a folder holds what the document says. Pure: it is
//! given what is there and what should be, and touches nothing.

use std::collections::BTreeMap;
use std::path::PathBuf;

use smart_codegen::STAMP;

/// How a digest begins.
pub(crate) const DIGEST_STAMP: &str = "# The API of ";

/// How the names of files begin that are being written.
pub(crate) const UNFINISHED: &str = ".smart-codegen-";

/// Something that is there already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Present {
    /// A file and what it holds.
    File(Vec<u8>),
    /// Anything else: a folder, a socket, a link that leads nowhere.
    Other,
}

impl Present {
    /// Whether we wrote it.
    fn stamped(&self) -> bool {
        let begins = |stamp: &str| match self {
            Present::File(bytes) => bytes.starts_with(stamp.as_bytes()),
            Present::Other => false,
        };
        begins(STAMP) || begins(DIGEST_STAMP)
    }

    /// Whether there is nothing to lose in it.
    fn empty(&self) -> bool {
        matches!(self, Present::File(bytes) if bytes.is_empty())
    }
}

/// The difference between what is there and what should be.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Plan {
    /// Files that are not there.
    pub(crate) missing: Vec<PathBuf>,
    /// Files that hold something else.
    pub(crate) differing: Vec<PathBuf>,
    /// Files of ours that nothing generates any more.
    pub(crate) orphaned: Vec<PathBuf>,
    /// How many files are right.
    pub(crate) fresh: usize,
    /// What is in the way: not ours, and overwriting it would lose something.
    pub(crate) foreign: Vec<PathBuf>,
    /// Whether the folder has things in it, and none of them is ours.
    pub(crate) strange_folder: bool,
}

impl Plan {
    /// Compares. `present` holds everything in the folder, and the digest wherever it is.
    pub(crate) fn new(
        wanted: &BTreeMap<PathBuf, String>,
        present: &BTreeMap<PathBuf, Present>,
        digest: &PathBuf,
    ) -> Self {
        let mut plan = Plan::default();
        for (path, text) in wanted {
            match present.get(path) {
                None => plan.missing.push(path.clone()),
                Some(Present::File(bytes)) if bytes == text.as_bytes() => plan.fresh += 1,
                Some(found) if found.stamped() || found.empty() => {
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
            .filter(|(path, found)| found.stamped() || unfinished(path))
            .map(|(path, _)| path.clone())
            .collect();
        // The digest may lie elsewhere, and would then speak for a folder that it is not in.
        let ours = |(path, found): (&PathBuf, &Present)| {
            path != digest && (found.stamped() || unfinished(path))
        };
        plan.strange_folder = others().next().is_some() && !present.iter().any(ours);
        plan
    }

    /// Whether everything is as it should be.
    pub(crate) fn is_fresh(&self) -> bool {
        self.missing.is_empty()
            && self.differing.is_empty()
            && self.orphaned.is_empty()
            && self.foreign.is_empty()
    }
}

/// Whether a file was being written by a run that was killed.
fn unfinished(path: &std::path::Path) -> bool {
    path.file_name()
        .is_some_and(|name| name.to_string_lossy().starts_with(UNFINISHED))
}

#[cfg(test)]
mod tests {
    use super::*;

    const DIGEST: &str = "out/api-digest.txt";

    fn wanted() -> BTreeMap<PathBuf, String> {
        BTreeMap::from([
            (
                "out/mod.rs".into(),
                format!("{STAMP} from a.yaml\nmod a;\n"),
            ),
            (DIGEST.into(), format!("{DIGEST_STAMP}a.yaml\n")),
        ])
    }

    fn plan(present: &[(&str, &str)]) -> Plan {
        let present = present
            .iter()
            .map(|(path, text)| (path.into(), Present::File(text.as_bytes().to_vec())))
            .collect();
        Plan::new(&wanted(), &present, &DIGEST.into())
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
        let plan = Plan::new(&wanted, &present, &DIGEST.into());
        assert!(plan.is_fresh());
        assert_eq!(plan.fresh, 2);
    }

    #[test]
    fn an_edited_file_of_ours_differs() {
        let edited = format!("{STAMP} from a.yaml\nmod b;\n");
        let plan = plan(&[("out/mod.rs", &edited)]);
        assert_eq!(plan.differing, paths(&["out/mod.rs"]));
        assert_eq!(plan.missing, paths(&[DIGEST]));
    }

    #[test]
    fn a_file_of_ours_that_nothing_generates_any_more_is_an_orphan() {
        let old = format!("{STAMP} from a.yaml\n");
        let plan = plan(&[("out/old.rs", &old), ("out/.smart-codegen-x1", "")]);
        assert_eq!(
            plan.orphaned,
            paths(&["out/.smart-codegen-x1", "out/old.rs"])
        );
        assert!(!plan.strange_folder);
    }

    #[test]
    fn what_is_not_ours_is_never_overwritten_nor_deleted() {
        let ours = format!("{STAMP} from a.yaml\n");
        let plan = plan(&[
            ("out/mod.rs", "mod mine;\n"),
            ("out/notes.txt", "mine"),
            ("out/types.rs", &ours),
        ]);
        assert_eq!(plan.foreign, paths(&["out/mod.rs"]));
        assert_eq!(plan.orphaned, paths(&["out/types.rs"]));
        assert!(plan.differing.is_empty());
    }

    #[test]
    fn a_folder_without_anything_of_ours_is_strange() {
        assert!(plan(&[("out/notes.txt", "mine")]).strange_folder);
        let digest = format!("{DIGEST_STAMP}a.yaml\n");
        assert!(plan(&[("out/notes.txt", "mine"), (DIGEST, &digest)]).strange_folder);
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
        let plan = Plan::new(&wanted(), &present, &DIGEST.into());
        assert_eq!(plan.foreign, paths(&["out/mod.rs"]));
    }
}
