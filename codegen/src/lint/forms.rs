//! What JSON a schema accepts, as far as that tells alternatives apart.

use std::collections::HashSet;
use std::rc::Rc;

use super::composition::Composition;
use super::facts::Facts;
use crate::document::Node;

/// How many alternatives of alternatives are looked at; more are taken for anything.
const MOST: usize = 256;

/// What one alternative of a schema accepts.
#[derive(Debug, Clone)]
pub(super) enum Form<'d> {
    /// Any JSON.
    Anything,
    /// Any text.
    Text,
    /// One of these texts.
    Texts(HashSet<&'d str>),
    /// A number, whole or not.
    Number,
    /// A truth value.
    Bool,
    /// A list.
    List,
    /// An object with these properties.
    Object(Object<'d>),
}

/// What an object of an alternative looks like.
#[derive(Debug, Clone)]
pub(super) struct Object<'d> {
    /// What it consists of.
    whole: Rc<Composition<'d>>,
    /// Those without which it is not accepted.
    required: HashSet<&'d str>,
    /// Whether it may have others.
    open: bool,
}

/// The alternatives of a schema.
pub(super) fn forms<'d>(facts: &Facts<'d>, number: usize) -> Vec<Form<'d>> {
    let mut forms = Vec::new();
    collect(facts, number, &mut forms, &mut 0);
    forms
}

fn collect<'d>(facts: &Facts<'d>, number: usize, forms: &mut Vec<Form<'d>>, seen: &mut usize) {
    *seen += 1;
    if *seen > MOST {
        if *seen == MOST + 1 {
            forms.push(Form::Anything);
        }
        return;
    }
    // A broken reference is reported as such.
    let Some(number) = facts.sites.resolve(number) else {
        return;
    };
    let node = facts.sites.at(number).node;
    if facts.is_text_or_number(number) {
        return forms.extend([Form::Text, Form::Number]);
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
        Some("string") => text(node),
        Some("integer" | "number") => Form::Number,
        Some("boolean") => Form::Bool,
        Some("array") => Form::List,
        Some("object") => Form::Object(object(facts, number)),
        _ if !parts.is_empty() => Form::Object(object(facts, number)),
        _ => Form::Anything,
    });
}

fn text(node: &Node) -> Form<'_> {
    let values = node.get("enum").map(Node::items).unwrap_or_default();
    if values.is_empty() || node.is_true("x-open-enum") {
        Form::Text
    } else {
        Form::Texts(values.iter().filter_map(Node::as_str).collect())
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
    earlier: &Form<'_>,
    later: &Form<'_>,
    effort: &mut usize,
) -> Option<&'static str> {
    *effort += 1;
    match (earlier, later) {
        (Form::Anything, _) | (_, Form::Anything) => Some("one of them is any JSON"),
        (Form::Text, Form::Text | Form::Texts(_)) => Some("both are text"),
        (Form::Texts(values), Form::Texts(others)) => {
            *effort += values.len().min(others.len());
            (!values.is_disjoint(others)).then_some("they share a value")
        }
        (Form::Number, Form::Number) => Some("both are numbers"),
        (Form::Bool, Form::Bool) => Some("both are truth values"),
        (Form::List, Form::List) => Some("both are lists"),
        (Form::Object(earlier), Form::Object(later)) => {
            let apart = earlier.whole.properties.iter().any(|(name, property)| {
                *effort += 1;
                earlier.required.contains(name)
                    && is_certain(facts, *property)
                    && is_refused(facts, name, *property, later)
            });
            (!apart).then_some("the earlier has no required property that the later lacks")
        }
        // Texts of a list before any text: those of the list are taken, all others go on.
        (
            Form::Text | Form::Texts(_) | Form::Number | Form::Bool | Form::List | Form::Object(_),
            _,
        ) => None,
    }
}

/// Whether an object is never accepted without this property: reading is lenient about lists and
/// about what may be `null`.
fn is_certain(facts: &Facts<'_>, property: usize) -> bool {
    let node = facts.sites.at(property).node;
    let target = facts
        .sites
        .resolve(property)
        .map(|number| facts.sites.at(number).node);
    let nullable = node.is_true("nullable") || target.is_some_and(|node| node.is_true("nullable"));
    let forms = forms(facts, property);
    !nullable
        && !forms.is_empty()
        && forms.iter().all(|form| match form {
            Form::Text | Form::Texts(_) | Form::Number | Form::Bool => true,
            Form::Object(object) => !object.whole.properties.is_empty(),
            Form::Anything | Form::List => false,
        })
}

/// Whether no value of the later object has this property in a form that fits.
fn is_refused(facts: &Facts<'_>, name: &str, property: usize, later: &Object<'_>) -> bool {
    match later.whole.property(name) {
        None => !later.open,
        Some(other) => {
            let (fits, given) = (forms(facts, property), forms(facts, other));
            fits.iter()
                .all(|fits| given.iter().all(|given| are_disjoint(fits, given)))
        }
    }
}

/// Whether no value is accepted by both.
fn are_disjoint(a: &Form<'_>, b: &Form<'_>) -> bool {
    match (a, b) {
        (Form::Texts(values), Form::Texts(others)) => values.is_disjoint(others),
        (Form::Anything, _) | (_, Form::Anything) => false,
        (Form::Text | Form::Texts(_), Form::Text | Form::Texts(_)) => false,
        (a, b) => std::mem::discriminant(a) != std::mem::discriminant(b),
    }
}
