//! Rules of paths, of the names of operations, and of servers.

use std::collections::{HashMap, HashSet};

use super::facts::Facts;
use super::objects::ObjectKind;
use super::report::Reporter;
use crate::model::method_name;
use crate::problem::Routing;

/// Paths: their form, and that no two are the same to a server.
pub(super) fn paths(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let sites = &facts.sites;
    let Some(paths) = sites.child(0, "paths") else {
        return;
    };
    let mut known: HashMap<String, String> = HashMap::new();
    for item in sites.direct(paths, ObjectKind::PathItem) {
        let site = sites.at(item);
        let path = site.name();
        let mut wrong = |finding: Routing| report.at_key(finding, &site.pointer);
        if !path.starts_with('/') {
            wrong(Routing::NoSlash { path: path.clone() });
        }
        let Some(names) = names(&path) else {
            wrong(Routing::Braces { path });
            continue;
        };
        let literal = erase(&path);
        if literal.contains(['?', '#']) {
            wrong(Routing::Query { path: path.clone() });
        }
        if literal.split('/').any(leads_elsewhere)
            || !literal.split('%').skip(1).all(is_escape)
            || literal.contains(|sign: char| sign == '\\' || sign.is_control())
        {
            wrong(Routing::Segment { path: path.clone() });
        }
        let mut before = HashSet::new();
        for name in &names {
            if !before.insert(*name) {
                wrong(Routing::NameTwice {
                    name: (*name).to_owned(),
                });
            }
        }
        match known.get(&literal) {
            Some(other) => {
                let other_place = sites.at(paths).below(other);
                let finding = Routing::PathsEqual {
                    other: other.clone(),
                    path,
                };
                report.at_all(finding, [site.pointer.as_str(), other_place.as_str()]);
            }
            None => {
                known.insert(literal, path);
            }
        }
    }
}

/// Returns the names in the braces of a path. Returns `None` if the braces enclose no names.
pub(super) fn names(path: &str) -> Option<Vec<&str>> {
    let mut names = Vec::new();
    let mut rest = path;
    while let Some(at) = rest.find(['{', '}']) {
        let inside = rest[at..].strip_prefix('{')?;
        let end = inside.find(['{', '}', '/'])?;
        let name = &inside[..end];
        rest = inside[end..].strip_prefix('}')?;
        if name.is_empty() {
            return None;
        }
        names.push(name);
    }
    Some(names)
}

/// Returns the path with every name taken out of its braces.
fn erase(path: &str) -> String {
    let mut erased = String::with_capacity(path.len());
    let mut inside = false;
    for sign in path.chars() {
        match sign {
            '{' => inside = true,
            '}' => inside = false,
            _ if inside => continue,
            _ => {}
        }
        erased.push(sign);
    }
    erased
}

/// The most characters of an `operationId`. Reports repeat it with each part of the operation.
const LONGEST_NAME: usize = 1_000;

/// The most characters of the URL of a server.
const LONGEST_URL: usize = 2_000;

/// Names of operations: there, short enough, different, and different in Rust too.
pub(super) fn operation_ids(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let mut ids: HashMap<&str, String> = HashMap::new();
    let mut methods: HashMap<String, String> = HashMap::new();
    for operation in &facts.operations {
        let site = facts.sites.at(operation.number);
        let place = site.below("operationId");
        let id = match site.node.get("operationId") {
            None => {
                report.at(Routing::NoOperationId, &site.pointer);
                continue;
            }
            Some(node) => match node.as_str() {
                Some(id) => id,
                None => continue,
            },
        };
        if id.chars().count() > LONGEST_NAME {
            let limit = LONGEST_NAME;
            report.at(Routing::OperationIdTooLong { limit }, &place);
            continue;
        }
        if !id.chars().any(|sign| sign.is_ascii_alphabetic()) {
            report.at(Routing::OperationIdUnusable { id: id.to_owned() }, &place);
            continue;
        }
        let name = method_name(id);
        let (same_id, same_name) = (ids.get(id), methods.get(&name));
        if let Some(other) = same_id {
            let finding = Routing::OperationIdTwice { id: id.to_owned() };
            report.at_all(finding, [&place, other]);
        } else if let Some(other) = same_name {
            let finding = Routing::OperationIdsAlike {
                id: id.to_owned(),
                name,
            };
            report.at_all(finding, [&place, other]);
        } else {
            ids.insert(id, place.clone());
            methods.insert(name, place);
        }
    }
}

/// Servers: only those of the whole document, with all their variables described.
pub(super) fn servers(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let sites = &facts.sites;
    for operation in &facts.operations {
        for number in [operation.item, operation.number] {
            if !sites.children(number, "servers").is_empty() {
                let place = sites.at(number).below("servers");
                report.at_key(Routing::ServerOverride, &place);
            }
        }
    }
    for server in sites.children(0, "servers") {
        let site = sites.at(server);
        let url = site.node.text("url").unwrap_or_default();
        let variables = site.node.get("variables");
        let default = |name| variables.and_then(|all| all.get(name)?.text("default"));
        let defaults = names_in_url(url).filter_map(default);
        if defaults.fold(url.len(), |length, text| length + text.len()) > LONGEST_URL {
            let limit = LONGEST_URL;
            report.at(Routing::ServerTooLong { limit }, &site.below("url"));
            continue;
        }
        for name in names_in_url(url) {
            if variables
                .and_then(|variables| variables.get(name))
                .is_none()
            {
                let finding = Routing::ServerVariable {
                    name: name.to_owned(),
                };
                report.at(finding, &site.below("url"));
            }
        }
        for (_, variable) in sites.entries(server, "variables") {
            let site = sites.at(variable);
            let values = site.node.get("enum").map(|node| node.items());
            if let (Some(default), Some(values)) = (site.node.text("default"), values)
                && !values.iter().any(|value| value.as_str() == Some(default))
            {
                let finding = Routing::ServerDefault {
                    value: default.to_owned(),
                };
                report.at(finding, &site.below("default"));
            }
        }
    }
}

fn names_in_url(url: &str) -> impl Iterator<Item = &str> {
    url.split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
}

/// Returns whether a URL parser takes a segment for a step up or for nothing: `..`, and `%2e%2E` as
/// well.
fn leads_elsewhere(segment: &str) -> bool {
    let plain = segment.to_ascii_lowercase().replace("%2e", ".");
    matches!(plain.as_str(), "." | "..")
}

/// Returns whether what follows a `%` are two hexadecimal digits.
fn is_escape(rest: &str) -> bool {
    let digits = rest.get(..2).unwrap_or_default();
    digits.len() == 2 && digits.bytes().all(|digit| digit.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn braces_enclose_names() {
        assert_eq!(names("/a/{b}/{c}.json"), Some(vec!["b", "c"]));
        assert_eq!(names("/a"), Some(vec![]));
        for bad in ["/{}", "/{a", "/a}", "/{a/b}", "/{{a}}", "/}{"] {
            assert_eq!(names(bad), None, "{bad}");
        }
        assert_eq!(erase("/a/{b}/{c}.json"), "/a/{}/{}.json");
    }
}
