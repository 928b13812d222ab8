//! Alternatives: what tells them apart, and what does not.

use super::check;

fn one_of(branches: &str, more: &str, told: &str) {
    let text = format!("  schemas:\n    Either:\n      oneOf:\n{branches}{more}");
    check(&[("  schemas:\n", &text)], told);
}

fn pair(earlier: &str, later: &str, told: &str) {
    one_of(
        &format!("        - {earlier}\n        - {later}\n"),
        "",
        told,
    );
}

const CAT: &str =
    "{type: object, required: [purrs], properties: {purrs: {type: boolean}, name: {type: string}}}";
const DOG: &str =
    "{type: object, required: [barks], properties: {barks: {type: boolean}, name: {type: string}}}";

#[test]
fn alternatives_of_different_kinds_are_told_apart() {
    pair("{type: string}", "{type: integer}", "");
    pair("{type: string}", "{type: array, items: {type: string}}", "");
    pair(CAT, "{type: boolean}", "");
    pair(
        "{type: string, enum: [a, b]}",
        "{type: string, enum: [c]}",
        "",
    );
    pair("{type: string, enum: [a, b]}", "{type: string}", "");
}

#[test]
fn alternatives_of_one_kind_are_not() {
    pair(
        "②{type: string}",
        "①{type: string, format: date}",
        "one-of-indistinct ①②",
    );
    pair(
        "②{type: string}",
        "①{type: string, enum: [a]}",
        "one-of-indistinct ①②",
    );
    pair(
        "②{type: string, enum: [a, b]}",
        "①{type: string, enum: [b, c]}",
        "one-of-indistinct ①②",
    );
    pair(
        "②{type: integer}",
        "①{type: integer, format: int32}",
        "one-of-indistinct ①②",
    );
    pair(
        "②{type: array, items: {type: string}}",
        "①{type: array, items: {type: boolean}}",
        "one-of-indistinct ①②",
    );
}

#[test]
fn objects_are_told_apart_by_what_the_earlier_requires() {
    pair(CAT, DOG, "");
    let anything = "{type: object, properties: {name: {type: string}}}";
    pair(CAT, anything, "");
    pair(
        &format!("②{anything}"),
        &format!("①{CAT}"),
        "one-of-indistinct ①②",
    );
    let named = "{type: object, required: [name], properties: {name: {type: string}}}";
    pair(
        &format!("②{named}"),
        &format!("①{CAT}"),
        "one-of-indistinct ①②",
    );
    let open =
        "{type: object, properties: {name: {type: string}}, additionalProperties: {type: string}}";
    pair(
        &format!("②{CAT}"),
        &format!("①{open}"),
        "one-of-indistinct ①②",
    );
}

#[test]
fn objects_are_told_apart_by_a_tag() {
    let tagged = |tag: &str| {
        format!(
            "{{type: object, required: [kind], properties: {{kind: {{type: string, enum: [{tag}]}}}}}}"
        )
    };
    pair(&tagged("cat"), &tagged("dog"), "");
    pair(
        &format!("②{}", tagged("cat")),
        &format!("①{}", tagged("cat")),
        "one-of-indistinct ①②",
    );
    let typed = |kind: &str| {
        format!("{{type: object, required: [value], properties: {{value: {{type: {kind}}}}}}}")
    };
    pair(&typed("string"), &typed("integer"), "");
    let nullable =
        "{type: object, required: [value], properties: {value: {type: string, nullable: true}}}";
    pair(
        &format!("②{nullable}"),
        &format!("①{CAT}"),
        "one-of-indistinct ①②",
    );
    // Without the list it is refused, and `null` is an empty one.
    let listed = "{type: object, required: [value], properties: {value: {type: array, items: {type: string}}}}";
    pair(listed, CAT, "");
    let valued = "{type: object, properties: {value: {type: integer, nullable: true}}}";
    pair(
        &format!("②{listed}"),
        &format!("①{valued}"),
        "one-of-indistinct ①②",
    );
}

#[test]
fn alternatives_are_followed_through_references_and_parts() {
    one_of(
        "        - $ref: '#/components/schemas/Cat'\n        - $ref: '#/components/schemas/Dog'\n",
        &format!(
            "    Cat:\n      allOf:\n        - {CAT}\n        - {{type: object, properties: {{age: {{type: integer}}}}}}\n    Dog: {DOG}\n"
        ),
        "",
    );
    one_of(
        "        - ②$ref: '#/components/schemas/Inner'\n        - ①{type: integer}\n",
        "    Inner: {oneOf: [{type: string}, {type: integer}]}\n",
        "one-of-indistinct ①②",
    );
}

