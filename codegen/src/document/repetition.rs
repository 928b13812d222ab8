//! Refuses documents from which far more code would be generated than the text suggests.
//!
//! Generated code repeats a schema, parameter or list of requirements at each use. A thousand
//! schemas that share a thousand properties are a million fields, so a page of text could unfold
//! into gigabytes. Repetition therefore has a budget that grows with the text. Documents written by
//! hand stay far below it.

use std::collections::{HashMap, HashSet};

use super::{Located, METHODS, Node, Value, last, pointer_token, references};

/// The budget in bytes: of any document, and for each of its bytes.
const BYTES: (usize, usize) = (8 << 20, 4);

/// The bytes that a value takes beside its text.
const BYTES_OF_A_VALUE: usize = 32;

/// The budget of properties and values that are read again where a schema only refers to another:
/// of any document, and the bytes of text that allow for one more.
const LOOKS: (usize, usize) = (1_000_000, 4);

/// Keys that only speak to readers.
const PROSE: [&str; 5] = [
    "description",
    "summary",
    "example",
    "examples",
    "x-evidence",
];

/// Returns the pointer of the place at which too much is repeated.
pub(super) fn excess(root: &Node, length: usize) -> Option<String> {
    let mut count = Count {
        root,
        bytes: length.saturating_mul(BYTES.1).saturating_add(BYTES.0),
        looks: length / LOOKS.1 + LOOKS.0,
        weights: HashMap::new(),
        parts: HashMap::new(),
    };
    count
        .operations()
        .or_else(|| count.schemas(root, &mut String::new()))
}

struct Count<'d> {
    root: &'d Node,
    /// The bytes that may still be repeated.
    bytes: usize,
    looks: usize,
    /// The bytes of each node that is referred to, by its address.
    weights: HashMap<*const Node, usize>,
    /// The repetition of each schema, by its address.
    parts: HashMap<*const Node, Repeated>,
}

/// How much is repeated.
#[derive(Debug, Clone, Copy, Default)]
struct Repeated {
    bytes: usize,
    looks: usize,
}

impl<'d> Count<'d> {
    /// Takes something out of the budget. Returns whether there was enough.
    fn spend(&mut self, repeated: Repeated) -> bool {
        let left = self.bytes.checked_sub(repeated.bytes);
        let looks = self.looks.checked_sub(repeated.looks);
        let (Some(bytes), Some(looks)) = (left, looks) else {
            return false;
        };
        (self.bytes, self.looks) = (bytes, looks);
        true
    }

