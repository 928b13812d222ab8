//! Problems that only this repository's own document can have.

use super::{check, check_all};

const EVIDENCE: &str = "x-evidence: {grade: assumed, source: \"the usual form\"}";

#[test]
fn generation_does_not_ask_for_evidence_or_prose() {
    check(
        &[
            (
                "      x-evidence: {grade: documented, source: \"the manual, 2\"}\n",
                "",
            ),
            ("      summary: Read a tide\n", ""),
        ],
        "",
    );
}

#[test]
fn operations_and_schemas_say_how_well_they_are_known() {
    check_all(
        &[
            ("    get:\n", "    ①get:\n"),
            (
                "      x-evidence: {grade: documented, source: \"the manual, 2\"}\n",
                "",
            ),
        ],
        "evidence-missing ①",
    );
    check_all(
        &[
            ("    Refusal:\n", "    ①Refusal:\n"),
            (EVIDENCE, "title: Refusal"),
        ],
        "evidence-missing ①",
    );
    check_all(
        &[
            ("  - name: harbour-key\n", "  - ①name: harbour-key\n"),
            (
                "    x-evidence: {grade: documented, source: \"the manual, 1\"}\n",
                "",
            ),
        ],
        "evidence-missing ①",
    );
}

#[test]
fn evidence_has_a_form() {
    check_all(&[(EVIDENCE, "x-evidence: ①assumed")], "evidence-form ①");
    check_all(&[(EVIDENCE, "①x-evidence: {source: a}")], "evidence-form ①");
    check_all(
        &[(
            EVIDENCE,
            "x-evidence: {grade: assumed, source: a, ①sauce: b}",
        )],
        "evidence-form ①",
    );
    check_all(
        &[(
            EVIDENCE,
            "x-evidence: {grade: assumed, source: a, question: ①''}",
        )],
        "evidence-form ①",
    );
    check_all(
        &[(
            EVIDENCE,
            "x-evidence: {grade: assumed, source: a, also_seen: ①b}",
        )],
        "evidence-form ①",
    );
    check_all(
        &[(
            EVIDENCE,
            "x-evidence: {grade: assumed, source: a, also_seen: [b], question: Why?}",
        )],
        "",
    );
    check_all(
        &[(EVIDENCE, "x-evidence: {grade: ①guessed, source: a}")],
        "evidence-grade ①",
    );
    check_all(
        &[(EVIDENCE, "①x-evidence: {grade: assumed}")],
        "evidence-source ①",
    );
    check_all(
        &[(EVIDENCE, "x-evidence: {grade: assumed, source: ①' '}")],
        "evidence-source ①",
    );
}

#[test]
fn facts_have_a_form() {
    let fact = |text: &str, told: &str| {
        check_all(
            &[(
                "    - fact: Water comes and goes.\n      x-evidence: {grade: observed, source: \"two harbours\"}\n",
                text,
            )],
            told,
        );
    };
    fact(
        "    - ①{x-evidence: {grade: observed, source: a}}\n",
        "fact-form ①",
    );
    fact("    - ①a\n", "fact-form ①");
    fact("    - ①{fact: a}\n", "evidence-missing ①");
    check_all(
        &[(
            "  x-facts:\n    - fact: Water comes and goes.\n      x-evidence: {grade: observed, source: \"two harbours\"}\n",
            "  ①x-facts: {a: b}\n",
        )],
        "fact-form ①",
    );
}

#[test]
fn every_value_of_an_enum_is_explained() {
    check_all(
        &[
            ("        LOW: {description: The lowest.}\n", ""),
            ("[HIGH, LOW]", "[HIGH, ①LOW]"),
        ],
        "enum-value-unexplained ①",
    );
    check_all(
        &[("LOW: {description: The lowest.}", "①LOW: {}")],
        "enum-value-unexplained ①",
    );
    check_all(
        &[(
            "        LOW: {description: The lowest.}\n",
            "        LOW: {description: The lowest.}\n        ①MID: {description: Between.}\n",
        )],
        "enum-value-unknown ①",
    );
}

