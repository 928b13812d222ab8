//! Enums: texts out of a list.

use super::keywords::description;
use super::names::{Rank, Scope, Wish};
use super::spelling::variant_name;
use super::{Enum, EnumValue, Evidence};
use crate::document::Node;

/// Returns the enum that a schema with a list of texts is.
pub(super) fn enumeration(schema: &Node) -> Enum {
    let docs = schema.get("x-enum");
    let values = schema.get("enum").map(Node::items).unwrap_or_default();
    let values: Vec<_> = values.iter().filter_map(Node::as_str).collect();
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
