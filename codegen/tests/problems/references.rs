//! Problems of references.

use super::check;

const DAYS: &str = "schema: {type: integer}";

fn days(schema: &str, more: &str, told: &str) {
    let more = format!("  schemas:\n{more}");
    check(
        &[
            (DAYS, &format!("schema: {schema}")),
            ("  schemas:\n", &more),
        ],
        told,
    );
}

#[test]
fn references_lead_somewhere() {
    days(
        "{$ref: ①'#/components/schemas/Stat'}",
        "",
        "reference-missing ①",
    );
    days(
        "{$ref: ①'#/components/schemas/State/enum/7'}",
        "",
        "reference-missing ①",
    );
    check(
        &[
            (
                "#/components/responses/Refused'",
                "#/components/responses/Refusd'",
            ),
            ("        4XX: {$ref: ", "        4XX: {$ref: ①"),
        ],
        "reference-missing ①",
    );
}

#[test]
fn references_lead_to_what_is_expected() {
    days(
        "{$ref: ①'#/components/responses/Refused'}",
        "",
        "reference-wrong-kind ①",
    );
    days(
        "{$ref: ①'#/components/schemas'}",
        "",
        "reference-wrong-kind ①",
    );
    days("{$ref: ①'#'}", "", "reference-wrong-kind ①");
    days(
        "{$ref: ①'#/components/schemas/State/enum'}",
        "",
        "reference-wrong-kind ①",
    );
    check(
        &[(
            "- name: days\n",
            "- $ref: ①'#/components/schemas/State'\n        - name: days\n",
        )],
        "reference-wrong-kind ①",
    );
}

#[test]
fn references_may_lead_into_other_things() {
    days("{$ref: '#/components/schemas/Tide/properties/at'}", "", "");
    days(
        "{$ref: '#/paths/~1tides~1%7Bharbour%7D/get/parameters/0/schema'}",
        "",
        "",
    );
    days(
        "{$ref: '#/components/schemas/a~1b~0c'}",
        "    a/b~c: {type: string}\n",
        "",
    );
}

#[test]
fn references_stay_in_the_document() {
    for outside in [
        "other.yaml#/a",
        "https://example.com/a.yaml",
        "./State.json",
        "../a#/b",
    ] {
        days(
            &format!("{{$ref: ①'{outside}'}}"),
            "",
            "reference-external ①",
        );
    }
}

#[test]
fn references_have_a_form() {
    for malformed in ["State", "#State", "#components/schemas/State", "", "#/a%zz"] {
        days(
            &format!("{{$ref: ①'{malformed}'}}"),
            "",
            "reference-malformed ①",
        );
    }
    days("{$ref: ①5}", "", "wrong-kind ①");
}

#[test]
fn references_end_somewhere() {
    days(
        "{$ref: '#/components/schemas/A'}",
        "    A: {$ref: ①'#/components/schemas/B'}\n    B: {$ref: ②'#/components/schemas/A'}\n",
        "reference-cycle ①②",
    );
    days(
        "{type: integer}",
        "    A: {$ref: ①'#/components/schemas/A'}\n",
        "reference-cycle ①",
    );
    check(
        &[
            (
                "- name: days\n",
                "- $ref: '#/components/parameters/P'\n        - name: days\n",
            ),
            (
                "  schemas:\n",
                "  parameters:\n    P: {$ref: ①'#/components/parameters/Q'}\n    \
                 Q: {$ref: ②'#/components/parameters/P'}\n  schemas:\n",
            ),
        ],
        "reference-cycle ①②",
    );
    check(
        &[(
            "  responses:\n    Refused:\n",
            "  requestBodies:\n    P: {$ref: ①'#/components/requestBodies/P'}\n  responses:\n    \
             A: {$ref: ②'#/components/responses/A'}\n    Refused:\n",
        )],
        "reference-cycle ①, reference-cycle ②",
    );
}