#[test]
fn everything_is_described() {
    check_all(
        &[
            ("  description: High and low water at harbours.\n", ""),
            ("info:\n", "①info:\n"),
        ],
        "description-missing ①",
    );
    check_all(
        &[
            ("    description: The one server\n", ""),
            ("  - url: ", "  - ①url: "),
        ],
        "description-missing ①",
    );
    check_all(
        &[
            ("    description: Tides.\n", ""),
            ("  - name: Tide\n", "  - ①name: Tide\n"),
        ],
        "description-missing ①",
    );
    check_all(
        &[
            ("      description: The next tide of a harbour.\n", ""),
            ("    get:\n", "    ①get:\n"),
        ],
        "description-missing ①",
    );
    check_all(
        &[
            ("      summary: Read a tide\n", ""),
            ("    get:\n", "    ①get:\n"),
        ],
        "summary-missing ①",
    );
    check_all(
        &[
            ("          description: How many days ahead.\n", ""),
            ("- name: days", "- ①name: days"),
        ],
        "description-missing ①",
    );
    check_all(
        &[
            (
                "        description: The tide.\n        required: true\n",
                "        required: true\n",
            ),
            ("      requestBody:", "      ①requestBody:"),
        ],
        "description-missing ①",
    );
    check_all(
        &[
            ("description: Not this time.", "description: ' '"),
            ("    Refused:\n", "    ①Refused:\n"),
        ],
        "description-missing ①",
    );
    check_all(
        &[
            ("      description: A token of the harbour.\n", ""),
            ("    bearer:\n", "    ①bearer:\n"),
        ],
        "description-missing ①",
    );
    check_all(
        &[
            ("      description: Why not.\n", ""),
            ("    Refusal:\n", "    ①Refusal:\n"),
        ],
        "description-missing ①",
    );
    check_all(
        &[
            ("description: Why., ", ""),
            ("        reason:", "        ①reason:"),
        ],
        "description-missing ①",
    );
    check_all(
        &[
            ("    description: Which harbour asks.\n", ""),
            ("  - name: harbour-key\n", "  - ①name: harbour-key\n"),
        ],
        "description-missing ①",
    );
}

#[test]
fn links_in_prose_lead_somewhere() {
    check_all(
        &[("description: Tides.", "description: ①'See [tides]().'")],
        "link-empty ①",
    );
    check_all(
        &[(
            "description: Tides.",
            "description: 'See [tides](https://tides.example).'",
        )],
        "",
    );
}

#[test]
fn everything_has_an_example() {
    check_all(
        &[
            ("description: Why., example: closed", "description: Why."),
            ("        reason:", "        ①reason:"),
        ],
        "example-missing ①",
    );
    check_all(
        &[
            ("          example: 3\n", ""),
            ("- name: days", "- ①name: days"),
        ],
        "example-missing ①",
    );
    check_all(
        &[
            ("          example: [quay]\n", ""),
            ("        marks:", "        ①marks:"),
        ],
        "example-missing ①",
    );
    check_all(
        &[
            ("          example: [quay]\n", ""),
            (
                "items: {type: string}",
                "items: {type: string, example: quay}",
            ),
        ],
        "",
    );
    check_all(
        &[
            ("    example: K-1\n", ""),
            ("  - name: harbour-key\n", "  - ①name: harbour-key\n"),
        ],
        "example-missing ①",
    );
    check_all(
        &[
            (
                "            example: {harbour: Kilifi, height: 3.20, state: LOW}\n",
                "",
            ),
            (
                "      requestBody:\n        description: The tide.\n        required: true\n        content:\n          ",
                "      requestBody:\n        description: The tide.\n        required: true\n        content:\n          ①",
            ),
        ],
        "body-example-missing ①",
    );
}

#[test]
fn examples_fit_their_schemas() {
    let request = |example: &str, told: &str| {
        check_all(
            &[(
                "example: {harbour: Kilifi, height: 3.20, state: LOW}",
                &format!("example: {example}"),
            )],
            told,
        );
    };
    request(
        "{harbour: Kilifi, height: ①high, state: LOW}",
        "example-invalid ①",
    );
    request(
        "{harbour: Kilifi, height: 3.20, state: LOW, depth: ①1}",
        "example-invalid ①",
    );
    request(
        "{harbour_name: Kilifi, height: 3.20, state: MID, marks: null}",
        "",
    );
    request(
        "{harbour: Kilifi, height: 3.20, state: LOW, at: ①2025-01-21}",
        "example-invalid ①",
    );
    request(
        "{harbour: Kilifi, height: 3.20, state: LOW, marks: [①1]}",
        "example-invalid ①",
    );
    request(
        "{harbour: Kilifi, height: 3.20, state: ①null}",
        "example-invalid ①",
    );
    check_all(
        &[(
            "            example: {harbour: Kilifi, height: 3.20, state: LOW}\n",
            "            ①example: {height: 3.20}\n",
        )],
        "example-invalid ①, example-invalid ①",
    );
    check_all(
        &[("          example: 3\n", "          example: ①3.5\n")],
        "example-invalid ①",
    );
    check_all(
        &[(
            "          example: 3\n",
            "          examples: {one: {value: ①x}, two: {value: 2}}\n",
        )],
        "example-invalid ①",
    );
    check_all(&[("example: closed", "example: ①5")], "example-invalid ①");
}

