//! Operations of the document.

use super::direction::Exchange;
use super::names::{Name, Rank, Scope, Wish};
use super::parameters::{answer as answer_of, body, effective, read, wish};
use super::schemas::Schemas;
use super::spelling::{method_name, type_name};
use super::{Body, Envelope, Evidence, Kind, NamedType, Operation, Parameter, Shape, Type};
use crate::document::{Document, Located, Node, Route, security};

/// An operation as it was read. It is finished once all types are.
pub(super) struct RawOperation<'d> {
    route: Route<'d>,
    method: Name,
    request: Name,
    parameters: Vec<Parameter>,
    body: Option<Body>,
    answer: Option<Type>,
}

/// Reads all operations, in the order in which they are emitted.
pub(super) fn read_all<'d>(
    schemas: &mut Schemas<'d>,
    document: &'d Document,
) -> Vec<RawOperation<'d>> {
    let routes = document.operations();
    let wishes = |name: fn(&str) -> String| -> Vec<Wish> {
        let wishes = routes.iter().map(|route| {
            let node = route.operation.node;
            let id = node.text("operationId").unwrap_or_default();
            let name = name(id);
            Wish {
                rank: Rank::of(&name, id),
                name,
                place: format!("{} {}", route.method, route.path),
            }
        });
        wishes.collect()
    };
    let methods = Scope::Fields.names(&wishes(method_name));
    let requests = Scope::Types.names(&wishes(type_name));
    let named = routes.into_iter().zip(methods.into_iter().zip(requests));
    named
        .map(|(route, (method, request))| {
            let parameters = effective(document, &route);
            let (parameters, body) = sent(schemas, &route.operation, &parameters);
            let answer = route.operation.child("responses");
            let answer = answer.and_then(|responses| answer_of(schemas, &responses));
            RawOperation {
                route,
                method,
                request,
                parameters,
                body,
                answer,
            }
        })
        .collect()
}

/// Returns the parameters and the body of an operation.
fn sent<'d>(
    schemas: &mut Schemas<'d>,
    operation: &Located<'d>,
    parameters: &[Located<'d>],
) -> (Vec<Parameter>, Option<Body>) {
    let evidence = Evidence::of(operation.node);
    let mut wishes: Vec<_> = parameters.iter().map(wish).collect();
    wishes.push(Wish {
        name: "body".to_owned(),
        rank: Rank::Derived,
        place: "body".to_owned(),
    });
    let mut names = Scope::Fields.names(&wishes);
    let body_name = names.pop();
    let parameters = parameters.iter().zip(names);
    let parameters = parameters
        .filter_map(|(parameter, name)| read(schemas, evidence.as_ref(), parameter, name))
        .collect();
    let request = operation.child("requestBody");
    let request = request.zip(body_name);
    (
        parameters,
        request.and_then(|(request, name)| body(schemas, &request, name)),
    )
}

impl RawOperation<'_> {
    /// Returns the types that go either way.
    pub(super) fn exchange(&self) -> Exchange<'_> {
        let parameters = self.parameters.iter().map(|parameter| &parameter.ty);
        Exchange {
            sent: parameters
                .chain(self.body.as_ref().map(|body| &body.ty))
                .collect(),
            received: self.answer.iter().collect(),
        }
    }

    /// Returns the operation.
    pub(super) fn finish(self, root: &Node, bearers: &[&str], types: &[NamedType]) -> Operation {
        let Route {
            path,
            item,
            method: verb,
            operation,
        } = self.route;
        let node = operation.node;
        let text = |key: &str| {
            node.text(key)
                .or_else(|| item.node.text(key))
                .unwrap_or_default()
        };
        let security = alternatives(security(root, node));
        Operation {
            id: node.text("operationId").unwrap_or_default().to_owned(),
            pointer: operation.pointer,
            method: self.method,
            request: self.request,
            verb: verb.to_ascii_uppercase(),
            path: path.to_owned(),
            summary: text("summary").trim().to_owned(),
            description: text("description").trim().to_owned(),
            deprecated: node.is_true("deprecated"),
            idempotent: node.is_true("x-idempotent"),
            evidence: Evidence::of(node),
            security: bearers_as_alternatives(security, bearers),
            parameters: self.parameters,
            body: self.body,
            envelope: self
                .answer
                .as_ref()
                .and_then(|answer| envelope(answer, types)),
            answer: self.answer,
        }
    }
}

/// Returns the alternatives of a list of requirements, each naming its schemes.
fn alternatives(requirements: Option<&Node>) -> Vec<Vec<String>> {
    let alternatives = requirements.map(Node::items).unwrap_or_default().iter();
    alternatives
        .map(|needed| needed.entries().map(|(name, _)| name.to_owned()).collect())
        .collect()
}

/// Returns alternatives of which none has two bearer tokens. Tokens that are asked for together are
/// ways to one token, such as the flows of OAuth2, since no request carries two.
fn bearers_as_alternatives(together: Vec<Vec<String>>, bearers: &[&str]) -> Vec<Vec<String>> {
    let mut security = Vec::new();
    for needed in together {
        let (ways, others): (Vec<_>, Vec<_>) = needed
            .into_iter()
            .partition(|name| bearers.contains(&name.as_str()));
        if ways.is_empty() {
            security.push(others);
            continue;
        }
        let ways = ways.into_iter();
        security
            .extend(ways.map(|way| std::iter::once(way).chain(others.iter().cloned()).collect()));
    }
    security
}

/// Returns the payload of an answer that has an envelope.
fn envelope(answer: &Type, types: &[NamedType]) -> Option<Envelope> {
    let Shape::Named(number) = answer.shape else {
        return None;
    };
    let Kind::Struct(answer) = &types[number].kind else {
        return None;
    };
    let wire = answer.envelope.as_ref()?;
    let field = answer.fields.iter().find(|field| field.wire == *wire)?;
    Some(Envelope {
        wire: wire.clone(),
        field: field.name.clone(),
        payload: Type {
            nullable: false,
            ..field.ty.clone()
        },
        optional: field.is_optional(),
    })
}
