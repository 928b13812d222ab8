//! The JSON that the alternatives of a schema accept, and how reading tells them apart.

use std::collections::HashSet;
use std::rc::Rc;

use super::composition::Composition;
use super::facts::Facts;
use crate::document::Node;

/// The most nested alternatives that are compared. Beyond the limit, a schema counts as any JSON.
const MOST: usize = 256;

/// The JSON that one alternative of a schema accepts.
#[derive(Debug, Clone)]
pub(super) enum ValueForm<'d> {
    /// Any JSON.
    Anything,
    /// Any text.
    Text,
    /// One of these texts.
    Texts(HashSet<&'d str>),
    /// A number, whole or not. One that may have a fraction is also read from text that holds it.
    Number { from_text: bool },
    /// A truth value.
    Bool,
    /// A list.
    List,
    /// An object with these properties.
    Object(Object<'d>),
}

/// The objects that an alternative accepts.
#[derive(Debug, Clone)]
pub(super) struct Object<'d> {
    /// The properties.
    whole: Rc<Composition<'d>>,
    /// Those without which it is not accepted.
    required: HashSet<&'d str>,
    /// Whether the object may have other properties.
    open: bool,
}

/// Returns the alternatives of a schema.
pub(super) fn forms<'d>(facts: &Facts<'d>, number: usize) -> Vec<ValueForm<'d>> {
    let mut forms = Vec::new();
    collect(facts, number, &mut forms, &mut 0);
    forms
}

fn collect<'d>(facts: &Facts<'d>, number: usize, forms: &mut Vec<ValueForm<'d>>, seen: &mut usize) {
    *seen += 1;
    if *seen > MOST {
        if *seen == MOST + 1 {
            forms.push(ValueForm::Anything);
        }
        return;
    }
    // A broken reference is reported as such.
    let Some(number) = facts.sites.resolve(number) else {
        return;
    };
    let node = facts.sites.at(number).node;
    if facts.is_text_or_number(number) {
        return forms.extend([ValueForm::Text, ValueForm::Number { from_text: false }]);
    }
    for keyword in ["oneOf", "anyOf"] {
        let branches = facts.sites.children(number, keyword);
        if !branches.is_empty() {
            for branch in branches.into_iter().take(MOST) {
                collect(facts, branch, forms, seen);
                if *seen > MOST {
                    return;
                }
            }
            return;
        }
    }
    let parts = facts.sites.children(number, "allOf");
    if let ([part], None) = (parts.as_slice(), facts.type_of(number)) {
        return collect(facts, *part, forms, seen);
    }
    forms.push(match facts.type_of(number) {
        Some("string") => text(node, facts.open_enums),
        Some("integer") => ValueForm::Number { from_text: false },
        Some("number") => ValueForm::Number { from_text: true },
        Some("boolean") => ValueForm::Bool,
        Some("array") => ValueForm::List,
        Some("object") => ValueForm::Object(object(facts, number)),
        _ if !parts.is_empty() => ValueForm::Object(object(facts, number)),
        _ => ValueForm::Anything,
    });
}

fn text(node: &Node, open_enums: bool) -> ValueForm<'_> {
    let values = node.get("enum").map(Node::items).unwrap_or_default();
    if values.is_empty() || open_enums || node.is_true("x-open-enum") {
        ValueForm::Text
    } else {
        ValueForm::Texts(values.iter().filter_map(Node::as_str).collect())
    }
}

fn object<'d>(facts: &Facts<'d>, number: usize) -> Object<'d> {
    let whole = facts.composition(number);
    let open = whole.open || whole.alternatives || whole.properties.is_empty();
    let required = whole.required.iter().map(|required| required.name);
    let required = required.chain(
        whole
            .properties
            .iter()
            .filter(|(_, property)| facts.sites.at(*property).node.is_true("x-required"))
            .map(|(name, _)| *name),
    );
    Object {
        required: required.collect(),
        whole,
        open,
    }
}

