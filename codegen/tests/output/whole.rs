//! What holds for every output.

use smart_codegen::STAMP;

use super::{document, generated};

const TIDES: &str = include_str!("../documents/tide.yaml");

#[test]
fn the_same_document_gives_the_same_bytes() {
    assert_eq!(generated(TIDES), generated(TIDES));
}

#[test]
fn every_file_is_stamped_and_without_binary_floating_point() {
    let output = generated(TIDES);
    for (name, code) in &output.files {
        assert!(code.starts_with(STAMP), "{name}");
        assert!(!code.contains("f64") && !code.contains("f32"), "{name}");
    }
}

#[test]
fn one_file_holds_the_same_modules() {
    let output = generated(TIDES);
    let one = syn::parse_file(&output.one_file()).unwrap();
    let modules: Vec<String> = one
        .items
        .iter()
        .filter_map(|item| match item {
            syn::Item::Mod(module) => Some(module.ident.to_string()),
            _ => None,
        })
        .collect();
    assert_eq!(
        modules,
        ["api", "client", "enums", "operations", "requests", "types"]
    );
}

#[test]
fn the_digest_is_a_sorted_fact_a_line() {
    let output = generated(TIDES);
    let facts: Vec<&str> = output.digest.lines().skip(1).collect();
    assert!(facts.is_sorted());
    insta::assert_snapshot!(output.digest);
}

#[test]
fn an_added_operation_leaves_the_code_of_others_as_it_was() {
    let path = |id: &str| {
        format!(
            "/{id}:\n  get:\n    operationId: {id}\n    responses: {{'204': {{description: none}}}}\n"
        )
    };
    let one = generated(&document(&path("fetchTide"), "X: {type: boolean}"));
    let two = generated(&document(
        &format!("{}{}", path("fetchTide"), path("listHarbours")),
        "X: {type: boolean}",
    ));
    for file in ["requests.rs", "api.rs", "client.rs"] {
        let lines: Vec<&str> = two.files[file].lines().collect();
        assert!(
            one.files[file].lines().all(|line| lines.contains(&line)),
            "{file}"
        );
    }
    assert_eq!(two.digest.lines().count(), one.digest.lines().count() + 2);
}

#[test]
fn a_name_with_a_line_break_does_not_break_its_line_of_the_digest() {
    let schema = "Tide: {type: object, properties: {\"high\\nlow\": {type: string}}}";
    let output = generated(&document(&super::answering("Tide"), schema));
    assert!(output.digest.contains(r"schema Tide.high\nlow · optional"));
}
