//! Edits that change nothing: every one of them is "no API change", both ways round.

use std::collections::BTreeSet;

use serde_yaml::Value;
use smart_codegen::Options;
use smart_codegen::Source;
use smart_codegen::diff::{Side, compare};

use super::pairs::{HARBOUR, all};
use super::{said, side};

/// Nothing is said of a document against the shared one, or against another.
fn same_as(base: &str, head: &str) {
    let (base, head) = (side(base), side(head));
    assert!(base.generates(), "{:#?}", base.problems());
    assert_eq!(said(&base, &head), [""; 0]);
    assert_eq!(said(&head, &base), [""; 0]);
    assert_eq!(compare(&base, &head).bump().to_string(), "none");
}

fn same(head: &str) {
    same_as(HARBOUR, head);
}

/// The shared document with each text, which stands in it once, replaced.
fn harbour(edits: &[(&str, &str)]) -> String {
    edits.iter().fold(HARBOUR.to_owned(), |text, (from, to)| {
        assert_eq!(text.matches(from).count(), 1, "{from:?}");
        text.replace(from, to)
    })
}

fn parsed(text: &str) -> Value {
    serde_yaml::from_str(text).unwrap_or_else(|error| panic!("{error}"))
}

/// JSON with the keys in their order.
fn json(value: &Value) -> String {
    let text = |text: &str| format!("{text:?}");
    match value {
        Value::Mapping(map) => {
            let entries = map.iter();
            let entries =
                entries.map(|(key, value)| format!("{}: {}", text(&scalar(key)), json(value)));
            format!("{{\n{}\n}}", entries.collect::<Vec<_>>().join(",\n"))
        }
        Value::Sequence(items) => {
            format!(
                "[{}]",
                items.iter().map(json).collect::<Vec<_>>().join(", ")
            )
        }
        Value::String(word) => text(word),
        other => scalar(other),
    }
}

fn scalar(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => serde_yaml::to_string(other)
            .unwrap_or_else(|error| panic!("{error}"))
            .trim()
            .to_owned(),
    }
}

/// Every mapping turned round, but for the properties of what is sent: their order is that of
/// arguments.
fn turned(value: &Value, key: &str) -> Value {
    match value {
        Value::Mapping(map) => {
            let entries = map.iter().map(|(key, value)| {
                let name = key.as_str().unwrap_or_default();
                let sent = name == "Arrival";
                let value = if sent {
                    value.clone()
                } else {
                    turned(value, name)
                };
                (key.clone(), value)
            });
            let mut entries: Vec<_> = entries.collect();
            entries.reverse();
            Value::Mapping(entries.into_iter().collect())
        }
        // The order of these lists says nothing.
        Value::Sequence(items) if key == "required" => {
            Value::Sequence(items.iter().rev().cloned().collect())
        }
        Value::Sequence(items) => Value::Sequence(items.iter().map(|v| turned(v, "")).collect()),
        other => other.clone(),
    }
}

#[test]
fn another_order_is_no_change() {
    let text = serde_yaml::to_string(&turned(&parsed(HARBOUR), ""));
    same(&text.unwrap_or_else(|error| panic!("{error}")));
}

#[test]
fn another_format_is_no_change() {
    let text = json(&parsed(HARBOUR));
    assert!(text.starts_with('{'));
    let json = Side::generate(&Source::new("harbour.json", text), &Options::new());
    let json = json.unwrap_or_else(|problems| panic!("{problems:#?}"));
    assert_eq!(said(&side(HARBOUR), &json), [""; 0]);
}

#[test]
fn another_layout_and_comments_are_no_change() {
    let commented: String = HARBOUR
        .lines()
        .flat_map(|line| [line, "   # a comment\n"])
        .collect();
    same(&commented);
    same(&harbour(&[(
        "    Side: {type: string, enum: [port, starboard]}\n",
        "    Side:\n      # Seen from the stern.\n      type: \"string\"\n      enum:\n        - 'port'\n        - >-\n          starboard\n",
    )]));
}

/// The code that is generated is compared before it is printed, and checked-in code after it is
/// parsed.
#[test]
fn checked_in_code_that_is_written_otherwise_is_no_change() {
    let heads = all().into_iter().map(|pair| pair.head);
    let documents: BTreeSet<String> = heads.chain([HARBOUR.to_owned()]).collect();
    let (mut compared, mut broken_lists) = (0, 0);
    for text in documents {
        let base = side(&text);
        if !base.generates() {
            continue;
        }
        let commented = base.files().iter().map(|(name, code)| {
            broken_lists += code.matches(",\n    )").count();
            (name.clone(), format!("{code}\n// The end.\n"))
        });
        let commented = commented.collect();
        let head = side(&text).with_code(&commented);
        let report = compare(&base, &head);
        assert!(report.compares_rust, "{text}");
        assert_eq!(said(&base, &head), [""; 0], "{text}");
        compared += 1;
    }
    assert!(compared > 100 && broken_lists > 100);
}

