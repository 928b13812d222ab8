//! Rules of headers: those of parameters, and those of every call.

use std::collections::HashMap;

use super::facts::Facts;
use super::report::Reporter;
use super::sites::Site;
use crate::document::Node;
use crate::problem::{Extension, Parameter};

/// The headers that a caller cannot set rightly, and why.
///
/// OpenAPI itself ignores parameters called `accept`, `authorization` and `content-type`. The others
/// are those that the runtime keeps to itself: a header that ends, encodes or routes a message can
/// break it, and credentials of a proxy or in cookies have no place in a document. Headers that
/// describe content, such as `accept-language`, `if-match` and `user-agent`, may be parameters.
const NOT_FOR_CALLERS: &[(&str, &str)] = &[
    ("accept", "follows from the media types of the answers"),
    ("accept-encoding", CONNECTION),
    ("authorization", "belongs to `security`"),
    ("connection", CONNECTION),
    ("content-length", CONNECTION),
    ("content-type", "follows from the media type of the body"),
    ("cookie", "carries cookies, and the client keeps none"),
    ("expect", CONNECTION),
    ("host", CONNECTION),
    ("http2-settings", CONNECTION),
    ("keep-alive", CONNECTION),
    ("proxy-authenticate", ANSWERS),
    (
        "proxy-authorization",
        "belongs to the proxy, which the application configures",
    ),
    ("proxy-connection", CONNECTION),
    ("set-cookie", ANSWERS),
    ("te", CONNECTION),
    ("trailer", CONNECTION),
    ("transfer-encoding", CONNECTION),
    ("upgrade", CONNECTION),
    ("www-authenticate", ANSWERS),
];

const CONNECTION: &str = "belongs to the connection";
const ANSWERS: &str = "belongs to answers";

/// Reports what is wrong with a parameter that is a header.
pub(super) fn parameter(
    site: &Site<'_>,
    name: &str,
    of_every_call: &HashMap<String, String>,
    report: &mut Reporter<'_>,
) {
    let place = site.below("name");
    let lower = name.to_ascii_lowercase();
    if !is_header_name(name) {
        let name = name.to_owned();
        report.at(Parameter::HeaderName { name }, &place);
    } else if let Some(why) = not_for_callers(name) {
        let name = name.to_owned();
        report.at(Parameter::Header { name, why }, &place);
    } else if let Some(other) = of_every_call.get(&lower) {
        let name = name.to_owned();
        report.at_all(Parameter::ClientHeader { name }, [&place, other]);
    }
}

/// Returns the headers of every call in lower case, and the places of their names.
pub(super) fn of_every_call(root: &Node) -> HashMap<String, String> {
    let listed = root
        .get("x-client-headers")
        .map(Node::items)
        .unwrap_or_default();
    // Of two with one name, the first.
    let named = listed
        .iter()
        .enumerate()
        .rev()
        .filter_map(|(index, header)| {
            let name = header.text("name")?.to_ascii_lowercase();
            Some((name, format!("/x-client-headers/{index}/name")))
        });
    named.collect()
}

/// Returns whether HTTP allows a header of this name.
fn is_header_name(name: &str) -> bool {
    let is_sign = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !name.is_empty() && name.bytes().all(is_sign)
}

/// Returns why a caller cannot set a header, if so.
fn not_for_callers(name: &str) -> Option<&'static str> {
    let mut headers = NOT_FOR_CALLERS.iter();
    let (_, why) = headers.find(|(header, _)| header.eq_ignore_ascii_case(name))?;
    Some(why)
}

/// The headers of every call: each with a name that HTTP allows and nobody else decides about.
pub(super) fn of_client(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    const KEYS: &[&str] = &["name", "description", "example", "x-evidence"];
    let root = facts.sites.at(0).node;
    let headers = root
        .get("x-client-headers")
        .map(Node::items)
        .unwrap_or_default();
    let mut names: HashMap<String, String> = HashMap::new();
    for (index, header) in headers.iter().enumerate() {
        let pointer = format!("/x-client-headers/{index}");
        let texts = ["name", "description", "example"];
        let is_text = |key: &&str| header.get(key).is_none_or(|node| node.as_str().is_some());
        let known = header.entries().all(|(key, _)| KEYS.contains(&key));
        let Some(name) = header
            .text("name")
            .filter(|_| known && texts.iter().all(is_text))
        else {
            let finding = Extension::Value {
                key: "x-client-headers",
                expected: "a list of `{name, description, example, x-evidence}`, each text",
            };
            report.at(finding, &pointer);
            continue;
        };
        let place = format!("{pointer}/name");
        let named = name.to_owned();
        if !is_header_name(name) {
            report.at(Parameter::HeaderName { name: named }, &place);
        } else if let Some(why) = not_for_callers(name) {
            report.at(Parameter::Header { name: named, why }, &place);
        } else if let Some(other) = names.insert(name.to_ascii_lowercase(), place.clone()) {
            report.at_all(Extension::ClientHeaderTwice { name: named }, [place, other]);
        }
    }
}
