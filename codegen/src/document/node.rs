//! The positioned tree of a document: what YAML and JSON have in common, each value with its place.

use std::borrow::Cow;

use indexmap::IndexMap;

use crate::place::Span;

/// A value of the document and the place where it begins.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// What it is.
    pub value: Value,
    /// Where it begins.
    pub span: Span,
}

/// What a node can be. Numbers keep their digits as written.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// `null`, `~` or nothing.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, as written; JSON's grammar.
    Number(String),
    /// Text.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// A mapping, in the order of the document.
    Map(IndexMap<String, Entry>),
}

/// The value of a key and the place of the key.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Where the key stands.
    pub key: Span,
    /// The value.
    pub node: Node,
}

impl Node {
    /// The value below a key of a mapping.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.as_map()?.get(key).map(|entry| &entry.node)
    }

    /// The place of a key, where the node is a mapping that has it.
    pub fn key_span(&self, key: &str) -> Option<Span> {
        self.as_map()?.get(key).map(|entry| entry.key)
    }

    /// The mapping, where it is one.
    pub fn as_map(&self) -> Option<&IndexMap<String, Entry>> {
        match &self.value {
            Value::Map(map) => Some(map),
            _ => None,
        }
    }

    /// Keys and values of a mapping in their order; nothing for any other node.
    pub fn entries(&self) -> impl Iterator<Item = (&str, &Node)> {
        self.as_map()
            .into_iter()
            .flatten()
            .map(|(key, entry)| (key.as_str(), &entry.node))
    }

    /// The items of a list; nothing for any other node.
    pub fn items(&self) -> &[Node] {
        match &self.value {
            Value::List(items) => items,
            _ => &[],
        }
    }

    /// The text, where it is one.
    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The text below a key.
    pub fn text(&self, key: &str) -> Option<&str> {
        self.get(key)?.as_str()
    }

    /// The truth value, where it is one.
    pub fn as_bool(&self) -> Option<bool> {
        match self.value {
            Value::Bool(value) => Some(value),
            _ => None,
        }
    }

    /// Whether the key is there and `true`.
    pub fn is_true(&self, key: &str) -> bool {
        self.get(key).and_then(Node::as_bool) == Some(true)
    }

    /// The value below a JSON pointer such as `/paths/~1api~1visit/get`.
    pub fn pointer(&self, pointer: &str) -> Option<&Node> {
        if pointer.is_empty() {
            return Some(self);
        }
        pointer
            .strip_prefix('/')?
            .split('/')
            .try_fold(self, |node, token| node.step(token).map(|(_, node)| node))
    }

    /// The value below one token of a JSON pointer, and the place of its key in a mapping.
    pub(crate) fn step(&self, token: &str) -> Option<(Option<Span>, &Node)> {
        match &self.value {
            Value::Map(map) => {
                let entry = map.get(unescape(token).as_ref())?;
                Some((Some(entry.key), &entry.node))
            }
            Value::List(items) => Some((None, items.get(token.parse::<usize>().ok()?)?)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Text(_) => None,
        }
    }

    /// Returns the value on one line, as reports show it.
    pub(crate) fn shown(&self) -> String {
        match &self.value {
            Value::Null => "null".to_owned(),
            Value::Bool(value) => value.to_string(),
            Value::Number(text) | Value::Text(text) => text.clone(),
            Value::List(items) => {
                let items: Vec<_> = items.iter().map(Node::shown).collect();
                format!("[{}]", items.join(", "))
            }
            Value::Map(map) => {
                let entries = map.iter();
                let entries = entries.map(|(key, entry)| format!("{key}: {}", entry.node.shown()));
                format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
            }
        }
    }

    /// What it is, in words: `a mapping`, `a list`, `text`, …
    pub fn kind(&self) -> &'static str {
        match self.value {
            Value::Null => "nothing",
            Value::Bool(_) => "a truth value",
            Value::Number(_) => "a number",
            Value::Text(_) => "text",
            Value::List(_) => "a list",
            Value::Map(_) => "a mapping",
        }
    }
}

/// One token of a JSON pointer as the key it stands for.
pub(crate) fn unescape(token: &str) -> Cow<'_, str> {
    if token.contains('~') {
        Cow::Owned(token.replace("~1", "/").replace("~0", "~"))
    } else {
        Cow::Borrowed(token)
    }
}

/// Escapes a key for use as one token of a JSON pointer.
pub fn pointer_token(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}
