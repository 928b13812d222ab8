//! Enums: texts out of a list.

use std::collections::HashSet;

use super::keywords::description;
use super::names::{Rank, Scope, Wish};
use super::spelling::variant_name;
use super::{Enum, EnumValue, Evidence};
use crate::document::{Node, Value};

/// Returns the enum that a schema with a list of texts is.
pub(super) fn enumeration(schema: &Node) -> Enum {
    let docs = schema.get("x-enum");
    let values = schema.get("enum").map(Node::items).unwrap_or_default();
    let mut values: Vec<_> = values.iter().filter_map(as_text).collect();
    let mut known = HashSet::new();
    values.retain(|value| known.insert(*value));
    let wishes: Vec<_> = values
        .iter()
        .map(|wire| {
            let doc = docs.and_then(|docs| docs.get(wire));
            let spelling = doc.and_then(|doc| doc.text("name")).unwrap_or(wire);
            let name = variant_name(spelling);
            Wish {
                rank: Rank::of(&name, spelling),
                name,
                place: (*wire).to_owned(),
            }
        })
        .collect();
    let variants = Scope::Variants.names(&wishes);
    let values = values.into_iter().zip(variants).map(|(wire, variant)| {
        let doc = docs.and_then(|docs| docs.get(wire));
        EnumValue {
            wire: wire.to_owned(),
            variant,
            description: doc.map(description).unwrap_or_default(),
            evidence: doc.and_then(Evidence::of),
        }
    });
    Enum {
        values: values.collect(),
        open: schema.is_true("x-open-enum"),
    }
}

/// Returns a value of an enum as text. Text that YAML takes for a number is a number in the document.
fn as_text(value: &Node) -> Option<&str> {
    match &value.value {
        Value::Text(text) | Value::Number(text) => Some(text),
        Value::Bool(true) => Some("true"),
        Value::Bool(false) => Some("false"),
        Value::Null | Value::List(_) | Value::Map(_) => None,
    }
}
