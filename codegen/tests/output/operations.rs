//! Operations: the public method, the request, the table, parameters.

use super::{answering, document, generated, items, method};

const HARBOUR: &str = "
/harbours/{harbour}/tides/{day}:
  get:
    operationId: fetchTide
    summary: Tides of a day
    description: High and low water of a harbour.
    x-idempotent: true
    x-evidence: {grade: observed, source: 2 of 3 integrations}
    security: [{key: []}, {user: []}]
    parameters:
      - {name: harbour, in: path, required: true, example: Kilindini, schema: {type: string}, description: Name of the harbour.}
      - {name: day, in: path, required: true, schema: {type: integer}, example: 21}
      - {name: X-Trace, in: header, schema: {type: string}}
      - {name: url, in: query, schema: {type: boolean}}
    responses:
      '200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Tide'}}}}";
const TIDE: &str = "Tide: {type: object, properties: {height: {type: number}}}";

#[test]
fn the_public_method_says_what_a_caller_must_know() {
    insta::assert_snapshot!(method(
        &generated(&document(HARBOUR, TIDE)),
        "api.rs",
        "fetch_tide"
    ));
}

#[test]
fn the_internal_method_escapes_the_path_and_keeps_wire_names() {
    insta::assert_snapshot!(method(
        &generated(&document(HARBOUR, TIDE)),
        "client.rs",
        "fetch_tide"
    ));
}

#[test]
fn the_table_says_what_is_known_before_a_call() {
    insta::assert_snapshot!(items(
        &generated(&document(HARBOUR, TIDE)),
        "operations.rs",
        "FETCH_TIDE"
    ));
}

#[test]
fn ways_to_one_token_that_are_asked_for_together_are_alternatives() {
    let harbour = HARBOUR.replace(
        "[{key: []}, {user: []}]",
        "[{first: [], key: [], second: []}]",
    );
    let document = document(&harbour, TIDE).replace(
        "    key: {type",
        "    first: {type: oauth2, flows: {}}\n    second: {type: http, scheme: Bearer}\n    key: {type",
    );
    let table = items(&generated(&document), "operations.rs", "FETCH_TIDE");
    let security = r#".security(&[&["first", "key"], &["second", "key"]])"#;
    assert!(table.contains(security), "{table}");
}

#[test]
fn the_request_takes_what_is_required_and_sets_the_rest() {
    insta::assert_snapshot!(items(
        &generated(&document(HARBOUR, TIDE)),
        "requests.rs",
        "FetchTide"
    ));
}

#[test]
fn lists_repeat_the_name_or_are_joined() {
    let paths = "
/tides:
  get:
    operationId: listTides
    parameters:
      - {name: kind, in: query, schema: {type: array, items: {type: string}}}
      - {name: ids, in: query, required: true, explode: false, schema: {type: array, items: {type: integer}}}
      - {name: days, in: query, style: pipeDelimited, schema: {type: array, items: {type: string, format: date}}}
    responses: {'204': {description: none}}";
    insta::assert_snapshot!(method(
        &generated(&document(paths, TIDE)),
        "api.rs",
        "list_tides"
    ));
}

#[test]
fn an_operation_without_parameters_has_a_request_too() {
    let output = generated(&document(
        "/ping:\n  get:\n    operationId: ping\n    responses: {'204': {description: none}}",
        TIDE,
    ));
    insta::assert_snapshot!(items(&output, "requests.rs", "Ping"));
}

#[test]
fn a_deprecated_operation_is_so_in_rust() {
    let paths = "/ping:\n  get:\n    operationId: ping\n    deprecated: true\n    responses: {'204': {description: none}}";
    let code = method(&generated(&document(paths, TIDE)), "api.rs", "ping");
    assert!(code.contains("#[deprecated]"), "{code}");
}

#[test]
fn the_method_returns_the_payload_of_an_envelope() {
    let schema = "
Tide: {type: object, required: [height], properties: {height: {type: number}}}
Answer: {type: object, x-envelope: content, properties: {code: {type: string}, content: {type: array, nullable: true, items: {$ref: '#/components/schemas/Tide'}}}}";
    let output = generated(&document(&answering("Answer"), schema));
    let code = method(&output, "api.rs", "fetch_tide");
    assert!(
        code.contains("Result<Reply<Vec<super::types::Tide>>, Error>"),
        "{code}"
    );
    assert!(
        code.contains("Ok(client.call.finish(answer)?.map(|answer| answer.content))"),
        "{code}"
    );
    insta::assert_snapshot!(items(&output, "types.rs", "Answer"));
}

#[test]
fn a_single_payload_may_be_missing() {
    let schema = "
Tide: {type: object, required: [height], properties: {height: {type: number}}}
Answer: {type: object, x-envelope: content, properties: {content: {$ref: '#/components/schemas/Tide'}}}";
    let output = generated(&document(&answering("Answer"), schema));
    assert!(
        method(&output, "api.rs", "fetch_tide")
            .contains("Result<Reply<Option<super::types::Tide>>, Error>")
    );
    assert!(
        items(&output, "types.rs", "Answer").contains("deserialize_with = \"generated_code::one\"")
    );
}

#[test]
fn failures_do_not_change_what_a_method_returns() {
    let paths = format!(
        "{}\n      '400': {{description: no, content: {{application/json: {{schema: {{type: string}}}}}}}}\n      \
         default: {{description: worse, content: {{text/html: {{schema: {{type: string}}}}}}}}",
        answering("Tide")
    );
    let code = method(&generated(&document(&paths, TIDE)), "api.rs", "fetch_tide");
    assert!(
        code.contains("Result<Reply<super::types::Tide>, Error>"),
        "{code}"
    );
}

/// HTTP does not tell the cases of a header's name apart, so one header has one field.
#[test]
fn a_header_of_the_operation_replaces_the_header_of_its_path_in_any_case() {
    let paths = "
/tides:
  parameters:
    - {name: X-Trace, in: header, schema: {type: string}}
  get:
    operationId: fetchTides
    parameters:
      - {name: x-trace, in: header, required: true, schema: {type: integer}}
    responses: {'204': {description: ok}}";
    let request = items(
        &generated(&document(paths, "")),
        "requests.rs",
        "FetchTides",
    );
    assert_eq!(request.matches("pub x_trace").count(), 1, "{request}");
    assert!(request.contains("pub x_trace: i64,"), "{request}");
}