#[test]
fn long_chains_are_refused_and_short_ones_are_followed() {
    let chain = |length: usize, mark: &str| {
        let mut text = String::new();
        for at in 0..length {
            let mark = if at == 0 { mark } else { "" };
            text.push_str(&format!(
                "    C{at}: {{$ref: {mark}'#/components/schemas/C{}'}}\n",
                at + 1
            ));
        }
        text + &format!("    C{length}: {{type: string}}\n")
    };
    days("{type: integer}", &chain(20, ""), "");
    let all_of = |length: usize, mark: &str, at_mark: usize| {
        let mut text = String::new();
        for at in 0..length {
            let mark = if at == at_mark { mark } else { "" };
            text.push_str(&format!(
                "    {mark}C{at}: {{allOf: [{{$ref: '#/components/schemas/C{}'}}]}}\n",
                at + 1
            ));
        }
        text + &format!("    C{length}: {{type: string}}\n")
    };
    days("{type: integer}", &all_of(10, "", 99), "");
    let found = super::problems(
        "a.yaml",
        &super::edited(&[(
            "  schemas:\n",
            &format!("  schemas:\n{}", chain(10_000, "")),
        )]),
        smart_codegen::lint::Rules::All,
    );
    assert!(
        found
            .iter()
            .any(|problem| problem.kind() == "reference-chain")
    );
    // Thousands of levels are more than all of them together could be.
    for (length, kind) in [(1_000, "reference-chain"), (10_000, "repetition")] {
        let text = format!("  schemas:\n{}", all_of(length, "", 0));
        let text = super::edited(&[("  schemas:\n", &text)]);
        let found = super::problems("a.yaml", &text, smart_codegen::lint::Rules::Generation);
        assert!(found.iter().all(|problem| problem.kind() == kind));
        assert!(!found.is_empty());
    }
}

#[test]
fn properties_in_a_circle_are_no_circle() {
    days(
        "{type: integer}",
        "    Node:\n      type: object\n      properties:\n        next: {$ref: '#/components/schemas/Node'}\n        \
         below: {type: array, items: {$ref: '#/components/schemas/Node'}}\n        \
         named: {type: object, additionalProperties: {$ref: '#/components/schemas/Node'}}\n",
        "",
    );
    let mut chain = String::new();
    for at in 0..5_000 {
        chain.push_str(&format!(
            "    C{at}: {{type: object, properties: {{next: {{$ref: '#/components/schemas/C{}'}}}}}}\n",
            (at + 1) % 5_000
        ));
    }
    days("{type: integer}", &chain, "");
}

#[test]
fn a_schema_is_no_part_of_itself() {
    days(
        "{type: integer}",
        "    ①A: {allOf: [②{$ref: '#/components/schemas/A'}]}\n",
        "schema-contains-itself ①②",
    );
    days(
        "{type: integer}",
        "    ①A: {oneOf: [{type: string}, ②{$ref: '#/components/schemas/B'}]}\n    \
         B: {allOf: [③{$ref: '#/components/schemas/A'}]}\n",
        "schema-contains-itself ①②③",
    );
}

#[test]
fn what_stands_beside_a_reference_would_be_lost() {
    days(
        "{$ref: '#/components/schemas/State', ①nullable: true}",
        "",
        "reference-siblings ①",
    );
    days(
        "{$ref: '#/components/schemas/State', ①x-sensitive: secret}",
        "",
        "reference-siblings ①",
    );
    days(
        "{$ref: '#/components/schemas/State', description: Why., x-other: 1}",
        "",
        "",
    );
    super::check_all(
        &[(
            "state: {$ref: '#/components/schemas/State'}",
            "state: {$ref: '#/components/schemas/State', ①title: Why}",
        )],
        "reference-prose ①",
    );
}

#[test]
fn path_items_are_written_out() {
    check(
        &[(
            "  /tides:\n",
            "  /other:\n    $ref: ①'#/paths/~1tides'\n  /tides:\n",
        )],
        "path-item-reference ①",
    );
}
