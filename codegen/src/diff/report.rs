//! Brings together what was found in the documents and in the code, and judges it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::attribute::{Origin, Origins};
use super::components::Carried;
use super::entry::{Entry, fingerprint};
use super::judge;
use super::kind::Kind;
use super::name;
use super::rust::{self, RustChange};
use super::side::Side;
use super::verdict::{Bump, Rust, Wire};
use super::walk::{Facts, Finding, Owner, Reach, Walk, Ways};
use crate::Problem;

/// What changed from one document to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The name of the base.
    pub base: String,
    /// The name of the head.
    pub head: String,
    /// Every change, the worst first.
    pub entries: Vec<Entry>,
    /// G: why the head does not generate; empty if it does.
    pub problems: Vec<Problem>,
    /// Whether there is generated code on both sides to be compared.
    pub compares_rust: bool,
    /// What else has to be seen to, each a sentence.
    pub notes: Vec<String>,
}

impl Report {
    /// The part of the version that the changes together count up.
    pub fn bump(&self) -> Bump {
        self.entries
            .iter()
            .map(Entry::bump)
            .max()
            .unwrap_or(Bump::None)
    }

    /// The worst of the verdicts on deployed clients; what was acknowledged does not count.
    pub fn wire(&self) -> Wire {
        let open = self
            .entries
            .iter()
            .filter(|entry| entry.acknowledged.is_none());
        open.map(|entry| entry.wire).max().unwrap_or(Wire::None)
    }

    /// The worst of the verdicts on Rust source; what was acknowledged does not count.
    pub fn rust(&self) -> Rust {
        let open = self
            .entries
            .iter()
            .filter(|entry| entry.acknowledged.is_none());
        open.map(|entry| entry.rust).max().unwrap_or(Rust::Same)
    }

    /// Whether the head generates.
    pub fn generates(&self) -> bool {
        self.problems.is_empty()
    }

    /// Marks the entries of a fingerprint as acknowledged. Whether there is any.
    pub fn acknowledge(&mut self, fingerprint: &str, reason: &str) -> bool {
        let mut found = false;
        for entry in self
            .entries
            .iter_mut()
            .filter(|entry| entry.fingerprint == fingerprint)
        {
            entry.acknowledged = Some(reason.to_owned());
            found = true;
        }
        found
    }
}

/// Compares two sides.
pub fn compare(base: &Side, head: &Side) -> Report {
    let (walk, carried) = super::find(&base.document, &head.document);
    let mut drafts = drafts(&walk, &carried);
    let compares_rust = base.surface.is_some() && head.surface.is_some();
    let mut entries: Vec<Entry> = Vec::new();
    match (&base.surface, &head.surface) {
        (Some(old), Some(new)) => {
            let changes = rust::compare(old, new);
            let left = attribute(&mut drafts, changes, (base, head));
            drafts.retain(|draft| !draft.kind.is_only_about_rust() || !draft.changes.is_empty());
            entries.extend(drafts.iter().map(|draft| draft.entry(&walk, None)));
            entries.extend(unattributed(left, (base, head)));
        }
        _ => entries.extend(drafts.iter().map(|draft| {
            let unknown = draft.kind.shows_in_rust().then_some(Rust::Unknown);
            draft.entry(&walk, unknown)
        })),
    }
    number_twins(&mut entries);
    entries.sort_by(|a, b| order(a).cmp(&order(b)));
    Report {
        base: base.source().name().to_owned(),
        head: head.source().name().to_owned(),
        entries,
        problems: head.problems.clone(),
        compares_rust,
        notes: Vec::new(),
    }
}

type Order<'e> = (
    (u8, u8, u8, bool),
    Kind,
    &'e str,
    Option<&'e str>,
    Option<&'e str>,
    &'e str,
);

fn order(entry: &Entry) -> Order<'_> {
    (
        entry.weight(),
        entry.kind,
        &entry.subject,
        entry.before.as_deref(),
        entry.after.as_deref(),
        &entry.fingerprint,
    )
}

/// Findings about the same places, as one.
struct Draft {
    kind: Kind,
    base: Option<String>,
    head: Option<String>,
    before: Option<String>,
    after: Option<String>,
    facts: Facts,
    reach: Reach,
    carried: Vec<String>,
    changes: Vec<RustChange>,
}

