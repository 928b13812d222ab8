//! Names: what the document calls things need not be a name in Rust, nor differ from another one.

use std::fs;
use std::path::Path;

use serde_yaml::Value;
use smart_codegen::{Options, Output, Source};
use syn::Item;

use super::{answering, document, generated, items, method};

#[test]
fn signs_and_words_of_rust_become_names() {
    let schema =
        "Sign: {type: string, enum: [a-b, a_b, '', '+1', '-1', self, '<', '>=', 日本, '1st']}";
    let code = items(
        &generated(&document(&answering("Sign"), schema)),
        "enums.rs",
        "Sign",
    );
    insta::assert_snapshot!(code.split("impl").next().unwrap());
}

#[test]
fn fields_that_fold_to_one_name_stay_apart() {
    let schema = "Tide: {type: object, properties: {a-b: {type: string}, a_b: {type: string}, aB: {type: string}, type: {type: string}, Self: {type: string}}}";
    insta::assert_snapshot!(items(
        &generated(&document(&answering("Tide"), schema)),
        "types.rs",
        "Tide"
    ));
}

#[test]
fn schemas_that_fold_to_one_name_stay_apart_and_the_exact_one_keeps_it() {
    let schema = "tide-kind: {type: string, enum: [a]}\nTideKind: {type: string, enum: [b]}\nOption: {type: object, properties: {x: {$ref: '#/components/schemas/tide-kind'}, y: {$ref: '#/components/schemas/TideKind'}}}";
    let output = generated(&document(&answering("Option"), schema));
    let code = items(&output, "types.rs", "OptionType");
    let other = code.split_once("pub x: Option<super::enums::TideKind");
    let other = other.and_then(|(_, after)| after.split_once('>'));
    let digits = other.map_or("", |(digits, _)| digits);
    assert!(
        digits.len() == 4 && digits.bytes().all(|digit| digit.is_ascii_hexdigit()),
        "{code}"
    );
    assert!(
        code.contains("pub y: Option<super::enums::TideKind>"),
        "{code}"
    );
}

#[test]
fn all_of_several_equal_names_are_changed_whatever_their_order() {
    let tide = |one: &str, other: &str| {
        let schemas = format!(
            "{one}: {{type: object, properties: {{a: {{type: string}}}}}}\n\
             {other}: {{type: object, properties: {{a: {{type: string}}}}}}\n\
             Tide: {{type: object, properties: {{x: {{$ref: '#/components/schemas/low-tide'}}, y: {{$ref: '#/components/schemas/low_tide'}}}}}}"
        );
        let output = generated(&document(&answering("Tide"), &schemas));
        items(&output, "types.rs", "Tide")
    };
    let code = tide("low-tide", "low_tide");
    assert!(!code.contains("Option<LowTide>"), "{code}");
    assert_eq!(code, tide("low_tide", "low-tide"));
}

/// The public names of generated code, sorted.
fn public_names(output: &Output) -> Vec<String> {
    let mut names = Vec::new();
    for (file, text) in &output.files {
        let code = syn::parse_file(text).expect("generated files are Rust");
        for item in &code.items {
            let (owner, members) = named(item);
            names.push(format!("{file} {owner}"));
            names.extend(
                members
                    .iter()
                    .map(|member| format!("{file} {owner} {member}")),
            );
        }
    }
    names.sort();
    names
}

/// The name of an item, and the names inside it.
fn named(item: &Item) -> (String, Vec<String>) {
    match item {
        Item::Struct(item) => {
            let fields = item.fields.iter().filter_map(|field| field.ident.as_ref());
            (
                item.ident.to_string(),
                fields.map(ToString::to_string).collect(),
            )
        }
        Item::Enum(item) => {
            let variants = item
                .variants
                .iter()
                .map(|variant| variant.ident.to_string());
            (item.ident.to_string(), variants.collect())
        }
        Item::Static(item) => (item.ident.to_string(), Vec::new()),
        Item::Impl(item) => {
            let methods = item.items.iter().filter_map(|item| match item {
                syn::ImplItem::Fn(method) => Some(method.sig.ident.to_string()),
                _ => None,
            });
            let owner = match item.self_ty.as_ref() {
                syn::Type::Path(path) => path.path.segments.last(),
                _ => None,
            };
            let owner = owner.map(|last| last.ident.to_string());
            (owner.unwrap_or_default(), methods.collect())
        }
        _ => (String::new(), Vec::new()),
    }
}

