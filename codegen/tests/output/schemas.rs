//! Types: fields, enums, distinct types, alternatives.

use super::{answering, document, generated, items, sending};

#[test]
fn an_open_enum_keeps_what_it_does_not_list() {
    let schema = "TideKind:\n  type: string\n  enum: [high, low]\n  x-open-enum: true\n  x-enum: {high: {description: High water.}}";
    let output = generated(&document(&answering("TideKind"), schema));
    insta::assert_snapshot!(items(&output, "enums.rs", "TideKind"));
}

#[test]
fn a_closed_enum_refuses_what_it_does_not_list() {
    let output = generated(&document(
        &answering("TideKind"),
        "TideKind: {type: string, enum: [high, low]}",
    ));
    insta::assert_snapshot!(items(&output, "enums.rs", "TideKind"));
}

#[test]
fn an_id_is_a_type_of_its_own() {
    let output = generated(&document(
        &answering("TideId"),
        "TideId: {type: integer, description: Number of a tide.}",
    ));
    insta::assert_snapshot!(items(&output, "types.rs", "TideId"));
}

#[test]
fn a_personal_name_is_not_printed() {
    let output = generated(&document(
        &answering("Pilot"),
        "Pilot: {type: string, x-sensitive: personal}",
    ));
    let code = items(&output, "types.rs", "Pilot");
    insta::assert_snapshot!(code);
    assert!(!code.contains("derive(Clone, Debug"));
}

#[test]
fn fields_have_wire_names_exact_types_and_lists_that_may_be_null() {
    let schema = "
Tide:
  type: object
  required: [heightAboveDatum, note]
  properties:
    heightAboveDatum: {type: number, description: Metres above chart datum.}
    note: {type: string, nullable: true}
    kinds: {type: array, nullable: true, items: {type: string}}
    byHarbour: {type: object, additionalProperties: {type: number}}
    at: {type: string, format: date-time}
    day: {type: string, format: date}
    begin: {type: string, format: smart-datetime}
    count: {type: integer, format: int32}
    any: {}
    old: {type: boolean, deprecated: true}";
    let output = generated(&document(&answering("Tide"), schema));
    insta::assert_snapshot!(items(&output, "types.rs", "Tide"));
}

#[test]
fn secret_and_personal_fields_are_redacted() {
    let schema = "
Login:
  type: object
  properties:
    user: {type: string}
    password: {type: string, x-sensitive: secret}
    born: {type: string, format: date, x-sensitive: personal}";
    let output = generated(&document(&answering("Login"), schema));
    insta::assert_snapshot!(items(&output, "types.rs", "Login"));
}

#[test]
fn other_spellings_are_read() {
    let schema = "
Tide:
  type: object
  properties:
    tide_id: {type: integer, x-aliases: [id, tideId], x-required: true}
    kinds: {type: array, items: {type: string}}";
    let output = generated(&document(&answering("Tide"), schema));
    insta::assert_snapshot!(items(&output, "types.rs", "Tide"));
}

#[test]
fn fields_without_a_name_are_kept_where_the_document_wants_them() {
    let schema = "Tide: {type: object, properties: {id: {type: integer}}, additionalProperties: {type: number}}";
    let output = generated(&document(&answering("Tide"), schema));
    insta::assert_snapshot!(items(&output, "types.rs", "Tide"));
}

#[test]
fn parts_of_an_all_of_become_one_struct() {
    let schema = "
Base: {type: object, required: [id], properties: {id: {type: integer}, note: {type: string}}}
Tide:
  allOf:
    - $ref: '#/components/schemas/Base'
    - {type: object, required: [note], properties: {note: {type: string, nullable: true}, high: {type: boolean}}}";
    let output = generated(&document(&answering("Tide"), schema));
    insta::assert_snapshot!(items(&output, "types.rs", "Tide"));
}

#[test]
fn alternatives_are_an_enum() {
    let schema = "
Gauge: {type: object, required: [gauge], properties: {gauge: {type: string}}}
Source: {oneOf: [{type: string}, {$ref: '#/components/schemas/Gauge'}, {type: boolean}]}";
    let output = generated(&document(&answering("Source"), schema));
    insta::assert_snapshot!(items(&output, "types.rs", "Source"));
}

#[test]
fn three_required_values_are_arguments() {
    let schema = "Tide: {type: object, required: [id, list], properties: {id: {type: integer}, list: {type: array, items: {type: string}}, note: {type: string}}}";
    let output = generated(&document(&sending("Tide"), schema));
    insta::assert_snapshot!(items(&output, "types.rs", "Tide"));
}

#[test]
fn a_builder_does_not_build_while_one_of_four_is_missing() {
    let schema = "Tide: {type: object, required: [a, b, c, d], properties: {a: {type: string}, b: {type: string}, c: {type: number}, d: {type: integer}, e: {type: string}}}";
    let output = generated(&document(&sending("Tide"), schema));
    insta::assert_snapshot!(items(&output, "types.rs", "TideBuilder"));
}

#[test]
fn what_travels_one_way_is_not_asked_of_the_other() {
    let schema = "Tide: {type: object, required: [id, name], properties: {id: {type: integer, readOnly: true}, name: {type: string}}}";
    let sent = items(
        &generated(&document(&sending("Tide"), schema)),
        "types.rs",
        "Tide",
    );
    assert!(
        sent.contains("pub id: Option<i64>") && sent.contains("fn new(name: impl Into<String>)"),
        "{sent}"
    );
    let received = items(
        &generated(&document(&answering("Tide"), schema)),
        "types.rs",
        "Tide",
    );
    assert!(received.contains("pub id: i64"), "{received}");
}

