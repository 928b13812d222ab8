//! Documents of special shapes, and what is told of a change beside its verdicts.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use smart_codegen::diff::{Kind, Rust, Side, compare};
use smart_codegen::{Options, Source};

use super::pairs::HARBOUR;
use super::{said, side};

const TREE: &str = r"
openapi: 3.0.3
info: {title: Trees, version: '1'}
servers:
  - url: https://trees.example
paths:
  /tree:
    get:
      operationId: fetchTree
      summary: A tree.
      responses:
        '200':
          description: The tree.
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Node'}
components:
  schemas:
    Node:
      type: object
      properties:
        label: {type: string}
        children:
          type: array
          items: {$ref: '#/components/schemas/Node'}
        leaf: {$ref: '#/components/schemas/Leaf'}
    Leaf:
      type: object
      properties:
        colour: {type: string}
        branches:
          type: array
          items: {$ref: '#/components/schemas/Node'}
";

#[test]
fn schemas_that_contain_themselves_are_compared_once() {
    let base = side(TREE);
    assert!(base.generates(), "{:#?}", base.problems());
    let head = side(&TREE.replace("colour: {type: string}", "colour: {type: integer}"));
    let wanted = "type-changed Leaf.colour · breaks · breaks · breaks";
    assert_eq!(said(&base, &head), [wanted]);
    assert_eq!(*compare(&base, &head).entries[0].operations, ["fetchTree"]);
}

#[test]
fn references_in_a_circle_come_to_an_end() {
    let circle = TREE.replace(
        "    Leaf:\n      type: object\n      properties:\n        colour: {type: string}\n        branches:\n          type: array\n          items: {$ref: '#/components/schemas/Node'}\n",
        "    Leaf: {$ref: '#/components/schemas/Twig'}\n    Twig: {$ref: '#/components/schemas/Leaf'}\n",
    );
    let (base, head) = (side(TREE), side(&circle));
    assert!(!head.generates());
    let report = compare(&base, &head);
    assert!(!report.generates() && !report.entries.is_empty());
    assert_eq!(report.rust(), Rust::Unknown);
    assert_eq!(report.problems.len(), head.problems().len());
    assert!(!compare(&head, &base).entries.is_empty());
}

#[test]
fn a_schema_that_many_operations_use_is_one_entry_that_names_them_all() {
    let mut paths = String::new();
    for number in 10..60 {
        let _ = write!(
            paths,
            "  /tree{number}:\n    get:\n      operationId: fetchTree{number}\n      summary: A tree.\n      responses:\n        '200':\n          description: The tree.\n          content:\n            application/json:\n              schema: {{$ref: '#/components/schemas/Node'}}\n"
        );
    }
    let base = TREE.replace("components:\n", &format!("{paths}components:\n"));
    let head = base.replace(
        "label: {type: string}",
        "label: {type: string}\n        age: {type: integer}",
    );
    let report = compare(&side(&base), &side(&head));
    assert_eq!(report.entries.len(), 1);
    assert_eq!(report.entries[0].operations.len(), 51);
    assert!(
        report.entries[0]
            .operations
            .contains(&"fetchTree59".to_owned())
    );
}

#[test]
fn what_is_gone_has_a_line_on_both_sides() {
    let lines = |text: &str, line: &str| {
        let before = text.split(line).next().unwrap_or_default();
        before.matches('\n').count() + 1
    };
    let gone = "        since: {type: string}\n";
    let head = HARBOUR.replace(gone, "");
    let report = compare(&side(HARBOUR), &side(&head));
    let [entry] = report.entries.as_slice() else {
        panic!("{report:#?}");
    };
    let line = |place: &Option<smart_codegen::problem::Place>| {
        place.as_ref().map(|place| place.span.line as usize)
    };
    assert_eq!(line(&entry.base), Some(lines(HARBOUR, gone)));
    assert_eq!(line(&entry.head), Some(lines(&head, "    Berth:\n")));
    assert_eq!(entry.ways.names(), ["response"]);
    assert_eq!(*entry.operations, ["fetchBerth"]);
}

/// The code of another generator in place of what is generated now.
fn edited(files: &BTreeMap<String, String>, from: &str, to: &str) -> BTreeMap<String, String> {
    let mut files = files.clone();
    let types = files
        .get_mut("types.rs")
        .unwrap_or_else(|| panic!("no types"));
    assert_eq!(types.matches(from).count(), 1, "{from:?}");
    *types = types.replace(from, to);
    files
}

#[test]
fn code_that_differs_without_a_reason_in_the_document_is_shown_and_breaks() {
    let base = side(HARBOUR);
    let files = edited(base.files(), "pub seal: String", "pub seal: Box<str>");
    let head = side(HARBOUR).with_code(&files);
    let report = compare(&base, &head);
    let [entry] = report.entries.as_slice() else {
        panic!("{report:#?}");
    };
    assert_eq!(entry.kind, Kind::GeneratedCodeChanged);
    assert_eq!(
        (entry.subject.as_str(), entry.rust),
        ("types::BoxType", Rust::Breaks)
    );
    assert_eq!(entry.changes[0].name, "types::BoxType.seal");
    assert!(entry.base.is_some() && entry.head.is_some());
}

#[test]
fn code_that_differs_out_of_sight_is_no_change() {
    let base = side(HARBOUR);
    let files = edited(
        base.files(),
        "f.write_str(\"an object (Arrival)\")",
        "f.write_str(\"it\")",
    );
    let head = side(HARBOUR).with_code(&files);
    assert_eq!(said(&base, &head), [""; 0]);
}

#[test]
fn what_is_no_document_cannot_be_compared() {
    for text in ["", "a: [", "openapi: 2.0\ninfo: {}\n"] {
        let side = Side::generate(&Source::new("x.yaml", text), &Options::new());
        assert!(side.is_err_and(|problems| !problems.is_empty()), "{text:?}");
    }
}
