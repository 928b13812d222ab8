//! Problems of schemas.

use super::check;

fn days(schema: &str, told: &str) {
    check(
        &[("schema: {type: integer}", &format!("schema: {schema}"))],
        told,
    );
}

fn component(schema: &str, told: &str) {
    check(
        &[("  schemas:\n", &format!("  schemas:\n    New: {schema}\n"))],
        told,
    );
}

#[test]
fn words_of_which_no_type_is_made() {
    days("{①not: {type: string}}", "schema-not ①");
    days("{anyOf: [{type: string}]}", "");
    // Nothing is composed of it, so it is no base.
    component(
        "{type: object, properties: {a: {type: string}}, discriminator: {propertyName: a}}",
        "",
    );
    for keyword in ["allOf", "oneOf", "anyOf"] {
        component(&format!("{{①{keyword}: []}}"), "schema-no-branches ①");
    }
    component(
        "{type: object, properties: {a: {type: string, readOnly: true, writeOnly: ①true}}}",
        "read-and-write-only ①",
    );
}

#[test]
fn a_list_says_what_it_holds() {
    check(
        &[("  schemas:\n", "  schemas:\n    ①New: {type: array}\n")],
        "array-without-items ①",
    );
    component("{type: array, items: {}}", "");
}

#[test]
fn bounds_have_both_halves() {
    component(
        "{type: integer, ①exclusiveMinimum: true}",
        "exclusive-without-bound ①",
    );
    component("{①exclusiveMaximum: true}", "exclusive-without-bound ①");
    component("{type: integer, minimum: 1, exclusiveMinimum: true}", "");
}

#[test]
fn keywords_belong_to_the_type() {
    component(
        "{type: string, ①properties: {a: {type: string}}}",
        "keyword-of-other-type ①",
    );
    component(
        "{type: array, items: {}, ①required: [a]}",
        "keyword-of-other-type ①",
    );
    component("{type: object, ①items: {}}", "keyword-of-other-type ①");
    component(
        "{type: integer, ①additionalProperties: false}",
        "keyword-of-other-type ①",
    );
}

#[test]
fn enums_list_values_of_their_type_once() {
    component("{type: string, ①enum: []}", "enum-empty ①");
    component("{type: string, enum: [②a, b, ①a]}", "enum-twice ①②");
    component("{type: string, enum: [a, ①5]}", "enum-type ①");
    component("{type: string, enum: ['5', no]}", "");
    component("{enum: [a, ①5]}", "enum-type ①");
    component("{type: integer, enum: [1, ①2.5]}", "enum-type ①");
    component("{type: number, enum: [1, 2.5]}", "");
    component("{type: string, enum: [a, ①null]}", "enum-null ①");
    component("{type: string, nullable: true, enum: [a, null]}", "");
    component("{type: string, enum: ①a}", "wrong-kind ①");
}

#[test]
fn required_properties_are_described() {
    component(
        "{type: object, required: [①b], properties: {a: {type: string}}}",
        "required-unknown ①",
    );
    component(
        "{type: object, required: [②a, ①a], properties: {a: {type: string}}}",
        "required-twice ①②",
    );
    component(
        "{type: object, required: [b], properties: {a: {type: string}}, additionalProperties: {type: string}}",
        "",
    );
    component("{type: object, required: [b]}", "");
    component(
        "{allOf: [{type: object, properties: {a: {type: string}}}, {type: object, required: [a]}]}",
        "",
    );
    component(
        "{allOf: [{$ref: '#/components/schemas/Answer'}, {type: object, required: [①cod]}]}",
        "required-unknown ①",
    );
    component(
        "{required: [code], allOf: [{$ref: '#/components/schemas/Answer'}]}",
        "",
    );
}

