//! The verdicts on a change.

use std::fmt;

/// The verdict on calls: of deployed clients at the new server, or of the new client at the old
/// server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Wire {
    /// Nothing.
    None,
    /// The client ignores something new, or does without something that is gone.
    Tolerates,
    /// Some calls fail or mean something else, which depends on values.
    Conditional,
    /// Calls fail.
    Breaks,
}

/// The verdict on Rust source that uses the crate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rust {
    /// Nothing.
    Same,
    /// The crate has more to use.
    Additive,
    /// The code compiles and behaves differently.
    Runtime,
    /// Some code does not compile any more.
    Breaks,
    /// One side has no generated code. This counts as breaking.
    Unknown,
}

/// The part of a version that counts up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bump {
    /// None.
    None,
    /// The last part.
    Patch,
    /// The middle part.
    Minor,
    /// The first part.
    Major,
}

impl Wire {
    /// Returns the word of the report.
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
    /// Returns the word of the report.
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
    /// Returns the word of the report.
    pub fn as_str(self) -> &'static str {
        match self {
            Bump::None => "none",
            Bump::Patch => "patch",
            Bump::Minor => "minor",
            Bump::Major => "major",
        }
    }

    /// Returns the lowest version that follows `version` by this part. Before 1.0 the middle part
    /// stands for the first, and the last part for the others.
    ///
    /// Returns `None` for a text that is not a version of three numbers.
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
