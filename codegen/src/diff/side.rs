//! One side of a comparison: a document, and the code generated from it.

use std::collections::BTreeMap;

use super::surface::Surface;
use crate::document::Document;
use crate::model::Api;
use crate::output::generate_of;
use crate::{Options, Problem, Source};

/// A document with what is generated from it, or why nothing is.
#[derive(Debug)]
pub struct Side {
    pub(crate) document: Document,
    pub(crate) api: Option<Api>,
    /// The generator's own problems, where it does not generate.
    pub(crate) problems: Vec<Problem>,
    files: BTreeMap<String, String>,
    /// The public surface of the code that is compared, where there is code.
    pub(crate) surface: Option<Surface>,
}

impl Side {
    /// Reads a document and generates from it.
    ///
    /// # Errors
    /// Problems of a text that is no OpenAPI document. What only stands in the way of generation
    /// is part of the comparison.
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

    /// The side with this code in place of what is generated now: the code that is checked in, of
    /// whichever generator. Where a file is no Rust, nothing can be said about the code.
    #[must_use]
    pub fn with_code(mut self, files: &BTreeMap<String, String>) -> Side {
        if *files != self.files {
            self.surface = Surface::parse(files).ok();
        }
        self
    }

    /// What is generated from it now, by the names of the files; nothing if it does not generate.
    pub fn files(&self) -> &BTreeMap<String, String> {
        &self.files
    }

    /// Whether code is generated from it.
    pub fn generates(&self) -> bool {
        self.problems.is_empty()
    }

    /// The generator's own problems with the document.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// The text of the document.
    pub fn source(&self) -> &Source {
        self.document.source()
    }
}
