//! The names of operations: the document's own, or one made of method and path.

use std::collections::HashMap;

use super::{Entry, METHODS, Node, Span, Value, pointer_token};
use crate::place::Place;
use crate::problem::{Problem, Routing};

/// An operation, by where it stands.
struct Operation {
    path: String,
    method: &'static str,
    /// The place of its key.
    key: Span,
    /// Its `operationId` and the place of that.
    id: Option<(String, Span)>,
}

impl Operation {
    fn pointer(&self) -> String {
        format!("/paths/{}/{}", pointer_token(&self.path), self.method)
    }

    fn place(&self) -> Place {
        let (pointer, span) = match &self.id {
            Some((_, span)) => (format!("{}/operationId", self.pointer()), *span),
            None => (self.pointer(), self.key),
        };
        let operation = format!("{} {}", self.method.to_ascii_uppercase(), self.path);
        Place {
            operation: Some(operation),
            ..Place::new(pointer, span)
        }
    }
}

/// Gives every operation an `operationId` of its own, and returns what was wrong with those of the
/// document.
///
/// An operation without a usable one is named after its method and path, and so are all operations
/// that share one. The name of an operation never depends on the order of the document.
pub(super) fn name_operations(root: &mut Node) -> Vec<Problem> {
    let operations = operations(root);
    let mut owners: HashMap<&str, Vec<&Operation>> = HashMap::new();
    for operation in &operations {
        if let Some((id, _)) = &operation.id {
            owners.entry(id).or_default().push(operation);
        }
    }
    let mut problems = Vec::new();
    let mut names: Vec<(&Operation, String)> = Vec::new();
    let mut taken: HashMap<String, usize> = HashMap::new();
    for operation in &operations {
        let name = match &operation.id {
            None => {
                problems.push(Problem::new(Routing::NoOperationId, operation.place()));
                derived(operation)
            }
            Some((id, _)) if !id.contains(|sign: char| sign.is_ascii_alphabetic()) => {
                let finding = Routing::OperationIdUnusable { id: id.clone() };
                problems.push(Problem::new(finding, operation.place()));
                derived(operation)
            }
            Some((id, _)) if owners[id.as_str()].len() > 1 => derived(operation),
            Some((id, _)) => id.clone(),
        };
        *taken.entry(name.clone()).or_default() += 1;
        names.push((operation, name));
    }
    for (id, owners) in owners.iter().filter(|(_, owners)| owners.len() > 1) {
        let id = (*id).to_owned();
        let places = owners.iter().rev().map(|operation| operation.place());
        problems.push(Problem::at_all(Routing::OperationIdTwice { id }, places));
    }
    let named = names.into_iter().filter_map(|(operation, name)| {
        let own = operation.id.as_ref().is_some_and(|(id, _)| *id == name);
        let name = match taken[&name] {
            1 => name,
            // Two paths give one name: method and path themselves always differ.
            _ => format!(
                "{} {}",
                operation.method.to_ascii_uppercase(),
                operation.path
            ),
        };
        (!own).then(|| (operation.pointer(), operation.key, name))
    });
    let named: Vec<_> = named.collect();
    for (pointer, key, name) in named {
        set(root, &pointer, key, name);
    }
    problems
}

fn operations(root: &Node) -> Vec<Operation> {
    let paths = root.get("paths").into_iter().flat_map(Node::entries);
    let paths = paths.filter(|(path, _)| path.starts_with('/'));
    let operations = paths.flat_map(|(path, item)| {
        METHODS.into_iter().filter_map(move |method| {
            let operation = item.get(method)?;
            operation.as_map()?;
            let id = operation.get("operationId");
            Some(Operation {
                path: path.to_owned(),
                method,
                key: item.key_span(method)?,
                id: id.and_then(|id| Some((id.as_str()?.to_owned(), id.span))),
            })
        })
    });
    operations.collect()
}

/// Returns the name that method and path give: `GET /pets/{petId}/toys` is
/// `get_pets_by_petId_toys`.
fn derived(operation: &Operation) -> String {
    let mut name = operation.method.to_owned();
    for segment in operation
        .path
        .split('/')
        .filter(|segment| !segment.is_empty())
    {
        name.push('_');
        let mut signs = segment.chars().peekable();
        while let Some(sign) = signs.next() {
            match sign {
                '{' => name.push_str(if name.ends_with('_') { "by_" } else { "_by_" }),
                '}' if signs.peek().is_some() => name.push('_'),
                '}' => {}
                sign if sign.is_alphanumeric() => name.push(sign),
                _ => name.push('_'),
            }
        }
    }
    name
}

fn set(root: &mut Node, pointer: &str, key: Span, name: String) {
    let mut node = root;
    for token in pointer.split('/').skip(1) {
        let token = super::unescape(token);
        let Value::Map(map) = &mut node.value else {
            return;
        };
        let Some(entry) = map.get_mut(token.as_ref()) else {
            return;
        };
        node = &mut entry.node;
    }
    if let Value::Map(map) = &mut node.value {
        let node = Node {
            value: Value::Text(name),
            span: key,
        };
        map.insert("operationId".to_owned(), Entry { key, node });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_method_and_path() {
        let named = |method, path: &str| {
            derived(&Operation {
                path: path.to_owned(),
                method,
                key: Span::default(),
                id: None,
            })
        };
        assert_eq!(named("get", "/pets/{petId}/toys"), "get_pets_by_petId_toys");
        assert_eq!(named("post", "/"), "post");
        assert_eq!(named("get", "/a/{b}.json"), "get_a_by_b__json");
        assert_eq!(named("put", "/v1/{a}:{b}"), "put_v1_by_a__by_b");
    }
}
