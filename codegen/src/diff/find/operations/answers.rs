//! Compares the answers of an operation.

use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;

use super::bodies::{content, used};
use crate::diff::change::{Change, Details, Owner};
use crate::diff::find::comparison::{Comparison, User};
use crate::diff::find::nodes::Nodes;
use crate::diff::find::remarks;
use crate::diff::find::view::follow;
use crate::diff::kind::Kind;
use crate::diff::ways::Ways;
use crate::document::Document;
use crate::model::Located;

/// Compares the answers by their statuses.
pub(crate) fn responses<'d>(
    comparison: &mut Comparison<'d>,
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
    let statuses = |list: &[(&'d str, Located<'d>)]| -> HashMap<&'d str, usize> {
        let positions = list.iter().enumerate();
        positions.map(|(at, (status, _))| (*status, at)).collect()
    };
    let (was, is) = (statuses(&old), statuses(&new));
    let mut gone: Vec<_> = old.iter().filter(|(s, _)| !is.contains_key(s)).collect();
    let mut come: Vec<_> = new.iter().filter(|(s, _)| !was.contains_key(s)).collect();
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
        comparison.add(
            Change::both(
                Kind::SuccessStatusChanged,
                Owner::Operation(number, Ways::RECEIVED),
                &old.pointer,
                &new.pointer,
            )
            .between((*was).to_owned(), (*is).to_owned()),
        );
        pairs.push((old.clone(), new.clone(), true));
    }
    let (old_answers, new_answers) = (
        Answers::of(comparison.base, &old),
        Answers::of(comparison.head, &new),
    );
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
        let mut change = Change::removed(kind, Owner::Operation(number, way(status)), &at.pointer)
            .between((*status).to_owned(), None)
            .with(Details::Success {
                readable: new_answers.are_read_as(answer(comparison.base, at)),
                others: has,
            });
        change.head = Some(head.pointer.clone());
        comparison.add(change);
    }
    for (status, at) in come {
        let kind = if success(status) {
            Kind::SuccessStatusAdded
        } else {
            Kind::FailureStatusAdded
        };
        let mut change = Change::added(kind, Owner::Operation(number, way(status)), &at.pointer)
            .between(None, (*status).to_owned())
            .with(Details::Success {
                readable: old_answers.are_read_as(answer(comparison.head, at)),
                others: had,
            });
        change.base = Some(base.pointer.clone());
        comparison.add(change);
    }
    for (status, old) in &old {
        if let Some(at) = is.get(status) {
            let only_default = *status == "default" && !has;
            pairs.push((
                old.clone(),
                new[*at].1.clone(),
                success(status) || only_default,
            ));
        }
    }
    for (old, new, success) in pairs {
        let way = if success {
            Ways::RECEIVED
        } else {
            Ways::FAILED
        };
        response(comparison, number, way, &old, &new);
    }
}

/// The schemas of the successful answers of an operation.
struct Answers<'d> {
    /// The pointers of the schemas.
    places: HashSet<String>,
    nodes: Nodes<'d>,
}

impl<'d> Answers<'d> {
    fn of(document: &'d Document, responses: &[(&'d str, Located<'d>)]) -> Self {
        let successes = responses.iter().filter(|(status, _)| success(status));
        let schemas = successes.filter_map(|(_, at)| answer(document, at));
        let mut answers = Self {
            places: HashSet::new(),
            nodes: Nodes::default(),
        };
        for schema in schemas {
            answers.nodes.insert(schema.node);
            answers.places.insert(schema.pointer);
        }
        answers
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

fn success(status: &str) -> bool {
    status.starts_with('2')
}

/// Returns the schema of an answer.
fn answer<'d>(document: &'d Document, at: &Located<'d>) -> Option<Located<'d>> {
    let offers = follow(document, at).child("content")?.entries();
    let schema = used(&offers)?.1.child("schema")?;
    Some(follow(document, &schema))
}

fn is_status(entry: &(&str, Located<'_>)) -> bool {
    !entry.0.starts_with("x-")
}

fn response<'d>(
    comparison: &mut Comparison<'d>,
    number: usize,
    way: Ways,
    base: &Located<'d>,
    head: &Located<'d>,
) {
    let (base, head) = (follow(comparison.base, base), follow(comparison.head, head));
    let user = User::Operation(number, way, false);
    let Some(thing) = comparison.thing(user, &base, &head) else {
        return;
    };
    let owner = Owner::Pair(thing);
    remarks::thing(comparison, owner, &base, &head);
    remarks::others(comparison, owner, &base, &head, &["content", "headers"]);
    headers(comparison, thing, &base, &head);
    content(comparison, thing, false, &base, &head);
}

fn headers<'d>(
    comparison: &mut Comparison<'d>,
    thing: usize,
    base: &Located<'d>,
    head: &Located<'d>,
) {
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
            comparison.add(change.between((*name).to_owned(), None));
            continue;
        };
        let (a, b) = (follow(comparison.base, at), follow(comparison.head, there));
        if let Some(header) = comparison.thing(User::Pair(thing), &a, &b) {
            remarks::thing(comparison, Owner::Pair(header), &a, &b);
            remarks::others(comparison, Owner::Pair(header), &a, &b, &[]);
        }
    }
    for (key, (name, at)) in &new {
        if !old.contains_key(key) {
            let kind = Kind::ResponseHeaderAdded;
            let change = Change::both(kind, owner, &base.pointer, &at.pointer);
            comparison.add(change.between(None, (*name).to_owned()));
        }
    }
}
