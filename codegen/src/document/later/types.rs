//! Lists of types and `null`: alternatives and `nullable` in the words of OpenAPI 3.0.

use super::super::{Entry, Node, Value};

/// Keywords that belong to values of some types only.
const OWNERS: &[(&str, &[&str])] = &[
    ("string", &["maxLength", "minLength", "pattern", "format"]),
    ("number", NUMERIC),
    ("integer", NUMERIC),
    ("array", &["items", "maxItems", "minItems", "uniqueItems"]),
    (
        "object",
        &[
            "properties",
            "additionalProperties",
            "required",
            "maxProperties",
            "minProperties",
        ],
    ),
    ("boolean", &[]),
];

const NUMERIC: &[&str] = &[
    "format",
    "multipleOf",
    "maximum",
    "exclusiveMaximum",
    "minimum",
    "exclusiveMinimum",
];

/// Rewrites a list of types, and the type `null`.
pub(super) fn rewrite(node: &mut Node) {
    let Some(written) = node.get("type") else {
        return;
    };
    let place = written.span;
    let (mut names, is_list) = match &written.value {
        Value::Text(name) => (vec![name.clone()], false),
        Value::List(items) => (
            items
                .iter()
                .filter_map(Node::as_str)
                .map(str::to_owned)
                .collect(),
            true,
        ),
        _ => return,
    };
    let count = names.len();
    names.retain(|name| name != "null");
    let with_null = names.len() < count;
    if !is_list && !with_null {
        return;
    }
    if names.iter().any(|name| name == "number") {
        names.retain(|name| name != "integer");
    }
    if with_null {
        node.set("nullable", Value::Bool(true), place);
    }
    match names.as_slice() {
        [] if with_null => {
            node.take("type");
            let null = Node {
                value: Value::Null,
                span: place,
            };
            node.set("enum", Value::List(vec![null]), place);
        }
        [only] => node.set("type", Value::Text(only.clone()), place),
        [] | [_, _, _, _, _, ..] => {
            node.take("type");
        }
        several => alternatives(node, several),
    }
}

/// Makes one alternative of each type, with the keywords that belong to it.
fn alternatives(node: &mut Node, names: &[String]) {
    let Some(types) = node.take("type") else {
        return;
    };
    let owned = |key: &str| OWNERS.iter().any(|(_, keys)| keys.contains(&key));
    let values = node.take("enum");
    let moved: Vec<(String, Entry)> = {
        let keys: Vec<String> = node.entries().map(|(key, _)| key.to_owned()).collect();
        let keys = keys.into_iter().filter(|key| owned(key));
        keys.filter_map(|key| Some((key.clone(), node.take(&key)?)))
            .collect()
    };
    let branches = names.iter().map(|name| {
        let span = types.node.span;
        let mut branch = Node {
            value: Value::Map(Default::default()),
            span,
        };
        branch.set("type", Value::Text(name.clone()), span);
        let keys = OWNERS.iter().find(|(owner, _)| owner == name);
        let keys = keys.map_or(&[][..], |(_, keys)| keys);
        for (key, entry) in moved.iter().filter(|(key, _)| keys.contains(&key.as_str())) {
            branch.set(key, entry.node.value.clone(), entry.node.span);
        }
        if let Some(values) = &values {
            let of_type = values
                .node
                .items()
                .iter()
                .filter(|value| is_of(value, name));
            let of_type: Vec<Node> = of_type.cloned().collect();
            if !of_type.is_empty() {
                branch.set("enum", Value::List(of_type), values.node.span);
            }
        }
        branch
    });
    let branches = branches.collect();
    node.set("oneOf", Value::List(branches), types.key);
}

fn is_of(value: &Node, json: &str) -> bool {
    matches!(
        (&value.value, json),
        (Value::Text(_), "string")
            | (Value::Number(_), "number" | "integer")
            | (Value::Bool(_), "boolean")
            | (Value::List(_), "array")
            | (Value::Map(_), "object")
    )
}

/// Makes a schema nullable whose alternatives have `null` among them, and what has one alternative
/// left that alternative.
pub(super) fn join_null(node: &mut Node) {
    for key in ["oneOf", "anyOf"] {
        let Some(Value::List(branches)) = node.get_mut(key).map(|node| &mut node.value) else {
            continue;
        };
        let count = branches.len();
        branches.retain(|branch| !is_null(branch));
        if branches.len() == count {
            continue;
        }
        let only = (branches.len() == 1).then(|| branches.remove(0));
        let place = node.key_span(key).unwrap_or_default();
        node.set("nullable", Value::Bool(true), place);
        match only {
            Some(only) => join(node, key, only),
            None if node.get(key).is_some_and(|list| list.items().is_empty()) => {
                node.take(key);
            }
            None => {}
        }
    }
}

/// Returns whether a schema, already rewritten, allows `null` alone.
fn is_null(schema: &Node) -> bool {
    let values = schema.get("enum").map(Node::items).unwrap_or_default();
    matches!(values, [only] if only.value == Value::Null)
}

/// Puts the one alternative in the place of the list.
fn join(node: &mut Node, key: &str, only: Node) {
    let Some(list) = node.take(key) else {
        return;
    };
    let collides =
        |key: &str| node.get(key).is_some() && !["nullable", "description", "title"].contains(&key);
    let merged = only.get("$ref").is_none() && !only.entries().any(|(key, _)| collides(key));
    if !merged {
        if node.get("allOf").is_none() {
            node.set("allOf", Value::List(vec![only]), list.key);
        } else if let Some(Value::List(parts)) = node.get_mut("allOf").map(|all| &mut all.value) {
            parts.push(only);
        }
        return;
    }
    let Value::Map(entries) = only.value else {
        return;
    };
    if let Some(map) = node.map_mut() {
        for (key, entry) in entries {
            map.entry(key).or_insert(entry);
        }
    }
}
