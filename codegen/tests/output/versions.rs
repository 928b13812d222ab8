//! OpenAPI 3.1 and 3.2: what they say in other words than 3.0 gives the same code.

use super::{answering, document, generated};

/// Asserts that a schema of a later version gives the code that a schema of 3.0 gives.
#[track_caller]
fn same(later: &str, three: &str) {
    let of = |schema: &str, version: &str| {
        let text = document(
            &answering("Tide"),
            &format!("Tide:\n  {schema}\nOther: {{type: string}}"),
        );
        generated(&text.replacen("3.0.3", version, 1))
    };
    let expected = of(three, "3.0.3");
    for version in ["3.1.0", "3.1.2", "3.2.0"] {
        let output = of(later, version);
        assert_eq!(output.digest, expected.digest, "{later}");
        assert!(output.files == expected.files, "{later}");
    }
    assert!(of(three, "3.1.0").files == expected.files, "{three}");
}

fn property(schema: &str) -> String {
    format!("{{type: object, properties: {{height: {schema}}}}}")
}

#[track_caller]
fn same_property(later: &str, three: &str) {
    same(&property(later), &property(three));
}

#[test]
fn a_list_of_types_is_nullable_or_has_alternatives() {
    same_property("{type: [string, 'null']}", "{type: string, nullable: true}");
    same_property("{type: [string]}", "{type: string}");
    same_property(
        "{type: [array, 'null'], items: {type: [integer, 'null']}}",
        "{type: array, nullable: true, items: {type: integer, nullable: true}}",
    );
    same_property(
        "{type: [string, boolean], maxLength: 3}",
        "{oneOf: [{type: string, maxLength: 3}, {type: boolean}]}",
    );
    same_property(
        "{type: [string, boolean, 'null'], enum: [low, high, true, null]}",
        "{nullable: true, oneOf: [{type: string, enum: [low, high]}, {type: boolean, enum: [true]}]}",
    );
    same_property("{type: [integer, number]}", "{type: number}");
    same_property(
        "{type: [string, number, boolean, array, object, 'null']}",
        "{nullable: true}",
    );
}

#[test]
fn null_among_alternatives_is_nullable() {
    for key in ["oneOf", "anyOf"] {
        same_property(
            &format!(
                "{{{key}: [{{type: string, format: date}}, {{type: 'null'}}], description: High.}}"
            ),
            "{type: string, format: date, nullable: true, description: High.}",
        );
        same_property(
            &format!("{{{key}: [{{$ref: '#/components/schemas/Other'}}, {{type: 'null'}}]}}"),
            "{nullable: true, allOf: [{$ref: '#/components/schemas/Other'}]}",
        );
    }
    same_property(
        "{oneOf: [{type: string}, {const: null}, {type: boolean}]}",
        "{nullable: true, oneOf: [{type: string}, {type: boolean}]}",
    );
}

#[test]
fn a_constant_is_an_enum_of_one_value() {
    same_property("{const: low}", "{type: string, enum: [low]}");
    same_property("{type: string, const: low}", "{type: string, enum: [low]}");
    same_property("{const: 3}", "{type: integer, enum: [3]}");
    same_property("{const: 3.5}", "{type: number, enum: [3.5]}");
    same_property("{const: true}", "{type: boolean, enum: [true]}");
}

#[test]
fn bounds_and_examples_change_no_code() {
    same_property(
        "{type: integer, exclusiveMinimum: 3, exclusiveMaximum: 7}",
        "{type: integer, minimum: 3, exclusiveMinimum: true, maximum: 7, exclusiveMaximum: true}",
    );
    same_property(
        "{type: string, examples: [low, high]}",
        "{type: string, example: low}",
    );
}

#[test]
fn keywords_that_only_restrict_values_are_read_over() {
    same(
        "{type: object, properties: {height: {type: string}}, $comment: x, unevaluatedProperties: false, \
         if: {required: [height]}, then: {minProperties: 1}, else: {maxProperties: 1}, \
         dependentRequired: {height: [other]}, propertyNames: {pattern: '^h'}}",
        "{type: object, properties: {height: {type: string}}}",
    );
    same_property(
        "{type: array, items: {type: string}, contains: {const: x}, minContains: 1}",
        "{type: array, items: {type: string}}",
    );
}

#[test]
fn what_stands_beside_a_reference_counts() {
    same_property(
        "{$ref: '#/components/schemas/Other', nullable: true}",
        "{nullable: true, allOf: [{$ref: '#/components/schemas/Other'}]}",
    );
}

#[test]
fn the_encoding_of_a_text_is_its_format() {
    same_property(
        "{type: string, contentEncoding: base64}",
        "{type: string, format: byte}",
    );
    same_property(
        "{type: string, contentMediaType: image/png}",
        "{type: string, format: binary}",
    );
    same_property(
        "{type: string, contentMediaType: application/json}",
        "{type: string}",
    );
}

#[test]
fn what_no_type_can_say_is_free_json() {
    same_property(
        "{type: array, prefixItems: [{type: string}, {type: integer}], items: false}",
        "{type: array, items: {}}",
    );
    same_property("true", "{}");
    same_property("{type: array, items: true}", "{type: array, items: {}}");
    same_property(
        "{type: object, patternProperties: {'^x': {type: string}}, additionalProperties: false}",
        "{type: object, additionalProperties: {type: string}}",
    );
    same_property(
        "{type: object, patternProperties: {'^x': {type: string}}}",
        "{type: object, additionalProperties: true}",
    );
}

#[test]
fn schemas_of_schemas_are_referred_to() {
    let paths = answering("Tide");
    let schemas = "Tide: {type: object, $defs: {Level: {type: object, properties: {metres: {type: [integer, 'null']}}}}, \
                   properties: {low: {$ref: '#/components/schemas/Tide/$defs/Level'}}}";
    let output = generated(&document(&paths, schemas).replacen("3.0.3", "3.1.0", 1));
    let metres = "schema TideLevel.metres · optional · integer";
    assert!(output.digest.contains(metres), "{}", output.digest);
}

#[test]
fn a_document_may_leave_out_what_3_0_demands() {
    let text = "openapi: 3.1.1\ninfo: {title: T, summary: S, version: '1', license: {name: MIT, identifier: MIT}}\n\
                jsonSchemaDialect: https://spec.openapis.org/oas/3.1/dialect/base\nservers: [{url: 'https://t.example'}]\n\
                paths: {/a: {$ref: '#/components/pathItems/A'}}\ncomponents: {pathItems: {A: {get: {operationId: fetchA}}}}\n";
    let output = generated(text);
    assert!(
        output.digest.contains("operation fetchA · GET /a"),
        "{}",
        output.digest
    );
    assert_eq!(output.warnings, []);
}
