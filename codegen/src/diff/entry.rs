//! A change in the report.

use std::sync::Arc;

use super::code::RustChange;
use super::kind::Kind;
use super::verdict::{Bump, Rust, Wire};
use super::ways::Ways;
use crate::problem::Place;

/// A change of one component with its verdicts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its kind.
    pub kind: Kind,
    /// The name of what changed: `Session.status`, `fetchVisit query patientNumber`.
    pub subject: String,
    /// The old value, in the words of the kind.
    pub before: Option<String>,
    /// The new value.
    pub after: Option<String>,
    /// The place in the base. Something added has the place of its container.
    pub base: Option<Place>,
    /// The place in the head. Something removed has the place of its container.
    pub head: Option<Place>,
    /// The directions of the value.
    pub ways: Ways,
    /// The ids of the operations that it reaches, at most a hundred.
    pub operations: Arc<[String]>,
    /// The number of operations that it reaches.
    pub reached: usize,
    /// The verdict on deployed clients at the new server.
    pub wire: Wire,
    /// The verdict on Rust source that uses the crate.
    pub rust: Rust,
    /// The verdict on the new client at the old server.
    pub new_client: Wire,
    /// The first differences of generated Rust that come from it.
    pub changes: Vec<Arc<RustChange>>,
    /// The number of differences of generated Rust that come from it.
    pub differences: usize,
    /// A hash that is the same for the same change in every release. Wording and lines do not
    /// count.
    pub fingerprint: String,
    /// The reason why somebody acknowledged the change.
    pub acknowledged: Option<String>,
}

impl Entry {
    /// Returns the change in one sentence, without a full stop.
    pub fn sentence(&self) -> String {
        let what = self.kind.id().replace('-', " ");
        let values = match (&self.before, &self.after) {
            (Some(before), Some(after)) => format!(": {before} → {after}"),
            (Some(only), None) | (None, Some(only)) => format!(": {only}"),
            (None, None) => String::new(),
        };
        format!("{what}{values}")
    }

    /// Returns the part of the version that counts up.
    pub fn bump(&self) -> Bump {
        match (self.rust, self.wire) {
            (Rust::Breaks | Rust::Unknown, _) => Bump::Major,
            (Rust::Additive | Rust::Runtime, _) => Bump::Minor,
            // The code is the same, and everybody must upgrade.
            (Rust::Same, Wire::Breaks) => Bump::Minor,
            (Rust::Same, _) => Bump::Patch,
        }
    }

    /// Returns the weight of the change, the worst first.
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

    /// Returns whether the change concerns those who use the crate.
    pub fn concerns_users(&self) -> bool {
        !self.is_remark() && !self.kind.must_be_read()
    }

    /// Returns whether the change is a remark: no action is needed, and no code differs.
    pub fn is_remark(&self) -> bool {
        self.kind.is_remark() && self.rust == Rust::Same
    }
}
