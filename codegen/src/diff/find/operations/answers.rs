//! Compares the answers of an operation.

use std::collections::HashSet;

use indexmap::IndexMap;

use super::bodies::{content, used};
use crate::diff::change::{Change, Details, Owner};
use crate::diff::find::comparison::{Comparison, User};
use crate::diff::find::nodes::Nodes;
use crate::diff::find::remarks;
use crate::diff::kind::Kind;
use crate::diff::ways::Ways;
use crate::document::{Document, Located};

/// Compares the answers by their statuses.
pub(crate) fn responses<'d>(
    found: &mut Comparison<'d>,
    number: usize,
    base: &Located<'d>,
    head: &Located<'d>,
) {
    let old = Responses::of(found.base, base);
    let new = Responses::of(found.head, head);
    let (mut removed, mut added) = (old.without(&new), new.without(&old));
    let mut pairs: Vec<(Ways, Located<'d>, Located<'d>)> = Vec::new();
    if let (Some(a), Some(b)) = (lone_success(&removed), lone_success(&added)) {
        let ((was, old), (is, new)) = (removed.remove(a), added.remove(b));
        let owner = Owner::Operation(number, Ways::RECEIVED);
        let kind = Kind::SuccessStatusChanged;
        let change = Change::both(kind, owner, &old.pointer, &new.pointer);
        found.add(change.between(was.to_owned(), is.to_owned()));
        pairs.push((Ways::RECEIVED, old, new));
    }
    for (status, at) in removed {
        let kind = match is_success(status) {
            true => Kind::SuccessStatusRemoved,
            false => Kind::FailureStatusRemoved,
        };
        let owner = Owner::Operation(number, direction(status));
        let change = Change::both(kind, owner, &at.pointer, &head.pointer);
        let change = change.between(status.to_owned(), None);
        found.add(change.with(new.success_for(found.base, &at)));
    }
    for (status, at) in added {
        let kind = match is_success(status) {
            true => Kind::SuccessStatusAdded,
            false => Kind::FailureStatusAdded,
        };
        let owner = Owner::Operation(number, direction(status));
        let change = Change::both(kind, owner, &base.pointer, &at.pointer);
        let change = change.between(None, status.to_owned());
        found.add(change.with(old.success_for(found.head, &at)));
    }
    for (status, at) in &old.by_status {
        if let Some(there) = new.by_status.get(status) {
            let way = match *status == "default" && !new.has_success() {
                true => Ways::RECEIVED,
                false => direction(status),
            };
            pairs.push((way, at.clone(), there.clone()));
        }
    }
    for (way, old, new) in pairs {
        response(found, number, way, &old, &new);
    }
}

