//! Equality of values in a document.

use super::{Node, Value};

/// Returns whether two values are equal. The order of keys does not count, and numbers are equal if
/// they are written with the same digits.
pub(crate) fn equal(a: &Node, b: &Node) -> bool {
    equal_by(a, b, &mut |_, _| None)
}

/// Returns whether two values are equal, with a rule for some pairs of parts.
///
/// `rule` is asked for each pair, from the outside inwards. With `None`, the pair is compared as
/// [`equal`] compares it.
pub(crate) fn equal_by(
    a: &Node,
    b: &Node,
    rule: &mut dyn FnMut(&Node, &Node) -> Option<bool>,
) -> bool {
    if let Some(answer) = rule(a, b) {
        return answer;
    }
    match (&a.value, &b.value) {
        (Value::List(a), Value::List(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| equal_by(a, b, rule))
        }
        (Value::Map(a), Value::Map(b)) => {
            a.len() == b.len()
                && a.iter()
                    .all(|(key, a)| b.get(key).is_some_and(|b| equal_by(&a.node, &b.node, rule)))
        }
        (a, b) => a == b,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Source, document::Document};

    fn is_equal(a: &str, b: &str, rule: &mut dyn FnMut(&Node, &Node) -> Option<bool>) -> bool {
        let text = format!("openapi: 3.0.3\na: {a}\nb: {b}\n");
        let document = Document::load(&Source::new("a.yaml", text)).expect("readable");
        let node = |key: &str| document.root().get(key).expect("the key");
        equal_by(node("a"), node("b"), rule)
    }

    #[test]
    fn values_are_equal_in_any_order_of_keys_and_in_the_order_of_items() {
        for (a, b, expected) in [
            ("{x: 1, y: [a]}", "{y: [a], x: 1}", true),
            ("{x: 1}", "{x: 1, y: 1}", false),
            ("[1, 2]", "[2, 1]", false),
            ("[1]", "[1, 1]", false),
            ("1", "1.0", false),
            ("1", "'1'", false),
            ("null", "~", true),
            ("{}", "[]", false),
        ] {
            assert_eq!(is_equal(a, b, &mut |_, _| None), expected, "{a} {b}");
        }
    }

    #[test]
    fn a_rule_decides_about_parts() {
        let mut numbers = |a: &Node, b: &Node| match (&a.value, &b.value) {
            (Value::Number(_), Value::Number(_)) => Some(true),
            _ => None,
        };
        assert!(is_equal("{x: [1]}", "{x: [2]}", &mut numbers));
        assert!(!is_equal("{x: [1]}", "{x: ['1']}", &mut numbers));
    }
}
