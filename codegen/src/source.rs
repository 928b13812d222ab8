//! The text of a document, the texts of other files that it refers to, and their names.

use std::sync::Arc;

/// The most bytes that a document may have, its other files included: 256 MiB, a hundred times the
/// largest public documents.
pub const LONGEST: usize = 256 << 20;

/// The text of a document, and those of other files that it refers to. A copy shares the texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    name: String,
    text: Arc<String>,
    files: Vec<OtherFile>,
}

/// A file that a document refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
struct OtherFile {
    /// Its path from the folder of the document.
    name: String,
    /// Its text, or why there is none.
    text: Result<Arc<String>, String>,
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
            files: Vec::new(),
        }
    }

    /// Adds another file under its path from the folder of the document, such as `schemas/pet.yaml`.
    #[must_use]
    pub fn with_file(mut self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.add(name.into(), Ok(text.into()));
        self
    }

    /// Adds a file, or the reason why it cannot be read. Returns its number.
    pub(crate) fn add(&mut self, name: String, text: Result<String, String>) -> usize {
        let text = text.map(Arc::new);
        match self.files.iter().position(|file| file.name == name) {
            Some(at) => {
                self.files[at].text = text;
                at + 1
            }
            None => {
                self.files.push(OtherFile { name, text });
                self.files.len()
            }
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

    /// Returns the names that problems show for the document and its other files, in the order of
    /// their numbers.
    pub fn file_names(&self) -> Vec<String> {
        let count = u32::try_from(self.files.len()).unwrap_or(u32::MAX);
        (0..=count).map(|file| self.file_name(file)).collect()
    }

    /// Returns the name that problems show for a file: its path beside that of the document.
    pub fn file_name(&self, file: u32) -> String {
        match self.other(file) {
            Some(other) => format!("{}{}", self.folder(), other.name),
            None => self.name.clone(),
        }
    }

    /// Returns the number of bytes of all texts together.
    pub(crate) fn length(&self) -> usize {
        let others = self.files.iter().filter_map(|file| file.text.as_ref().ok());
        others.fold(self.text.len(), |sum, text| sum.saturating_add(text.len()))
    }

    /// Returns the path of a file from the folder of the document.
    pub(crate) fn path(&self, file: u32) -> &str {
        match self.other(file) {
            Some(other) => &other.name,
            None => &self.name[self.folder().len()..],
        }
    }

    /// Returns the number of the file at a path from the folder of the document.
    pub(crate) fn number(&self, path: &str) -> Option<usize> {
        if path == self.path(0) {
            return Some(0);
        }
        let at = self.files.iter().position(|file| file.name == path)?;
        Some(at + 1)
    }

    /// Returns the number of files, the document included.
    pub(crate) fn count(&self) -> usize {
        self.files.len() + 1
    }

    /// Returns the text of a file without a byte order mark, which no reader counts as a column.
    ///
    /// # Errors
    /// The reason why there is no text.
    pub(crate) fn body(&self, file: u32) -> Result<&str, &str> {
        let text = match self.other(file) {
            Some(other) => other.text.as_ref().map_err(String::as_str)?,
            None => &self.text,
        };
        Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
    }

    /// Returns the notation: JSON if the name ends in `.json` or the text begins with `{`, else YAML.
    ///
    /// A text that begins with `{` could be a flow mapping of YAML, but no such document is known. A
    /// name that ends in `.yaml` or `.yml` makes it YAML.
    pub fn format(&self) -> Format {
        self.format_of(0)
    }

    /// Returns the notation of a file.
    pub(crate) fn format_of(&self, file: u32) -> Format {
        let name = self.path(file).to_ascii_lowercase();
        let body = self.body(file).unwrap_or_default();
        let braced = body.trim_start().starts_with('{');
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

    /// Returns the folder in the name of the document, with its separator.
    fn folder(&self) -> &str {
        let end = self.name.rfind(['/', '\\']).map_or(0, |at| at + 1);
        &self.name[..end]
    }

    fn other(&self, file: u32) -> Option<&OtherFile> {
        self.files.get(usize::try_from(file).ok()?.checked_sub(1)?)
    }
}