fn below(schema: &str, told: &str) {
    let text = format!(
        "  schemas:\n    Either:\n      oneOf:\n        - ③{{type: boolean}}\n        - {schema}\n"
    );
    check(&[("  schemas:\n", &text)], told);
}

#[test]
fn decimals_and_free_json_are_alternatives() {
    for schema in [
        "{type: number, format: decimal}",
        "{type: number}",
        "{type: array, items: {type: number}}",
        "{type: object, properties: {a: {type: number}, b: {type: integer}}}",
        "{type: object, required: [a], properties: {a: {}}}",
        "{type: object}",
        "{type: array, items: {description: anything}}",
        "{type: object, properties: {a: {type: string}}, additionalProperties: true}",
        "{type: object, additionalProperties: {type: string}}",
    ] {
        below(schema, "");
    }
    below("①{description: anything}", "one-of-indistinct ①③");
}

#[test]
fn any_of_is_judged_as_one_of() {
    let any_of = |branches: &str| format!("  schemas:\n    Either: {{anyOf: [{branches}]}}\n");
    check(
        &[("  schemas:\n", &any_of("{type: string}, {type: boolean}"))],
        "",
    );
    let texts = any_of("②{type: string}, ①{type: string, format: uuid}");
    check(&[("  schemas:\n", &texts)], "one-of-indistinct ①②");
}

#[test]
fn a_discriminator_tells_apart() {
    let pets = |discriminator: &str| {
        format!(
            "  schemas:\n    Pet: {{oneOf: [②{{$ref: '#/components/schemas/Cat'}}, ①{{$ref: '#/components/schemas/Dog'}}], {discriminator}}}\n    \
             Cat: {{type: object, properties: {{kind: {{type: string}}}}}}\n    Dog: {{type: object, properties: {{kind: {{type: string}}}}}}\n"
        )
    };
    for told in [
        "discriminator: {propertyName: kind}",
        "discriminator: {propertyName: kind, mapping: {c: '#/components/schemas/Cat', kitty: Cat, d: Dog}}",
    ] {
        check(&[("  schemas:\n", &pets(told))], "");
    }
    for useless in [
        "description: Nothing tells them apart.",
        "discriminator: {propertyName: kind, mapping: {Dog: '#/components/schemas/Cat'}}",
    ] {
        check(&[("  schemas:\n", &pets(useless))], "one-of-indistinct ①②");
    }
}

#[test]
fn text_or_number_is_no_one_of() {
    let text_or_number =
        "{format: text-or-number, oneOf: [{type: string}, {type: number, format: decimal}]}";
    check(
        &[(
            "  schemas:\n",
            &format!("  schemas:\n    Either: {text_or_number}\n"),
        )],
        "",
    );
    below(
        &format!("{{type: object, properties: {{a: {text_or_number}}}}}"),
        "",
    );
}

#[test]
fn alternatives_of_alternatives_do_not_take_for_ever() {
    let mut text = String::from("  schemas:\n");
    for level in 0..30 {
        let below = format!("{{$ref: '#/components/schemas/L{}'}}", level + 1);
        text.push_str(&format!("    L{level}: {{oneOf: [{below}, {below}]}}\n"));
    }
    text.push_str("    L30: {$ref: '#/components/schemas/Nowhere'}\n");
    let text = super::edited(&[("  schemas:\n", &text)]);
    assert!(!super::problems("a.yaml", &text, smart_codegen::lint::Rules::All).is_empty());
}

#[test]
fn hundreds_of_alternatives_are_told_apart_and_thousands_are_not() {
    let alternatives = |count: usize| {
        let mut text = String::from("  schemas:\n    Either:\n      ①oneOf:\n");
        for at in 0..count {
            text.push_str(&format!(
                "        - {{type: object, required: [a{at}], properties: {{a{at}: {{type: string}}}}}}\n"
            ));
        }
        text
    };
    let few = alternatives(500).replace('①', "");
    check(&[("  schemas:\n", &few)], "");
    check(&[("  schemas:\n", &alternatives(501))], "one-of-too-many ①");
    // A few, but with so much in common that telling them apart is too much.
    let mut text = String::from("  schemas:\n    Either:\n      ①oneOf:\n");
    let common: String = (0..300)
        .map(|at| format!("c{at}: {{type: string}}, "))
        .collect();
    let names: String = (0..300).map(|at| format!("c{at}, ")).collect();
    for at in 0..300 {
        text.push_str(&format!(
            "        - {{type: object, required: [{names}a{at}], properties: {{{common}a{at}: {{type: string}}}}}}\n"
        ));
    }
    check(&[("  schemas:\n", &text)], "one-of-too-many ①");
}
