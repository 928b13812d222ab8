//! Enums that are opened for a whole document, by `Options::open_enums`.

use smart_codegen::{Options, Output, Source, generate};

const PATHS: &str = "
/tide:
  post:
    operationId: postTide
    parameters: [{name: order, in: query, schema: {type: string, enum: [up, down]}}]
    requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Sent'}}}}
    responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Read'}}}}}";
const SCHEMAS: &str = "
Sent: {type: object, properties: {both: {$ref: '#/components/schemas/Both'}, only: {type: string, enum: [a]}}}
Read: {type: object, properties: {both: {$ref: '#/components/schemas/Both'}, read: {type: string, enum: [b]}, event: {oneOf: [{$ref: '#/components/schemas/Rose'}, {$ref: '#/components/schemas/Fell'}]}, word: {oneOf: [{type: string, enum: [c]}, {type: string, enum: [d]}]}}}
Both: {type: string, enum: [high, low]}
Rose: {type: object, required: [id, kind], properties: {id: {type: string}, kind: {type: string, enum: [rose]}}}
Fell: {type: object, required: [id, kind], properties: {id: {type: string}, kind: {type: string, enum: [fell]}}}";

fn output(paths: &str, schemas: &str, options: &Options) -> Output {
    let source = Source::new("tides.yaml", super::document(paths, schemas));
    generate(&source, options).expect("generates")
}

/// The lines of the digest about types, in which enums are named closed or open.
fn types(output: &Output, word: &str) -> Vec<String> {
    let lines = output.digest.lines().filter(|line| line.contains(word));
    let names = lines.filter_map(|line| line.strip_prefix("schema ")?.split(' ').next());
    names.map(str::to_owned).collect()
}

#[test]
fn the_digest_says_which_enums_are_open() {
    let closed = output(PATHS, SCHEMAS, &Options::new());
    assert_eq!(types(&closed, "open enum"), [""; 0]);
    let opened = output(PATHS, SCHEMAS, &Options::new().open_enums());
    let open = [
        "Both",
        "FellKind",
        "ReadRead",
        "ReadWordVariant1",
        "ReadWordVariant2",
        "RoseKind",
    ];
    assert_eq!(types(&opened, "open enum"), open);
    assert_eq!(types(&opened, "closed enum"), ["PostTideOrder", "SentOnly"]);
}

#[test]
fn alternatives_that_enums_told_apart_are_tagged_or_kept() {
    let union = |output: &Output, name: &str| -> String {
        let lines = output.digest.lines();
        let mut lines = lines.filter(|line| line.starts_with(&format!("schema {name} · one of")));
        lines.next().expect("a union").to_owned()
    };
    let closed = output(PATHS, SCHEMAS, &Options::new());
    let opened = output(PATHS, SCHEMAS, &Options::new().open_enums());
    assert!(union(&closed, "ReadEvent").contains("one of Rose, Fell · received"));
    assert!(union(&opened, "ReadEvent").contains("one of Rose, Fell, Json · told apart by kind"));
    assert!(!union(&closed, "ReadWord").contains("told apart"));
    assert!(union(&opened, "ReadWord").contains("· not told apart ·"));
}
