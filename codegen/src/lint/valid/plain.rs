//! Validates the type, `enum`, bounds and format of a value.

use super::Judge;
use crate::document::{Node, Value, cut, equal_by};
use crate::lint::formats::{compare, is_whole, violated};
use crate::model::Leaf;
use crate::problem::quoted;

/// The most digits of a bound that is compared.
const MOST_DIGITS: usize = 1_000;

impl<'d> Judge<'_, 'd> {
    pub(super) fn is_of_type(&mut self, value: &Node, schema: usize) -> bool {
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

    pub(super) fn enumeration(&mut self, value: &Node, node: &'d Node) {
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

    pub(super) fn bounds(&mut self, value: &Node, node: &Node) {
        let Value::Number(number) = &value.value else {
            return;
        };
        let digits = |node: Option<&Node>| match node.map(|node| &node.value) {
            Some(Value::Number(digits)) if digits.len() <= MOST_DIGITS => Some(digits.clone()),
            _ => None,
        };
        let leaf = node
            .text("type")
            .and_then(|json| Leaf::of(json, node.text("format")));
        let range = leaf.and_then(Leaf::range);
        let (least, most) = range
            .map(|(least, most)| (least.to_string(), most.to_string()))
            .unzip();
        for (bound, exclusive) in [
            (
                digits(node.get("minimum")),
                node.is_true("exclusiveMinimum"),
            ),
            (least, false),
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
            (most, false),
        ] {
            if let Some(bound) = bound
                && (compare(number, &bound).is_gt() || exclusive && compare(number, &bound).is_eq())
            {
                self.wrong(format!("{} is too large for {bound}", cut(number)));
            }
        }
    }

    pub(super) fn text(&mut self, value: &Node, node: &Node) {
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

    pub(super) fn size(
        &mut self,
        size: usize,
        node: &Node,
        (least, most): (&str, &str),
        what: &str,
    ) {
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
}

/// Returns whether two values are equal, numbers by what they count: `1` and `1.0` are equal.
fn same(a: &Node, b: &Node) -> bool {
    equal_by(a, b, &mut |a, b| match (&a.value, &b.value) {
        (Value::Number(a), Value::Number(b)) => Some(compare(a, b).is_eq()),
        _ => None,
    })
}
