//! Problems of the form of a document.

use super::{check, check_text};
use smart_codegen::lint::Rules;

#[test]
fn unknown_keys_would_be_overlooked() {
    check(
        &[(
            "      operationId: postTide\n",
            "      ②operationID: postTide\n",
        )],
        "unknown-key ②",
    );
}

#[test]
fn a_misspelt_method_does_not_make_an_operation_vanish() {
    check(&[("    post:\n", "    ①psot:\n")], "unknown-key ①");
}

#[test]
fn a_misspelt_keyword_does_not_make_a_property_optional() {
    check(
        &[(
            "      required: [height, state]\n",
            "      ①requird: [height, state]\n",
        )],
        "unknown-key ①",
    );
}

#[test]
fn a_status_is_a_number_a_range_or_default() {
    check(&[("        4XX: {", "        ①4xx: {")], "unknown-key ①");
    check(&[("        4XX: {", "        ①600: {")], "unknown-key ①");
}

#[test]
fn extensions_of_others_are_free() {
    check(
        &[(
            "  title: Tide tables\n",
            "  title: Tide tables\n  x-logo: {url: [1, {}]}\n",
        )],
        "",
    );
}

#[test]
fn words_of_later_versions_are_named_as_such() {
    check(
        &[(
            "description: Metres above the chart.",
            "①const: 3, description: Metres above the chart.",
        )],
        "later-key ①",
    );
    check(&[("paths:\n", "①webhooks: {}\npaths:\n")], "later-key ①");
}

#[test]
fn keys_that_must_be_there() {
    check(
        &[("  title: Tide tables\n", ""), ("info:\n", "①info:\n")],
        "missing-key ①",
    );
    check_text(
        "a.yaml",
        "①openapi: 3.0.3\n",
        Rules::Generation,
        "missing-key ①, missing-key ①",
    );
    check(
        &[(
            "        '200':\n          description: The tide.\n",
            "        ①'200':\n",
        )],
        "missing-key ①",
    );
}

#[test]
fn values_are_of_the_kind_that_the_key_asks_for() {
    check(
        &[("  version: 1.0.0\n", "  version: ①1.0\n")],
        "wrong-kind ①",
    );
    check(
        &[(
            "tags:\n  - name: Tide\n    description: Tides.\n",
            "①tags:\n  name: Tide\n",
        )],
        "wrong-kind ①",
    );
    check(
        &[("x-idempotent: true\n", "deprecated: ①'true'\n")],
        "wrong-kind ①",
    );
    check(
        &[("{type: integer}", "{type: integer, minLength: ①-1}")],
        "wrong-kind ①",
    );
    check(&[("{type: integer}", "①integer")], "wrong-kind ①");
    check(
        &[(
            "{type: integer}",
            "{type: object, additionalProperties: ①1}",
        )],
        "wrong-kind ①",
    );
    check(
        &[("required: [height, state]", "required: [height, ①5]")],
        "wrong-kind ①",
    );
    check(
        &[("required: [height, state]", "required: ①true")],
        "wrong-kind ①",
    );
    check(
        &[(
            "      tags: [Tide]\n      summary: Write a tide",
            "      tags: ①Tide\n      summary: Write a tide",
        )],
        "wrong-kind ①",
    );
}

#[test]
fn values_are_of_the_list_that_the_key_allows() {
    check(
        &[("          in: query\n", "          in: ①qeury\n")],
        "unknown-value ①",
    );
    check(&[("{type: integer}", "{type: ①strin}")], "unknown-value ①");
    check(&[("{type: integer}", "{type: ①file}")], "unknown-value ①");
}

#[test]
fn the_types_of_3_1_are_named_as_such() {
    check(
        &[("{type: integer}", "{①type: [integer, 'null']}")],
        "type-list ①",
    );
    check(&[("{type: integer}", "{type: ①'null'}")], "type-list ①");
    check(
        &[("{type: integer}", "{type: integer, exclusiveMinimum: ①5}")],
        "numeric-exclusive ①",
    );
    check(
        &[("{type: integer}", "{type: integer, exclusiveMaximum: ①5}")],
        "numeric-exclusive ①",
    );
}
