//! What was found about one component, brought together and judged.

use std::sync::Arc;

use super::reach::{Reach, Reaches};
use super::rules;
use super::subject;
use crate::diff::change::{Details, is_site};
use crate::diff::code::changes::RustChange;
use crate::diff::entry::{Entry, MOST_CHANGES};
use crate::diff::find::comparison::Comparison;
use crate::diff::find::components::Carried;
use crate::diff::fingerprint::fingerprint;
use crate::diff::kind::Kind;
use crate::diff::verdict::Rust;

/// Changes about the same places, as one.
pub(crate) struct Draft {
    pub(crate) kind: Kind,
    pub(crate) base: Option<String>,
    pub(crate) head: Option<String>,
    before: Option<String>,
    after: Option<String>,
    details: Details,
    reach: Reach,
    carried: Vec<String>,
    code: Code,
}

/// What differs in generated Rust because of a change.
#[derive(Default)]
struct Code {
    /// The first differences.
    shown: Vec<Arc<RustChange>>,
    /// How many there are.
    count: usize,
    /// The worst of all.
    verdict: Option<Rust>,
}

/// One draft for each component that changed: what several wrappers found in it is one change.
pub(crate) fn drafts(
    comparison: &Comparison<'_>,
    reaches: &Reaches,
    carried: &Carried,
) -> Vec<Draft> {
    let changes = comparison.changes.iter().enumerate();
    let mut drafts: Vec<Draft> = changes
        .map(|(number, change)| Draft {
            kind: change.kind,
            base: change.base.clone(),
            head: change.head.clone(),
            before: change.before.clone(),
            after: change.after.clone(),
            details: change.details.clone(),
            reach: reaches.reach(comparison, change.owner),
            carried: carried.get(&number).cloned().unwrap_or_default(),
            code: Code::default(),
        })
        .collect();
    for (number, owner) in &comparison.again {
        drafts[*number]
            .reach
            .join(reaches.reach(comparison, *owner));
    }
    drafts
}

impl Draft {
    /// Adds a difference of generated Rust that comes from the change.
    pub(crate) fn explains(&mut self, change: &Arc<RustChange>) {
        self.code.count += 1;
        self.code.verdict = self.code.verdict.max(Some(change.verdict));
        if self.code.shown.len() < MOST_CHANGES {
            self.code.shown.push(Arc::clone(change));
        }
    }

    /// Whether generated Rust differs because of the change.
    pub(crate) fn has_code(&self) -> bool {
        self.code.count > 0
    }

    pub(crate) fn entry(
        &self,
        comparison: &Comparison<'_>,
        reaches: &mut Reaches,
        rust: Option<Rust>,
    ) -> Entry {
        let place = |document: &crate::document::Document, pointer: &Option<String>| {
            pointer
                .as_deref()
                .map(|pointer| document.key_place(pointer))
        };
        let (base, head) = (
            place(comparison.base, &self.base),
            place(comparison.head, &self.head),
        );
        let subject = self.subject(comparison);
        let (reached, operations) = reaches.operations(&self.reach);
        let rust = rust
            .or(self.code.verdict)
            .unwrap_or(Rust::Same)
            .max(rules::at_run_time(self.kind, &self.details));
        let text = |part: &Option<String>| part.clone().unwrap_or_default();
        let (before, after) = (text(&self.before), text(&self.after));
        let mut parts = vec![self.kind.id(), &subject, &before, &after];
        if let Details::Texts(old, new) = &self.details {
            parts.extend([old.as_str(), new.as_str()]);
        }
        Entry {
            kind: self.kind,
            fingerprint: fingerprint(&parts),
            subject,
            before: self.before.clone(),
            after: self.after.clone(),
            base,
            head,
            ways: self.reach.ways(),
            operations,
            reached,
            wire: rules::deployed(self.kind, &self.details, &self.reach),
            rust,
            new_client: rules::released(self.kind, &self.details, &self.reach),
            changes: self.code.shown.clone(),
            differences: self.code.count,
            acknowledged: None,
        }
    }

    /// What is gone is named as it was, everything else as it is.
    fn subject(&self, comparison: &Comparison<'_>) -> String {
        let gone = self.kind.is_gone() || self.kind == Kind::SchemaInlined;
        match (&self.base, &self.head) {
            (Some(pointer), None) => subject::of(comparison.base, pointer),
            (Some(pointer), Some(_)) if gone => subject::of(comparison.base, pointer),
            (_, Some(pointer)) => subject::of(comparison.head, pointer),
            (None, None) => String::new(),
        }
    }

    /// Whether it is told only where generated Rust differs: the API itself is the same.
    pub(crate) fn is_only_about_rust(&self) -> bool {
        match self.kind {
            // What the two schemas do not have in common is told by itself.
            Kind::SchemaSwapped => self.details == Details::Nothing,
            kind => kind.is_only_about_rust(),
        }
    }

    /// The pointers of what it is about. Of something new, the place that it was added to is not
    /// its own.
    pub(crate) fn own(&self) -> impl Iterator<Item = &str> {
        let own = [&self.base, &self.head];
        let own = own.into_iter().flatten().map(String::as_str);
        own.filter(|pointer| !self.is_site(pointer))
            .chain(self.carried.iter().map(String::as_str))
    }

    /// Whether a pointer is only where it was added to or taken from.
    pub(crate) fn is_site(&self, pointer: &str) -> bool {
        is_site(self.kind, (&self.base, &self.head), pointer)
    }

    /// The value of an enum that it is about: the pointer of the enum, and the value.
    pub(crate) fn value(&self) -> Option<(&str, &str)> {
        let (list, value) = match self.kind {
            Kind::EnumValueAdded => (&self.head, &self.after),
            Kind::EnumValueRemoved => (&self.base, &self.before),
            _ => return None,
        };
        let (list, _) = list.as_deref()?.rsplit_once('/')?;
        Some((list.strip_suffix("/enum")?, value.as_deref()?))
    }
}
