//! Whether a value fits a schema: the validator for examples and defaults.

use super::composition::Composition;
use super::facts::Facts;
use super::formats::{compare, is_whole, violated};
use crate::document::{MAX_DEPTH, Node, Value, cut, equal_by, pointer_token};
use crate::problem::quoted;

/// How much is looked at and found about one value at most. Alternatives of alternatives can be more
/// than any machine could try; what is left then counts as valid.
const MOST: usize = 20_000;

/// How many digits a number may have that is compared.
const MOST_DIGITS: usize = 1_000;

/// A part of a value that does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Misfit {
    /// Where, as a JSON pointer from the value.
    pub(super) pointer: String,
    /// Why.
    pub(super) why: String,
}

/// What does not fit about a value; nothing if it is valid.
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

    /// Whether the schema is the text-or-number format, which is all there is to say about it.
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
            self.wrong("it is what `not` excludes");
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

    fn is_of_type(&mut self, value: &Node, schema: usize) -> bool {
        let node = self.facts.sites.at(schema).node;
        let Some(written) = node.text("type") else {
            return true;
        };
        let fits = match (written, &value.value) {
            ("string", Value::Text(_))
            | ("number", Value::Number(_))
            | ("boolean", Value::Bool(_))
            | ("array", Value::List(_))
            | ("object", Value::Map(_)) => true,
            ("integer", Value::Number(digits)) => is_whole(digits),
            ("string" | "number" | "boolean" | "array" | "object" | "integer", _) => false,
            // An unknown type is reported as such.
            _ => true,
        };
        if !fits {
            let quotes = match (written, &value.value) {
                ("string", Value::Number(_) | Value::Bool(_)) => "; put it in quotation marks",
                _ => "",
            };
            let found = match &value.value {
                Value::Number(digits) => quoted(digits),
                _ => value.kind().to_owned(),
            };
            self.wrong(format!("`{written}` is expected, not {found}{quotes}"));
        }
        fits
    }

    fn enumeration(&mut self, value: &Node, node: &'d Node) {
        let Some(values) = node.get("enum") else {
            return;
        };
        if node.is_true("x-open-enum") {
            return;
        }
        let is_listed = match &value.value {
            Value::Text(text) => self.facts.texts(values).contains(text.as_str()),
            _ => {
                self.steps += values.items().len() / 16;
                values.items().iter().any(|listed| same(listed, value))
            }
        };
        if !is_listed {
            self.wrong(format!(
                "{} is not listed in `enum`",
                quoted(&value.shown())
            ));
        }
    }

    fn bounds(&mut self, value: &Node, node: &Node) {
        let Value::Number(number) = &value.value else {
            return;
        };
        let digits = |node: Option<&Node>| match node.map(|node| &node.value) {
            Some(Value::Number(digits)) if digits.len() <= MOST_DIGITS => Some(digits.clone()),
            _ => None,
        };
        let (least, most) = match (node.text("type"), node.text("format")) {
            (Some("integer"), Some("int32")) => (Some("-2147483648"), Some("2147483647")),
            (Some("integer"), _) => (Some("-9223372036854775808"), Some("9223372036854775807")),
            _ => (None, None),
        };
        for (bound, exclusive) in [
            (
                digits(node.get("minimum")),
                node.is_true("exclusiveMinimum"),
            ),
            (least.map(str::to_owned), false),
        ] {
            if let Some(bound) = bound
                && (compare(number, &bound).is_lt() || exclusive && compare(number, &bound).is_eq())
            {
                self.wrong(format!("{} is too small for {bound}", cut(number)));
            }
        }
        for (bound, exclusive) in [
            (
                digits(node.get("maximum")),
                node.is_true("exclusiveMaximum"),
            ),
            (most.map(str::to_owned), false),
        ] {
            if let Some(bound) = bound
                && (compare(number, &bound).is_gt() || exclusive && compare(number, &bound).is_eq())
            {
                self.wrong(format!("{} is too large for {bound}", cut(number)));
            }
        }
    }

    fn text(&mut self, value: &Node, node: &Node) {
        let Value::Text(text) = &value.value else {
            return;
        };
        self.size(
            text.chars().count(),
            node,
            ("minLength", "maxLength"),
            "characters",
        );
        if let Some(form) = node
            .text("format")
            .and_then(|format| violated(format, text))
        {
            self.wrong(format!("{} is not written as {form}", quoted(text)));
        }
    }

    fn size(&mut self, size: usize, node: &Node, (least, most): (&str, &str), what: &str) {
        let bound = |key: &str| match node.get(key).map(|node| &node.value) {
            Some(Value::Number(digits)) => digits.parse::<usize>().ok(),
            _ => None,
        };
        if bound(least).is_some_and(|least| size < least) {
            self.wrong(format!("{size} {what} are fewer than `{least}`"));
        }
        if bound(most).is_some_and(|most| size > most) {
            self.wrong(format!("{size} {what} are more than `{most}`"));
        }
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

/// Whether a schema, or one that it is composed of, describes a property or has another spelling of one.
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

/// Returns whether two values are equal, numbers by what they count: `1` and `1.0` are equal.
fn same(a: &Node, b: &Node) -> bool {
    equal_by(a, b, &mut |a, b| match (&a.value, &b.value) {
        (Value::Number(a), Value::Number(b)) => Some(compare(a, b).is_eq()),
        _ => None,
    })
}
