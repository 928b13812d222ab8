//! Compares constraints, and keywords that either have the same value or not.

use super::pair::SchemaPair;
use crate::diff::change::Details;
use crate::diff::find::comparison::Comparison;
use crate::diff::find::nodes::same_all;
use crate::diff::find::view::View;
use crate::diff::kind::Kind;
use crate::document::Located;

/// The constraints. The flag is true if a larger number forbids more, and missing for other values.
const CONSTRAINTS: &[(&str, Option<bool>)] = &[
    ("maxLength", Some(false)),
    ("minLength", Some(true)),
    ("maximum", Some(false)),
    ("minimum", Some(true)),
    ("maxItems", Some(false)),
    ("minItems", Some(true)),
    ("maxProperties", Some(false)),
    ("minProperties", Some(true)),
    ("exclusiveMaximum", None),
    ("exclusiveMinimum", None),
    ("uniqueItems", None),
    ("pattern", None),
    ("multipleOf", None),
    ("not", None),
];

/// Compares the constraints of two schemas.
pub(crate) fn constraints(found: &mut Comparison<'_>, pair: &SchemaPair<'_, '_>) {
    for (key, grows) in CONSTRAINTS {
        let (base, head) = (pair.base.all(key), pair.head.all(key));
        if same_all(&base, &head) {
            continue;
        }
        let value = |list: &[Located<'_>]| {
            (!list.is_empty()).then(|| {
                let all: Vec<_> = list.iter().map(|at| at.node.shown()).collect();
                all.join(" and ")
            })
        };
        let (before, after) = (value(&base), value(&head));
        let is_off = |text: &Option<String>| matches!(text.as_deref(), None | Some("false"));
        let number = |list: &[Located<'_>]| match list {
            [only] => only.node.shown().parse::<f64>().ok(),
            _ => None,
        };
        let kind = match (is_off(&before), is_off(&after)) {
            (true, true) => continue,
            (true, false) => Kind::ConstraintTightened,
            (false, true) => Kind::ConstraintLoosened,
            (false, false) => match (grows, number(&base), number(&head)) {
                (Some(grows), Some(a), Some(b)) if (a < b) == *grows => Kind::ConstraintTightened,
                (Some(_), Some(_), Some(_)) => Kind::ConstraintLoosened,
                _ => Kind::ConstraintChanged,
            },
        };
        let in_words = |text: Option<String>| text.map(|text| format!("{key} {text}"));
        found.add(
            pair.about(kind, key)
                .between(in_words(before), in_words(after)),
        );
    }
    compare_key(found, pair, "default", Kind::DefaultChanged);
}

/// Compares extensions and keywords that either have the same value or not.
pub(crate) fn extensions(found: &mut Comparison<'_>, pair: &SchemaPair<'_, '_>) {
    compare_key(found, pair, "discriminator", Kind::DiscriminatorChanged);
    access(found, pair);
    compare_key(found, pair, "x-sensitive", Kind::SensitivityChanged);
    compare_key(found, pair, "x-envelope", Kind::EnvelopeChanged);
    compare_key(found, pair, "x-type", Kind::RustTypeChanged);
    compare_key(found, pair, "xml", Kind::Unjudged);
}

/// Compares whether a value is for requests only or for answers only.
fn access(found: &mut Comparison<'_>, pair: &SchemaPair<'_, '_>) {
    for key in ["readOnly", "writeOnly"] {
        let on = |view: &View<'_>| view.is_true(key).is_some();
        let (was, is) = (on(pair.base), on(pair.head));
        if was == is {
            continue;
        }
        let may = |other: &str| (key == other || !was, key == other || !is);
        let in_words = |on: bool| on.then(|| key.to_owned());
        found.add(
            pair.about(Kind::AccessChanged, key)
                .between(in_words(was), in_words(is))
                .with(Details::Access {
                    sent: may("writeOnly"),
                    received: may("readOnly"),
                }),
        );
    }
}

/// Compares the values of a key.
fn compare_key(found: &mut Comparison<'_>, pair: &SchemaPair<'_, '_>, key: &str, kind: Kind) {
    let (base, head) = (pair.base.all(key), pair.head.all(key));
    let off = |list: &[Located<'_>]| list.iter().all(|at| at.node.as_bool() == Some(false));
    if same_all(&base, &head) || off(&base) && off(&head) && key != "default" {
        return;
    }
    let value = |list: &[Located<'_>]| {
        let all: Vec<_> = list.iter().map(|at| at.node.shown()).collect();
        (!all.is_empty()).then(|| all.join(" and "))
    };
    let in_words = |text: Option<String>| match key {
        "default" | "x-sensitive" | "x-envelope" | "x-type" => text,
        _ => text.map(|text| format!("{key} {text}")),
    };
    let stated = Details::Stated(!base.is_empty(), !head.is_empty());
    let change = pair
        .about(kind, key)
        .between(in_words(value(&base)), in_words(value(&head)))
        .with(stated);
    found.add(change);
}