#[test]
fn defaults_fit_their_own_schema() {
    days("{type: integer, default: ①x}", "default-invalid ①");
    days("{type: integer, default: 3, maximum: 3}", "");
    days(
        "{type: integer, default: ①3, maximum: 3, exclusiveMaximum: true}",
        "default-invalid ①",
    );
    component(
        "{type: string, enum: [a, b], default: ①c}",
        "default-invalid ①",
    );
}

#[test]
fn what_nobody_sends_or_reads_is_not_looked_at() {
    check(
        &[(
            "  responses:\n    Refused:\n",
            "  parameters:\n    Unused: {name: a, in: cookie, schema: {not: {}}}\n  responses:\n    Refused:\n",
        )],
        "",
    );
    check(
        &[(
            "    post:\n",
            "    post:\n      callbacks: {done: {'{$request.body#/url}': {post: {responses: {'200': {description: a, content: {text/plain: {}}}}}}}}\n",
        )],
        "",
    );
}

#[test]
fn lists_in_lists_are_limited() {
    let nested = |depth: usize| {
        let lists = "{type: array, items: ".repeat(depth);
        format!("{lists}{{type: string}}{}", "}".repeat(depth))
    };
    component(&nested(16), "");
    check(
        &[(
            "  schemas:\n",
            &format!("  schemas:\n    ①New: {}\n", nested(17)),
        )],
        "schema-too-deep ①",
    );
    let maps = "{type: object, additionalProperties: ";
    let text = format!("{}{{type: string}}{}", maps.repeat(40), "}".repeat(40));
    check(
        &[("  schemas:\n", &format!("  schemas:\n    ①New: {text}\n"))],
        "schema-too-deep ①",
    );
}

#[test]
fn lists_in_lists_are_limited_through_references() {
    let chain = |length: usize, last: &str| {
        let mut text = String::from("  schemas:\n");
        for at in 0..length {
            let mark = if at == 0 { "①" } else { "" };
            let next = (at + 1).to_string();
            let next = if at + 1 == length { last } else { &next };
            text.push_str(&format!("    {mark}N{at}: {{type: array, items: {{$ref: '#/components/schemas/N{next}'}}}}\n"));
        }
        text + "    Nlast: {type: string}\n"
    };
    check(
        &[("  schemas:\n", &chain(1_000, "last"))],
        "schema-too-deep ①",
    );
    check(&[("  schemas:\n", &chain(1_000, "0"))], "schema-too-deep ①");
    check(&[("  schemas:\n", &chain(1, "0").replace('①', ""))], "");
    check(&[("  schemas:\n", &chain(10, "last").replace('①', ""))], "");
}

#[test]
fn schemas_have_names_that_can_be_read() {
    let named = |length: usize| {
        let name = "A".repeat(length);
        format!("  schemas:\n    ①{name}: {{type: string}}\n")
    };
    check(&[("  schemas:\n", &named(1_000).replace('①', ""))], "");
    check(&[("  schemas:\n", &named(1_001))], "schema-name-too-long ①");
}

/// Every reference in the circle is broken, however many circles share it.
#[test]
fn circles_in_circles_are_told_in_proportion_to_the_text() {
    let mut text = String::from("  schemas:\n");
    for at in 0..100 {
        let next = format!("{{$ref: '#/components/schemas/C{}'}}", at + 1);
        let first = "{$ref: '#/components/schemas/C0'}";
        text.push_str(&format!("    C{at}: {{allOf: [{next}, {first}]}}\n"));
    }
    text.push_str("    C100: {type: object}\n");
    let text = super::edited(&[("  schemas:\n", &text)]);
    let found = super::problems("a.yaml", &text, smart_codegen::lint::Rules::Generation);
    let circles = found
        .iter()
        .filter(|found| found.kind() == "schema-contains-itself");
    let places: Vec<usize> = circles.map(|problem| problem.places.len()).collect();
    assert!(!places.is_empty(), "{found:#?}");
    assert!(places.iter().all(|count| *count <= 33), "{places:?}");
}
