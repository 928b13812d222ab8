//! Finds fixtures, and checks that every fixture is used.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use smart_api::operations::OPERATIONS;

/// `tests/fixtures`.
pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

/// The text of a fixture, such as `fetchVisit/request.http`.
#[track_caller]
pub(crate) fn text(name: &str) -> String {
    let text = fs::read_to_string(folder().join(name));
    text.unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn names(folder: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).unwrap();
    entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}

#[test]
fn there_is_a_folder_for_each_operation_and_no_other() {
    let operations: BTreeSet<String> = OPERATIONS
        .iter()
        .map(|operation| operation.id().to_owned())
        .collect();
    assert_eq!(
        names(&folder()),
        operations,
        "add a folder of fixtures for each operation"
    );
}

#[test]
fn every_fixture_is_used() {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("wire");
    let code: String = names(&sources)
        .iter()
        .filter(|name| name.ends_with(".rs"))
        .map(|name| fs::read_to_string(sources.join(name)).unwrap())
        .collect();
    for operation in names(&folder()) {
        for name in names(&folder().join(&operation)) {
            let fixture = format!("{operation}/{name}\"");
            assert!(code.contains(&fixture), "nothing uses {fixture}");
        }
    }
}
