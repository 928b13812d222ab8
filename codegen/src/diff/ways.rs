//! Which way values travel.

/// Which way a value travels; a set of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Hash)]
pub struct Ways(u8);

impl Ways {
    /// With requests.
    pub const SENT: Ways = Ways(1);
    /// With answers of success.
    pub const RECEIVED: Ways = Ways(2);
    /// With answers of failure.
    pub const FAILED: Ways = Ways(4);

    /// Whether all of these are among them.
    pub fn has(self, way: Ways) -> bool {
        self.0 & way.0 == way.0
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Both together.
    #[must_use]
    pub fn and(self, other: Ways) -> Ways {
        Ways(self.0 | other.0)
    }

    /// The names of the ways.
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