/// Why the earlier of two alternatives would take a value of the later one; nothing if it never
/// does. Values are tried against alternatives in their order. `effort` counts what was looked at.
pub(super) fn overlap(
    facts: &Facts<'_>,
    earlier: &ValueForm<'_>,
    later: &ValueForm<'_>,
    effort: &mut usize,
) -> Option<&'static str> {
    *effort += 1;
    match (earlier, later) {
        (ValueForm::Anything, _) | (_, ValueForm::Anything) => Some("one of them is any JSON"),
        (ValueForm::Text, ValueForm::Text | ValueForm::Texts(_)) => Some("both are text"),
        (ValueForm::Texts(values), ValueForm::Texts(others)) => {
            *effort += values.len().min(others.len());
            (!values.is_disjoint(others)).then_some("they share a value")
        }
        (ValueForm::Number { .. }, ValueForm::Number { .. }) => Some("both are numbers"),
        (ValueForm::Bool, ValueForm::Bool) => Some("both are truth values"),
        (ValueForm::List, ValueForm::List) => Some("both are lists"),
        (ValueForm::Object(earlier), ValueForm::Object(later)) => {
            let apart = earlier.whole.properties.iter().any(|(name, property)| {
                *effort += 1;
                earlier.required.contains(name)
                    && is_certain(facts, *property)
                    && is_refused(facts, name, *property, later)
            });
            (!apart).then_some("the earlier has no required property that the later lacks")
        }
        // Texts of a list before any text: those of the list are taken, all others go on. A number
        // that text may hold is tried after all text.
        (
            ValueForm::Text
            | ValueForm::Texts(_)
            | ValueForm::Number { .. }
            | ValueForm::Bool
            | ValueForm::List
            | ValueForm::Object(_),
            _,
        ) => None,
    }
}

/// Returns whether an object is never accepted without this property: reading is lenient about what may
/// be `null`.
fn is_certain(facts: &Facts<'_>, property: usize) -> bool {
    !is_nullable(facts, property) && !forms(facts, property).is_empty()
}

fn is_nullable(facts: &Facts<'_>, property: usize) -> bool {
    let target = facts.sites.resolve(property);
    let nodes = target.into_iter().chain([property]);
    let mut nodes = nodes.map(|number| facts.sites.at(number).node);
    nodes.any(|node| node.is_true("nullable"))
}

/// Returns whether no value of the later object has this property in a form that fits.
fn is_refused(facts: &Facts<'_>, name: &str, property: usize, later: &Object<'_>) -> bool {
    let Some(other) = later.whole.property(name) else {
        return !later.open;
    };
    let (fits, given) = (forms(facts, property), forms(facts, other));
    // Reading takes `null` for an empty list or map.
    let takes_null = |form: &ValueForm<'_>| matches!(form, ValueForm::List | ValueForm::Object(_));
    let null_fits = is_nullable(facts, other) && fits.iter().any(takes_null);
    let apart = |fits: &ValueForm<'_>| {
        let mut given = given.iter();
        given.all(|given| are_disjoint(fits, given) && !takes_text(fits, given))
    };
    !null_fits && fits.iter().all(apart)
}

/// Returns whether one that reads numbers from text takes a text of the other.
fn takes_text(reader: &ValueForm<'_>, given: &ValueForm<'_>) -> bool {
    let may_be_number = |text: &&str| text.parse::<f64>().is_ok();
    match (reader, given) {
        (ValueForm::Number { from_text: true }, ValueForm::Text) => true,
        (ValueForm::Number { from_text: true }, ValueForm::Texts(texts)) => {
            texts.iter().any(may_be_number)
        }
        _ => false,
    }
}

/// Returns whether no value is accepted by both.
fn are_disjoint(a: &ValueForm<'_>, b: &ValueForm<'_>) -> bool {
    match (a, b) {
        (ValueForm::Texts(values), ValueForm::Texts(others)) => values.is_disjoint(others),
        (ValueForm::Anything, _) | (_, ValueForm::Anything) => false,
        (ValueForm::Text | ValueForm::Texts(_), ValueForm::Text | ValueForm::Texts(_)) => false,
        (a, b) => std::mem::discriminant(a) != std::mem::discriminant(b),
    }
}
