//! Finds what there is to ask: walks over each operation and what it refers to.

use std::collections::{HashMap, HashSet};

use super::{Call, Inquiry, Point};
use crate::document::{Document, METHODS, Node, local_pointer, pointer_token, unescape};
use crate::model::{Evidence, Grade};

/// Keys whose values are data or point elsewhere.
const NOT_OURS: [&str; 6] = [
    "x-evidence",
    "example",
    "examples",
    "default",
    "enum",
    "links",
];

/// Keys whose mappings have names for keys.
const NAMES: [&str; 2] = ["properties", "x-enum"];

/// Everything that a document asks.
pub(super) fn collect(document: &Document) -> Inquiry {
    let mut walk = Collector {
        document,
        inquiry: Inquiry::default(),
        numbers: HashMap::new(),
        seen: HashSet::new(),
    };
    for (list, subject) in [
        ("/info/x-facts", None),
        ("/servers", Some(("the server", "url"))),
        ("/x-client-headers", Some(("the header", "name"))),
    ] {
        walk.general(list, subject);
    }
    let paths = document.root().get("paths");
    for (path, item) in paths.into_iter().flat_map(Node::entries) {
        walk.path(path, item);
    }
    walk.inquiry
}

struct Collector<'d> {
    document: &'d Document,
    inquiry: Inquiry,
    /// The number of the point at a place.
    numbers: HashMap<String, usize>,
    /// The references that the operation at hand has followed.
    seen: HashSet<String>,
}

impl<'d> Collector<'d> {
    /// The items of a list that belongs to no operation.
    fn general(&mut self, pointer: &str, subject: Option<(&str, &str)>) {
        let Some(list) = self.document.root().pointer(pointer) else {
            return;
        };
        for item in list.items() {
            let Some(evidence) = worth_asking(item) else {
                continue;
            };
            let subject = subject.and_then(|(what, key)| {
                let name = item.text(key)?;
                Some(format!("{what} `{name}`"))
            });
            let text = item.text("fact").or_else(|| item.text("description"));
            self.inquiry.general.push(Point {
                subject,
                description: text.map(str::to_owned),
                evidence,
                calls: Vec::new(),
            });
        }
    }

    fn path(&mut self, path: &str, item: &'d Node) {
        let pointer = format!("/paths/{}", pointer_token(path));
        for (method, operation) in item.entries() {
            if !METHODS.contains(&method) {
                continue;
            }
            self.seen.clear();
            self.inquiry.operations.push(Call {
                line: format!("{} {path}", method.to_ascii_uppercase()),
                summary: operation.text("summary").map(str::to_owned),
            });
            if let Some(shared) = item.get("parameters") {
                self.node(shared, &format!("{pointer}/parameters"));
            }
            self.node(operation, &format!("{pointer}/{method}"));
        }
    }

    /// A node and all below it; references are followed once for each operation.
    fn node(&mut self, node: &'d Node, pointer: &str) {
        if let Some(reference) = node.text("$ref") {
            if let Some(target) = local_pointer(reference)
                && self.seen.insert(target.clone())
                && let Some(node) = self.document.root().pointer(&target)
            {
                self.node(node, &target);
            }
            return;
        }
        if let Some(evidence) = worth_asking(node) {
            self.point(node, pointer, evidence);
        }
        for (key, below) in node.entries() {
            if NOT_OURS.contains(&key) {
                continue;
            }
            let pointer = format!("{pointer}/{}", pointer_token(key));
            if NAMES.contains(&key) {
                for (name, below) in below.entries() {
                    self.node(below, &format!("{pointer}/{}", pointer_token(name)));
                }
            } else {
                self.node(below, &pointer);
            }
        }
        for (number, below) in node.items().iter().enumerate() {
            self.node(below, &format!("{pointer}/{number}"));
        }
    }

    fn point(&mut self, node: &Node, pointer: &str, evidence: Evidence) {
        let call = self.inquiry.operations.len() - 1;
        if let Some(number) = self.numbers.get(pointer) {
            let calls = &mut self.inquiry.points[*number].calls;
            if calls.last() != Some(&call) {
                calls.push(call);
            }
            return;
        }
        self.numbers
            .insert(pointer.to_owned(), self.inquiry.points.len());
        self.inquiry.points.push(Point {
            subject: Some(subject(node, pointer)),
            description: node.text("description").map(str::to_owned),
            evidence,
            calls: vec![call],
        });
    }
}

/// The evidence of a node, if it leaves something to ask.
fn worth_asking(node: &Node) -> Option<Evidence> {
    let evidence = Evidence::of(node)?;
    let open = evidence.grade == Grade::Assumed
        || !evidence.also_seen.is_empty()
        || evidence.question.is_some();
    open.then_some(evidence)
}

/// What stands at a place, in words.
fn subject(node: &Node, pointer: &str) -> String {
    if let (Some(name), Some(place)) = (node.text("name"), node.text("in")) {
        return format!("the {place} parameter `{name}`");
    }
    let tokens: Vec<_> = pointer.split('/').skip(1).map(unescape).collect();
    let owner = || {
        let named = tokens.windows(2).rfind(|pair| pair[0] == "schemas");
        named.map_or_else(String::new, |pair| format!(" of `{}`", pair[1]))
    };
    match tokens.as_slice() {
        [first, _, _] if first == "paths" => "the call as a whole".to_owned(),
        [.., kind, name] if kind == "properties" => format!("the field `{name}`{}", owner()),
        [.., kind, name] if kind == "x-enum" => format!("the value `{name}`{}", owner()),
        [.., kind, name] if kind == "responses" => format!("the answer with HTTP status `{name}`"),
        [.., kind, name] if kind == "schemas" => format!("the object `{name}`"),
        [.., kind] if kind == "requestBody" => "the body of the request".to_owned(),
        _ => format!("`{pointer}`"),
    }
}
