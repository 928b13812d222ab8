//! Names places of a document in words.

use crate::document::{Document, METHODS, Node, unescape};

/// Returns the name of a place: `Session.visits[].status`, `fetchVisit query sessionStatus`.
pub(crate) fn of(document: &Document, pointer: &str) -> String {
    let tokens: Vec<_> = pointer.split('/').skip(1).map(unescape).collect();
    let tokens: Vec<&str> = tokens.iter().map(AsRef::as_ref).collect();
    match tokens.as_slice() {
        [] => "document".to_owned(),
        ["components", "schemas", name, rest @ ..] => schema(name, rest),
        ["components", "securitySchemes", name, ..] => format!("security scheme {name}"),
        ["components", "parameters", name, "schema", rest @ ..] => {
            schema(&format!("parameter {name}"), rest)
        }
        ["components", "parameters", name, ..] => format!("parameter {name}"),
        ["components", "responses", name, rest @ ..] => content(&format!("response {name}"), rest),
        ["components", "requestBodies", name, rest @ ..] => content(&format!("body {name}"), rest),
        ["components", kind, name, ..] => format!("{kind} {name}"),
        ["paths", path, method, rest @ ..] if METHODS.contains(method) => {
            let item = format!("/paths/{}/{method}", crate::document::pointer_token(path));
            let id = document.operation_at(&item);
            let id = id.unwrap_or_else(|| format!("{} {path}", method.to_ascii_uppercase()));
            operation(document, &id, &item, rest)
        }
        ["paths", path, rest @ ..] => {
            let item = format!("/paths/{}", crate::document::pointer_token(path));
            operation(document, path, &item, rest)
        }
        ["servers", ..] => "servers".to_owned(),
        ["x-client-headers", number, ..] => {
            let at = document
                .root()
                .pointer(&format!("/x-client-headers/{number}/name"));
            format!("header {}", at.and_then(Node::as_str).unwrap_or_default())
        }
        ["info", "x-facts", ..] => "facts".to_owned(),
        [first, second, ..] => format!("{first}.{second}"),
        [first] => (*first).to_owned(),
    }
}

fn operation(document: &Document, id: &str, item: &str, rest: &[&str]) -> String {
    match rest {
        ["parameters", number, rest @ ..] => {
            let at = document
                .root()
                .pointer(&format!("{item}/parameters/{number}"));
            let text = |key: &str| {
                at.and_then(|at| at.text(key))
                    .unwrap_or_default()
                    .to_owned()
            };
            let name = format!("{id} {} {}", text("in"), text("name"));
            match rest {
                ["schema", rest @ ..] => schema(&name, rest),
                _ => name,
            }
        }
        ["requestBody", rest @ ..] => content(&format!("{id} body"), rest),
        ["responses", status, "headers", name, ..] => format!("{id} {status} header {name}"),
        ["responses", status, rest @ ..] => content(&format!("{id} {status}"), rest),
        _ => id.to_owned(),
    }
}

fn content(name: &str, rest: &[&str]) -> String {
    match rest {
        ["content", _, "schema", rest @ ..] => schema(name, rest),
        ["headers", header, ..] => format!("{name} header {header}"),
        _ => name.to_owned(),
    }
}

fn schema(name: &str, rest: &[&str]) -> String {
    let mut out = name.to_owned();
    let mut rest = rest.iter();
    while let Some(token) = rest.next() {
        match *token {
            "properties" => {
                out.push('.');
                out.push_str(rest.next().unwrap_or(&""));
            }
            "items" => out.push_str("[]"),
            "additionalProperties" => out.push_str(".*"),
            "allOf" | "oneOf" | "anyOf" => {
                rest.next();
            }
            // A keyword belongs to the schema around it.
            _ => break,
        }
    }
    out
}
