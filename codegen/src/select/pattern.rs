//! What chooses operations.

use std::fmt;

/// A pattern of the command line or of the options.
#[derive(Debug, Clone)]
pub(super) enum Pattern {
    /// `/pets/*`: a path.
    Path(Text),
    /// `tag:pets`: a tag.
    Tag(Text),
    /// `listPets`: an `operationId`.
    Id(Text),
}

/// A text in which `*` stands for any characters.
#[derive(Debug, Clone)]
pub(super) struct Text(String);

impl Pattern {
    pub(super) fn new(pattern: &str) -> Self {
        match pattern.strip_prefix("tag:") {
            Some(tag) => Self::Tag(Text(tag.to_owned())),
            None if pattern.starts_with('/') => Self::Path(Text(pattern.to_owned())),
            None => Self::Id(Text(pattern.to_owned())),
        }
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tag(tag) => write!(f, "tag:{}", tag.0),
            Self::Path(Text(text)) | Self::Id(Text(text)) => f.write_str(text),
        }
    }
}

impl Text {
    /// Returns whether the whole of `name` fits.
    pub(super) fn fits(&self, name: &str) -> bool {
        let mut parts = self.0.split('*');
        let Some(rest) = parts.next().and_then(|first| name.strip_prefix(first)) else {
            return false;
        };
        let mut rest = rest;
        let mut parts = parts.peekable();
        if parts.peek().is_none() {
            return rest.is_empty();
        }
        while let Some(part) = parts.next() {
            if parts.peek().is_none() {
                return rest.ends_with(part);
            }
            match rest.find(part) {
                Some(at) => rest = &rest[at + part.len()..],
                None => return false,
            }
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_any_characters() {
        let fits = |pattern: &str, name: &str| Text(pattern.to_owned()).fits(name);
        assert!(fits("listPets", "listPets") && !fits("listPets", "listPetsNow"));
        assert!(fits("list*", "listPets") && fits("list*", "list") && !fits("list*", "getList"));
        assert!(fits("*Pets", "listPets") && !fits("*Pets", "listPet"));
        assert!(fits("/a/*/b/*", "/a/x/y/b/") && !fits("/a/*/b/*", "/a/x/b"));
        assert!(fits("*", "") && fits("a*a", "aa") && !fits("a*a", "a"));
    }
}
