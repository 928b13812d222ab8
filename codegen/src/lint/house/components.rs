//! Rules of names: components are used, links name operations, tags are declared.

use std::collections::HashSet;

use crate::document::{Node, local_pointer};
use crate::lint::facts::Facts;
use crate::lint::objects::ObjectKind;
use crate::lint::report::Reporter;
use crate::problem::House;

/// Every component is used by something outside of itself.
pub(in crate::lint) fn unused(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let sites = &facts.sites;
    let mut used: HashSet<String> = HashSet::new();
    for site in &sites.all {
        if site.kind == ObjectKind::Requirement {
            let names = site.node.entries().map(|(name, _)| name);
            used.extend(names.map(|name| {
                let name = crate::document::pointer_token(name);
                format!("/components/securitySchemes/{name}")
            }));
        }
        if let Some(name) = site
            .node
            .text("x-type")
            .filter(|_| site.kind == ObjectKind::Schema)
        {
            let name = crate::document::pointer_token(name);
            used.insert(format!("/components/schemas/{name}"));
        }
        if let Some(pointer) = site.reference().and_then(local_pointer) {
            let component = component_of(&pointer);
            if component_of(&site.pointer) != component {
                used.insert(component.to_owned());
            }
        }
    }
    let Some(components) = sites.child(0, "components") else {
        return;
    };
    for (section, _) in sites.at(components).node.entries() {
        for (name, number) in sites.entries(components, section) {
            let site = sites.at(number);
            if !used.contains(&site.pointer) {
                let name = name.to_owned();
                report.at(House::Unused { name }, &site.pointer);
            }
        }
    }
}

/// Returns the component that a pointer leads into: `/components/schemas/Visit`.
fn component_of(pointer: &str) -> &str {
    let end = pointer.match_indices('/').nth(3).map(|(at, _)| at);
    &pointer[..end.unwrap_or(pointer.len())]
}

/// Links lead to operations of the document.
pub(in crate::lint) fn links(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let sites = &facts.sites;
    let ids: HashSet<&str> = facts
        .operations
        .iter()
        .filter_map(|operation| sites.at(operation.number).node.text("operationId"))
        .collect();
    for number in sites.of(ObjectKind::Link) {
        let site = sites.at(number);
        if let Some(id) = site.node.text("operationId")
            && !ids.contains(id)
        {
            let operation = id.to_owned();
            report.at(House::LinkUnknown { operation }, &site.below("operationId"));
        }
        if let Some(written) = site.node.text("operationRef")
            && let Some(pointer) = local_pointer(written)
            && sites.document.root().pointer(&pointer).is_none()
        {
            let operation = written.to_owned();
            report.at(
                House::LinkUnknown { operation },
                &site.below("operationRef"),
            );
        }
    }
}

/// Operations carry tags that are declared.
pub(in crate::lint) fn tags(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let sites = &facts.sites;
    let declared: HashSet<&str> = sites
        .children(0, "tags")
        .iter()
        .filter_map(|tag| sites.at(*tag).node.text("name"))
        .collect();
    for operation in &facts.operations {
        let site = sites.at(operation.number);
        let tags = site.node.get("tags").map(Node::items).unwrap_or_default();
        for (index, tag) in tags.iter().enumerate() {
            if let Some(tag) = tag.as_str().filter(|tag| !declared.contains(tag)) {
                let place = format!("{}/{index}", site.below("tags"));
                let tag = tag.to_owned();
                report.at(House::TagUnknown { tag }, &place);
            }
        }
    }
}