#[test]
fn a_nullable_field_can_borrow_a_distinct_type() {
    let schema = "
Harbour: {type: string}
Tide: {type: object, properties: {harbour: {type: string, nullable: true, x-type: Harbour}}}";
    let code = items(
        &generated(&document(&answering("Tide"), schema)),
        "types.rs",
        "Tide",
    );
    assert!(code.contains("pub harbour: Option<Harbour>"), "{code}");
}

#[test]
fn text_or_number_is_one_type_wherever_it_stands() {
    let schema = "
PoolNumber: {format: text-or-number, oneOf: [{type: string}, {type: number, format: decimal}]}
Tide: {type: object, required: [a], properties: {a: {$ref: '#/components/schemas/PoolNumber'}, b: {$ref: '#/components/schemas/PoolNumber'}}}";
    let output = generated(&document(&answering("Tide"), schema));
    let code = items(&output, "types.rs", "Tide");
    assert!(
        code.contains("pub a: smart_runtime::TextOrNumber")
            && code.contains("pub b: Option<smart_runtime::TextOrNumber>"),
        "{code}"
    );
    assert!(!output.files["types.rs"].contains("PoolNumber"));
}

#[test]
fn structs_that_stand_in_each_other_too_deeply_are_boxed() {
    let output = generated(&document(
        &answering("Link0"),
        &format!(
            "{}Link40: {{type: object, properties: {{name: {{type: string}}}}}}",
            chain("Link", 40)
        ),
    ));
    let boxes = output.files["types.rs"].matches("pub next: Option<Box<Link");
    assert_eq!(boxes.count(), 2);
    let code = items(&output, "types.rs", "Link39");
    assert!(code.contains("pub next: Option<Link40>"), "{code}");
}

#[test]
fn structs_that_are_too_deep_through_a_circle_are_boxed() {
    let output = generated(&document(
        &answering("In0"),
        &format!(
            "{}{}
Back: {{type: object, properties: {{forth: {{$ref: '#/components/schemas/Forth'}}}}}}
Round: {{type: object, properties: {{back: {{$ref: '#/components/schemas/Back'}}}}}}
In10: {{type: object, properties: {{back: {{$ref: '#/components/schemas/Back'}}}}}}
Out10: {{type: object, properties: {{name: {{type: string}}}}}}
Forth: {{type: object, properties: {{round: {{$ref: '#/components/schemas/Round'}}, out: {{$ref: '#/components/schemas/Out0'}}}}}}",
            chain("In", 10),
            chain("Out", 10)
        ),
    ));
    let boxes = output.files["types.rs"].matches("Box<");
    assert_eq!(boxes.count(), 2, "one breaks the circle");
}

#[test]
fn the_box_that_breaks_a_circle_does_not_depend_on_the_order() {
    let ring = ["A", "B", "C"].map(|name| {
        let next = if name == "C" { 'A' } else { char::from(name.as_bytes()[0] + 1) };
        format!("{name}: {{type: object, properties: {{next: {{$ref: '#/components/schemas/{next}'}}}}}}\n")
    });
    for order in [[0, 1, 2], [1, 2, 0], [2, 1, 0]] {
        let schemas = order.map(|at: usize| ring[at].clone()).concat();
        let types = &generated(&document(&answering("B"), &schemas)).files["types.rs"];
        assert!(types.contains("pub next: Option<Box<A>>"), "{types}");
        assert_eq!(types.matches("Box<").count(), 1, "{types}");
    }
}

/// Structs `{name}0`, `{name}1` and so on, each of which stands in the one before.
fn chain(name: &str, length: usize) -> String {
    let link = |number: usize| {
        let next = number + 1;
        format!(
            "{name}{number}: {{type: object, properties: {{next: {{$ref: '#/components/schemas/{name}{next}'}}}}}}\n"
        )
    };
    (0..length).map(link).collect()
}

#[test]
fn a_password_is_a_secret() {
    let schema = "Login: {type: object, properties: {pin: {type: string, format: password}}}";
    let output = generated(&document(&sending("Login"), schema));
    let code = items(&output, "types.rs", "Login");
    assert!(
        code.contains("pub pin: Option<smart_runtime::Secret>"),
        "{code}"
    );
    assert!(
        output
            .digest
            .contains("Option<Secret> · secret · no evidence")
    );
}

#[test]
fn what_no_type_can_say_is_kept_with_a_warning() {
    let schemas = "
Conflict: {allOf: [{type: object, properties: {x: {type: string}}}, {type: object, properties: {x: {type: integer}}}]}
Mixed: {allOf: [{type: array, items: {type: string}}, {type: object, properties: {y: {type: string}}}]}
Both: {type: object, properties: {z: {type: string}}, oneOf: [{type: string}, {type: boolean}]}
All: {type: object, properties: {a: {$ref: '#/components/schemas/Conflict'}, b: {$ref: '#/components/schemas/Mixed'}, c: {$ref: '#/components/schemas/Both'}}}";
    let output = generated(&document(&answering("All"), schemas));
    let kinds: Vec<_> = output
        .warnings
        .iter()
        .map(|problem| problem.kind())
        .collect();
    assert_eq!(
        kinds,
        ["all-of-conflict", "all-of-part", "union-with-properties"]
    );
    let types = &output.files["types.rs"];
    assert!(
        types.contains("pub x: Option<smart_runtime::Json>"),
        "{types}"
    );
    for kept in ["Mixed", "Both"] {
        assert!(
            types.contains(&format!("pub struct {kept}(smart_runtime::Json);")),
            "{types}"
        );
    }
}
