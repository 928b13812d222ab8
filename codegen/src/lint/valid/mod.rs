//! Validates examples and defaults against their schemas.

mod plain;

use super::composition::Composition;
use super::facts::Facts;
use crate::document::{MAX_DEPTH, Node, Value, pointer_token};
use crate::problem::quoted;

/// The most steps and findings for one value. Nested alternatives can be more than any machine could
/// try. Beyond the limit, a value counts as valid.
const MOST: usize = 20_000;

/// A part of a value that does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Misfit {
    /// The JSON pointer from the value to the part.
    pub(super) pointer: String,
    /// The reason.
    pub(super) why: String,
}

/// Returns the parts of a value that do not fit a schema. A valid value has none.
pub(super) fn misfits(facts: &Facts<'_>, value: &Node, schema: usize) -> Vec<Misfit> {
    let mut judge = Judge {
        facts,
        pointer: String::new(),
        misfits: Vec::new(),
        steps: 0,
        depth: 0,
    };
    judge.value(value, schema, true);
    judge.misfits
}

struct Judge<'f, 'd> {
    facts: &'f Facts<'d>,
    pointer: String,
    misfits: Vec<Misfit>,
    steps: usize,
    depth: usize,
}

impl<'d> Judge<'_, 'd> {
    fn wrong(&mut self, why: impl Into<String>) {
        self.steps += 1;
        if self.steps > MOST {
            return;
        }
        self.misfits.push(Misfit {
            pointer: self.pointer.clone(),
            why: why.into(),
        });
    }

    fn below(&mut self, token: &str, visit: impl FnOnce(&mut Self)) {
        let length = self.pointer.len();
        self.pointer.push('/');
        self.pointer.push_str(&pointer_token(token));
        visit(self);
        self.pointer.truncate(length);
    }

    /// `whole` is false for a part of an `allOf`, which does not know the other parts' properties.
    fn value(&mut self, value: &Node, schema: usize, whole: bool) {
        self.steps += 1;
        if self.steps > MOST || self.depth > 2 * MAX_DEPTH {
            return;
        }
        let Some(schema) = self.facts.sites.resolve(schema) else {
            return;
        };
        let node = self.facts.sites.at(schema).node;
        if value.value == Value::Null && node.is_true("nullable") {
            return;
        }
        self.depth += 1;
        if !self.alternatives(value, schema) && self.is_of_type(value, schema) {
            self.enumeration(value, node);
            self.bounds(value, node);
            self.text(value, node);
            self.list(value, schema);
            self.object(value, schema, whole);
        }
        for part in self.facts.sites.children(schema, "allOf") {
            self.value(value, part, false);
        }
        self.depth -= 1;
    }

    /// Validates the alternatives of a schema. Returns whether the schema is of the format
    /// `text-or-number`, for which no other keyword counts.
    fn alternatives(&mut self, value: &Node, schema: usize) -> bool {
        if self.facts.is_text_or_number(schema) {
            let mut branches = self.facts.sites.children(schema, "oneOf").into_iter();
            let is_nullable = |branch| self.facts.sites.at(branch).node.is_true("nullable");
            let fits = match value.value {
                Value::Text(_) | Value::Number(_) => true,
                Value::Null => branches.any(is_nullable),
                Value::Bool(_) | Value::List(_) | Value::Map(_) => false,
            };
            if !fits {
                self.wrong(format!(
                    "text or a number is expected, not {}",
                    value.kind()
                ));
            }
            return true;
        }
        for (keyword, at_most_one) in [("oneOf", true), ("anyOf", false)] {
            let branches = self.facts.sites.children(schema, keyword);
            if branches.is_empty() {
                continue;
            }
            let fitting = branches
                .iter()
                .filter(|branch| self.fits(value, **branch))
                .count();
            if fitting == 0 {
                self.wrong(format!("it fits no branch of `{keyword}`"));
            } else if at_most_one && fitting > 1 {
                self.wrong(format!("it fits {fitting} branches of `oneOf`"));
            }
        }
        if let Some(not) = self.facts.sites.child(schema, "not")
            && self.fits(value, not)
        {
            self.wrong("`not` excludes it");
        }
        false
    }

    fn fits(&mut self, value: &Node, schema: usize) -> bool {
        let known = self.misfits.len();
        self.value(value, schema, true);
        let fits = self.misfits.len() == known;
        self.misfits.truncate(known);
        fits
    }

    fn list(&mut self, value: &Node, schema: usize) {
        let Value::List(items) = &value.value else {
            return;
        };
        let node = self.facts.sites.at(schema).node;
        self.size(items.len(), node, ("minItems", "maxItems"), "items");
        if node.is_true("uniqueItems") {
            let mut known = std::collections::HashSet::new();
            if !items
                .iter()
                .all(|item| known.insert((item.kind(), item.shown())))
            {
                self.wrong("an item stands twice");
            }
        }
        if let Some(schema) = self.facts.sites.child(schema, "items") {
            for (index, item) in items.iter().enumerate() {
                self.below(&index.to_string(), |judge| judge.value(item, schema, true));
            }
        }
    }

    fn object(&mut self, value: &Node, schema: usize, whole: bool) {
        let Value::Map(map) = &value.value else {
            return;
        };
        let sites = &self.facts.sites;
        let node = sites.at(schema).node;
        self.size(
            map.len(),
            node,
            ("minProperties", "maxProperties"),
            "properties",
        );
        let spellings = self.facts.spellings(schema);
        let properties = node.get("properties");
        for (key, entry) in map {
            let own = properties.and_then(|properties| properties.get(key));
            let own = own.and_then(|property| sites.number(property));
            if let Some(property) = own.or_else(|| spellings.aliases.get(key.as_str()).copied()) {
                self.below(key, |judge| judge.value(&entry.node, property, true));
            }
        }
        for (name, aliases) in &spellings.required {
            let mut names = std::iter::once(name).chain(aliases);
            if !names.any(|name| map.contains_key(*name)) {
                self.wrong(format!("{} is required", quoted(name)));
            }
        }
        for name in texts(node.get("required")) {
            if !map.contains_key(name) {
                self.wrong(format!("{} is required", quoted(name)));
            }
        }
        if whole {
            self.unknown(value, schema);
        }
    }

    /// Properties that the schema does not describe. OpenAPI would let them pass; in an example
    /// they are mistakes.
    fn unknown(&mut self, value: &Node, schema: usize) {
        let whole = self.facts.composition(schema);
        let extra = self.facts.sites.child(schema, "additionalProperties");
        if whole.alternatives || whole.properties.is_empty() && extra.is_none() {
            return;
        }
        for (name, node) in value.entries() {
            if is_described(self.facts, schema, &whole, name) {
                continue;
            }
            match extra {
                Some(extra) => self.below(name, |judge| judge.value(node, extra, true)),
                None if whole.open => {}
                None => self.below(name, |judge| {
                    judge.wrong(format!("no property is called {}", quoted(name)));
                }),
            }
        }
    }
}

/// Returns whether a schema, or one that it is composed of, describes a property or has another
/// spelling of one.
fn is_described(facts: &Facts<'_>, schema: usize, whole: &Composition<'_>, name: &str) -> bool {
    let is_alias = |part: &usize| facts.spellings(*part).aliases.contains_key(name);
    whole.property(name).is_some() || is_alias(&schema) || whole.parts.iter().any(is_alias)
}

fn texts(list: Option<&Node>) -> impl Iterator<Item = &str> {
    list.map(Node::items)
        .unwrap_or_default()
        .iter()
        .filter_map(Node::as_str)
}
