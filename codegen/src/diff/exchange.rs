//! Compares what an operation sends and what it is answered.

use super::kind::Kind;
use super::remarks;
use super::view::follow;
use super::walk::{Finding, Owner, Walk, Ways};
use crate::document::media;
use crate::model::Located;

/// Compares request bodies.
pub(super) fn bodies<'d>(
    walk: &mut Walk<'d>,
    number: usize,
    base: &Located<'d>,
    head: &Located<'d>,
) {
    let owner = Owner::Operation(number, Ways::SENT);
    let must = |body: &Located<'_>| body.node.is_true("required");
    let old = base.child("requestBody").map(|at| follow(walk.base, &at));
    let new = head.child("requestBody").map(|at| follow(walk.head, &at));
    match (old, new) {
        (None, None) => {}
        (None, Some(new)) => {
            let kind = if must(&new) {
                Kind::RequiredBodyAdded
            } else {
                Kind::BodyAdded
            };
            let mut finding =
                Finding::added(kind, owner, &new.pointer).between(None, offered(&new));
            finding.base = Some(base.pointer.clone());
            walk.found(finding);
        }
        (Some(old), None) => {
            let kind = if must(&old) {
                Kind::RequiredBodyRemoved
            } else {
                Kind::BodyRemoved
            };
            let mut finding =
                Finding::removed(kind, owner, &old.pointer).between(offered(&old), None);
            finding.head = Some(head.pointer.clone());
            walk.found(finding);
        }
        (Some(old), Some(new)) => {
            let about = |kind| Finding::both(kind, owner, &old.pointer, &new.pointer);
            match (must(&old), must(&new)) {
                (false, true) => walk.found(about(Kind::BodyNowRequired)),
                (true, false) => walk.found(about(Kind::BodyNowOptional)),
                _ => {}
            }
            remarks::thing(walk, owner, &old, &new);
            remarks::others(walk, owner, &old, &new, &["required", "content"]);
            content(walk, number, Ways::SENT, &old, &new);
        }
    }
}

fn offered(at: &Located<'_>) -> Option<String> {
    let content = at.child("content");
    let names: Vec<_> = content
        .iter()
        .flat_map(Located::entries)
        .map(|(name, _)| name)
        .collect();
    (!names.is_empty()).then(|| names.join(", "))
}

/// The media type that a client uses: JSON where it is offered, else a form, else the first.
fn used<'d>(offers: &[(&'d str, Located<'d>)]) -> Option<(&'d str, Located<'d>)> {
    let best = |test: fn(&str) -> bool| offers.iter().find(|(name, _)| test(name));
    best(media::is_json)
        .or_else(|| best(media::is_form))
        .or_else(|| offers.first())
        .cloned()
}

/// A media type as it counts: without case, spaces and the character set.
fn essence(name: &str) -> String {
    let mut parts = name.split(';').map(|part| part.trim().to_ascii_lowercase());
    let first = parts.next().unwrap_or_default();
    let rest: Vec<_> = parts.filter(|part| !part.starts_with("charset=")).collect();
    if rest.is_empty() {
        first
    } else {
        format!("{first};{}", rest.join(";"))
    }
}

/// Compares the media types of a body or an answer, and the schemas of the one that is used.
fn content<'d>(
    walk: &mut Walk<'d>,
    number: usize,
    way: Ways,
    base: &Located<'d>,
    head: &Located<'d>,
) {
    let owner = Owner::Operation(number, way);
    let sent = way == Ways::SENT;
    let (old, new) = (base.child("content"), head.child("content"));
    let old_offers = old.as_ref().map(Located::entries).unwrap_or_default();
    let new_offers = new.as_ref().map(Located::entries).unwrap_or_default();
    match (used(&old_offers), used(&new_offers)) {
        (None, None) => {}
        (None, Some((name, at))) => {
            let kind = if sent {
                Kind::BodyMediaTypeAdded
            } else {
                Kind::AnswerBodyAdded
            };
            walk.found(
                Finding::both(kind, owner, &base.pointer, &at.pointer)
                    .between(None, name.to_owned()),
            );
        }
        (Some((name, at)), None) => {
            let kind = if sent {
                Kind::BodyMediaTypeRemoved
            } else {
                Kind::AnswerBodyRemoved
            };
            walk.found(
                Finding::both(kind, owner, &at.pointer, &head.pointer)
                    .between(name.to_owned(), None),
            );
        }
        (Some((was, old)), Some((is, new))) => {
            media_types(
                walk,
                owner,
                (&old_offers, &new_offers),
                ((was, &old), (is, &new)),
                sent,
            );
            remarks::thing(walk, owner, &old, &new);
            remarks::others(walk, owner, &old, &new, &["schema"]);
            if let (Some(old), Some(new)) = (old.child("schema"), new.child("schema")) {
                walk.root(number, way, &old, &new);
            }
        }
    }
}

type Offers<'o, 'd> = &'o [(&'d str, Located<'d>)];

fn media_types(
    walk: &mut Walk<'_>,
    owner: Owner,
    (old_offers, new_offers): (Offers<'_, '_>, Offers<'_, '_>),
    ((was, old), (is, new)): ((&str, &Located<'_>), (&str, &Located<'_>)),
    sent: bool,
) {
    let has = |offers: Offers<'_, '_>, name: &str| {
        offers.iter().any(|(o, _)| essence(o) == essence(name))
    };
    let changed = essence(was) != essence(is);
    if changed {
        let kind = if sent {
            Kind::BodyMediaTypeChanged
        } else {
            Kind::AnswerMediaTypeChanged
        };
        walk.found(
            Finding::both(kind, owner, &old.pointer, &new.pointer)
                .between(was.to_owned(), is.to_owned()),
        );
    }
    let told =
        |name: &str| changed && (essence(name) == essence(was) || essence(name) == essence(is));
    for (name, at) in new_offers
        .iter()
        .filter(|(name, _)| !has(old_offers, name) && !told(name))
    {
        let kind = if sent {
            Kind::BodyMediaTypeAdded
        } else {
            Kind::AnswerMediaTypeAdded
        };
        walk.found(
            Finding::both(kind, owner, &old.pointer, &at.pointer).between(None, (*name).to_owned()),
        );
    }
    for (name, at) in old_offers
        .iter()
        .filter(|(name, _)| !has(new_offers, name) && !told(name))
    {
        let kind = if sent {
            Kind::BodyMediaTypeRemoved
        } else {
            Kind::AnswerMediaTypeRemoved
        };
        walk.found(
            Finding::both(kind, owner, &at.pointer, &new.pointer).between((*name).to_owned(), None),
        );
    }
}

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
                .between((*status).to_owned(), None);
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
            .between(None, (*status).to_owned());
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
