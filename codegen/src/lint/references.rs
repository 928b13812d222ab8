//! Follows every `$ref`, and breaks the circles that never reach a value, so that the rules that
//! come after can follow references and compositions without an end in mind.

use super::objects::Kind;
use super::report::Report;
use super::sites::{Sites, Target};
use super::suggest::nearest;
use crate::document::{Document, local_pointer};
use crate::problem::{House, Reference, Schema};

/// How many references and `allOf` may follow each other before something else comes. Types are
/// merged along them by recursion.
const LONGEST: usize = 32;

/// Keys beside `$ref` that only speak to readers.
const PROSE: &[&str] = &[
    "$ref",
    "deprecated",
    "description",
    "example",
    "examples",
    "externalDocs",
    "readOnly",
    "summary",
    "title",
    "writeOnly",
    "xml",
];

/// Our extensions that change what is generated.
const MEANT: &[&str] = &[
    "x-aliases",
    "x-envelope",
    "x-idempotent",
    "x-open-enum",
    "x-required",
    "x-sensitive",
];

/// Finds out where every reference leads.
pub(super) fn follow(sites: &mut Sites<'_>, report: &mut Report<'_>) {
    let next: Vec<Option<usize>> = (0..sites.all.len())
        .map(|number| step(sites, number, report))
        .collect();
    for number in 0..sites.all.len() {
        if sites.at(number).reference().is_some() {
            sites.all[number].target = Target::Nothing;
        }
    }
    chains(sites, &next, report);
    compositions(sites, report);
}

/// Where a reference leads in one step.
fn step(sites: &Sites<'_>, number: usize, report: &mut Report<'_>) -> Option<usize> {
    let site = sites.at(number);
    if site.kind == Kind::PathItem && site.node.get("$ref").is_some() {
        report.at(Reference::PathItem, &site.below("$ref"));
        return None;
    }
    let written = site.reference()?;
    siblings(sites, number, report);
    let place = site.below("$ref");
    let reference = written.to_owned();
    let Some(pointer) = local_pointer(written) else {
        let elsewhere = written.split('#').next().unwrap_or_default();
        let finding = if elsewhere.contains(['.', '/', ':']) {
            Reference::External { reference }
        } else {
            Reference::Malformed { reference }
        };
        report.at(finding, &place);
        return None;
    };
    let Some(target) = sites.document.root().pointer(&pointer) else {
        let meant = meant(sites.document, &pointer);
        report.at(Reference::Missing { reference, meant }, &place);
        return None;
    };
    let (target, found) = match sites.number(target) {
        Some(target) => (Some(target), sites.at(target).kind.name()),
        None => (None, target.kind()),
    };
    let target = target.filter(|target| sites.at(*target).kind == site.kind);
    if target.is_none() {
        let expected = site.kind.name();
        let finding = Reference::WrongKind {
            reference,
            expected,
            found,
        };
        report.at(finding, &place);
    }
    target
}

fn siblings(sites: &Sites<'_>, number: usize, report: &mut Report<'_>) {
    let site = sites.at(number);
    let (mut prose, mut meant) = (Vec::new(), Vec::new());
    for (key, _) in site.node.entries().filter(|(key, _)| *key != "$ref") {
        let only_prose = PROSE.contains(&key) || key.starts_with("x-") && !MEANT.contains(&key);
        let list = if only_prose { &mut prose } else { &mut meant };
        list.push(key.to_owned());
    }
    if let Some(first) = meant.first().cloned() {
        let place = site.below(&first);
        report.at_key(Reference::Siblings { keys: meant }, &place);
    }
    if let Some(first) = prose.first().cloned() {
        let place = site.below(&first);
        report.at_key(House::ReferenceSiblings { keys: prose }, &place);
    }
}

/// The reference that was meant, where a name next to it is nearly the same.
fn meant(document: &Document, pointer: &str) -> Option<String> {
    let (parent, name) = pointer.rsplit_once('/')?;
    let names = document.root().pointer(parent)?;
    let name = nearest(name, names.entries().map(|(key, _)| key))?;
    Some(format!(
        "#{parent}/{}",
        crate::document::pointer_token(name)
    ))
}

