//! Compares what an operation is answered.

use super::exchange::{content, used};
use super::finding::{Facts, Finding, Owner, Ways};
use super::kind::Kind;
use super::remarks;
use super::view::{equal, follow};
use super::walk::Walk;
use crate::document::Document;
use crate::model::Located;

/// Compares the answers by their statuses.
pub(super) fn responses<'d>(
    walk: &mut Walk<'d>,
    number: usize,
    base: &Located<'d>,
    head: &Located<'d>,
) {
    let (old_all, new_all) = (base.child("responses"), head.child("responses"));
    let old: Vec<_> = old_all
        .iter()
        .flat_map(Located::entries)
        .filter(is_status)
        .collect();
    let new: Vec<_> = new_all
        .iter()
        .flat_map(Located::entries)
        .filter(is_status)
        .collect();
    let success = |status: &str| status.starts_with('2');
    let mut gone: Vec<_> = old
        .iter()
        .filter(|(status, _)| !new.iter().any(|(s, _)| s == status))
        .collect();
    let mut come: Vec<_> = new
        .iter()
        .filter(|(status, _)| !old.iter().any(|(s, _)| s == status))
        .collect();
    let lone = |list: &[&(&str, Located<'_>)]| {
        let mut hits = list
            .iter()
            .enumerate()
            .filter(|(_, (status, _))| success(status));
        let first = hits.next().map(|(at, _)| at);
        first.filter(|_| hits.next().is_none())
    };
    let mut pairs: Vec<(Located<'_>, Located<'_>, bool)> = Vec::new();
    if let (Some(a), Some(b)) = (lone(&gone), lone(&come)) {
        let ((was, old), (is, new)) = (gone.remove(a), come.remove(b));
        walk.found(
            Finding::both(
                Kind::SuccessStatusChanged,
                Owner::Operation(number, Ways::RECEIVED),
                &old.pointer,
                &new.pointer,
            )
            .between((*was).to_owned(), (*is).to_owned()),
        );
        pairs.push((old.clone(), new.clone(), true));
    }
    let schemas = |document, list: &[(&'d str, Located<'d>)]| -> Vec<Option<Located<'d>>> {
        let successes = list.iter().filter(|(status, _)| success(status));
        successes.map(|(_, at)| answer(document, at)).collect()
    };
    let readable = |document, at: &Located<'d>, others: &[Option<Located<'d>>]| {
        let own = answer(document, at);
        others.iter().all(|other| match (other, &own) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(other), Some(own)) => other.pointer == own.pointer || equal(other.node, own.node),
        })
    };
    let (old_answers, new_answers) = (schemas(walk.base, &old), schemas(walk.head, &new));
    let (had, has) = (
        old.iter().any(|(s, _)| success(s)),
        new.iter().any(|(s, _)| success(s)),
    );
    let way = |status: &str| {
        if success(status) {
            Ways::RECEIVED
        } else {
            Ways::FAILED
        }
    };
    for (status, at) in gone {
        let kind = if success(status) {
            Kind::SuccessStatusRemoved
        } else {
            Kind::FailureStatusRemoved
        };
        let mut finding =
            Finding::removed(kind, Owner::Operation(number, way(status)), &at.pointer)
                .between((*status).to_owned(), None)
                .with(Facts::Success {
                    readable: readable(walk.base, at, &new_answers),
                    others: has,
                });
        finding.head = Some(head.pointer.clone());
        walk.found(finding);
    }
    for (status, at) in come {
        let kind = if success(status) {
            Kind::SuccessStatusAdded
        } else {
            Kind::FailureStatusAdded
        };
        let mut finding = Finding::added(kind, Owner::Operation(number, way(status)), &at.pointer)
            .between(None, (*status).to_owned())
            .with(Facts::Success {
                readable: readable(walk.head, at, &old_answers),
                others: had,
            });
        finding.base = Some(base.pointer.clone());
        walk.found(finding);
    }
    for (status, old) in &old {
        if let Some((_, new)) = new.iter().find(|(s, _)| s == status) {
            let only_default = *status == "default"
                && !new_all
                    .iter()
                    .flat_map(Located::entries)
                    .any(|(s, _)| success(s));
            pairs.push((old.clone(), new.clone(), success(status) || only_default));
        }
    }
    for (old, new, success) in pairs {
        let way = if success {
            Ways::RECEIVED
        } else {
            Ways::FAILED
        };
        response(walk, number, way, &old, &new);
    }
}

/// The schema of an answer, references followed.
fn answer<'d>(document: &'d Document, at: &Located<'d>) -> Option<Located<'d>> {
    let offers = follow(document, at).child("content")?.entries();
    let schema = used(&offers)?.1.child("schema")?;
    Some(follow(document, &schema))
}

fn is_status(entry: &(&str, Located<'_>)) -> bool {
    !entry.0.starts_with("x-")
}

fn response<'d>(
    walk: &mut Walk<'d>,
    number: usize,
    way: Ways,
    base: &Located<'d>,
    head: &Located<'d>,
) {
    let (base, head) = (follow(walk.base, base), follow(walk.head, head));
    let owner = Owner::Operation(number, way);
    remarks::thing(walk, owner, &base, &head);
    remarks::others(walk, owner, &base, &head, &["content", "headers"]);
    headers(walk, owner, &base, &head);
    content(walk, number, way, &base, &head);
}

fn headers(walk: &mut Walk<'_>, owner: Owner, base: &Located<'_>, head: &Located<'_>) {
    let list = |at: &Located<'_>| {
        at.child("headers")
            .map(|at| at.entries())
            .unwrap_or_default()
            .into_iter()
            .map(|(name, at)| (name.to_ascii_lowercase(), name.to_owned(), at.pointer))
            .collect::<Vec<_>>()
    };
    let (old, new) = (list(base), list(head));
    for (key, name, at) in &old {
        match new.iter().find(|(other, _, _)| other == key) {
            None => walk.found(
                Finding::both(Kind::ResponseHeaderRemoved, owner, at, &head.pointer)
                    .between(name.clone(), None),
            ),
            Some((_, _, there)) => {
                let (a, b) = (
                    super::schemas::located(walk.base, at),
                    super::schemas::located(walk.head, there),
                );
                if let (Some(a), Some(b)) = (a, b) {
                    let (a, b) = (follow(walk.base, &a), follow(walk.head, &b));
                    remarks::thing(walk, owner, &a, &b);
                    remarks::others(walk, owner, &a, &b, &[]);
                }
            }
        }
    }
    for (key, name, at) in &new {
        if !old.iter().any(|(other, _, _)| other == key) {
            walk.found(
                Finding::both(Kind::ResponseHeaderAdded, owner, &base.pointer, at)
                    .between(None, name.clone()),
            );
        }
    }
}
