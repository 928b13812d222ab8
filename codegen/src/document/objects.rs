//! The objects of OpenAPI, down to schemas: what stands below each key of each of them.

use super::{METHODS, Node, Value, unescape};

/// The objects that references stand for, and those that hold them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Kind {
    Document,
    Info,
    Components,
    PathItem,
    Operation,
    Parameter,
    Header,
    RequestBody,
    Response,
    Media,
    Encoding,
    Example,
    Link,
    Callback,
    Scheme,
    Schema,
    License,
    Server,
    Tag,
}

/// How many objects stand below a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Number {
    One,
    /// A list or a mapping of them.
    Many,
}

impl Kind {
    /// The kinds that have a section of `components`.
    pub(super) const NAMED: [Kind; 9] = [
        Kind::Parameter,
        Kind::Header,
        Kind::RequestBody,
        Kind::Response,
        Kind::Example,
        Kind::Link,
        Kind::Callback,
        Kind::Scheme,
        Kind::Schema,
    ];

    /// Returns the key of `components` under which objects of this kind have names.
    pub(super) fn section(self) -> Option<&'static str> {
        Some(match self {
            Kind::Parameter => "parameters",
            Kind::Header => "headers",
            Kind::RequestBody => "requestBodies",
            Kind::Response => "responses",
            Kind::Example => "examples",
            Kind::Link => "links",
            Kind::Callback => "callbacks",
            Kind::Scheme => "securitySchemes",
            Kind::Schema => "schemas",
            _ => return None,
        })
    }
}

/// Returns what stands below a key of an object.
pub(super) fn below(kind: Kind, key: &str) -> Option<(Kind, Number)> {
    use Number::{Many, One};
    if key.starts_with("x-") {
        return None;
    }
    Some(match (kind, key) {
        (Kind::Document, "info") => (Kind::Info, One),
        (Kind::Document, "paths") => (Kind::PathItem, Many),
        (Kind::Document, "components") => (Kind::Components, One),
        (Kind::Info, "license") => (Kind::License, One),
        (Kind::Components, "schemas") => (Kind::Schema, Many),
        (Kind::Components, "requestBodies") => (Kind::RequestBody, Many),
        (Kind::Components | Kind::Operation, "responses") => (Kind::Response, Many),
        (Kind::Components, "securitySchemes") => (Kind::Scheme, Many),
        (Kind::Components, "pathItems") => (Kind::PathItem, Many),
        (Kind::Components, "parameters") => (Kind::Parameter, Many),
        (Kind::PathItem | Kind::Operation, "parameters") => (Kind::Parameter, Many),
        (Kind::Components | Kind::Response | Kind::Encoding, "headers") => (Kind::Header, Many),
        (Kind::Components | Kind::Response, "links") => (Kind::Link, Many),
        (Kind::Components | Kind::Operation, "callbacks") => (Kind::Callback, Many),
        (Kind::Callback, _) => (Kind::PathItem, One),
        (Kind::Document | Kind::PathItem | Kind::Operation, "servers") => (Kind::Server, Many),
        (Kind::Document, "tags") => (Kind::Tag, Many),
        (Kind::PathItem, method) if METHODS.contains(&method) => (Kind::Operation, One),
        (Kind::Operation, "requestBody") => (Kind::RequestBody, One),
        (Kind::RequestBody | Kind::Response | Kind::Parameter | Kind::Header, "content") => {
            (Kind::Media, Many)
        }
        (Kind::Parameter | Kind::Header | Kind::Media, "schema") => (Kind::Schema, One),
        (Kind::Components | Kind::Parameter | Kind::Header | Kind::Media, "examples") => {
            (Kind::Example, Many)
        }
        (Kind::Media, "encoding") => (Kind::Encoding, Many),
        (Kind::Schema, "items" | "not" | "additionalProperties") => (Kind::Schema, One),
        (Kind::Schema, "allOf" | "oneOf" | "anyOf" | "properties" | "$defs") => {
            (Kind::Schema, Many)
        }
        (Kind::Schema, "patternProperties") => (Kind::Schema, Many),
        _ => return None,
    })
}

/// Returns the kind of the object that a JSON pointer of a document leads to.
pub(super) fn at(pointer: &str) -> Option<Kind> {
    let mut tokens = pointer.split('/').skip(1);
    let mut kind = Kind::Document;
    while let Some(token) = tokens.next() {
        let (next, number) = below(kind, &unescape(token))?;
        if number == Number::Many {
            tokens.next()?;
        }
        kind = next;
    }
    Some(kind)
}

/// Visits an object and the objects below it, each before those below it.
pub(super) fn visit(node: &mut Node, kind: Kind, visitor: &mut dyn FnMut(&mut Node, Kind)) {
    visitor(node, kind);
    let Value::Map(map) = &mut node.value else {
        return;
    };
    for (key, entry) in map {
        match below(kind, key) {
            Some((kind, Number::One)) => visit(&mut entry.node, kind, visitor),
            Some((kind, Number::Many)) => {
                each(&mut entry.node, &mut |node| visit(node, kind, visitor));
            }
            None => {}
        }
    }
}

/// Visits the values of a list or a mapping.
pub(super) fn each(node: &mut Node, visit: &mut dyn FnMut(&mut Node)) {
    match &mut node.value {
        Value::List(items) => items.iter_mut().for_each(visit),
        Value::Map(map) => map.values_mut().for_each(|entry| visit(&mut entry.node)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Text(_) => {}
    }
}