fn judged(schema: &str, example: &str) -> usize {
    let new = format!(
        "    New: {{description: a, x-evidence: {{grade: assumed, source: a}}, {schema}, example: {example}}}\n    Refusal:\n"
    );
    let user = "items: {$ref: '#/components/schemas/New'}\n          example: []";
    let edits = [
        ("    Refusal:\n", new.as_str()),
        ("items: {type: string}\n          example: [quay]", user),
    ];
    let found = super::problems(
        "a.yaml",
        &super::edited(&edits),
        smart_codegen::lint::Rules::All,
    );
    assert!(
        found
            .iter()
            .all(|problem| problem.kind() == "example-invalid"),
        "{found:#?}"
    );
    found.len()
}

#[test]
fn examples_are_held_against_every_keyword() {
    for (schema, good, bad) in [
        ("type: integer, format: int32", "2147483647", "2147483648"),
        ("type: integer", "1.0", "1.5"),
        ("type: integer, minimum: 2", "2", "1"),
        (
            "type: integer, minimum: 2, exclusiveMinimum: true",
            "3",
            "2",
        ),
        ("type: integer, maximum: 2", "2", "3"),
        ("type: string, minLength: 2", "éé", "é"),
        ("type: string, maxLength: 2", "éé", "ééé"),
        ("type: string, format: date", "2024-02-29", "2025-02-29"),
        ("type: string, format: time", "10:00:00", "10:00"),
        ("type: boolean", "true", "'true'"),
        (
            "type: array, items: {type: string}, minItems: 1",
            "[a]",
            "[]",
        ),
        (
            "type: array, items: {type: string}, maxItems: 1",
            "[a]",
            "[a, b]",
        ),
        (
            "type: array, items: {type: string}, uniqueItems: true",
            "[a, b]",
            "[a, a]",
        ),
        ("type: object, minProperties: 1", "{a: b}", "{}"),
        (
            "type: object, additionalProperties: {type: string}",
            "{a: b}",
            "{a: 1}",
        ),
        ("type: object, additionalProperties: false", "{}", "5"),
        ("nullable: true, type: string", "null", "5"),
        ("oneOf: [{type: string}, {type: integer}]", "a", "true"),
        (
            "oneOf: [{type: integer, nullable: true}, {type: string}]",
            "null",
            "[]",
        ),
        ("allOf: [{type: string}, {minLength: 2}]", "ab", "a"),
        (
            "format: text-or-number, oneOf: [{type: string}, {type: number}]",
            "1",
            "true",
        ),
        (
            "format: text-or-number, oneOf: [{type: string, nullable: true}, {type: number}]",
            "null",
            "{}",
        ),
    ] {
        assert_eq!(judged(schema, good), 0, "{schema}: {good}");
        assert_eq!(judged(schema, bad), 1, "{schema}: {bad}");
    }
}

#[test]
fn components_are_used() {
    check_all(
        &[(
            "    Refusal:\n",
            "    ①Alone: {description: a, example: b, type: string, x-evidence: {grade: assumed, source: a}}\n    Refusal:\n",
        )],
        "component-unused ①",
    );
    check_all(
        &[
            ("  - bearer: []\n", "  - {}\n"),
            ("    bearer:\n", "    ①bearer:\n"),
        ],
        "component-unused ①",
    );
    check_all(
        &[(
            "    Refusal:\n",
            "    ①Loop: {description: a, type: array, items: {$ref: '#/components/schemas/Loop'}, x-evidence: {grade: assumed, source: a}}\n    Refusal:\n",
        )],
        "component-unused ①",
    );
}

#[test]
fn links_and_tags_lead_somewhere() {
    let link = |text: &str, told: &str| {
        check_all(
            &[(
                "          description: It is written.\n",
                &format!(
                    "          description: It is written.\n          links: {{next: {text}}}\n"
                ),
            )],
            told,
        );
    };
    link("{operationId: fetchTide}", "");
    link("{operationId: ①fetchTides}", "link-unknown ①");
    link("{operationRef: '#/paths/~1tides/post'}", "");
    link("{operationRef: ①'#/paths/~1tide/post'}", "link-unknown ①");
    check_all(
        &[(
            "      tags: [Tide]\n      summary: Write a tide",
            "      tags: [①Tides]\n      summary: Write a tide",
        )],
        "tag-unknown ①",
    );
}

#[test]
fn nearly_our_extensions_are_named() {
    check_all(
        &[("      x-idempotent: true\n", "      ①x-idempotant: true\n")],
        "extension-unknown ①",
    );
}