/// One draft for each component that changed: what several wrappers found in it is one finding.
fn drafts(walk: &Walk<'_>, carried: &Carried) -> Vec<Draft> {
    type Key<'f> = (
        Kind,
        Option<&'f str>,
        Option<&'f str>,
        Option<&'f str>,
        Option<&'f str>,
    );
    let mut known: HashMap<Key<'_>, usize> = HashMap::new();
    let mut drafts: Vec<Draft> = Vec::new();
    let mut reached: HashMap<usize, Reach> = HashMap::new();
    for (number, finding) in walk.findings.iter().enumerate() {
        let reach = match finding.owner {
            Owner::Pair(pair) => reached
                .entry(pair)
                .or_insert_with(|| walk.reach(finding.owner))
                .clone(),
            _ => walk.reach(finding.owner),
        };
        let key = key(finding);
        let at = *known.entry(key).or_insert(drafts.len());
        if at == drafts.len() {
            drafts.push(Draft {
                kind: finding.kind,
                base: finding.base.clone(),
                head: finding.head.clone(),
                before: finding.before.clone(),
                after: finding.after.clone(),
                facts: finding.facts.clone(),
                reach: Reach::default(),
                carried: Vec::new(),
                changes: Vec::new(),
            });
        }
        let draft = &mut drafts[at];
        draft.reach.operations.extend(reach.operations);
        draft.reach.ways = draft.reach.ways.and(reach.ways);
        draft.reach.strict.0 |= reach.strict.0;
        draft.reach.strict.1 |= reach.strict.1;
        draft
            .carried
            .extend(carried.get(&number).into_iter().flatten().cloned());
    }
    drafts
}

/// What makes two findings one: of something new or gone, its own place only.
fn key(finding: &Finding) -> (Kind, Option<&str>, Option<&str>, Option<&str>, Option<&str>) {
    let (base, head) = (finding.base.as_deref(), finding.head.as_deref());
    let (base, head) = match finding.kind {
        Kind::PropertyAdded
        | Kind::RequiredPropertyAdded
        | Kind::ParameterAdded
        | Kind::RequiredParameterAdded => (None, head),
        Kind::PropertyRemoved
        | Kind::RequiredPropertyRemoved
        | Kind::ParameterRemoved
        | Kind::RequiredParameterRemoved => (base, None),
        _ => (base, head),
    };
    (
        finding.kind,
        base,
        head,
        finding.before.as_deref(),
        finding.after.as_deref(),
    )
}

impl Draft {
    fn entry(&self, walk: &Walk<'_>, rust: Option<Rust>) -> Entry {
        let place = |document: &crate::document::Document, pointer: &Option<String>| {
            pointer
                .as_deref()
                .map(|pointer| document.key_place(pointer))
        };
        let (base, head) = (place(walk.base, &self.base), place(walk.head, &self.head));
        let subject = self.subject(walk);
        let by_code = self.changes.iter().map(|change| change.verdict).max();
        let rust = rust
            .or(by_code)
            .unwrap_or(Rust::Same)
            .max(judge::at_run_time(self.kind));
        let text = |part: &Option<String>| part.clone().unwrap_or_default();
        Entry {
            kind: self.kind,
            fingerprint: fingerprint(&[
                self.kind.id(),
                &subject,
                &text(&self.before),
                &text(&self.after),
            ]),
            subject,
            before: self.before.clone(),
            after: self.after.clone(),
            base,
            head,
            ways: self.reach.ways,
            operations: self.operations(walk),
            wire: judge::deployed(self.kind, &self.facts, &self.reach),
            rust,
            new_client: judge::released(self.kind, &self.facts, &self.reach),
            changes: self.changes.clone(),
            acknowledged: None,
        }
    }

    fn operations(&self, walk: &Walk<'_>) -> Vec<String> {
        let ids: BTreeSet<&String> = self
            .reach
            .operations
            .iter()
            .map(|at| &walk.operations[*at])
            .collect();
        ids.into_iter().cloned().collect()
    }

    /// What is gone is named as it was, everything else as it is.
    fn subject(&self, walk: &Walk<'_>) -> String {
        let gone = matches!(
            self.kind,
            Kind::PropertyRemoved
                | Kind::RequiredPropertyRemoved
                | Kind::ParameterRemoved
                | Kind::RequiredParameterRemoved
                | Kind::UnionVariantRemoved
                | Kind::SchemaInlined
                | Kind::ResponseHeaderRemoved
                | Kind::FailureStatusRemoved
                | Kind::SuccessStatusRemoved
                | Kind::BodyRemoved
                | Kind::RequiredBodyRemoved
        );
        match (&self.base, &self.head) {
            (Some(pointer), None) => name::of(walk.base, pointer),
            (Some(pointer), Some(_)) if gone => name::of(walk.base, pointer),
            (_, Some(pointer)) => name::of(walk.head, pointer),
            (None, None) => String::new(),
        }
    }

