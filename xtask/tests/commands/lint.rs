//! `lint`: all problems of a document.

use crate::sandbox::{Sandbox, TIDE, broken};

/// A document that even the house has nothing against.
const CLEAN: &str =
    "openapi: 3.0.3\ninfo: {title: Nothing, version: '1', description: Nothing.}\npaths: {}\n";

fn document(text: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("tide.yaml", text);
    sandbox
}

#[test]
fn a_clean_document_is_clean() {
    document(CLEAN)
        .run(&["lint", "tide.yaml"])
        .exits(0)
        .says("       Clean tide.yaml\n");
}

#[test]
fn problems_of_the_house_can_be_left_out() {
    let sandbox = document(TIDE);
    sandbox
        .run(&["lint", "tide.yaml"])
        .exits(100)
        .says("house[evidence-missing]")
        .says("--> tide.yaml:")
        .says("none in the way of generation");
    sandbox
        .run(&["lint", "tide.yaml", "--rules", "generation"])
        .exits(0);
}

#[test]
fn both_groups_are_reported_in_the_order_of_the_document_and_counted() {
    let sandbox = document(&broken());
    let ran = sandbox
        .run(&["lint", "tide.yaml", "--format", "json"])
        .exits(100);
    let report = ran.json();
    assert_eq!(report["document"], "tide.yaml");
    assert_eq!(report["counts"]["generation"], 1);
    let problems = report["problems"].as_array().unwrap();
    let house = report["counts"]["house"].as_u64().unwrap();
    assert_eq!(problems.len() as u64, house + 1);
    let lines: Vec<_> = problems
        .iter()
        .map(|it| it["places"][0]["line"].as_u64())
        .collect();
    assert!(lines.is_sorted(), "{lines:?}");
    let ran = sandbox.run(&["lint", "tide.yaml", "--rules", "generation"]);
    ran.exits(100).says("    Problems tide.yaml: 1 problem\n");
}

#[test]
fn the_document_of_the_workspace_is_the_default() {
    Sandbox::workspace(CLEAN)
        .run(&["lint"])
        .exits(0)
        .says("Clean spec/smart.yaml");
    Sandbox::new()
        .run(&["lint"])
        .exits(2)
        .complains("`lint FILE`");
}

#[test]
fn a_document_without_problems_is_an_empty_list_for_programs() {
    let report = document(CLEAN)
        .run(&["lint", "tide.yaml", "--format", "json"])
        .exits(0)
        .json();
    assert_eq!(report["problems"], serde_json::json!([]));
    assert_eq!(report["rules"], "all");
}

#[test]
fn text_that_is_no_document_has_a_place_and_a_file_that_is_not_there_has_none() {
    document("a: [")
        .run(&["lint", "tide.yaml"])
        .exits(100)
        .says("--> tide.yaml:");
    document("")
        .run(&["lint", "nowhere.yaml"])
        .exits(2)
        .complains("cannot read nowhere.yaml")
        .says_nothing();
    document("")
        .run(&["lint", "."])
        .exits(2)
        .complains("cannot read");
}
