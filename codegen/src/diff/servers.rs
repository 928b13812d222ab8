//! Compares where calls go, and the headers that go with every call.

use super::finding::{Finding, Owner};
use super::kind::Kind;
use super::remarks::{self, same};
use super::schemas::located;
use super::walk::Walk;
use crate::model::Located;

/// Compares the servers: by their URL, then what is left by its position.
pub(super) fn servers(walk: &mut Walk<'_>) {
    let list = |document| {
        located(document, "/servers")
            .map(|at| at.items())
            .unwrap_or_default()
    };
    let (old, new): (Vec<Located<'_>>, Vec<Located<'_>>) = (list(walk.base), list(walk.head));
    let url = |at: &Located<'_>| {
        at.node
            .text("url")
            .unwrap_or_default()
            .trim_end_matches('/')
            .to_owned()
    };
    let lacks =
        |list: &[Located<'_>], at: &Located<'_>| list.iter().all(|other| url(other) != url(at));
    let mut gone: Vec<&Located<'_>> = old.iter().filter(|at| lacks(&new, at)).collect();
    let mut come: Vec<&Located<'_>> = new.iter().filter(|at| lacks(&old, at)).collect();
    let owner = Owner::Document;
    while !gone.is_empty() && !come.is_empty() {
        let a = gone.remove(0);
        let named = come.iter().position(|b| same(a, b, "description"));
        let b = come.remove(named.unwrap_or_default());
        walk.found(
            Finding::both(Kind::ServerChanged, owner, &a.pointer, &b.pointer)
                .between(url(a), url(b)),
        );
        server(walk, a, b);
    }
    for at in gone {
        walk.found(
            Finding::removed(Kind::ServerRemoved, owner, &at.pointer).between(url(at), None),
        );
    }
    for at in come {
        walk.found(Finding::added(Kind::ServerAdded, owner, &at.pointer).between(None, url(at)));
    }
    let mut kept = Vec::new();
    for at in &old {
        if let Some(position) = new.iter().position(|other| url(other) == url(at)) {
            server(walk, at, &new[position]);
            kept.push(position);
        }
    }
    if !kept.is_sorted() {
        let told = |list: &[Located<'_>]| list.first().map(url);
        walk.found(
            Finding::both(Kind::ServerChanged, owner, "/servers", "/servers")
                .between(told(&old), told(&new)),
        );
    }
}

/// Compares what is said of a server. Its description is the name that it is chosen by.
fn server(walk: &mut Walk<'_>, base: &Located<'_>, head: &Located<'_>) {
    if !same(base, head, "description") {
        let told = |at: &Located<'_>| at.node.text("description").map(str::to_owned);
        walk.found(
            Finding::both(
                Kind::ServerRenamed,
                Owner::Document,
                &base.pointer,
                &head.pointer,
            )
            .between(told(base), told(head)),
        );
    }
    remarks::evidence(walk, Owner::Document, base, head);
    remarks::others(walk, Owner::Document, base, head, &["url"]);
}

/// Compares the headers of every call.
pub(super) fn client_headers(walk: &mut Walk<'_>) {
    let list = |document| {
        located(document, "/x-client-headers")
            .map(|at| at.items())
            .unwrap_or_default()
    };
    let (old, new): (Vec<Located<'_>>, Vec<Located<'_>>) = (list(walk.base), list(walk.head));
    let name = |at: &Located<'_>| {
        at.node
            .text("name")
            .unwrap_or_default()
            .to_ascii_lowercase()
    };
    for at in &old {
        match new.iter().find(|other| name(other) == name(at)) {
            None => walk.found(
                Finding::removed(Kind::ClientHeaderRemoved, Owner::Document, &at.pointer)
                    .between(name(at), None),
            ),
            Some(there) => {
                remarks::thing(walk, Owner::Document, at, there);
                remarks::others(walk, Owner::Document, at, there, &["name"]);
            }
        }
    }
    for at in new
        .iter()
        .filter(|at| old.iter().all(|other| name(other) != name(at)))
    {
        walk.found(
            Finding::added(Kind::ClientHeaderAdded, Owner::Document, &at.pointer)
                .between(None, name(at)),
        );
    }
}
