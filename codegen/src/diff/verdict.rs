//! The verdicts on a change.

use std::fmt;

/// What a change does to calls: to those of a deployed client against the new server (W), or to
/// those of the new client against a server that did not change (N).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Wire {
    /// Nothing.
    None,
    /// Something is there that the client passes over, or missing that it can do without.
    Tolerates,
    /// Some calls fail or mean something else; it depends on values.
    Conditional,
    /// Calls fail.
    Breaks,
}

/// What a change does to code that uses the crate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rust {
    /// Nothing.
    Same,
    /// There is more to use.
    Additive,
    /// It compiles, and behaves differently when it runs.
    Runtime,
    /// Some code that uses it does not compile any more.
    Breaks,
    /// One side has no generated code; counts as breaking.
    Unknown,
}

/// The part of a version that must be counted up, for versions from 1.0 on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bump {
    /// None.
    None,
    /// The last.
    Patch,
    /// The middle one.
    Minor,
    /// The first.
    Major,
}

impl Wire {
    /// The word of the report.
    pub fn as_str(self) -> &'static str {
        match self {
            Wire::None => "none",
            Wire::Tolerates => "tolerates",
            Wire::Conditional => "conditional",
            Wire::Breaks => "breaks",
        }
    }
}

impl Rust {
    /// The word of the report.
    pub fn as_str(self) -> &'static str {
        match self {
            Rust::Same => "same",
            Rust::Additive => "additive",
            Rust::Runtime => "run time",
            Rust::Breaks => "breaks",
            Rust::Unknown => "unknown",
        }
    }
}

impl Bump {
    /// The word of the report.
    pub fn as_str(self) -> &'static str {
        match self {
            Bump::None => "none",
            Bump::Patch => "patch",
            Bump::Minor => "minor",
            Bump::Major => "major",
        }
    }

    /// The lowest version that follows `version` and says so. Before 1.0 the middle number takes
    /// the part of the first, and the last that of the others.
    ///
    /// `None` for what is not a version of three numbers.
    pub fn after(self, version: &str) -> Option<String> {
        let core = version.split(['-', '+']).next()?;
        let numbers: Vec<u64> = core
            .split('.')
            .map(|n| n.parse().ok())
            .collect::<Option<_>>()?;
        let [major, minor, patch] = numbers[..] else {
            return None;
        };
        let next = match (self, major) {
            (Bump::None, _) => (major, minor, patch),
            (Bump::Major, 0) => (0, minor + 1, 0),
            (Bump::Minor | Bump::Patch, 0) | (Bump::Patch, _) => (major, minor, patch + 1),
            (Bump::Minor, _) => (major, minor + 1, 0),
            (Bump::Major, _) => (major + 1, 0, 0),
        };
        Some(format!("{}.{}.{}", next.0, next.1, next.2))
    }
}

macro_rules! words {
    ($($verdict:ident),+) => {$(
        impl fmt::Display for $verdict {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }
    )+};
}
words!(Wire, Rust, Bump);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn before_one_the_middle_number_takes_the_part_of_the_first() {
        let after = |bump: Bump, version| bump.after(version).unwrap_or_default();
        assert_eq!(after(Bump::Major, "0.1.4"), "0.2.0");
        assert_eq!(after(Bump::Minor, "0.1.4"), "0.1.5");
        assert_eq!(after(Bump::Patch, "0.1.4"), "0.1.5");
        assert_eq!(after(Bump::None, "0.1.4"), "0.1.4");
        assert_eq!(after(Bump::Major, "1.2.3-rc.1"), "2.0.0");
        assert_eq!(after(Bump::Minor, "1.2.3"), "1.3.0");
        assert_eq!(after(Bump::Patch, "1.2.3"), "1.2.4");
        assert_eq!(Bump::Major.after("soon"), None);
    }
}
