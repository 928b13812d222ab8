//! A document without what was not chosen.

use std::collections::HashSet;

use super::graph::{Graph, part};
use crate::document::{Document, METHODS, Node, Value, pointer_token};

/// Returns the document with the operations at these pointers, and with the components that they
/// reach.
pub(super) fn keep(document: &Document, operations: &HashSet<String>) -> Document {
    let reached = Graph::new(document.root()).reached_from(operations.iter().cloned());
    let mut root = document.root().clone();
    if let Some(paths) = below(&mut root, "paths") {
        retain(paths, |path, item| {
            let shared = format!("/paths/{}", pointer_token(path));
            retain(item, |key, _| {
                !METHODS.contains(&key) || reached.contains(&format!("{shared}/{key}"))
            });
            item.entries().any(|(key, _)| METHODS.contains(&key))
        });
    }
    if let Some(components) = below(&mut root, "components") {
        retain(components, |kind, named| {
            let kind = pointer_token(kind);
            retain(named, |name, _| {
                let pointer = format!("/components/{kind}/{}", pointer_token(name));
                reached.contains(&pointer)
            });
            true
        });
    }
    document.with_root(root, |pointer| {
        let part = part(pointer);
        part.is_empty() || reached.contains(&part)
    })
}

fn below<'n>(node: &'n mut Node, key: &str) -> Option<&'n mut Node> {
    match &mut node.value {
        Value::Map(map) => map.get_mut(key).map(|entry| &mut entry.node),
        _ => None,
    }
}

fn retain(node: &mut Node, mut keep: impl FnMut(&str, &mut Node) -> bool) {
    if let Value::Map(map) = &mut node.value {
        map.retain(|key, entry| keep(key, &mut entry.node));
    }
}
