//! Rules of security: the schemes that operations ask for exist and are supported.

use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;

use super::facts::Facts;
use super::objects::ObjectKind;
use super::report::Reporter;
use super::sites::Site;
use crate::problem::Access;

/// Requirements name schemes that exist, can be used, and do not travel in the same place.
pub(super) fn requirements(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let sites = &facts.sites;
    let components = sites.child(0, "components");
    let schemes: IndexMap<&str, usize> = components
        .map(|components| sites.entries(components, "securitySchemes"))
        .unwrap_or_default()
        .into_iter()
        .collect();
    let operations = facts.operations.iter().map(|operation| operation.number);
    let mut used = HashSet::new();
    for owner in std::iter::once(0).chain(operations) {
        for requirement in sites.direct(owner, ObjectKind::Requirement) {
            let site = sites.at(requirement);
            let mut carriers: HashMap<String, (&str, bool)> = HashMap::new();
            for (name, _) in site.node.entries() {
                let Some(listed) = schemes.get(name) else {
                    let finding = Access::Unknown {
                        name: name.to_owned(),
                        meant: report.meant(name, schemes.keys().copied()),
                    };
                    report.at_key(finding, &site.below(name));
                    continue;
                };
                let Some(scheme) = sites.resolve(*listed) else {
                    continue;
                };
                if used.insert(scheme) {
                    usable(sites.at(scheme), report);
                }
                let scheme = sites.at(scheme);
                let own = (name, is_bearer(scheme));
                match carriers.insert(carrier(scheme), own) {
                    // Several ways to one token, such as the flows of OAuth2: any will do.
                    Some((_, true)) if own.1 => {}
                    Some((other, _)) => {
                        let names = vec![other.to_owned(), name.to_owned()];
                        report.at_key(Access::Clash { names }, &site.below(name));
                    }
                    None => {}
                }
            }
        }
    }
}

/// Returns the place in which a credential travels.
fn carrier(scheme: &Site<'_>) -> String {
    let text = |key: &str| scheme.node.text(key).unwrap_or_default();
    match text("type") {
        "apiKey" if text("in") == "header" => text("name").to_ascii_lowercase(),
        "apiKey" => format!("{} {}", text("in"), text("name")),
        _ => "authorization".to_owned(),
    }
}

/// Returns whether a credential is a bearer token, wherever it is got.
fn is_bearer(scheme: &Site<'_>) -> bool {
    let text = |key: &str| scheme.node.text(key).unwrap_or_default();
    match text("type") {
        "oauth2" | "openIdConnect" => true,
        "http" => text("scheme").eq_ignore_ascii_case("bearer"),
        _ => false,
    }
}

fn usable(scheme: &Site<'_>, report: &mut Reporter<'_>) {
    let text = |key: &str| scheme.node.text(key).unwrap_or_default();
    match text("type") {
        "apiKey" if text("in") == "cookie" => {
            let name = text("name").to_owned();
            report.at(Access::Cookie { name }, &scheme.below("in"));
        }
        "http" => {
            let scheme_name = text("scheme");
            let known = ["basic", "bearer"];
            let given = scheme.node.get("scheme").is_some();
            if given && !known.contains(&scheme_name.to_ascii_lowercase().as_str()) {
                let finding = Access::HttpScheme {
                    scheme: scheme_name.to_owned(),
                };
                report.at(finding, &scheme.below("scheme"));
            }
        }
        _ => {}
    }
}

/// Schemes have the keys that their type needs.
pub(super) fn schemes(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    for number in facts.sites.of(ObjectKind::SecurityScheme) {
        let site = facts.sites.at(number);
        if site.reference().is_some() {
            continue;
        }
        let scheme_type = site.node.text("type").unwrap_or_default();
        let needed: &[&'static str] = match scheme_type {
            "apiKey" => &["name", "in"],
            "http" => &["scheme"],
            "oauth2" => &["flows"],
            "openIdConnect" => &["openIdConnectUrl"],
            _ => &[],
        };
        for key in needed.iter().filter(|key| site.node.get(key).is_none()) {
            let finding = Access::Incomplete {
                key,
                scheme_type: scheme_type.to_owned(),
            };
            report.at(finding, &site.pointer);
        }
    }
}