    /// Whether one of these pointers is what it is about, or stands around that.
    fn is_at(&self, pointers: &[String]) -> bool {
        let own = [&self.base, &self.head];
        let own = own.into_iter().flatten().map(String::as_str);
        // Of something new, the place that it was added to is not its own.
        let own = own.filter(|pointer| !self.is_site(pointer));
        let own: Vec<&str> = own.chain(self.carried.iter().map(String::as_str)).collect();
        pointers
            .iter()
            .any(|pointer| own.iter().any(|own| within(own, pointer)))
    }

    /// Whether a pointer is only where it was added to or taken from.
    fn is_site(&self, pointer: &str) -> bool {
        match self.kind {
            Kind::PropertyAdded
            | Kind::RequiredPropertyAdded
            | Kind::ParameterAdded
            | Kind::RequiredParameterAdded => self.head.as_deref() != Some(pointer),
            Kind::PropertyRemoved
            | Kind::RequiredPropertyRemoved
            | Kind::ParameterRemoved
            | Kind::RequiredParameterRemoved => self.base.as_deref() != Some(pointer),
            _ => false,
        }
    }
}

/// Whether `inner` is `outer` or stands in it.
fn within(inner: &str, outer: &str) -> bool {
    inner
        .strip_prefix(outer)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Gives each difference of the code to the changes that it comes from; what is left comes from
/// none.
fn attribute(
    drafts: &mut [Draft],
    changes: Vec<RustChange>,
    sides: (&Side, &Side),
) -> Vec<(RustChange, Vec<String>)> {
    let origins: Vec<Origins<'_>> = [sides.0, sides.1]
        .into_iter()
        .filter_map(|side| side.api.as_ref())
        .map(Origins::new)
        .collect();
    let able: Vec<usize> = (0..drafts.len())
        .filter(|at| drafts[*at].kind.shows_in_rust())
        .collect();
    let mut left = Vec::new();
    for change in changes {
        let mut origin = Origin::default();
        for side in &origins {
            let of = side.of(&change.path);
            origin.own.extend(of.own);
            origin.around.extend(of.around);
            origin.mentioned.extend(of.mentioned);
        }
        let hits = [&origin.own, &origin.mentioned, &origin.around]
            .into_iter()
            .find_map(|pointers| {
                let hits: Vec<usize> = able
                    .iter()
                    .copied()
                    .filter(|at| drafts[*at].is_at(pointers))
                    .collect();
                (!hits.is_empty()).then_some(hits)
            });
        match hits {
            Some(hits) => hits
                .into_iter()
                .for_each(|at| drafts[at].changes.push(change.clone())),
            None => {
                let pointers = origin.own.into_iter().chain(origin.around).collect();
                left.push((change, pointers));
            }
        }
    }
    left
}

/// One entry for each item of generated code that differs without a reason in the document.
fn unattributed(left: Vec<(RustChange, Vec<String>)>, (base, head): (&Side, &Side)) -> Vec<Entry> {
    let mut by_item: BTreeMap<String, (Vec<RustChange>, Vec<String>)> = BTreeMap::new();
    for (change, pointers) in left {
        let module = &change.path.module;
        let item = if module.is_empty() {
            change.path.item.clone()
        } else {
            format!("{module}::{}", change.path.item)
        };
        let slot = by_item.entry(item).or_default();
        slot.0.push(change);
        slot.1.extend(pointers);
    }
    let entries = by_item.into_iter().map(|(item, (changes, pointers))| {
        let place = |side: &Side| {
            let known = pointers
                .iter()
                .find(|pointer| side.document.root().pointer(pointer).is_some());
            known.map(|pointer| side.document.key_place(pointer))
        };
        let told: Vec<String> = changes
            .iter()
            .map(|c| format!("{} {:?} {:?}", c.name, c.before, c.after))
            .collect();
        let told: Vec<&str> = told.iter().map(String::as_str).collect();
        let mut parts = vec![Kind::GeneratedCodeChanged.id(), item.as_str()];
        parts.extend(told);
        // What nobody can explain counts as breaking.
        Entry {
            kind: Kind::GeneratedCodeChanged,
            fingerprint: fingerprint(&parts),
            subject: item.clone(),
            before: None,
            after: None,
            base: place(base),
            head: place(head),
            ways: Ways::default(),
            operations: Vec::new(),
            wire: Wire::None,
            rust: Rust::Breaks,
            new_client: Wire::None,
            changes,
            acknowledged: None,
        }
    });
    entries.collect()
}

/// Two entries that would have one fingerprint get numbers.
fn number_twins(entries: &mut [Entry]) {
    let mut seen: HashMap<String, usize> = HashMap::new();
    for entry in entries {
        let count = seen.entry(entry.fingerprint.clone()).or_default();
        *count += 1;
        if *count > 1 {
            entry.fingerprint = fingerprint(&[&entry.fingerprint, &count.to_string()]);
        }
    }
}
