//! A change as it is reported.

use std::sync::Arc;

use super::code::RustChange;
use super::kind::Kind;
use super::verdict::{Bump, Rust, Wire};
use super::ways::Ways;
use crate::problem::Place;

/// A change of one component, judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its kind.
    pub kind: Kind,
    /// What changed: `Session.status`, `fetchVisit query patientNumber`.
    pub subject: String,
    /// What it was, in the words of its kind.
    pub before: Option<String>,
    /// What it is.
    pub after: Option<String>,
    /// Its place in the base; of something new, the place that it was added to.
    pub base: Option<Place>,
    /// Its place in the head; of something that is gone, the place that it was taken from.
    pub head: Option<Place>,
    /// Which way it travels.
    pub ways: Ways,
    /// The operations that it reaches, by their ids; of very many the first hundred.
    pub operations: Arc<[String]>,
    /// How many operations it reaches.
    pub reached: usize,
    /// W: deployed clients against the new server.
    pub wire: Wire,
    /// R: code that uses the crate.
    pub rust: Rust,
    /// N: the new client against a server that did not change.
    pub new_client: Wire,
    /// What differs in generated Rust because of it; of very many differences the first.
    pub changes: Vec<Arc<RustChange>>,
    /// How many differences there are in generated Rust because of it.
    pub differences: usize,
    /// The same for the same change in every release, whatever the wording and the lines.
    pub fingerprint: String,
    /// Why somebody decided that it is all right.
    pub acknowledged: Option<String>,
}

impl Entry {
    /// The change in one sentence, without a full stop.
    pub fn sentence(&self) -> String {
        let what = self.kind.id().replace('-', " ");
        let told = match (&self.before, &self.after) {
            (Some(before), Some(after)) => format!(": {before} → {after}"),
            (Some(only), None) | (None, Some(only)) => format!(": {only}"),
            (None, None) => String::new(),
        };
        format!("{what}{told}")
    }

    /// The part of the version that it counts up.
    pub fn bump(&self) -> Bump {
        match (self.rust, self.wire) {
            (Rust::Breaks | Rust::Unknown, _) => Bump::Major,
            (Rust::Additive | Rust::Runtime, _) => Bump::Minor,
            // The code is the same, and yet everybody must have it.
            (Rust::Same, Wire::Breaks) => Bump::Minor,
            (Rust::Same, _) => Bump::Patch,
        }
    }

    /// How much it matters, the worst first.
    pub(crate) fn weight(&self) -> (u8, u8, u8, u8) {
        let wire = |wire: Wire| match wire {
            Wire::Breaks => 0,
            Wire::Conditional => 1,
            Wire::Tolerates => 2,
            Wire::None => 3,
        };
        let rust = match self.rust {
            Rust::Unknown | Rust::Breaks => 0,
            Rust::Runtime => 1,
            Rust::Additive => 2,
            Rust::Same => 3,
        };
        (
            wire(self.wire),
            rust,
            wire(self.new_client),
            match self.kind {
                kind if kind.must_be_read() => 0,
                kind if kind.is_remark() => 2,
                _ => 1,
            },
        )
    }

    /// Whether it says something to those who use the crate.
    pub fn concerns_users(&self) -> bool {
        !self.is_remark() && !self.kind.must_be_read()
    }

    /// Whether it is nothing but a remark: nobody has to do anything, and no code differs.
    pub fn is_remark(&self) -> bool {
        self.kind.is_remark() && self.rust == Rust::Same
    }
}