#[test]
fn a_default_written_out_is_no_change() {
    same(&harbour(&[
        (
            "        since: {type: string}\n",
            "        since: {type: string, nullable: false, deprecated: false, readOnly: false}\n",
        ),
        (
            "        - name: flags\n          in: query\n",
            "        - name: flags\n          in: query\n          required: false\n          style: form\n          explode: true\n",
        ),
        (
            "        lines:\n          type: array\n",
            "        lines:\n          type: array\n          uniqueItems: false\n",
        ),
        (
            "    Side: {type: string, enum: [port, starboard]}\n",
            "    Side: {type: string, enum: [port, starboard], x-open-enum: false}\n",
        ),
        (
            "      operationId: listCargo\n",
            "      operationId: listCargo\n      security:\n        - bearer: []\n      x-idempotent: false\n",
        ),
        (
            "      operationId: enterShip\n      summary: Announces a ship.\n      requestBody:\n",
            "      operationId: enterShip\n      summary: Announces a ship.\n      requestBody:\n        required: false\n",
        ),
    ]));
}

#[test]
fn another_spelling_is_no_change() {
    same(&harbour(&[
        ("harbour.example/v1\n", "harbour.example/v1/\n"),
        ("  - name: harbour-key\n", "  - name: Harbour-Key\n"),
    ]));
    let media = "            application/json:\n              schema: {$ref: '#/components/schemas/Receipt'}";
    let spelt = media.replace("application/json", "application/json; charset=utf-8");
    same(&harbour(&[(media, &spelt)]));
}

#[test]
fn parameters_bodies_and_answers_with_a_name() {
    let day = "        - name: day\n          in: query\n          required: true\n          schema: {type: string, format: date}\n";
    same(&harbour(&[
        (day, "        - $ref: '#/components/parameters/Day'\n"),
        (
            "components:\n",
            "components:\n  parameters:\n    Day:\n      name: day\n      in: query\n      required: true\n      schema: {type: string, format: date}\n",
        ),
    ]));
    same(&harbour(&[
        (
            "      requestBody:\n        content:\n          application/json:\n            schema: {$ref: '#/components/schemas/Arrival'}\n",
            "      requestBody: {$ref: '#/components/requestBodies/Arrival'}\n",
        ),
        (
            "        '200':\n          description: Entered.\n          content:\n            application/json:\n              schema: {$ref: '#/components/schemas/Receipt'}\n",
            "        '200': {$ref: '#/components/responses/Entered'}\n",
        ),
        (
            "components:\n",
            "components:\n  requestBodies:\n    Arrival:\n      content:\n        application/json:\n          schema: {$ref: '#/components/schemas/Arrival'}\n  responses:\n    Entered:\n      description: Entered.\n      content:\n        application/json:\n          schema: {$ref: '#/components/schemas/Receipt'}\n",
        ),
    ]));
}

#[test]
fn parameters_of_the_path() {
    let ship = "      parameters:\n        - name: ship\n          in: path\n          required: true\n          schema: {type: string}\n";
    same(&harbour(&[
        (ship, ""),
        (
            "  /ships/{ship}/leave:\n",
            "  /ships/{ship}/leave:\n    parameters:\n      - name: ship\n        in: path\n        required: true\n        schema: {type: string}\n",
        ),
    ]));
}

#[test]
fn parts_that_come_to_the_same() {
    // A reference as the only part.
    same(&harbour(&[(
        "        pilot: {$ref: '#/components/schemas/Pilot'}\n",
        "        pilot:\n          allOf:\n            - $ref: '#/components/schemas/Pilot'\n",
    )]));
    let receipt = "    Receipt:\n      type: object\n      properties:\n        code: {type: string}\n        freight: {$ref: '#/components/schemas/Freight'}\n";
    let parts = "    Receipt:\n      allOf:\n        - type: object\n          properties:\n            code: {type: string}\n        - type: object\n          properties:\n            freight: {$ref: '#/components/schemas/Freight'}\n            stamp:\n              type: object\n              properties:\n                ink: {type: string}\n";
    let stamp = "        stamp:\n          type: object\n          properties:\n            ink: {type: string}\n";
    same(&harbour(&[(&format!("{receipt}{stamp}"), parts)]));
    // A part within a part.
    let nested = parts.replace(
        "        - type: object\n          properties:\n            code: {type: string}\n",
        "        - allOf:\n            - type: object\n              properties:\n                code: {type: string}\n",
    );
    same_as(
        &harbour(&[(&format!("{receipt}{stamp}"), parts)]),
        &harbour(&[(&format!("{receipt}{stamp}"), &nested)]),
    );
}
