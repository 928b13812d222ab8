//! The meaning of the keywords of a schema.

use super::{Direction, Leaf, Sensitive};
use crate::document::{Node, Value, equal};

/// Returns the text for people: the description, else the title.
pub(super) fn description(node: &Node) -> String {
    let text = node.text("description").or_else(|| node.text("title"));
    text.unwrap_or_default().trim().to_owned()
}

/// Returns whether and why a value must not be printed. OpenAPI's own word for a secret is
/// `password`.
pub(super) fn sensitive(node: &Node) -> Option<Sensitive> {
    match (node.text("x-sensitive"), node.text("format")) {
        (Some("personal"), _) => Some(Sensitive::Personal),
        (Some("secret"), _) | (None, Some("password")) => Some(Sensitive::Secret),
        _ => None,
    }
}

pub(super) fn only(node: &Node) -> Option<Direction> {
    match (node.is_true("readOnly"), node.is_true("writeOnly")) {
        (true, false) => Some(Direction::Received),
        (false, true) => Some(Direction::Sent),
        _ => None,
    }
}

/// Returns whether a schema allows `null`. One among the values of an enum says so as well.
pub(super) fn nullable(node: &Node) -> bool {
    let values = node.get("enum").map(Node::items).unwrap_or_default();
    node.is_true("nullable") || values.iter().any(|value| value.value == Value::Null)
}

pub(super) fn texts(list: Option<&Node>) -> Vec<String> {
    list.map(Node::items)
        .unwrap_or_default()
        .iter()
        .filter_map(Node::as_str)
        .map(str::to_owned)
        .collect()
}

/// Returns the leaf that a schema of this `type` is.
pub(super) fn leaf(json: &str, node: &Node) -> Leaf {
    if json == "string" && sensitive(node) == Some(Sensitive::Secret) {
        return Leaf::Secret;
    }
    // The format `password` alone does not hide a value that is marked as something else.
    let format = node.text("format").filter(|format| *format != "password");
    Leaf::of(json, format).unwrap_or(Leaf::Any)
}

pub(super) fn is_enum(node: &Node) -> bool {
    let values = node.get("enum").map(Node::items).unwrap_or_default();
    matches!(node.text("type"), Some("string") | None)
        && values.iter().any(|value| value.as_str().is_some())
}

pub(super) fn is_struct(node: &Node) -> bool {
    let object = matches!(node.text("type"), Some("object") | None);
    object
        && (node
            .get("properties")
            .is_some_and(|p| p.entries().next().is_some())
            || node.get("allOf").is_some())
}

pub(super) fn is_union(node: &Node) -> bool {
    node.text("format") != Some("text-or-number")
        && ["oneOf", "anyOf"]
            .iter()
            .any(|key| node.get(key).is_some_and(|list| list.items().len() > 1))
}

/// Keywords that limit a value. The others only describe it.
pub(super) const CONSTRAINING: &[&str] = &[
    "$ref",
    "type",
    "properties",
    "additionalProperties",
    "items",
    "enum",
    "oneOf",
    "anyOf",
    "not",
    "required",
];

/// Returns whether a part of an `allOf` can be merged into an object.
pub(super) fn describes_object(node: &Node) -> bool {
    matches!(node.text("type"), Some("object") | None)
        && ["enum", "oneOf", "anyOf", "not", "items"]
            .iter()
            .all(|key| node.get(key).is_none())
}

pub(super) fn constrains(node: &Node) -> bool {
    node.get("allOf").is_some() || constrains_itself(node)
}

pub(super) fn constrains_itself(node: &Node) -> bool {
    CONSTRAINING.iter().any(|key| node.get(key).is_some())
}

/// Returns whether every value of one schema is a value of the other, which says less of it.
pub(super) fn narrows(one: &Node, other: &Node) -> bool {
    let of = |node: &Node| (node.text("type").map(str::to_owned), is_enum(node));
    let says = |node: &Node, keys: &[&str]| keys.iter().any(|key| node.get(key).is_some());
    let plain = !says(
        other,
        &[
            "enum",
            "properties",
            "additionalProperties",
            "items",
            "allOf",
        ],
    ) && !says(other, &["oneOf", "anyOf", "$ref", "not", "required"]);
    match (of(one), of(other)) {
        ((Some(narrow), _), (Some(wide), _)) if narrow == "integer" && wide == "number" => plain,
        ((narrow, true), (wide, true)) => {
            let texts = |node: &Node| texts(node.get("enum"));
            narrow == wide && texts(one).iter().all(|text| texts(other).contains(text))
        }
        ((Some(narrow), _), (Some(wide), false)) if narrow == wide => {
            plain && (narrow != "string" || leaf("string", other) == Leaf::Text)
        }
        _ => false,
    }
}

/// Returns whether two schemas become the same type, but for `null`.
pub(super) fn same(a: &Node, b: &Node) -> bool {
    let formats = match a.text("type") {
        Some("string") => leaf("string", a) == leaf("string", b),
        _ => a.text("format") == b.text("format"),
    };
    let keys = CONSTRAINING.iter().chain(&["allOf"]);
    formats
        && keys.clone().all(|key| match (a.get(key), b.get(key)) {
            (None, None) => true,
            (Some(a), Some(b)) => equal(a, b),
            _ => false,
        })
}
