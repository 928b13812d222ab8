//! One side of a comparison: a document, and the code generated from it.

use std::collections::BTreeMap;

use super::surface::Surface;
use crate::document::Document;
use crate::model::Api;
use crate::output::generate_of;
use crate::{Options, Problem, Source};

/// A document with its generated code, or with the reason why there is none.
#[derive(Debug)]
pub struct Side {
    pub(crate) document: Document,
    pub(crate) api: Option<Api>,
    /// The problems for which the document does not generate.
    pub(crate) problems: Vec<Problem>,
    files: BTreeMap<String, String>,
    /// The public surface of the code that is compared, if there is code.
    pub(crate) surface: Option<Surface>,
}

impl Side {
    /// Reads a document and generates its code.
    ///
    /// # Errors The problems of a text that is not an OpenAPI document. Problems of generation are
    /// part of the side.
    pub fn generate(source: &Source, options: &Options) -> Result<Side, Vec<Problem>> {
        let document = Document::load(source)?;
        let mut side = Side {
            document,
            api: None,
            problems: Vec::new(),
            files: BTreeMap::new(),
            surface: None,
        };
        let mut surface = Surface::default();
        let generated = generate_of(&side.document, options, &mut |file, code| {
            surface.add(file, code);
        });
        match generated {
            Ok((api, output)) => {
                side.api = Some(api);
                side.files = output.files;
                side.surface = Some(surface);
            }
            Err(problems) => side.problems = problems,
        }
        Ok(side)
    }

    /// Returns the side with checked-in code in place of the generated code. Code that is not Rust
    /// is not compared.
    #[must_use]
    pub fn with_code(mut self, files: &BTreeMap<String, String>) -> Side {
        if *files != self.files {
            self.surface = Surface::parse(files).ok();
        }
        self
    }

    /// Returns the generated files by name. A document that does not generate has none.
    pub fn files(&self) -> &BTreeMap<String, String> {
        &self.files
    }

    /// Returns whether the document generates.
    pub fn generates(&self) -> bool {
        self.problems.is_empty()
    }

    /// Returns the problems for which the document does not generate.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Returns the text of the document.
    pub fn source(&self) -> &Source {
        self.document.source()
    }
}
