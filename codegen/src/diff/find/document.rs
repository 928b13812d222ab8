//! Compares the parts of the document that belong to no operation and no schema.

use std::collections::HashMap;

use super::comparison::Comparison;
use super::remarks::{self, same};
use super::view::located;
use crate::diff::change::{Change, Owner};
use crate::diff::kind::Kind;
use crate::document::{Located, Node};

/// Compares the parts of the document that belong to no operation and no schema.
pub(crate) fn document(found: &mut Comparison<'_>) {
    let (base, head) = (
        Located::new(found.base.root(), ""),
        Located::new(found.head.root(), ""),
    );
    remarks::others(
        found,
        Owner::Document,
        &base,
        &head,
        &[
            "openapi",
            "info",
            "servers",
            "paths",
            "components",
            "security",
            "tags",
            "x-client-headers",
        ],
    );
    if !same(&base, &head, "tags") {
        found.add(Change::both(
            Kind::TagsChanged,
            Owner::Document,
            "/tags",
            "/tags",
        ));
    }
    let (Some(old), Some(new)) = (base.child("info"), head.child("info")) else {
        return;
    };
    remarks::thing(found, Owner::Document, &old, &new);
    for key in ["version", "contact", "license", "termsOfService"] {
        if !same(&old, &new, key) {
            let pointer = format!("/info/{key}");
            let words = |at: &Located<'_>| at.node.get(key).map(Node::shown);
            found.add(
                Change::both(
                    Kind::DocumentationChanged,
                    Owner::Document,
                    &pointer,
                    &pointer,
                )
                .between(words(&old), words(&new)),
            );
        }
    }
    facts(found, &old, &new);
}

fn facts(found: &mut Comparison<'_>, old: &Located<'_>, new: &Located<'_>) {
    let list = |at: &Located<'_>| {
        at.child("x-facts")
            .map(|at| at.items())
            .unwrap_or_default()
            .into_iter()
            .map(|at| {
                (
                    at.node.text("fact").unwrap_or_default().trim().to_owned(),
                    at.pointer,
                )
            })
            .collect::<Vec<_>>()
    };
    let (was, is) = (list(old), list(new));
    let places = |list: &[(String, String)]| -> HashMap<String, String> {
        list.iter().rev().cloned().collect()
    };
    let (old_places, new_places) = (places(&was), places(&is));
    let mut gone = was
        .iter()
        .filter(|(fact, _)| !new_places.contains_key(fact));
    let mut come = is.iter().filter(|(fact, _)| !old_places.contains_key(fact));
    loop {
        let change = match (gone.next(), come.next()) {
            (Some((a, at)), Some((b, there))) => {
                Change::both(Kind::FactChanged, Owner::Document, at, there)
                    .between(a.clone(), b.clone())
            }
            (Some((a, at)), None) => {
                Change::removed(Kind::FactChanged, Owner::Document, at).between(a.clone(), None)
            }
            (None, Some((b, at))) => {
                Change::added(Kind::FactChanged, Owner::Document, at).between(None, b.clone())
            }
            (None, None) => break,
        };
        found.add(change);
    }
    for (fact, at) in &was {
        let Some(there) = new_places.get(fact) else {
            continue;
        };
        if let (Some(a), Some(b)) = (located(found.base, at), located(found.head, there)) {
            remarks::thing(found, Owner::Document, &a, &b);
        }
    }
}
