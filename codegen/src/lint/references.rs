//! Rules of references. Every `$ref` is followed once, and circles that reach no value are broken,
//! so that later rules can follow references and compositions without a limit.

use super::objects::ObjectKind;
use super::report::Reporter;
use super::sites::{Sites, Target};
use crate::document::{Document, local_pointer};
use crate::problem::{House, Reference, Schema};

/// The most references and `allOf` in a row. The model merges types along them by recursion.
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

/// Our extensions that change the generated code.
const MEANT: &[&str] = &[
    "x-aliases",
    "x-envelope",
    "x-idempotent",
    "x-open-enum",
    "x-required",
    "x-sensitive",
    "x-type",
];

/// Sets the target of every reference.
pub(super) fn follow(sites: &mut Sites<'_>, report: &mut Reporter<'_>) {
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

/// Returns the object that a reference leads to in one step.
fn step(sites: &Sites<'_>, number: usize, report: &mut Reporter<'_>) -> Option<usize> {
    let site = sites.at(number);
    let reference = site.node.get("$ref");
    let unresolved = reference.and_then(|at| sites.document.unresolved(at.span));
    if let Some(finding) = unresolved {
        report.at(finding.clone(), &site.below("$ref"));
        return None;
    }
    if site.kind == ObjectKind::PathItem && site.node.get("$ref").is_some() {
        report.at(Reference::PathItem, &site.below("$ref"));
        return None;
    }
    let written = site.reference()?;
    siblings(sites, number, report);
    let place = site.below("$ref");
    let reference = written.to_owned();
    let Some(pointer) = local_pointer(written) else {
        report.at(Reference::Malformed { reference }, &place);
        return None;
    };
    let Some(target) = sites.document.root().pointer(&pointer) else {
        let meant = meant(sites.document, &pointer, report);
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

fn siblings(sites: &Sites<'_>, number: usize, report: &mut Reporter<'_>) {
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

/// Returns the reference that the author may have meant: one with nearly the same name.
fn meant(document: &Document, pointer: &str, report: &mut Reporter<'_>) -> Option<String> {
    let (parent, name) = pointer.rsplit_once('/')?;
    let names = document.root().pointer(parent)?;
    let name = report.meant(name, names.entries().map(|(key, _)| key))?;
    let name = crate::document::pointer_token(&name);
    Some(format!("#{parent}/{name}"))
}

/// Follows references to references, each only once.
fn chains(sites: &mut Sites<'_>, next: &[Option<usize>], report: &mut Reporter<'_>) {
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

/// Returns the object at the end of a chain, from its last link that is known.
fn end(sites: &Sites<'_>, at: usize) -> Option<usize> {
    match sites.at(at).target {
        Target::Itself => Some(at),
        Target::Other(end) => Some(end),
        Target::Nothing => None,
    }
}

/// Finds schemas that are part of themselves through `allOf`, `oneOf` and `anyOf` alone, and those
/// composed of too many levels; breaks both at the reference. A list of open schemas takes the
/// place of recursion: there may be thousands of levels.
fn compositions(sites: &mut Sites<'_>, report: &mut Reporter<'_>) {
    let mut levels: Vec<Levels> = vec![Levels::Unknown; sites.all.len()];
    let schemas: Vec<usize> = sites.of(ObjectKind::Schema).collect();
    for start in schemas {
        let mut open = Vec::new();
        enter(sites, start, &mut levels, &mut open);
        while let Some(top) = open.last_mut() {
            let Some(part) = top.parts.get(top.next).copied() else {
                leave(sites, &mut levels, &mut open, report);
                continue;
            };
            top.next += 1;
            match levels[part] {
                Levels::Unknown => enter(sites, part, &mut levels, &mut open),
                Levels::Below(below) => top.levels = top.levels.max(below + 1),
                Levels::Open(turn) => contains_itself(sites, &open[turn..], report),
            }
        }
    }
}

/// The number of levels that a schema is composed of.
#[derive(Debug, Clone, Copy)]
enum Levels {
    Unknown,
    /// Its position among the open schemas.
    Open(usize),
    Below(usize),
}

/// A schema whose levels are being counted.
struct Open {
    number: usize,
    parts: Vec<usize>,
    next: usize,
    levels: usize,
}

fn enter(sites: &Sites<'_>, number: usize, levels: &mut [Levels], open: &mut Vec<Open>) {
    if let Levels::Unknown = levels[number] {
        levels[number] = Levels::Open(open.len());
        open.push(Open {
            number,
            parts: consists_of(sites, number),
            next: 0,
            levels: 0,
        });
    }
}

fn leave(
    sites: &mut Sites<'_>,
    levels: &mut [Levels],
    open: &mut Vec<Open>,
    report: &mut Reporter<'_>,
) {
    let Some(mut done) = open.pop() else {
        return;
    };
    let reference = sites.at(done.number).reference().is_some();
    if reference && done.levels > LONGEST {
        let place = sites.at(done.number).below("$ref");
        report.at(Reference::Chain { limit: LONGEST }, &place);
        sites.all[done.number].target = Target::Nothing;
        done.levels = 0;
    }
    levels[done.number] = Levels::Below(done.levels);
    if let Some(above) = open.last_mut() {
        above.levels = above.levels.max(done.levels + 1);
    }
}

/// Returns the parts of a schema: the target of its reference, or its branches.
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

/// Reports a circle, and breaks it at its references. A reference that an earlier circle broke is
/// not reported again.
fn contains_itself(sites: &mut Sites<'_>, circle: &[Open], report: &mut Reporter<'_>) {
    let numbers = || circle.iter().map(|open| open.number);
    let named = numbers().find(|number| sites.at(*number).is_named_schema());
    let name = named.or(numbers().next());
    let name = name.map(|number| sites.at(number).name());
    let is_broken = |open: &Open| {
        let site = sites.at(open.number);
        site.reference().is_some() && site.target == Target::Nothing
    };
    let broken = circle.iter().rposition(is_broken);
    let rest = &circle[broken.map_or(0, |at| at + 1)..];
    let rest = rest.iter().map(|open| open.number);
    let references: Vec<usize> = rest
        .filter(|number| sites.at(*number).reference().is_some())
        .collect();
    let told = references.iter().take(LONGEST).copied();
    let places = named.into_iter().chain(told);
    let places: Vec<String> = places
        .map(|number| sites.at(number).pointer.clone())
        .collect();
    let finding = Schema::ContainsItself {
        name: name.unwrap_or_default(),
    };
    report.at_all(finding, places);
    for number in references {
        sites.all[number].target = Target::Nothing;
    }
}