/// Brings entries into another order.
type Order = fn(&mut Vec<(Value, Value)>);

/// A document with its paths and its components in another order.
fn reordered(text: &str, order: Order) -> Option<String> {
    fn put(value: &mut Value, order: Order) {
        if let Value::Mapping(map) = value {
            let mut entries: Vec<_> = std::mem::take(map).into_iter().collect();
            order(&mut entries);
            *map = entries.into_iter().collect();
        }
    }
    let mut document: Value = serde_yaml::from_str(text).ok()?;
    if let Some(paths) = document.get_mut("paths") {
        put(paths, order);
    }
    if let Some(Value::Mapping(sections)) = document.get_mut("components") {
        sections
            .values_mut()
            .for_each(|section| put(section, order));
    }
    serde_yaml::to_string(&document).ok()
}

#[test]
fn no_public_name_depends_on_the_order_of_the_document() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/compiled/corpus/documents");
    let files = fs::read_dir(folder).expect("the corpus is there");
    let mut seen = 0;
    for file in files {
        let path = file.expect("it can be read").path();
        let text = fs::read_to_string(&path).expect("it can be read");
        let generate = |text: String| {
            smart_codegen::generate(&Source::new("corpus.yaml", text), &Options::new())
        };
        // Written anew, since that alone changes what a document calls `~`.
        let Some(Ok(output)) = reordered(&text, |_| {}).map(generate) else {
            continue;
        };
        let names = public_names(&output);
        let orders: [Order; 2] = [
            |entries| entries.reverse(),
            |entries| {
                let by = entries.len().min(1);
                entries.rotate_left(by);
            },
        ];
        for other in orders
            .into_iter()
            .filter_map(|order| reordered(&text, order))
        {
            let other = generate(other).map(|output| public_names(&output));
            let other = other.expect("the order is no problem");
            let only = |one: &[String], two: &[String]| -> Vec<String> {
                one.iter()
                    .filter(|name| !two.contains(name))
                    .cloned()
                    .collect()
            };
            let differing = (only(&names, &other), only(&other, &names));
            assert_eq!(differing, (vec![], vec![]), "{}", path.display());
            assert_eq!(names, other, "{}", path.display());
            seen += 1;
        }
    }
    assert!(seen > 100, "{seen} orders of the corpus's documents");
}

#[test]
fn an_operation_that_is_added_in_front_renames_nothing() {
    let operation = |name: &str| {
        format!(
            "/{name}:\n  get:\n    operationId: {name}Get\n    responses: {{'200': {{description: ok}}}}\n    \
             parameters: [{{$ref: '#/components/parameters/Alt'}}]"
        )
    };
    let names = |operations: &[&str]| {
        let paths: Vec<_> = operations.iter().map(|name| operation(name)).collect();
        let text = document(&paths.join("\n"), "X: {type: boolean}").replace(
            "components:",
            "components:\n  parameters:\n    Alt: {name: alt, in: query, schema: {type: string, enum: [json, media]}}",
        );
        let mut names = public_names(&generated(&text));
        names.retain(|name| name.starts_with("enums.rs") || name.starts_with("types.rs"));
        names
    };
    let before = names(&["b", "c"]);
    assert!(
        before.contains(&"enums.rs Alt Media".to_owned()),
        "{before:?}"
    );
    assert_eq!(before, names(&["a", "b", "c"]));
}

#[test]
fn parameters_are_not_mistaken_for_each_other_or_for_what_the_code_calls_things() {
    let paths = "
/tide/{id}:
  put:
    operationId: type
    parameters:
      - {name: id, in: path, required: true, schema: {type: string}}
      - {name: id, in: query, required: true, schema: {type: string}}
      - {name: url, in: query, schema: {type: string}}
      - {name: body, in: query, schema: {type: string}}
    requestBody: {required: true, content: {application/json: {schema: {type: boolean}}}}
    responses: {'204': {description: done}}";
    insta::assert_snapshot!(method(
        &generated(&document(paths, "X: {type: boolean}")),
        "client.rs",
        "type_"
    ));
}

#[test]
fn an_inline_schema_is_named_after_its_place() {
    let schema = "Tide: {type: object, properties: {source: {type: object, properties: {gauge: {type: string, enum: [a, b]}}}}}";
    let output = generated(&document(&answering("Tide"), schema));
    assert!(
        items(&output, "types.rs", "TideSource")
            .contains("pub gauge: Option<super::enums::TideSourceGauge>")
    );
}
