//! What versions after 3.0 say about the objects of a document down to its schemas.

use super::schema;
use crate::document::objects::{Kind, Number, below, each};
use crate::document::{Node, Span, Value, pointer_token};

/// Returns the keys of an object that only later versions have and that no client code comes from.
fn later_keys(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Document => &["jsonSchemaDialect", "$self"],
        Kind::Info => &["summary"],
        Kind::Components => &["pathItems", "mediaTypes"],
        Kind::RequestBody | Kind::Response => &["summary"],
        Kind::Media => &["itemSchema", "prefixEncoding", "itemEncoding"],
        Kind::Encoding => &["encoding", "prefixEncoding", "itemEncoding"],
        Kind::Example => &["serializedValue"],
        Kind::Scheme => &["oauth2MetadataUrl", "deprecated"],
        Kind::License => &["identifier"],
        Kind::Server => &["name"],
        Kind::Tag => &["summary", "parent", "kind"],
        Kind::PathItem
        | Kind::Operation
        | Kind::Parameter
        | Kind::Header
        | Kind::Link
        | Kind::Callback
        | Kind::Schema => &[],
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
    for (key, entry) in map {
        let Some((kind, number)) = below(kind, key) else {
            continue;
        };
        let below = &mut entry.node;
        match number {
            Number::One => rewrite(below, kind),
            Number::Many => each(below, &mut |node| rewrite(node, kind)),
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
