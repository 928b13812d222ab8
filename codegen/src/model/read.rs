//! From a document to its model.

use super::schemas::Schemas;
use super::{
    Api, ClientHeader, Evidence, Scheme, SchemeKind, Server, check, direction, operations,
};
use crate::document::{Document, Node};
use crate::problem::Problem;

/// Reads the model of a document in which the rules of generation found nothing.
///
/// # Errors
/// The problems that only show while schemas are brought together, such as parts of an `allOf`
/// that contradict each other.
pub fn read(document: &Document) -> Result<Api, Vec<Problem>> {
    let root = document.root();
    let mut schemas = Schemas::new(document);
    schemas.components();
    let operations = operations::operations(&mut schemas, root);
    schemas.finish();
    let mut problems = schemas.problems;
    let info = |key: &str| {
        root.get("info")
            .and_then(|info| info.text(key))
            .unwrap_or_default()
            .to_owned()
    };
    let mut api = Api {
        title: info("title"),
        version: info("version"),
        servers: servers(root),
        schemes: schemes(root),
        client_headers: client_headers(root),
        operations,
        types: schemas.types,
    };
    operations::bearers_as_alternatives(&mut api);
    operations::envelopes(&mut api);
    direction::mark(&mut api);
    check::parameters_and_forms(document, &api, &mut problems);
    if problems.is_empty() {
        Ok(api)
    } else {
        Err(problems)
    }
}

fn servers(root: &Node) -> Vec<Server> {
    let list = root.get("servers").map(Node::items).unwrap_or_default();
    let servers = list.iter().filter_map(|server| {
        let mut url = server.text("url")?.to_owned();
        for (name, variable) in server.get("variables").into_iter().flat_map(Node::entries) {
            url = url.replace(
                &format!("{{{name}}}"),
                variable.text("default").unwrap_or_default(),
            );
        }
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
