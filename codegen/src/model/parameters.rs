//! Parameters and bodies of operations.

use std::collections::{HashMap, HashSet};

use super::keywords::{description, sensitive};
use super::located::Located;
use super::names::{Name, Wish, field_wish};
use super::schemas::Schemas;
use super::{Body, Evidence, Listing, Location, Parameter, Type};
use crate::document::media::{is_bodiless, is_form, is_ignored_header, is_json};
use crate::document::{Node, Span, Value};
use crate::model::values;

/// Returns the parameters of an operation: its own and those of its path that it does not replace,
/// the path's in the order of the template first.
pub(super) fn effective<'d>(
    schemas: &Schemas<'d>,
    path: &str,
    lists: [Option<Located<'d>>; 2],
) -> Vec<Located<'d>> {
    let listed = lists.into_iter().flatten().flat_map(|list| list.items());
    let listed = listed.map(|parameter| schemas.last_target(&parameter));
    let key = |p: &Located<'d>| (p.node.text("name"), p.node.text("in"));
    // Of those with one name, the last counts.
    let mut all: Vec<Located<'d>> = listed.collect();
    let mut known = HashSet::new();
    all.reverse();
    all.retain(|parameter| known.insert(key(parameter)));
    all.reverse();
    let positions: HashMap<&str, usize> = slots(path).rev().collect();
    all.sort_by_key(|parameter| match key(parameter) {
        (Some(name), Some("path")) => positions.get(name).copied().unwrap_or(usize::MAX),
        _ => usize::MAX,
    });
    all.retain(|parameter| location(parameter).is_some());
    all
}

/// The names in the braces of a path, with their positions.
fn slots(path: &str) -> impl DoubleEndedIterator<Item = (&str, usize)> {
    let slots: Vec<&str> = path.split('{').skip(1).collect();
    let named = slots.into_iter().enumerate();
    named.filter_map(|(at, slot)| Some((slot.split_once('}')?.0, at)))
}

/// Returns where a parameter travels, if it has a name and a schema.
fn location(parameter: &Located<'_>) -> Option<Location> {
    let node = parameter.node;
    node.text("name").and(node.get("schema"))?;
    match node.text("in")? {
        "path" => Some(Location::Path),
        "query" => Some(Location::Query),
        "header" if is_ignored_header(node.text("name")?) => None,
        "header" => Some(Location::Header),
        _ => None,
    }
}

/// Returns the wish of a parameter for its field of the request.
pub(super) fn wish(parameter: &Located<'_>) -> Wish {
    let wire = parameter.node.text("name").unwrap_or_default();
    let location = parameter.node.text("in").unwrap_or_default();
    Wish {
        place: format!("{location} {wire}"),
        ..field_wish(wire)
    }
}

/// Reads a parameter.
pub(super) fn read<'d>(
    schemas: &mut Schemas<'d>,
    inherited: Option<&Evidence>,
    parameter: &Located<'d>,
    field: Name,
) -> Option<Parameter> {
    let (node, location) = (parameter.node, location(parameter)?);
    let schema = parameter.child("schema")?;
    let ty = schemas.read(&schema);
    let target = schemas.last_target(&schema).node;
    let example = [node, schema.node, target].into_iter().find_map(example);
    Some(Parameter {
        pointer: parameter.pointer.clone(),
        wire: node.text("name")?.to_owned(),
        field,
        location,
        listing: listing(node),
        required: location == Location::Path || node.is_true("required"),
        ty,
        description: [node, target]
            .into_iter()
            .map(description)
            .find(|text| !text.is_empty())
            .unwrap_or_default(),
        evidence: Evidence::of(node).or_else(|| inherited.cloned()),
        sensitive: sensitive(node).or_else(|| sensitive(schema.node)),
        deprecated: node.is_true("deprecated"),
        example: example.map(values::json),
    })
}

fn listing(node: &Node) -> Listing {
    match (
        node.text("style"),
        node.get("explode").and_then(Node::as_bool),
    ) {
        (Some("spaceDelimited"), _) => Listing::Joined(' '),
        (Some("pipeDelimited"), _) => Listing::Joined('|'),
        (_, Some(false)) => Listing::Joined(','),
        _ => Listing::Repeated,
    }
}

/// The example of a node, or the first of its examples.
pub(super) fn example(node: &Node) -> Option<&Node> {
    node.get("example").or_else(|| {
        node.get("examples")?
            .entries()
            .find_map(|(_, named)| named.get("value"))
    })
}

/// Reads the body of an operation: JSON where it is offered, else a form.
pub(super) fn body<'d>(
    schemas: &mut Schemas<'d>,
    request: &Located<'d>,
    field: Name,
) -> Option<Body> {
    let request = schemas.last_target(request);
    let offered = request.child("content")?.entries();
    let best = |wanted: fn(&str) -> bool| offered.iter().find(|(media_type, _)| wanted(media_type));
    let (media_type, content) = best(is_json).or_else(|| best(is_form))?;
    let schema = schema_of(content);
    // A body that is `null` and one that is left out are not told apart: there is one way to send
    // nothing.
    let ty = Type::plain(schemas.read(&schema).shape);
    let sent_as = if media_type.trim() == "*/*" {
        "application/json"
    } else {
        media_type.trim()
    };
    Some(Body {
        pointer: schema.pointer.clone(),
        media_type: sent_as.to_owned(),
        form: is_form(media_type),
        required: request.node.is_true("required"),
        field,
        ty,
        description: description(request.node),
        example: [content.node, schema.node, schemas.last_target(&schema).node]
            .into_iter()
            .find_map(example)
            .map(values::json),
    })
}

/// Returns the schema of a media type. Without one the body is any JSON.
fn schema_of<'d>(media_type: &Located<'d>) -> Located<'d> {
    static ANYTHING: Node = Node {
        value: Value::Bool(true),
        span: Span { line: 1, column: 1 },
    };
    let schema = media_type.child("schema");
    schema.unwrap_or_else(|| Located::new(&ANYTHING, format!("{}/schema", media_type.pointer)))
}

/// Reads what a success carries: the JSON body of the first success that has one. Some methods and
/// statuses never have one, whatever the document says.
pub(super) fn answer<'d>(
    schemas: &mut Schemas<'d>,
    method: &str,
    responses: &Located<'d>,
) -> Option<Type> {
    let all = responses.entries();
    let all: Vec<_> = all
        .into_iter()
        .filter(|(status, _)| !is_bodiless(method, status))
        .collect();
    let mut successes: Vec<_> = all
        .iter()
        .filter(|(status, _)| status.starts_with('2'))
        .collect();
    if successes.is_empty() {
        successes = all
            .iter()
            .filter(|(status, _)| *status == "default")
            .collect();
    }
    successes.into_iter().find_map(|(_, response)| {
        let content = schemas.last_target(response).child("content")?.entries();
        let (_, json) = content
            .into_iter()
            .find(|(media_type, _)| is_json(media_type))?;
        Some(schemas.read(&schema_of(&json)))
    })
}
