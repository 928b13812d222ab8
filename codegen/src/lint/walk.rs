//! The walk over the document: compares each object with its table, and lists the objects.

use super::objects::{LATER_KEYWORDS, ObjectKey, ObjectKind, Want};
use super::report::Reporter;
use super::sites::{Site, Target};
use super::suggest::nearest;
use crate::document::{Document, Node, Value, pointer_token};
use crate::problem::Shape;

/// Walks over a document. Returns its objects in the order of the document.
pub(super) fn walk<'d>(document: &'d Document, report: &mut Reporter<'d>) -> Vec<Site<'d>> {
    let mut walk = Walker {
        sites: Vec::new(),
        pointer: String::new(),
        report,
    };
    walk.object(document.root(), ObjectKind::Document, "", 0);
    walk.sites
}

struct Walker<'r, 'd> {
    sites: Vec<Site<'d>>,
    pointer: String,
    report: &'r mut Reporter<'d>,
}

impl<'d> Walker<'_, 'd> {
    /// Calls a function one level further down.
    fn below(&mut self, token: &str, visit: impl FnOnce(&mut Self)) {
        let length = self.pointer.len();
        self.pointer.push('/');
        self.pointer.push_str(&pointer_token(token));
        visit(self);
        self.pointer.truncate(length);
    }

    fn object(&mut self, node: &'d Node, kind: ObjectKind, via: &'static str, parent: usize) {
        let Value::Map(map) = &node.value else {
            let expected = kind.name().to_owned();
            return self.wrong_kind(node, expected);
        };
        let number = self.sites.len();
        let is_reference = kind.can_be_reference() && map.contains_key("$ref");
        self.sites.push(Site {
            kind,
            node,
            pointer: self.pointer.clone(),
            via,
            parent,
            end: number + 1,
            target: Target::Itself,
        });
        if is_reference {
            // What stands beside `$ref` has no meaning; the rules of references look at it.
            if let Some(reference) = node.get("$ref")
                && reference.as_str().is_none()
            {
                self.below("$ref", |walk| walk.wrong_kind(reference, "text".to_owned()));
            }
        } else {
            for (key, below) in node.entries().filter(|(key, _)| !key.starts_with("x-")) {
                self.below(key, |walk| walk.entry(key, below, kind, number));
            }
            self.missing_keys(node, kind);
        }
        self.sites[number].end = self.sites.len();
    }

    fn entry(&mut self, key: &str, node: &'d Node, kind: ObjectKind, parent: usize) {
        if let Some(want) = kind.free_keys() {
            if kind == ObjectKind::Responses && !is_status(key) {
                return self.unknown_key(key, kind);
            }
            let via = match kind {
                ObjectKind::Responses => "responses",
                ObjectKind::Callback => "callbacks",
                _ => "paths",
            };
            return self.value(node, want, via, parent);
        }
        match kind.fields().iter().find(|field| field.key == key) {
            Some(field) => self.value(node, field.want, field.key, parent),
            None => self.unknown_key(key, kind),
        }
    }

    fn unknown_key(&mut self, key: &str, kind: ObjectKind) {
        let object = kind.name();
        let finding = if kind != ObjectKind::Responses && LATER_KEYWORDS.contains(&key) {
            Shape::LaterKey {
                key: key.to_owned(),
            }
        } else {
            let statuses = ["default", "2XX", "4XX", "5XX"];
            let known = kind.fields().iter().map(|field| field.key);
            let meant = match kind {
                ObjectKind::Responses => nearest(key, statuses),
                _ => nearest(key, known),
            };
            Shape::UnknownKey {
                key: key.to_owned(),
                object,
                meant,
            }
        };
        self.report.at_key(finding, &self.pointer);
    }

    fn missing_keys(&mut self, node: &Node, kind: ObjectKind) {
        let missing = |field: &&ObjectKey| field.needed && node.get(field.key).is_none();
        for field in kind.fields().iter().filter(missing) {
            let finding = Shape::MissingKey {
                key: field.key,
                object: kind.name(),
            };
            self.report.at(finding, &self.pointer);
        }
    }

    fn wrong_kind(&mut self, node: &Node, expected: String) {
        let found = node.kind();
        self.report
            .at(Shape::WrongKind { expected, found }, &self.pointer);
    }

    fn value(&mut self, node: &'d Node, want: Want, via: &'static str, parent: usize) {
        let expected = match (want, &node.value) {
            (Want::Anything, _)
            | (Want::Text, Value::Text(_))
            | (Want::Bool, Value::Bool(_))
            | (Want::Number, Value::Number(_))
            | (Want::Values, Value::List(_))
            | (Want::ValueMap, Value::Map(_))
            | (Want::SchemaOrBool, Value::Bool(_)) => return,
            (Want::Count, Value::Number(digits)) if is_count(digits) => return,
            (Want::Choice(choices), Value::Text(text)) => return self.choice(text, choices),
            (Want::Texts, Value::List(items)) => {
                for (index, item) in items.iter().enumerate() {
                    self.below(&index.to_string(), |walk| {
                        walk.value(item, Want::Text, via, parent)
                    });
                }
                return;
            }
            (Want::TextMap, Value::Map(_)) => {
                for (key, item) in node.entries() {
                    self.below(key, |walk| walk.value(item, Want::Text, via, parent));
                }
                return;
            }
            (Want::One(kind), _) => return self.object(node, kind, via, parent),
            (Want::SchemaOrBool, Value::Map(_)) => {
                return self.object(node, ObjectKind::Schema, via, parent);
            }
            (Want::List(kind), Value::List(items)) => {
                for (index, item) in items.iter().enumerate() {
                    self.below(&index.to_string(), |walk| {
                        walk.object(item, kind, via, parent)
                    });
                }
                return;
            }
            (Want::Map(kind), Value::Map(_)) => {
                // `components` and `callbacks` may carry extensions among their names.
                let names = node
                    .entries()
                    .filter(|(key, _)| via != "callbacks" || !key.starts_with("x-"));
                for (key, item) in names {
                    self.below(key, |walk| walk.object(item, kind, via, parent));
                }
                return;
            }
            (Want::Choice(_), Value::List(_) | Value::Null) if via == "type" => {
                return self.report.at(Shape::TypeList, &self.pointer);
            }
            (Want::Bool, Value::Number(_)) if via.starts_with("exclusive") => {
                return self
                    .report
                    .at(Shape::NumericExclusive { key: via }, &self.pointer);
            }
            (Want::Text | Want::Choice(_), _) => "text",
            (Want::Bool, _) => "`true` or `false`",
            (Want::Number, _) => "a number",
            (Want::Count, _) => "a whole number from 0",
            (Want::Values | Want::List(_), _) => "a list",
            (Want::Texts, _) => "a list of texts",
            (Want::TextMap | Want::ValueMap | Want::Map(_), _) => "a mapping",
            (Want::SchemaOrBool, _) => "a schema, `true` or `false`",
        };
        self.wrong_kind(node, expected.to_owned());
    }

    fn choice(&mut self, text: &str, choices: &'static [&'static str]) {
        if choices.contains(&text) {
            return;
        }
        if text == "null" && self.pointer.ends_with("/type") {
            return self.report.at(Shape::TypeList, &self.pointer);
        }
        let finding = Shape::UnknownValue {
            value: text.to_owned(),
            choices,
            meant: nearest(text, choices.iter().copied()),
        };
        self.report.at(finding, &self.pointer);
    }
}

/// Returns whether a key is a status: `default`, `200`, `2XX`.
fn is_status(key: &str) -> bool {
    let bytes = key.as_bytes();
    key == "default"
        || bytes.len() == 3
            && (b'1'..=b'5').contains(&bytes[0])
            && (bytes[1..] == *b"XX" || bytes[1..].iter().all(u8::is_ascii_digit))
}

fn is_count(digits: &str) -> bool {
    digits.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statuses_are_numbers_ranges_or_default() {
        for status in ["default", "200", "599", "2XX"] {
            assert!(is_status(status), "{status}");
        }
        for other in ["", "2xx", "20", "2000", "600", "2X0", "ok", "é0"] {
            assert!(!is_status(other), "{other}");
        }
    }
}
