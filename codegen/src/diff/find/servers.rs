//! Compares the servers, and the headers of every call.

use std::collections::HashMap;

use super::comparison::Comparison;
use super::nodes::digest;
use super::pool::Pool;
use super::remarks::{self, same};
use super::view::located;
use crate::diff::change::{Change, Owner};
use crate::diff::kind::Kind;
use crate::document::Located;

/// Compares the servers. Servers match by URL, else by description, else by position.
pub(crate) fn servers(found: &mut Comparison<'_>) {
    let list = |document| {
        located(document, "/servers")
            .map(|at| at.items())
            .unwrap_or_default()
    };
    let (old, new): (Vec<Located<'_>>, Vec<Located<'_>>) = (list(found.base), list(found.head));
    let url = |at: &Located<'_>| {
        at.node
            .text("url")
            .unwrap_or_default()
            .trim_end_matches('/')
            .to_owned()
    };
    let by_url = |list: &[Located<'_>]| {
        let mut known: HashMap<String, usize> = HashMap::new();
        for (at, server) in list.iter().enumerate() {
            known.entry(url(server)).or_insert(at);
        }
        known
    };
    let (was, is) = (by_url(&old), by_url(&new));
    let gone: Vec<&Located<'_>> = old.iter().filter(|at| !is.contains_key(&url(at))).collect();
    let come: Vec<&Located<'_>> = new
        .iter()
        .filter(|at| !was.contains_key(&url(at)))
        .collect();
    let owner = Owner::Document;
    let name = |at: &Located<'_>| at.node.get("description").map(digest);
    let mut pool = Pool::new(come.len(), |at| [(Some(name(come[at]))), None]);
    for a in gone {
        // A server of the same description matches, else the first one.
        let named = pool.take_first([Some(name(a))], |_| true);
        let Some(there) = named.or_else(|| pool.take_first([None], |_| true)) else {
            let kind = Kind::ServerRemoved;
            found.add(Change::removed(kind, owner, &a.pointer).between(url(a), None));
            continue;
        };
        let b = come[there];
        found.add(
            Change::both(Kind::ServerChanged, owner, &a.pointer, &b.pointer)
                .between(url(a), url(b)),
        );
        server(found, a, b);
    }
    for at in pool.left().map(|at| come[at]) {
        found.add(Change::added(Kind::ServerAdded, owner, &at.pointer).between(None, url(at)));
    }
    let mut kept = Vec::new();
    for at in &old {
        if let Some(position) = is.get(&url(at)) {
            server(found, at, &new[*position]);
            kept.push(*position);
        }
    }
    if !kept.is_sorted() {
        let words = |list: &[Located<'_>]| list.first().map(url);
        found.add(
            Change::both(Kind::ServerChanged, owner, "/servers", "/servers")
                .between(words(&old), words(&new)),
        );
    }
}

/// Compares two servers. Code chooses a server by its description.
fn server(found: &mut Comparison<'_>, base: &Located<'_>, head: &Located<'_>) {
    if !same(base, head, "description") {
        let words = |at: &Located<'_>| at.node.text("description").map(str::to_owned);
        found.add(
            Change::both(
                Kind::ServerRenamed,
                Owner::Document,
                &base.pointer,
                &head.pointer,
            )
            .between(words(base), words(head)),
        );
    }
    remarks::evidence(found, Owner::Document, base, head);
    remarks::others(found, Owner::Document, base, head, &["url"]);
}

/// Compares the headers of every call.
pub(crate) fn client_headers<'d>(found: &mut Comparison<'d>) {
    let list = |document| {
        located(document, "/x-client-headers")
            .map(|at| at.items())
            .unwrap_or_default()
    };
    let (old, new): (Vec<Located<'d>>, Vec<Located<'d>>) = (list(found.base), list(found.head));
    let name = |at: &Located<'_>| {
        at.node
            .text("name")
            .unwrap_or_default()
            .to_ascii_lowercase()
    };
    let by_name = |list: &[Located<'d>]| {
        let mut known: HashMap<String, Located<'d>> = HashMap::new();
        for header in list {
            known.entry(name(header)).or_insert_with(|| header.clone());
        }
        known
    };
    let (was, is) = (by_name(&old), by_name(&new));
    for at in &old {
        match is.get(&name(at)) {
            None => found.add(
                Change::removed(Kind::ClientHeaderRemoved, Owner::Document, &at.pointer)
                    .between(name(at), None),
            ),
            Some(there) => {
                remarks::thing(found, Owner::Document, at, there);
                remarks::others(found, Owner::Document, at, there, &["name"]);
            }
        }
    }
    for at in new.iter().filter(|at| !was.contains_key(&name(at))) {
        found.add(
            Change::added(Kind::ClientHeaderAdded, Owner::Document, &at.pointer)
                .between(None, name(at)),
        );
    }
}
