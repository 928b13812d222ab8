//! Rules of descriptions: each is there, and its links have a text and a target.

use crate::document::Node;
use crate::lint::facts::Facts;
use crate::lint::objects::ObjectKind;
use crate::lint::report::Reporter;
use crate::problem::House;

/// Whatever a reader or caller meets is described.
pub(in crate::lint) fn descriptions(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    for (number, site) in facts.sites.all.iter().enumerate() {
        if site.reference().is_some() {
            continue;
        }
        let thing = match site.kind {
            ObjectKind::Info => "document",
            ObjectKind::Server => "server",
            ObjectKind::Tag => "tag",
            ObjectKind::Operation => "operation",
            ObjectKind::Parameter => "parameter",
            ObjectKind::RequestBody => "request body",
            ObjectKind::Response => "response",
            ObjectKind::Header => "header",
            ObjectKind::SecurityScheme => "security scheme",
            ObjectKind::Schema if site.is_named_schema() => "schema",
            ObjectKind::Schema if site.via == "properties" => "property",
            _ => continue,
        };
        if !is_told(site.node, "description") && !told_by_its_part(facts, number) {
            report.at(House::DescriptionMissing { thing }, &site.pointer);
        }
        if site.kind == ObjectKind::Operation && !is_told(site.node, "summary") {
            report.at(House::SummaryMissing, &site.pointer);
        }
    }
}

fn is_told(node: &Node, key: &str) -> bool {
    node.text(key).is_some_and(|text| !text.trim().is_empty())
}

/// Returns whether a property is one part of an `allOf` that is described itself.
fn told_by_its_part(facts: &Facts<'_>, number: usize) -> bool {
    match facts.sites.children(number, "allOf").as_slice() {
        [part] => facts
            .sites
            .resolve(*part)
            .is_none_or(|part| is_told(facts.sites.at(part).node, "description")),
        _ => false,
    }
}

/// Links in descriptions have a text and a target.
pub(in crate::lint) fn links(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    for site in &facts.sites.all {
        for key in ["description", "summary"] {
            if site.node.text(key).is_some_and(has_empty_link) {
                report.at(House::LinkEmpty, &site.below(key));
            }
        }
    }
}

/// Returns whether a Markdown text has a link without a text or without a target.
fn has_empty_link(text: &str) -> bool {
    let mut rest = text;
    while let Some(middle) = rest.find("](") {
        let (before, after) = (&rest[..middle], &rest[middle + 2..]);
        let label = before.rfind('[').map(|open| before[open + 1..].trim());
        let target = after.split(')').next().unwrap_or_default().trim();
        if label == Some("") || label.is_some() && target.is_empty() {
            return true;
        }
        rest = after;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_have_a_text_and_a_target() {
        for good in ["", "plain", "[a](b)", "`x[0](y)`", "a](b", "[a] (b)"] {
            assert!(!has_empty_link(good), "{good}");
        }
        for bad in ["[](b)", "[a]()", "see [a](b) and [ ](c)", "[a]( )"] {
            assert!(has_empty_link(bad), "{bad}");
        }
    }
}