/// Follows references to references, each only once.
fn chains(sites: &mut Sites<'_>, next: &[Option<usize>], report: &mut Report<'_>) {
    let mut done = vec![false; next.len()];
    for start in 0..next.len() {
        let mut trail = Vec::new();
        let mut at = start;
        // Up to the end of the chain, to a part of it that is known, or round to the trail.
        while sites.at(at).reference().is_some() && !done[at] && !trail.contains(&at) {
            trail.push(at);
            match next[at] {
                Some(target) if trail.len() <= LONGEST => at = target,
                _ => break,
            }
        }
        let turn = trail.iter().position(|number| *number == at);
        let ended_here = trail.last() == Some(&at);
        if let (Some(turn), true) = (turn, !ended_here || next[at] == Some(at)) {
            let circle = &trail[turn..];
            let references = circle.iter().filter_map(|n| sites.at(*n).reference());
            let references = references.map(str::to_owned).collect();
            let places: Vec<String> = circle.iter().map(|n| sites.at(*n).below("$ref")).collect();
            report.at_all(Reference::Cycle { references }, places);
        } else if trail.len() > LONGEST {
            let place = sites.at(start).below("$ref");
            report.at(Reference::Chain { limit: LONGEST }, &place);
        } else if let Some(end) = end(sites, at) {
            for number in &trail {
                sites.all[*number].target = Target::Other(end);
            }
        }
        for number in trail {
            done[number] = true;
        }
    }
}

/// The object at the end of a chain, from its last link that is known.
fn end(sites: &Sites<'_>, at: usize) -> Option<usize> {
    match sites.at(at).target {
        Target::Itself => Some(at),
        Target::Other(end) => Some(end),
        Target::Nothing => None,
    }
}

/// Finds schemas that are part of themselves through `allOf`, `oneOf` and `anyOf` alone, and those
/// composed of too many levels; breaks both at the reference.
fn compositions(sites: &mut Sites<'_>, report: &mut Report<'_>) {
    #[derive(Clone, Copy, PartialEq)]
    enum Seen {
        No,
        Open,
        Levels(usize),
    }
    let mut seen = vec![Seen::No; sites.all.len()];
    let schemas: Vec<usize> = sites.of(Kind::Schema).collect();
    for start in schemas {
        if seen[start] != Seen::No {
            continue;
        }
        seen[start] = Seen::Open;
        // Each entry: the schema, those it consists of, and how many of them are done.
        let mut stack = vec![(start, consists_of(sites, start), 0, 0_usize)];
        while let Some((number, parts, at, levels)) = stack.last_mut() {
            let number = *number;
            let Some(part) = parts.get(*at).copied() else {
                seen[number] = Seen::Levels(*levels);
                let levels = *levels;
                stack.pop();
                if let Some((_, _, _, above)) = stack.last_mut() {
                    *above = (*above).max(levels + 1);
                }
                continue;
            };
            *at += 1;
            match seen[part] {
                Seen::No => {
                    seen[part] = Seen::Open;
                    let parts = consists_of(sites, part);
                    stack.push((part, parts, 0, 0));
                }
                Seen::Open => {
                    let turn = stack
                        .iter()
                        .position(|(n, ..)| *n == part)
                        .unwrap_or_default();
                    let circle: Vec<usize> = stack[turn..].iter().map(|(n, ..)| *n).collect();
                    contains_itself(sites, &circle, report);
                }
                Seen::Levels(below) if below >= LONGEST => {
                    report.at(
                        Reference::Chain { limit: LONGEST },
                        &sites.at(number).pointer,
                    );
                    sites.all[number].target = Target::Nothing;
                }
                Seen::Levels(below) => *levels = (*levels).max(below + 1),
            }
            if let Some((number, _, _, levels)) = stack.last_mut()
                && *levels > LONGEST
            {
                let number = *number;
                *levels = 0;
                report.at(
                    Reference::Chain { limit: LONGEST },
                    &sites.at(number).pointer,
                );
                sites.all[number].target = Target::Nothing;
            }
        }
    }
}

/// What a schema is one or all of: the target of its reference, or its branches.
fn consists_of(sites: &Sites<'_>, number: usize) -> Vec<usize> {
    match sites.at(number).target {
        Target::Other(target) => vec![target],
        Target::Nothing => Vec::new(),
        Target::Itself => ["allOf", "oneOf", "anyOf"]
            .iter()
            .flat_map(|key| sites.children(number, key))
            .collect(),
    }
}

fn contains_itself(sites: &mut Sites<'_>, circle: &[usize], report: &mut Report<'_>) {
    let named = circle
        .iter()
        .find(|number| sites.at(**number).is_named_schema());
    let name = named
        .or(circle.first())
        .map(|number| sites.at(*number).name());
    let places: Vec<String> = named
        .into_iter()
        .chain(
            circle
                .iter()
                .filter(|number| sites.at(**number).reference().is_some()),
        )
        .map(|number| sites.at(*number).pointer.clone())
        .collect();
    let finding = Schema::ContainsItself {
        name: name.unwrap_or_default(),
    };
    report.at_all(finding, places);
    for number in circle {
        if sites.at(*number).reference().is_some() {
            sites.all[*number].target = Target::Nothing;
        }
    }
}
