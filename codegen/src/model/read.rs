//! From a document to its model.

use std::collections::HashSet;

use super::direction::{self, Exchange};
use super::keywords::{description, sensitive};
use super::names::Scope;
use super::schemas::{RawType, Schemas};
use super::{
    Api, ClientHeader, Evidence, Kind, NamedType, Scheme, SchemeKind, Server, boxes, check,
    operations, places,
};
use crate::document::{Document, Node};
use crate::problem::{Group, Problem};

/// Reads the model of a document in which the rules of generation found nothing. Nothing tells the
/// alternatives of the schemas at the `undecided` pointers apart. With `open_enums`, each enum that is
/// received keeps values that the document does not list.
///
/// # Errors
/// The problems that only show while schemas are merged, such as parts of an `allOf` that contradict
/// each other.
pub(crate) fn read(
    document: &Document,
    undecided: &HashSet<String>,
    open_enums: bool,
) -> Result<(Api, Vec<Problem>), Vec<Problem>> {
    let root = document.root();
    let mut schemas = Schemas::new(document, undecided, open_enums);
    let operations = operations::read_all(&mut schemas, document);
    let (read, mut problems) = schemas.finish();
    let exchanges: Vec<_> = operations
        .iter()
        .map(|operation| operation.exchange())
        .collect();
    let mut types = named_types(root, read, &exchanges);
    if open_enums {
        open(&mut types);
    }
    let schemes = schemes(root);
    let bearers = schemes
        .iter()
        .filter(|scheme| scheme.kind == SchemeKind::Bearer);
    let bearers: Vec<_> = bearers.map(|scheme| scheme.name.as_str()).collect();
    let operations = operations.into_iter();
    let operations = operations.map(|operation| operation.finish(root, &bearers, &types));
    let operations = operations.collect();
    let info = |key: &str| root.get("info").and_then(|info| info.text(key));
    let api = Api {
        title: info("title").unwrap_or_default().to_owned(),
        version: info("version").unwrap_or_default().to_owned(),
        servers: servers(root),
        client_headers: client_headers(root),
        operations,
        types,
        schemes,
    };
    check::parameters_and_forms(document, &api, &mut problems);
    let (warnings, errors): (Vec<_>, Vec<_>) = problems
        .into_iter()
        .partition(|problem| problem.group() == Group::Warning);
    if errors.is_empty() {
        Ok((api, warnings))
    } else {
        Err(errors)
    }
}

/// Opens each enum that is received.
fn open(types: &mut [NamedType]) {
    for ty in types.iter_mut().filter(|ty| ty.received) {
        if let Kind::Enum(body) = &mut ty.kind {
            body.open = true;
        }
    }
}

/// Returns the named types, out of what was read of them.
fn named_types(root: &Node, read: Vec<RawType<'_>>, exchanges: &[Exchange<'_>]) -> Vec<NamedType> {
    let wishes = read
        .iter()
        .map(|read| places::type_wish(root, &read.schema.pointer));
    let names = Scope::Types.names(&wishes.collect::<Vec<_>>());
    let mut kinds = Vec::with_capacity(read.len());
    let mut heads = Vec::with_capacity(read.len());
    for RawType {
        schema,
        kind,
        evidence,
    } in read
    {
        kinds.push(kind);
        heads.push((schema, evidence));
    }
    let places = heads.iter().map(|(schema, _)| schema.pointer.as_str());
    boxes::place(&mut kinds, &places.collect::<Vec<_>>());
    let ways = direction::ways(&kinds, exchanges);
    let parts = heads
        .into_iter()
        .zip(kinds)
        .zip(names.into_iter().zip(ways));
    parts
        .map(|(((schema, evidence), mut kind), (name, ways))| {
            direction::relax(&mut kind, ways);
            NamedType {
                name,
                kind,
                description: description(schema.node),
                evidence,
                sensitive: sensitive(schema.node),
                deprecated: schema.node.is_true("deprecated"),
                pointer: schema.pointer,
                sent: ways.sent,
                received: ways.received,
            }
        })
        .collect()
}

fn servers(root: &Node) -> Vec<Server> {
    let list = root.get("servers").map(Node::items).unwrap_or_default();
    let servers = list.iter().filter_map(|server| {
        let url = filled(server.text("url")?, server.get("variables"));
        let description = server
            .text("description")
            .unwrap_or_default()
            .trim()
            .to_owned();
        Some(Server {
            url: url.trim_end_matches('/').to_owned(),
            description,
        })
    });
    servers.collect()
}

/// Returns a URL with the defaults of its variables. What a default says is not filled in again.
fn filled(url: &str, variables: Option<&Node>) -> String {
    let mut parts = url.split('{');
    let mut filled = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let slot = part.split_once('}').and_then(|(name, rest)| {
            let default = variables?.get(name)?.text("default");
            Some((default.unwrap_or_default(), rest))
        });
        match slot {
            Some((default, rest)) => filled.extend([default, rest]),
            None => filled.extend(["{", part]),
        }
    }
    filled
}

fn schemes(root: &Node) -> Vec<Scheme> {
    let all = root
        .pointer("/components/securitySchemes")
        .into_iter()
        .flat_map(Node::entries);
    let known = all.filter_map(|(name, scheme)| {
        let http = scheme
            .text("scheme")
            .unwrap_or_default()
            .to_ascii_lowercase();
        let carrier = scheme.text("name").unwrap_or_default().to_owned();
        let kind = match (scheme.text("type")?, scheme.text("in")) {
            ("http", _) if http == "basic" => SchemeKind::Basic,
            ("http", _) if http == "bearer" => SchemeKind::Bearer,
            ("oauth2" | "openIdConnect", _) => SchemeKind::Bearer,
            ("apiKey", Some("header")) => SchemeKind::Header(carrier),
            ("apiKey", Some("query")) => SchemeKind::Query(carrier),
            _ => return None,
        };
        Some(Scheme {
            name: name.to_owned(),
            kind,
        })
    });
    known.collect()
}

fn client_headers(root: &Node) -> Vec<ClientHeader> {
    let list = root
        .get("x-client-headers")
        .map(Node::items)
        .unwrap_or_default();
    let headers = list.iter().filter_map(|header| {
        Some(ClientHeader {
            name: header.text("name")?.to_owned(),
            description: header
                .text("description")
                .unwrap_or_default()
                .trim()
                .to_owned(),
            evidence: Evidence::of(header),
        })
    });
    headers.collect()
}
