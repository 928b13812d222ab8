//! Operations of the document.

use std::collections::HashSet;

use super::located::Located;
use super::names::{Scope, method_name, type_name};
use super::parameters::{answer, body, parameters};
use super::schemas::Schemas;
use super::{Evidence, Kind, Operation, Shape, Type};
use crate::document::Node;

/// HTTP methods in the order in which their operations are emitted.
const VERBS: &[&str] = &[
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// Reads all operations. Their envelopes are still open: they need the finished types.
pub(super) fn operations<'d>(schemas: &mut Schemas<'d>, root: &'d Node) -> Vec<Operation> {
    let Some(paths) = root.get("paths") else {
        return Vec::new();
    };
    let mut methods = Scope::default();
    let mut requests = Scope::default();
    let mut all = Vec::new();
    for (path, item) in Located::new(paths, "/paths")
        .entries()
        .into_iter()
        .filter(|(path, _)| path.starts_with('/'))
    {
        let item = schemas.last_target(&item);
        for (verb, node) in item
            .entries()
            .into_iter()
            .filter(|(key, _)| VERBS.contains(key))
        {
            let id = node.node.text("operationId").unwrap_or_default();
            let names = (
                methods.unique(method_name(id)),
                requests.unique_type(&type_name(id)),
            );
            all.push(operation(
                schemas,
                root,
                (path, &item),
                (verb, &node),
                names,
            ));
        }
    }
    all
}

fn operation<'d>(
    schemas: &mut Schemas<'d>,
    root: &'d Node,
    (path, item): (&str, &Located<'d>),
    (verb, operation): (&str, &Located<'d>),
    (method, request): (String, String),
) -> Operation {
    let node = operation.node;
    let evidence = Evidence::of(node);
    let mut scope = Scope::default();
    let lists = (item.child("parameters"), operation.child("parameters"));
    let parameters = parameters(
        schemas,
        &request,
        evidence.as_ref(),
        path,
        lists,
        &mut scope,
    );
    let body = operation
        .child("requestBody")
        .and_then(|b| body(schemas, &request, &b, &mut scope));
    let answer = operation
        .child("responses")
        .and_then(|r| answer(schemas, &request, &r));
    let text = |key: &str| {
        node.text(key)
            .or_else(|| item.node.text(key))
            .unwrap_or_default()
    };
    Operation {
        id: node.text("operationId").unwrap_or_default().to_owned(),
        pointer: operation.pointer.clone(),
        method,
        request,
        verb: verb.to_ascii_uppercase(),
        path: path.to_owned(),
        summary: text("summary").trim().to_owned(),
        description: text("description").trim().to_owned(),
        deprecated: node.is_true("deprecated"),
        idempotent: node.is_true("x-idempotent"),
        evidence,
        security: security(node.get("security").or_else(|| root.get("security"))),
        parameters,
        body,
        answer,
        envelope: None,
    }
}

fn security(requirements: Option<&Node>) -> Vec<Vec<String>> {
    let alternatives = requirements.map(Node::items).unwrap_or_default().iter();
    alternatives
        .map(|needed| needed.entries().map(|(name, _)| name.to_owned()).collect())
        .collect()
}

/// Several bearer tokens that are asked for together are ways to one token, such as the flows of
/// OAuth2, since no request carries two: each becomes an alternative.
pub(super) fn bearers_as_alternatives(api: &mut super::Api) {
    let schemes = api.schemes.iter();
    let bearers = schemes.filter(|scheme| matches!(scheme.kind, super::SchemeKind::Bearer));
    let bearers: HashSet<_> = bearers.map(|scheme| scheme.name.as_str()).collect();
    for operation in &mut api.operations {
        let together = std::mem::take(&mut operation.security);
        for needed in together {
            let (ways, others): (Vec<_>, Vec<_>) = needed
                .into_iter()
                .partition(|name| bearers.contains(name.as_str()));
            if ways.is_empty() {
                operation.security.push(others);
                continue;
            }
            let each = ways
                .into_iter()
                .map(|way| std::iter::once(way).chain(others.iter().cloned()).collect());
            operation.security.extend(each);
        }
    }
}

/// Finds the payload of each answer that has an envelope.
pub(super) fn envelopes(api: &mut super::Api) {
    for at in 0..api.operations.len() {
        api.operations[at].envelope = envelope(api, at);
    }
}

fn envelope(api: &super::Api, at: usize) -> Option<super::Envelope> {
    let Shape::Named(number) = api.operations[at].answer.as_ref()?.shape else {
        return None;
    };
    let Kind::Struct(answer) = &api.types[number].kind else {
        return None;
    };
    let wire = answer.envelope.as_ref()?;
    let field = answer.fields.iter().find(|field| field.wire == *wire)?;
    Some(super::Envelope {
        wire: wire.clone(),
        field: field.name.clone(),
        payload: Type {
            shape: field.ty.shape.clone(),
            nullable: false,
        },
        optional: !field.ty.is_collection() && (!field.required || field.ty.nullable),
    })
}
