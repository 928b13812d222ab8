//! The objects of a document down to its schemas, and what versions after 3.0 say about them.

use super::{each, schema};
use crate::document::{METHODS, Node, Span, Value, local_pointer, pointer_token};

/// The objects that hold schemas, directly or further down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Document,
    Info,
    Components,
    PathItem,
    Operation,
    /// A parameter or a header.
    Parameter,
    /// A request body or a response.
    Message,
    Media,
    Encoding,
    Example,
    Scheme,
    Schema,
    License,
    Server,
    Tag,
}

/// How many objects stand below a key.
#[derive(Debug, Clone, Copy)]
enum Number {
    One,
    /// A list or a mapping of them.
    Many,
    /// A mapping of mappings, as callbacks are.
    Nested,
}

/// Returns what stands below a key of an object.
fn below(kind: Kind, key: &str) -> Option<(Kind, Number)> {
    use Number::{Many, Nested, One};
    Some(match (kind, key) {
        (Kind::Document, "info") => (Kind::Info, One),
        (Kind::Document, "paths") => (Kind::PathItem, Many),
        (Kind::Document, "components") => (Kind::Components, One),
        (Kind::Info, "license") => (Kind::License, One),
        (Kind::Components, "schemas") => (Kind::Schema, Many),
        (Kind::Components, "responses" | "requestBodies") => (Kind::Message, Many),
        (Kind::Components, "securitySchemes") => (Kind::Scheme, Many),
        (Kind::Components, "callbacks") => (Kind::PathItem, Nested),
        (Kind::Components, "parameters" | "headers") => (Kind::Parameter, Many),
        (Kind::PathItem | Kind::Operation, "parameters") => (Kind::Parameter, Many),
        (Kind::Message | Kind::Encoding, "headers") => (Kind::Parameter, Many),
        (Kind::Document | Kind::PathItem | Kind::Operation, "servers") => (Kind::Server, Many),
        (Kind::Document, "tags") => (Kind::Tag, Many),
        (Kind::PathItem, method) if METHODS.contains(&method) => (Kind::Operation, One),
        (Kind::Operation, "requestBody") => (Kind::Message, One),
        (Kind::Operation, "responses") => (Kind::Message, Many),
        (Kind::Operation, "callbacks") => (Kind::PathItem, Nested),
        (Kind::Message | Kind::Parameter, "content") => (Kind::Media, Many),
        (Kind::Parameter | Kind::Media, "schema") => (Kind::Schema, One),
        (Kind::Components | Kind::Parameter | Kind::Media, "examples") => (Kind::Example, Many),
        (Kind::Media, "encoding") => (Kind::Encoding, Many),
        _ => return None,
    })
}

/// Returns the keys of an object that only later versions have and that no client code comes from.
fn later_keys(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Document => &["jsonSchemaDialect", "$self"],
        Kind::Info => &["summary"],
        Kind::Components => &["pathItems", "mediaTypes"],
        Kind::Message => &["summary"],
        Kind::Media => &["itemSchema", "prefixEncoding", "itemEncoding"],
        Kind::Encoding => &["encoding", "prefixEncoding", "itemEncoding"],
        Kind::Example => &["serializedValue"],
        Kind::Scheme => &["oauth2MetadataUrl", "deprecated"],
        Kind::License => &["identifier"],
        Kind::Server => &["name"],
        Kind::Tag => &["summary", "parent", "kind"],
        Kind::PathItem | Kind::Operation | Kind::Parameter | Kind::Schema => &[],
    }
}

/// Takes out what no method of a client is made of, and returns the name, pointer and place of each.
pub(super) fn take_out(root: &mut Node) -> Vec<(String, String, Span)> {
    let mut passed_over = Vec::new();
    if let Some(webhooks) = root.take("webhooks") {
        for (name, node) in webhooks.node.entries() {
            let pointer = format!("/webhooks/{}", pointer_token(name));
            passed_over.push((format!("the webhook `{name}`"), pointer, node.span));
        }
    }
    inline_path_items(root);
    let paths = root.get_mut("paths").and_then(Node::map_mut);
    for (path, entry) in paths.into_iter().flatten() {
        let pointer = format!("/paths/{}", pointer_token(path));
        let query = entry.node.take("query");
        let more = entry.node.take("additionalOperations");
        let query = query.iter().map(|query| ("QUERY", "query", query.key));
        let more = more.iter().flat_map(|more| more.node.entries());
        let more = more.map(|(method, node)| (method, "additionalOperations", node.span));
        passed_over.extend(query.chain(more).map(|(method, key, span)| {
            let what = format!("the operation `{method} {path}`");
            (what, format!("{pointer}/{key}"), span)
        }));
    }
    passed_over
}

/// Puts path items in the place of references to them.
fn inline_path_items(root: &mut Node) {
    let referring = |root: &Node| -> Vec<(String, Node)> {
        let paths = root.get("paths").into_iter().flat_map(Node::entries);
        let found = paths.filter_map(|(path, item)| {
            let pointer = local_pointer(item.text("$ref")?)?;
            Some((path.to_owned(), root.pointer(&pointer)?.clone()))
        });
        found.collect()
    };
    // An item may refer to another one. A circle is left as it is.
    for _ in 0..8 {
        let found = referring(root);
        for (path, target) in &found {
            if let Some(item) = root.get_mut("paths").and_then(|paths| paths.get_mut(path)) {
                item.take("$ref");
                let (Some(item), Some(target)) = (item.map_mut(), target.as_map()) else {
                    continue;
                };
                for (key, entry) in target {
                    item.entry(key.clone()).or_insert_with(|| entry.clone());
                }
            }
        }
        if found.is_empty() {
            break;
        }
    }
}

/// Rewrites an object and what stands below it.
pub(super) fn rewrite(node: &mut Node, kind: Kind) {
    if kind == Kind::Schema {
        return schema::rewrite(node);
    }
    if node.get("$ref").is_some() {
        return;
    }
    own(node, kind);
    let Some(map) = node.map_mut() else {
        return;
    };
    for (key, entry) in map.iter_mut().filter(|(key, _)| !key.starts_with("x-")) {
        let Some((kind, number)) = below(kind, key) else {
            continue;
        };
        let below = &mut entry.node;
        match number {
            Number::One => rewrite(below, kind),
            Number::Many => each(below, &mut |node| rewrite(node, kind)),
            Number::Nested => each(below, &mut |node| {
                each(node, &mut |node| rewrite(node, kind));
            }),
        }
    }
}

/// Rewrites what an object itself says.
fn own(node: &mut Node, kind: Kind) {
    for key in later_keys(kind) {
        node.take(key);
    }
    let span = node.span;
    let mut absent = |key: &str, value: Value| {
        if node.get(key).is_none() {
            node.set(key, value, span);
        }
    };
    match kind {
        Kind::Document => absent("paths", Value::Map(Default::default())),
        Kind::Operation => absent("responses", Value::Map(Default::default())),
        Kind::Example => {
            if let Some(data) = node.take("dataValue") {
                node.set("value", data.node.value, data.node.span);
            }
        }
        Kind::Scheme => {
            if let Some(flows) = node.get_mut("flows") {
                flows.take("deviceAuthorization");
            }
        }
        _ => {}
    }
}
