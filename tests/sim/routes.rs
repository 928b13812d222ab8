//! The operations that are simulated, and those that are not yet.

use std::collections::BTreeSet;

use smart_api::operations::OPERATIONS;

fn documented() -> BTreeSet<String> {
    let operations = OPERATIONS.iter();
    operations
        .map(|one| format!("{} {}", one.method(), one.path()))
        .collect()
}

fn simulated() -> BTreeSet<String> {
    let routes = smart_sim::routes().iter();
    routes
        .map(|(method, path)| format!("{method} {path}"))
        .collect()
}

#[test]
fn every_simulated_operation_is_in_the_document() {
    let only: Vec<_> = simulated().difference(&documented()).cloned().collect();
    assert_eq!(only, [""; 0]);
}

/// Whoever documents an operation decides whether it is simulated; the list may only shrink.
#[test]
fn the_operations_that_are_not_simulated_are_listed() {
    let missing: Vec<_> = documented().difference(&simulated()).cloned().collect();
    insta::assert_debug_snapshot!(missing, @"[]");
}

#[test]
fn the_operations_have_the_names_of_the_document() {
    for operation in smart_sim::Operation::all() {
        let mut known = OPERATIONS.iter();
        let found = known.find(|one| one.id() == operation.id());
        let found = found.unwrap_or_else(|| panic!("{operation:?}"));
        assert_eq!(found.method(), operation.method());
        assert_eq!(found.path(), operation.template());
    }
}
