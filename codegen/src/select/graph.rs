//! What each operation and component refers to, and so who reaches what.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::document::{METHODS, Node, local_pointer, pointer_token};

/// The parts of a document and their references. A part is an operation, what all operations of a
/// path share, or a component; its name is its JSON pointer.
#[derive(Debug)]
pub(super) struct Graph {
    /// What each part refers to.
    uses: HashMap<String, Vec<String>>,
    /// What refers to each part.
    users: HashMap<String, Vec<String>>,
}

impl Graph {
    pub(super) fn new(root: &Node) -> Self {
        let mut graph = Self {
            uses: HashMap::new(),
            users: HashMap::new(),
        };
        let general = root.get("security");
        for (path, item) in root.get("paths").into_iter().flat_map(Node::entries) {
            let shared = format!("/paths/{}", pointer_token(path));
            for (key, node) in item.entries() {
                if METHODS.contains(&key) {
                    let mut uses = vec![shared.clone()];
                    collect(node, &mut uses);
                    schemes(node.get("security").or(general), &mut uses);
                    graph.uses.insert(format!("{shared}/{key}"), uses);
                } else {
                    let uses = graph.uses.entry(shared.clone()).or_default();
                    collect(node, uses);
                    // `$ref` itself stands directly in the path item.
                    if let ("$ref", Some(pointer)) = (key, target(node)) {
                        uses.push(part(&pointer));
                    }
                }
            }
        }
        let components = root.get("components").into_iter().flat_map(Node::entries);
        for (kind, named) in components {
            for (name, node) in named.entries() {
                let pointer = format!(
                    "/components/{}/{}",
                    pointer_token(kind),
                    pointer_token(name)
                );
                let mut uses = Vec::new();
                collect(node, &mut uses);
                graph.uses.entry(pointer).or_default().extend(uses);
            }
        }
        graph.children_of_bases(root);
        for (user, uses) in &graph.uses {
            for used in uses {
                graph
                    .users
                    .entry(used.clone())
                    .or_default()
                    .push(user.clone());
            }
        }
        graph
    }

    /// A schema with a discriminator reaches the schemas that are composed of it.
    fn children_of_bases(&mut self, root: &Node) {
        let schemas = root.pointer("/components/schemas");
        for (name, schema) in schemas.into_iter().flat_map(Node::entries) {
            let parts = schema.get("allOf").map(Node::items).unwrap_or_default();
            for base in parts.iter().filter_map(|part| target(part.get("$ref")?)) {
                let is_base = root
                    .pointer(&base)
                    .is_some_and(|base| base.get("discriminator").is_some());
                if is_base {
                    let child = format!("/components/schemas/{}", pointer_token(name));
                    self.uses.entry(part(&base)).or_default().push(child);
                }
            }
        }
    }

    /// Returns everything that these parts reach, themselves included.
    pub(super) fn reached_from(&self, parts: impl IntoIterator<Item = String>) -> HashSet<String> {
        reached(parts, |part| self.uses.get(part))
    }

    /// Returns the operations that a part belongs to: itself, or those that reach it.
    pub(super) fn operations_that_reach(&self, part: &str) -> BTreeSet<String> {
        let reached = reached([part.to_owned()], |part| self.users.get(part));
        reached
            .into_iter()
            .filter(|part| is_operation(part))
            .collect()
    }
}

fn reached<'g>(
    parts: impl IntoIterator<Item = String>,
    next: impl Fn(&str) -> Option<&'g Vec<String>>,
) -> HashSet<String> {
    let mut open: Vec<String> = parts.into_iter().collect();
    let mut reached = HashSet::new();
    while let Some(part) = open.pop() {
        if let Some(next) = next(&part) {
            open.extend(next.iter().filter(|next| !reached.contains(*next)).cloned());
        }
        reached.insert(part);
    }
    reached
}

/// Returns the part that a place stands in.
pub(super) fn part(pointer: &str) -> String {
    let mut tokens = pointer.split('/').skip(1);
    match (tokens.next(), tokens.next(), tokens.next()) {
        (Some("paths"), Some(path), Some(method)) if METHODS.contains(&method) => {
            format!("/paths/{path}/{method}")
        }
        (Some("paths"), Some(path), _) => format!("/paths/{path}"),
        (Some("components"), Some(kind), Some(name)) => format!("/components/{kind}/{name}"),
        _ => String::new(),
    }
}

fn is_operation(part: &str) -> bool {
    let mut tokens = part.split('/').skip(1);
    tokens.next() == Some("paths") && tokens.nth(1).is_some()
}

/// Collects what a node and everything below it refers to.
fn collect(node: &Node, uses: &mut Vec<String>) {
    let mapping = node.get("discriminator").and_then(|d| d.get("mapping"));
    for (_, name) in mapping.into_iter().flat_map(Node::entries) {
        uses.extend(target(name).map(|pointer| part(&pointer)));
        let name = name.as_str().map(pointer_token);
        uses.extend(name.map(|name| format!("/components/schemas/{name}")));
    }
    if let Some(name) = node.text("x-type") {
        uses.push(format!("/components/schemas/{}", pointer_token(name)));
    }
    for (key, below) in node.entries() {
        if key == "$ref" {
            uses.extend(target(below).map(|pointer| part(&pointer)));
        }
        collect(below, uses);
    }
    for item in node.items() {
        collect(item, uses);
    }
}

/// Adds the security schemes that requirements name.
fn schemes(requirements: Option<&Node>, uses: &mut Vec<String>) {
    let requirements = requirements.map(Node::items).unwrap_or_default();
    for (name, _) in requirements.iter().flat_map(Node::entries) {
        uses.push(format!(
            "/components/securitySchemes/{}",
            pointer_token(name)
        ));
    }
}

fn target(reference: &Node) -> Option<String> {
    local_pointer(reference.as_str()?)
}
