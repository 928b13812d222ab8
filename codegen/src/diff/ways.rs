//! The directions of values.

/// A set of directions in which a value is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Hash)]
pub struct Ways(u8);

impl Ways {
    /// Requests.
    pub const SENT: Ways = Ways(1);
    /// Successful answers.
    pub const RECEIVED: Ways = Ways(2);
    /// Answers of failure.
    pub const FAILED: Ways = Ways(4);

    /// Returns whether the set has all of these directions.
    pub fn has(self, way: Ways) -> bool {
        self.0 & way.0 == way.0
    }

    /// Returns whether the set is empty.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Returns the directions of both sets.
    #[must_use]
    pub fn and(self, other: Ways) -> Ways {
        Ways(self.0 | other.0)
    }

    /// Returns the names of the directions.
    pub fn names(self) -> Vec<&'static str> {
        let all = [
            (Ways::SENT, "request"),
            (Ways::RECEIVED, "response"),
            (Ways::FAILED, "failure"),
        ];
        let named = all.into_iter().filter(|(way, _)| self.has(*way));
        named.map(|(_, name)| name).collect()
    }
}
