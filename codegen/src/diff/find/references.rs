//! Follows every reference below a place.

use std::collections::HashSet;

use crate::document::{Document, Node, Value, local_pointer};

/// Visits a place and every place that it refers to, directly or through others. Places in `seen`
/// are not visited again.
pub(crate) fn visit_references(
    document: &Document,
    pointer: &str,
    seen: &mut HashSet<String>,
    mut visit: impl FnMut(&str),
) {
    fn below(node: &Node, open: &mut Vec<String>) {
        match &node.value {
            Value::Map(map) => {
                if let Some(target) = node.text("$ref").and_then(local_pointer) {
                    open.push(target);
                }
                map.values().for_each(|entry| below(&entry.node, open));
            }
            Value::List(items) => items.iter().for_each(|item| below(item, open)),
            _ => {}
        }
    }
    let mut open = vec![pointer.to_owned()];
    while let Some(pointer) = open.pop() {
        if !seen.contains(&pointer) {
            visit(&pointer);
            if let Some(node) = document.root().pointer(&pointer) {
                below(node, &mut open);
            }
            seen.insert(pointer);
        }
    }
}
