//! Schemas: JSON Schema of 2020-12 in the words of OpenAPI 3.0.

use super::types;
use crate::document::objects::each;
use crate::document::{Node, Value};

/// Keywords that restrict or describe a value, and of which no type is made.
const DROPPED: &[&str] = &[
    "$anchor",
    "$comment",
    "$dynamicAnchor",
    "$id",
    "$schema",
    "$vocabulary",
    "contains",
    "contentSchema",
    "dependentRequired",
    "dependentSchemas",
    "else",
    "if",
    "maxContains",
    "minContains",
    "propertyNames",
    "then",
    "unevaluatedItems",
    "unevaluatedProperties",
];

/// Keywords beside `$ref` that say nothing about the value.
const PROSE: &[&str] = &[
    "$ref",
    "deprecated",
    "description",
    "example",
    "examples",
    "externalDocs",
    "summary",
    "title",
    "xml",
];

/// Rewrites a schema and the schemas below it.
pub(super) fn rewrite(node: &mut Node) {
    if let Value::Bool(anything) = node.value {
        *node = boolean(anything, node);
        return;
    }
    if node.as_map().is_none() {
        return;
    }
    for key in DROPPED {
        node.take(key);
    }
    reference(node);
    examples(node);
    constant(node);
    bounds(node);
    content(node);
    items(node);
    properties(node);
    types::rewrite(node);
    for key in ["items", "not", "additionalProperties"] {
        let below = node.get_mut(key);
        // `additionalProperties` may be a truth value in 3.0 too.
        if let Some(below) = below.filter(|below| below.as_bool().is_none()) {
            rewrite(below);
        }
    }
    for key in ["allOf", "oneOf", "anyOf", "properties", "$defs"] {
        if let Some(below) = node.get_mut(key) {
            each(below, &mut rewrite);
        }
    }
    types::join_null(node);
}

/// Returns the schema that `true` or `false` stands for.
fn boolean(anything: bool, at: &Node) -> Node {
    let mut schema = Node {
        value: Value::Map(Default::default()),
        span: at.span,
    };
    if !anything {
        schema.set("not", Value::Map(Default::default()), at.span);
    }
    schema
}

/// Makes a reference with keywords beside it one part of an `allOf`.
fn reference(node: &mut Node) {
    let says_more = |key: &str| !PROSE.contains(&key) && !key.starts_with("x-");
    if node.get("$ref").is_none() || !node.entries().any(|(key, _)| says_more(key)) {
        return;
    }
    let Some(reference) = node.take("$ref") else {
        return;
    };
    let place = reference.key;
    let mut part = boolean(true, &reference.node);
    part.set("$ref", reference.node.value, reference.node.span);
    match node.get_mut("allOf").map(|all| &mut all.value) {
        Some(Value::List(parts)) => parts.insert(0, part),
        _ => node.set("allOf", Value::List(vec![part]), place),
    }
}

/// The first of several examples is the example.
fn examples(node: &mut Node) {
    let Some(examples) = node.take("examples") else {
        return;
    };
    if let (None, Some(first)) = (node.get("example"), examples.node.items().first()) {
        node.set("example", first.value.clone(), first.span);
    }
}

/// A constant is an enum of one value.
fn constant(node: &mut Node) {
    let Some(constant) = node.take("const") else {
        return;
    };
    let place = constant.key;
    if node.get("type").is_none() {
        let json = match &constant.node.value {
            Value::Null => "null",
            Value::Bool(_) => "boolean",
            Value::Number(digits) if digits.contains(['.', 'e', 'E']) => "number",
            Value::Number(_) => "integer",
            Value::Text(_) => "string",
            Value::List(_) | Value::Map(_) => return,
        };
        node.set("type", Value::Text(json.to_owned()), place);
    }
    node.set("enum", Value::List(vec![constant.node]), place);
}

/// An exclusive bound is a bound and a truth value.
fn bounds(node: &mut Node) {
    for (exclusive, bound) in [
        ("exclusiveMinimum", "minimum"),
        ("exclusiveMaximum", "maximum"),
    ] {
        if !matches!(
            node.get(exclusive).map(|node| &node.value),
            Some(Value::Number(_))
        ) {
            continue;
        }
        let Some(limit) = node.take(exclusive) else {
            continue;
        };
        // Of two bounds the stricter one counts. No value is judged by them, so either will do.
        node.set(bound, limit.node.value, limit.node.span);
        node.set(exclusive, Value::Bool(true), limit.key);
    }
}

/// The encoding and the media type of a text are a format.
fn content(node: &mut Node) {
    let encoding = node.take("contentEncoding");
    let media = node.take("contentMediaType");
    if node.get("format").is_some() {
        return;
    }
    let format = match (&encoding, &media) {
        (Some(encoding), _) => match encoding.node.as_str() {
            Some("base64") => ("byte", encoding.key),
            _ => return,
        },
        (None, Some(media)) => match media.node.as_str() {
            Some(name) if is_text(name) => return,
            _ => ("binary", media.key),
        },
        (None, None) => return,
    };
    node.set("format", Value::Text(format.0.to_owned()), format.1);
    if node.get("type").is_none() {
        node.set("type", Value::Text("string".to_owned()), format.1);
    }
}

fn is_text(media_type: &str) -> bool {
    let name = media_type.to_ascii_lowercase();
    name.starts_with("text/")
        || ["json", "xml", "yaml"]
            .iter()
            .any(|end| name.ends_with(end))
}

/// Items that differ by their position are free JSON.
fn items(node: &mut Node) {
    let positions = node.take("prefixItems");
    let place = match (&positions, node.get("items")) {
        (Some(positions), _) => positions.key,
        (None, Some(items)) if items.as_bool().is_some() => items.span,
        (None, _) => return,
    };
    node.set("items", Value::Map(Default::default()), place);
}

/// Properties whose names match a pattern are further properties.
fn properties(node: &mut Node) {
    let Some(patterns) = node.take("patternProperties") else {
        return;
    };
    let allowed = node.get("additionalProperties");
    if allowed.is_some_and(|allowed| allowed.as_map().is_some()) {
        return;
    }
    let closed = allowed.is_some_and(|allowed| allowed.as_bool() == Some(false));
    let mut schemas = patterns.node.entries();
    let value = match (schemas.next(), schemas.next()) {
        (Some((_, only)), None) if closed => only.value.clone(),
        _ => Value::Bool(true),
    };
    node.set("additionalProperties", value, patterns.key);
}
