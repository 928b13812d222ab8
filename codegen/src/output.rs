//! The whole way from a document to its files.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::document::Document;
use crate::lint::{self, Rules};
use crate::model::{self, Api};
use crate::problem::{Group, Lowering, Place, Problem, sort};
use crate::progenitor::{self, Refusal};
use crate::select::{self, LeftOut, Selection};
use crate::{Source, characters, digest, emit};

/// How code is generated.
#[derive(Debug, Clone)]
pub struct Options {
    runtime: String,
    module: Option<String>,
    open_enums: bool,
    selection: Selection,
}

impl Default for Options {
    fn default() -> Self {
        Self::new()
    }
}

impl Options {
    /// The defaults: the crate `smart-runtime`.
    pub fn new() -> Self {
        Self {
            runtime: "smart_runtime".to_owned(),
            module: None,
            open_enums: false,
            selection: Selection::default(),
        }
    }

    /// The path of the runtime module, as generated code names it.
    #[must_use]
    pub fn runtime(mut self, path: impl Into<String>) -> Self {
        self.runtime = path.into();
        self
    }

    /// The path by which callers know the generated module; with it the examples in the docs are
    /// compiled as doctests.
    #[must_use]
    pub fn module(mut self, path: impl Into<String>) -> Self {
        self.module = Some(path.into());
        self
    }

    /// Lets every enum of an answer keep a value that the document does not list, as `x-open-enum`
    /// lets one. Without it, such a value fails the whole answer. It is for a server that gains values
    /// before its document does, and for documents that others write.
    ///
    /// Alternatives that only the values of an enum tell apart are tagged by that enum, and one with
    /// another value is kept as it came. Enums that are only sent stay closed.
    #[must_use]
    pub fn open_enums(mut self) -> Self {
        self.open_enums = true;
        self
    }

    /// Generates code for the operations that fit a pattern only: an `operationId`, `tag:NAME` or a
    /// path, in which `*` stands for any characters. Several patterns choose more.
    #[must_use]
    pub fn only(mut self, pattern: &str) -> Self {
        self.selection.add_only(pattern);
        self
    }

    /// Generates no code for the operations that fit a pattern. It counts more than [`only`](Self::only).
    #[must_use]
    pub fn leave_out(mut self, pattern: &str) -> Self {
        self.selection.add_left_out(pattern);
        self
    }

    /// Leaves out the operations that no right code can be generated for, and names them in
    /// [`Output::left_out`]. Without it, one of them refuses the document.
    #[must_use]
    pub fn leave_out_unsupported(mut self) -> Self {
        self.selection.without_unsupported = true;
        self
    }

    pub(crate) fn runtime_path(&self) -> &str {
        &self.runtime
    }

    pub(crate) fn module_path(&self) -> Option<&str> {
        self.module.as_deref()
    }
}

/// What is generated from a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// The files of the generated module by name.
    pub files: BTreeMap<String, String>,
    /// The API in sorted lines.
    pub digest: String,
    /// The operations that are left out because they cannot be generated, in the order of the
    /// document.
    pub left_out: Vec<LeftOut>,
    /// Mistakes of the document that change no code, in its order.
    pub warnings: Vec<Problem>,
}

impl Output {
    /// All files as one, for `include!` from a build script.
    pub fn one_file(&self) -> String {
        emit::one_file(&self.files)
    }
}

/// Generates the files of a document.
///
/// # Errors
/// Every problem that stands in the way of generation, in the order of the document.
pub fn generate(source: &Source, options: &Options) -> Result<Output, Vec<Problem>> {
    let document = Document::load(source)?;
    generate_of(&document, options, &mut |_, _| {}).map(|(_, output)| output)
}

/// Generates the files of a document that is loaded. Returns the model as well, and shows each piece
/// of a file to `seen`.
pub(crate) fn generate_of(
    document: &Document,
    options: &Options,
    seen: &mut dyn FnMut(&str, &syn::File),
) -> Result<(Api, Output), Vec<Problem>> {
    let mut document = options.selection.of(document)?;
    let mut left_out = Vec::new();
    loop {
        let problems = match attempt(&document, options, &left_out, seen) {
            Err(problems) if options.selection.without_unsupported => problems,
            done => return done,
        };
        let (rest, more) = select::without(&document, problems)?;
        document = Cow::Owned(rest);
        left_out.extend(more);
    }
}

/// Generates all that a document holds.
fn attempt(
    document: &Document,
    options: &Options,
    left_out: &[LeftOut],
    seen: &mut dyn FnMut(&str, &syn::File),
) -> Result<(Api, Output), Vec<Problem>> {
    let lint::Checked {
        problems: found,
        undecided,
    } = lint::check(document, Rules::Generation, options.open_enums);
    let is_warning = |problem: &Problem| problem.group() == Group::Warning;
    let (warnings, errors): (Vec<_>, Vec<_>) = found.into_iter().partition(is_warning);
    if !errors.is_empty() {
        return Err(errors);
    }
    let (api, more) = model::read(document, &undecided, options.open_enums).map_err(sorted)?;
    let warnings = sorted([warnings, more].concat());
    let requests = progenitor::requests(&api, options.runtime_path());
    let requests = requests.map_err(|refusal| sorted(refused(document, &api, refusal)))?;
    let name = document.source().name();
    let name = characters::escaped(name.rsplit(['/', '\\']).next().unwrap_or_default());
    let setting = emit::Setting {
        runtime: options.runtime_path(),
        module: options.module_path(),
        document: &name,
        left_out,
    };
    let files = emit::files(&api, &requests, &setting, seen);
    let files = files.map_err(|error| {
        let what = format!("what is no Rust: {error}");
        vec![at_root(document, Lowering::Output { what })]
    })?;
    let output = Output {
        digest: digest::write(&api, &name, left_out),
        files,
        left_out: left_out.to_vec(),
        warnings,
    };
    Ok((api, output))
}

fn sorted(mut problems: Vec<Problem>) -> Vec<Problem> {
    sort(&mut problems);
    problems
}

fn at_root(document: &Document, finding: Lowering) -> Problem {
    Problem::new(finding, Place::new("", document.root().span))
}

/// Returns the problems of what progenitor refused, each with its place.
fn refused(document: &Document, api: &Api, refusal: Refusal) -> Vec<Problem> {
    let missing = match refusal {
        Refusal::Stopped(message) => {
            return vec![at_root(document, Lowering::Progenitor { message })];
        }
        Refusal::Missing(missing) => missing,
    };
    let operations = missing.iter().map(|number| &api.operations[*number]);
    let problems = operations.map(|operation| {
        let what = format!("no method for the operation `{}`", operation.id);
        Problem::new(
            Lowering::Output { what },
            document.place(&operation.pointer),
        )
    });
    problems.collect()
}
