//! The positioned tree of a document, the same for YAML and JSON: each value with its place.

use std::borrow::Cow;

use indexmap::IndexMap;

use crate::place::Span;

/// A value of the document and the place where it begins.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// The value.
    pub value: Value,
    /// The place where the value begins.
    pub span: Span,
}

/// A value of YAML or JSON. Numbers keep their digits as written.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// `null`, `~` or an empty value.
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
    /// The place of the key.
    pub key: Span,
    /// The value.
    pub node: Node,
}

impl Node {
    /// Returns the value below a key of a mapping.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.as_map()?.get(key).map(|entry| &entry.node)
    }

    /// Returns the place of a key of a mapping.
    pub fn key_span(&self, key: &str) -> Option<Span> {
        self.as_map()?.get(key).map(|entry| entry.key)
    }

    /// Returns the mapping, or `None` for any other node.
    pub fn as_map(&self) -> Option<&IndexMap<String, Entry>> {
        match &self.value {
            Value::Map(map) => Some(map),
            _ => None,
        }
    }

    /// Returns the keys and values of a mapping in their order. Any other node has none.
    pub fn entries(&self) -> impl Iterator<Item = (&str, &Node)> {
        self.as_map()
            .into_iter()
            .flatten()
            .map(|(key, entry)| (key.as_str(), &entry.node))
    }

    /// Returns the items of a list. Any other node has none.
    pub fn items(&self) -> &[Node] {
        match &self.value {
            Value::List(items) => items,
            _ => &[],
        }
    }

    /// Returns the text, or `None` for any other node.
    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Returns the text below a key.
    pub fn text(&self, key: &str) -> Option<&str> {
        self.get(key)?.as_str()
    }

    /// Returns the truth value, or `None` for any other node.
    pub fn as_bool(&self) -> Option<bool> {
        match self.value {
            Value::Bool(value) => Some(value),
            _ => None,
        }
    }

    /// Returns whether a key has the value `true`.
    pub fn is_true(&self, key: &str) -> bool {
        self.get(key).and_then(Node::as_bool) == Some(true)
    }

    /// Returns the value below a JSON pointer such as `/paths/~1api~1visit/get`.
    pub fn pointer(&self, pointer: &str) -> Option<&Node> {
        if pointer.is_empty() {
            return Some(self);
        }
        pointer
            .strip_prefix('/')?
            .split('/')
            .try_fold(self, |node, token| node.step(token).map(|(_, node)| node))
    }

    /// Returns the value below one token of a JSON pointer, and the place of its key in a mapping.
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

    /// Returns the mapping to change it, or `None` for any other node.
    pub(super) fn map_mut(&mut self) -> Option<&mut IndexMap<String, Entry>> {
        match &mut self.value {
            Value::Map(map) => Some(map),
            _ => None,
        }
    }

    /// Returns the value below a key of a mapping, to change it.
    pub(super) fn get_mut(&mut self, key: &str) -> Option<&mut Node> {
        Some(&mut self.map_mut()?.get_mut(key)?.node)
    }

    /// Takes out what stands under a key.
    pub(super) fn take(&mut self, key: &str) -> Option<Entry> {
        self.map_mut()?.shift_remove(key)
    }

    /// Sets a value of a mapping at the place of something that stood there.
    pub(super) fn set(&mut self, key: &str, value: Value, place: Span) {
        let node = Node { value, span: place };
        if let Some(map) = self.map_mut() {
            map.insert(key.to_owned(), Entry { key: place, node });
        }
    }

    /// Sets the file of every place.
    pub(super) fn set_file(&mut self, file: u32) {
        self.span.file = file;
        match &mut self.value {
            Value::List(items) => items.iter_mut().for_each(|item| item.set_file(file)),
            Value::Map(map) => map.values_mut().for_each(|entry| {
                entry.key.file = file;
                entry.node.set_file(file);
            }),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Text(_) => {}
        }
    }

    /// Returns the number of levels below. The recursion is at most as deep as a reader allows.
    pub(super) fn height(&self) -> usize {
        let below = match &self.value {
            Value::List(items) => items.iter().map(Node::height).max(),
            Value::Map(map) => map.values().map(|entry| entry.node.height()).max(),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Text(_) => return 0,
        };
        below.map_or(0, |below| below + 1)
    }

    /// Returns the kind of value in words: `a mapping`, `a list`, `text`, …
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

/// Returns the key that a token of a JSON pointer stands for.
pub(crate) fn unescape(token: &str) -> Cow<'_, str> {
    if token.contains('~') {
        Cow::Owned(token.replace("~1", "/").replace("~0", "~"))
    } else {
        Cow::Borrowed(token)
    }
}

/// Returns a key as a token of a JSON pointer, with its escapes.
pub fn pointer_token(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}
