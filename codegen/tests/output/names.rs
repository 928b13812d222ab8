//! Names: what the document calls things need not be a name in Rust, nor differ from another one.

use super::{answering, document, generated, items, method};

#[test]
fn signs_and_words_of_rust_become_names() {
    let schema =
        "Sign: {type: string, enum: [a-b, a_b, '', '+1', '-1', self, '<', '>=', 日本, '1st']}";
    let code = items(
        &generated(&document(&answering("Sign"), schema)),
        "enums.rs",
        "Sign",
    );
    insta::assert_snapshot!(code.split("impl").next().unwrap());
}

#[test]
fn fields_that_fold_to_one_name_stay_apart() {
    let schema = "Tide: {type: object, properties: {a-b: {type: string}, a_b: {type: string}, aB: {type: string}, type: {type: string}, Self: {type: string}}}";
    insta::assert_snapshot!(items(
        &generated(&document(&answering("Tide"), schema)),
        "types.rs",
        "Tide"
    ));
}

#[test]
fn schemas_that_fold_to_one_name_stay_apart_and_the_exact_one_keeps_it() {
    let schema = "tide-kind: {type: string, enum: [a]}\nTideKind: {type: string, enum: [b]}\nOption: {type: object, properties: {x: {$ref: '#/components/schemas/tide-kind'}, y: {$ref: '#/components/schemas/TideKind'}}}";
    let output = generated(&document(&answering("Option"), schema));
    let code = items(&output, "types.rs", "OptionType");
    assert!(
        code.contains("pub x: Option<super::enums::TideKind2>")
            && code.contains("pub y: Option<super::enums::TideKind>"),
        "{code}"
    );
}

#[test]
fn parameters_are_not_mistaken_for_each_other_or_for_what_the_code_calls_things() {
    let paths = "
/tide/{id}:
  put:
    operationId: type
    parameters:
      - {name: id, in: path, required: true, schema: {type: string}}
      - {name: id, in: query, required: true, schema: {type: string}}
      - {name: url, in: query, schema: {type: string}}
      - {name: body, in: query, schema: {type: string}}
    requestBody: {required: true, content: {application/json: {schema: {type: boolean}}}}
    responses: {'204': {description: done}}";
    insta::assert_snapshot!(method(
        &generated(&document(paths, "X: {type: boolean}")),
        "client.rs",
        "type_"
    ));
}

#[test]
fn an_inline_schema_is_named_after_its_place() {
    let schema = "Tide: {type: object, properties: {source: {type: object, properties: {gauge: {type: string, enum: [a, b]}}}}}";
    let output = generated(&document(&answering("Tide"), schema));
    assert!(
        items(&output, "types.rs", "TideSource")
            .contains("pub gauge: Option<super::enums::TideSourceGauge>")
    );
}