/// Returns the position of the successful answer, if there is only one.
fn lone_success(responses: &[(&str, Located<'_>)]) -> Option<usize> {
    let mut successes = responses.iter().enumerate();
    let mut successes = successes
        .by_ref()
        .filter(|(_, (status, _))| is_success(status));
    let (first, _) = successes.next()?;
    successes.next().is_none().then_some(first)
}

/// Returns the direction of an answer with this status.
fn direction(status: &str) -> Ways {
    match is_success(status) {
        true => Ways::RECEIVED,
        false => Ways::FAILED,
    }
}

/// The answers of an operation.
struct Responses<'d> {
    by_status: IndexMap<&'d str, Located<'d>>,
    /// The pointers of the schemas of successful answers.
    places: HashSet<String>,
    /// The schemas of successful answers.
    nodes: Nodes<'d>,
}

impl<'d> Responses<'d> {
    fn of(document: &'d Document, operation: &Located<'d>) -> Self {
        let responses = operation.child("responses").map(|at| at.entries());
        let responses = responses.unwrap_or_default().into_iter();
        let mut all = Self {
            by_status: responses
                .filter(|(key, _)| !key.starts_with("x-"))
                .collect(),
            places: HashSet::new(),
            nodes: Nodes::default(),
        };
        let successes = all
            .by_status
            .iter()
            .filter(|(status, _)| is_success(status));
        for schema in successes.filter_map(|(_, at)| answer(document, at)) {
            all.nodes.insert(schema.node);
            all.places.insert(schema.pointer);
        }
        all
    }

    /// Returns the answers whose status the other operation does not have.
    fn without(&self, other: &Self) -> Vec<(&'d str, Located<'d>)> {
        let own = self.by_status.iter();
        let own = own.filter(|(status, _)| !other.by_status.contains_key(*status));
        own.map(|(status, at)| (*status, at.clone())).collect()
    }

    fn has_success(&self) -> bool {
        self.by_status.keys().any(|status| is_success(status))
    }

    /// Returns what an answer of the other side means for clients of this side.
    fn success_for(&self, other: &'d Document, at: &Located<'d>) -> Details {
        Details::Success {
            readable: self.are_read_as(answer(other, at)),
            others: self.has_success(),
        }
    }

    /// Returns whether a reader of this schema reads all answers, because the schemas are equal.
    fn are_read_as(&self, own: Option<Located<'d>>) -> bool {
        match own {
            None => self.places.is_empty(),
            Some(own) => {
                let same = self.places.len() == 1 && self.places.contains(&own.pointer);
                same || self.nodes.same(&Nodes::of([own.node])) || self.places.is_empty()
            }
        }
    }
}

fn is_success(status: &str) -> bool {
    status.starts_with('2')
}

/// Returns the schema of an answer.
fn answer<'d>(document: &'d Document, at: &Located<'d>) -> Option<Located<'d>> {
    let offers = document.follow(at).child("content")?.entries();
    let schema = used(&offers)?.1.child("schema")?;
    Some(document.follow(&schema))
}

fn response<'d>(
    found: &mut Comparison<'d>,
    number: usize,
    way: Ways,
    base: &Located<'d>,
    head: &Located<'d>,
) {
    let (base, head) = (found.base.follow(base), found.head.follow(head));
    let user = User::Operation(number, way, false);
    let Some(thing) = found.thing(user, &base, &head) else {
        return;
    };
    let owner = Owner::Pair(thing);
    remarks::thing(found, owner, &base, &head);
    remarks::others(found, owner, &base, &head, &["content", "headers"]);
    headers(found, thing, &base, &head);
    content(found, thing, false, &base, &head);
}

fn headers<'d>(found: &mut Comparison<'d>, thing: usize, base: &Located<'d>, head: &Located<'d>) {
    let owner = Owner::Pair(thing);
    // The names of headers have no case.
    let list = |at: &Located<'d>| -> IndexMap<String, (&'d str, Located<'d>)> {
        let all = at.child("headers").map(|at| at.entries());
        let all = all.unwrap_or_default().into_iter();
        all.map(|(name, at)| (name.to_ascii_lowercase(), (name, at)))
            .collect()
    };
    let (old, new) = (list(base), list(head));
    for (key, (name, at)) in &old {
        let Some((_, there)) = new.get(key) else {
            let kind = Kind::ResponseHeaderRemoved;
            let change = Change::both(kind, owner, &at.pointer, &head.pointer);
            found.add(change.between((*name).to_owned(), None));
            continue;
        };
        let (a, b) = (found.base.follow(at), found.head.follow(there));
        if let Some(header) = found.thing(User::Pair(thing), &a, &b) {
            remarks::thing(found, Owner::Pair(header), &a, &b);
            remarks::others(found, Owner::Pair(header), &a, &b, &[]);
        }
    }
    for (key, (name, at)) in &new {
        if !old.contains_key(key) {
            let kind = Kind::ResponseHeaderAdded;
            let change = Change::both(kind, owner, &base.pointer, &at.pointer);
            found.add(change.between(None, (*name).to_owned()));
        }
    }
}
