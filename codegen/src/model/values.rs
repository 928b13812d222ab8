//! Values of the document as JSON text, for examples in docs.

use crate::document::{Node, Value};

/// Returns the node as JSON, with the numbers as written and keys in their order, indented by two
/// spaces.
pub(super) fn json(node: &Node) -> String {
    let mut text = String::new();
    write(node, 0, &mut text);
    text
}

fn write(node: &Node, depth: usize, text: &mut String) {
    let indent = |depth: usize| "  ".repeat(depth);
    match &node.value {
        Value::Null => text.push_str("null"),
        Value::Bool(value) => text.push_str(if *value { "true" } else { "false" }),
        Value::Number(digits) => text.push_str(digits),
        Value::Text(value) => text.push_str(&quoted(value)),
        Value::List(items) if items.is_empty() => text.push_str("[]"),
        Value::List(items) => {
            text.push('[');
            for (position, item) in items.iter().enumerate() {
                text.push_str(if position == 0 { "\n" } else { ",\n" });
                text.push_str(&indent(depth + 1));
                write(item, depth + 1, text);
            }
            text.push('\n');
            text.push_str(&indent(depth));
            text.push(']');
        }
        Value::Map(entries) if entries.is_empty() => text.push_str("{}"),
        Value::Map(entries) => {
            text.push('{');
            for (position, (key, entry)) in entries.iter().enumerate() {
                text.push_str(if position == 0 { "\n" } else { ",\n" });
                text.push_str(&indent(depth + 1));
                text.push_str(&quoted(key));
                text.push_str(": ");
                write(&entry.node, depth + 1, text);
            }
            text.push('\n');
            text.push_str(&indent(depth));
            text.push('}');
        }
    }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