    fn follow(&self, node: &'d Node) -> &'d Node {
        let start = Located::new(node, "");
        last(&start, |at| references::target(self.root, at.node)).node
    }

    /// Counts the repetition by operations: of shared parameters, of the texts of shared bodies, and
    /// of the document's requirements. Returns the first operation beyond the budget.
    fn operations(&mut self) -> Option<String> {
        let usual = self
            .root
            .get("security")
            .map_or(0, |list| self.weight(list));
        let paths = self.root.get("paths")?;
        for (path, item) in paths.entries() {
            let item = self.follow(item);
            for (method, operation) in item.entries().filter(|(key, _)| METHODS.contains(key)) {
                let mut bytes = if operation.get("security").is_none() {
                    usual
                } else {
                    0
                };
                let lists = [item.get("parameters"), operation.get("parameters")];
                for parameter in lists.into_iter().flatten().flat_map(Node::items) {
                    bytes = bytes.saturating_add(self.told_of_parameter(parameter));
                }
                if let Some(body) = operation.get("requestBody") {
                    bytes = bytes.saturating_add(self.told_of_body(body));
                }
                if !self.spend(Repeated { bytes, looks: 0 }) {
                    return Some(format!("/paths/{}/{method}", pointer_token(path)));
                }
            }
        }
        None
    }

    fn told_of_parameter(&mut self, parameter: &'d Node) -> usize {
        let parameter = self.follow(parameter);
        let schema = parameter.get("schema").map(|schema| self.follow(schema));
        let told = self.prose(parameter);
        told.saturating_add(schema.map_or(0, |schema| self.prose(schema)))
    }

    fn told_of_body(&mut self, body: &'d Node) -> usize {
        let body = self.follow(body);
        let content = body.get("content").into_iter().flat_map(Node::entries);
        content.fold(self.prose(body), |told, (_, content)| {
            told.saturating_add(self.prose(content))
        })
    }

    /// Returns the bytes of the texts for readers.
    fn prose(&mut self, node: &'d Node) -> usize {
        let told = PROSE.iter().filter_map(|key| node.get(key));
        told.fold(0, |bytes, node| bytes.saturating_add(self.weight(node)))
    }

    /// Returns the bytes of a value with all that is in it.
    fn weight(&mut self, node: &'d Node) -> usize {
        if let Some(known) = self.weights.get(&std::ptr::from_ref(node)) {
            return *known;
        }
        let weight = bytes(node);
        self.weights.insert(std::ptr::from_ref(node), weight);
        weight
    }

    /// Counts the repetition by schemas of their parts. Returns the first schema beyond the budget.
    fn schemas(&mut self, node: &'d Node, pointer: &mut String) -> Option<String> {
        if parts(node).next().is_some() {
            let repeated = self.repeated(node);
            if !self.spend(repeated) {
                return Some(pointer.clone());
            }
        }
        let length = pointer.len();
        let below = node.entries().map(|(key, node)| (pointer_token(key), node));
        let items = node.items().iter().enumerate();
        let items = items.map(|(number, node)| (number.to_string(), node));
        for (token, node) in below.chain(items) {
            pointer.push('/');
            pointer.push_str(&token);
            let found = self.schemas(node, pointer);
            pointer.truncate(length);
            if found.is_some() {
                return found;
            }
        }
        None
    }

    /// Returns the repetition of a schema: its parts, and the parts of its parts.
    ///
    /// A list of open schemas takes the place of recursion: there may be thousands of levels.
    fn repeated(&mut self, schema: &'d Node) -> Repeated {
        let mut open = vec![schema];
        let mut entered = HashSet::new();
        while let Some(schema) = open.last().copied() {
            let address = std::ptr::from_ref(schema);
            let is_new = !self.parts.contains_key(&address) && entered.insert(address);
            if is_new {
                let targets = parts(schema).map(|part| self.follow(part));
                let before = open.len();
                let targets: Vec<&Node> = targets.collect();
                open.extend(targets.into_iter().filter(|part| {
                    let address = std::ptr::from_ref(*part);
                    !self.parts.contains_key(&address) && !entered.contains(&address)
                }));
                if open.len() > before {
                    continue;
                }
            }
            if !self.parts.contains_key(&address) {
                let whole = self.parts_of(schema);
                self.parts.insert(address, whole);
            }
            open.pop();
        }
        let known = self.parts.get(&std::ptr::from_ref(schema));
        known.copied().unwrap_or_default()
    }

    /// Returns the repetition of a schema from the repetition of its parts. A schema that is its own
    /// part adds nothing.
    fn parts_of(&mut self, schema: &'d Node) -> Repeated {
        // Where a schema is only another one, the type is the same, and the fields are no others.
        let is_other = schema.get("properties").is_none() && parts(schema).count() == 1;
        let mut whole = Repeated::default();
        for part in parts(schema) {
            let target = self.follow(part);
            let known = self.parts.get(&std::ptr::from_ref(target)).copied();
            let mut repeated = known.unwrap_or_default();
            if !std::ptr::eq(part, target) {
                repeated.looks = repeated.looks.saturating_add(looks(target));
                if !is_other {
                    repeated.bytes = repeated.bytes.saturating_add(self.weight(target));
                }
            }
            whole.bytes = whole.bytes.saturating_add(repeated.bytes);
            whole.looks = whole.looks.saturating_add(repeated.looks);
        }
        whole
    }
}

/// Returns the parts of a schema: those of `allOf`, and the only branch of `oneOf` or `anyOf`.
fn parts(schema: &Node) -> impl Iterator<Item = &Node> {
    let listed = |key| schema.get(key).map(Node::items).unwrap_or_default();
    let alone = ["oneOf", "anyOf"].map(listed).into_iter();
    let alone = alone.filter(|branches| branches.len() == 1).flatten();
    listed("allOf").iter().chain(alone)
}

/// Returns the bytes of a value with all that is in it.
fn bytes(node: &Node) -> usize {
    let below = match &node.value {
        Value::Null | Value::Bool(_) => 0,
        Value::Number(text) | Value::Text(text) => text.len(),
        Value::List(items) => items.iter().map(bytes).sum(),
        Value::Map(map) => {
            let entries = map.iter();
            entries
                .map(|(key, entry)| key.len() + bytes(&entry.node))
                .sum()
        }
    };
    below + BYTES_OF_A_VALUE
}

/// Returns how many properties, values and names a schema lists.
fn looks(schema: &Node) -> usize {
    let lists = schema.entries().map(|(_, node)| match &node.value {
        Value::List(items) => items.len(),
        Value::Map(map) => map.len(),
        _ => 0,
    });
    lists.sum()
}
