//! One side of a comparison: a document, and the code generated from it.

use std::collections::BTreeMap;

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
    /// The code that is checked in, where it is looked at in place of what is generated now.
    code: Option<BTreeMap<String, String>>,
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
            code: None,
        };
        match generate_of(&side.document, options) {
            Ok((api, output)) => {
                side.api = Some(api);
                side.files = output.files;
            }
            Err(problems) => side.problems = problems,
        }
        Ok(side)
    }

    /// The side with this code in place of what is generated now: the code that is checked in, of
    /// whichever generator. Where a file is no Rust, nothing can be said about the code.
    #[must_use]
    pub fn with_code(mut self, files: &BTreeMap<String, String>) -> Side {
        self.code = (*files != self.files).then(|| files.clone());
        self
    }

    /// The code that is compared.
    pub(crate) fn code(&self) -> Option<&BTreeMap<String, String>> {
        let generated = (!self.files.is_empty()).then_some(&self.files);
        self.code.as_ref().or(generated)
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
