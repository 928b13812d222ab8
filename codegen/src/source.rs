//! The text of a document and the name it is shown under.

use std::sync::Arc;

/// The most bytes that a document may have: 256 MiB, a hundred times the largest public documents.
pub const LONGEST: usize = 256 << 20;

/// The text of a document. A copy shares the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    name: String,
    text: Arc<String>,
}

/// The two notations of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// YAML 1.2.
    Yaml,
    /// JSON (RFC 8259).
    Json,
}

impl Source {
    /// A document under the name that problems show (usually the path of its file).
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Source {
            name: name.into(),
            text: Arc::new(text.into()),
        }
    }

    /// Returns the name that problems show.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the text as given.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the text without a byte order mark, which no reader counts as a column.
    pub(crate) fn body(&self) -> &str {
        self.text.strip_prefix('\u{feff}').unwrap_or(&self.text)
    }

    /// Returns the notation: JSON if the name ends in `.json` or the text begins with `{`, else YAML.
    ///
    /// A text that begins with `{` could be a flow mapping of YAML, but no such document is known. A
    /// name that ends in `.yaml` or `.yml` makes it YAML.
    pub fn format(&self) -> Format {
        let name = self.name.to_ascii_lowercase();
        let braced = self.body().trim_start().starts_with('{');
        if name.ends_with(".json") {
            Format::Json
        } else if name.ends_with(".yaml") || name.ends_with(".yml") {
            Format::Yaml
        } else if braced {
            Format::Json
        } else {
            Format::Yaml
        }
    }
}
