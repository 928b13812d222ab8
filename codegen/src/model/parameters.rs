//! Parameters and bodies of operations.

use std::collections::HashMap;

use super::keywords::{description, sensitive};
use super::names::{Name, Wish, field_wish};
use super::schemas::Schemas;
use super::{Body, Evidence, Listing, Location, Parameter, Type};
use crate::document::{Document, Located, Node, Route, media, successes};
use crate::model::values;

/// Returns the parameters that count for an operation, those in the path in its order first.
pub(super) fn effective<'d>(document: &'d Document, route: &Route<'d>) -> Vec<Located<'d>> {
    let mut all = document.parameters(&route.item, &route.operation);
    let positions: HashMap<&str, usize> = slots(route.path).rev().collect();
    all.sort_by_key(|parameter| {
        let node = parameter.node;
        let name = node
            .text("name")
            .filter(|_| node.text("in") == Some("path"));
        let position = name.and_then(|name| positions.get(name).copied());
        position.unwrap_or(usize::MAX)
    });
    all.retain(|parameter| location(parameter).is_some());
    all
}

/// Returns the names in the braces of a path, with their positions.
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
        "header" if media::is_ignored_header(node.text("name")?) => None,
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

/// Returns the example of a node, or the first of its examples.
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
    let request = schemas.document.follow(request);
    let offered = request.child("content")?.entries();
    let (media_type, content) = media::sent(&offered)?;
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
        form: media::is_form(media_type),
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
    let schema = media_type.child("schema");
    schema.unwrap_or_else(|| Located::anything(format!("{}/schema", media_type.pointer)))
}

/// Reads the body of a success: the JSON body of the first success that has one. Some methods and
/// statuses never have one, whatever the document says.
pub(super) fn answer<'d>(
    schemas: &mut Schemas<'d>,
    method: &str,
    responses: &Located<'d>,
) -> Option<Type> {
    let successes = successes(responses.node).into_iter();
    let mut successes = successes.filter(|(status, _)| !media::is_bodiless(method, status));
    successes.find_map(|(status, _)| {
        let response = schemas.document.follow(&responses.child(status)?);
        let offered = response.child("content")?.entries();
        let (_, json) = media::received(&offered)?;
        Some(schemas.read(&schema_of(json)))
    })
}
