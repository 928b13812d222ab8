//! The text of the comment: a comparison of two documents, or the reason why there is none.

use smart_codegen::diff::render::{self, LONGEST};
use smart_codegen::diff::{Side, compare};
use smart_codegen::{Problem, Source};

use crate::diff::{acknowledged, input};
use crate::exit::Failure;
use crate::git::{Entry, Repository, short};
use crate::job::Job;
use crate::workspace::DOCUMENT;

/// The most bytes of one file that are read.
const LARGEST: u64 = 10_000_000;

/// The last line, which says how the comment was made.
const MADE: &str = "\n<sub>The main branch made this comment of the two documents, and its generator the code of both sides. The code that is checked in is compared by the run of `API diff`.</sub>\n";

/// Returns the comment on what changed from one commit to another.
///
/// # Errors
/// A failure of git. A faulty document is no error.
pub(super) fn page(repository: &Repository, base: &str, head: &str) -> Result<String, Failure> {
    let commit = |name, whose| Commit {
        repository,
        name,
        whose,
    };
    let (base, head) = (commit(base, "the base"), commit(head, "the pull request"));
    let page = match base.side().and_then(|old| Ok((old, head.side()?))) {
        Ok(sides) => report(&sides, &base, &head)?,
        Err(Trouble::Document(what, problems)) => {
            render::not_compared(&what, &problems, LONGEST - MADE.len())
        }
        Err(Trouble::Git(failure)) => return Err(failure),
    };
    Ok(page + MADE)
}

fn report(
    (old, new): &(Side, Side),
    base: &Commit<'_>,
    head: &Commit<'_>,
) -> Result<String, Failure> {
    let mut report = compare(old, new);
    (report.base, report.head) = (base.shown(), head.shown());
    if let Err(trouble) = head.acknowledge(&mut report) {
        let what = trouble.of_document()?;
        report
            .notes
            .push(format!("{what}; nothing is acknowledged"));
    }
    let manifest = match base.text("Cargo.toml") {
        Ok(manifest) => manifest,
        Err(trouble) => trouble.of_document().map(|_| None)?,
    };
    let version = manifest.as_deref().and_then(input::version);
    Ok(render::markdown(
        &report,
        version.as_deref(),
        LONGEST - MADE.len(),
    ))
}

/// Why something of a commit cannot be used.
enum Trouble {
    /// The name of the document, and its problems.
    Document(String, Vec<Problem>),
    /// Something could not be read.
    Git(Failure),
}

impl Trouble {
    /// Returns the description of a faulty document. Any other trouble is the error.
    fn of_document(self) -> Result<String, Failure> {
        match self {
            Trouble::Document(what, _) => Ok(what),
            Trouble::Git(failure) => Err(failure),
        }
    }
}

/// A commit whose files are read as data; none of it is checked out.
struct Commit<'c> {
    repository: &'c Repository,
    name: &'c str,
    /// Its name in messages.
    whose: &'static str,
}

impl Commit<'_> {
    /// Returns the document under the name that the comment shows.
    fn shown(&self) -> String {
        format!("{}:{DOCUMENT}", short(self.name))
    }

    /// Returns the document, and the files that this generator makes of it.
    fn side(&self) -> Result<Side, Trouble> {
        let Some(text) = self.text(DOCUMENT)? else {
            let what = format!("{DOCUMENT} is not in {}", self.whose);
            return Err(Trouble::Document(what, Vec::new()));
        };
        let options = Job::own().map_err(Trouble::Git)?.options;
        Side::generate(&Source::new(DOCUMENT, text), &options).map_err(|problems| {
            let what = format!("{DOCUMENT} in {} is no OpenAPI document", self.whose);
            Trouble::Document(what, problems)
        })
    }

    /// Marks the changes of a report that this commit acknowledges.
    fn acknowledge(&self, report: &mut smart_codegen::diff::Report) -> Result<(), Trouble> {
        if let Some(text) = self.text(acknowledged::FILE)? {
            acknowledged::apply(report, acknowledged::FILE, &text)
                .map_err(|failure| Trouble::Document(failure.to_string(), Vec::new()))?;
        }
        Ok(())
    }

    /// Returns the text of a file; nothing if it is not there.
    fn text(&self, path: &str) -> Result<Option<String>, Trouble> {
        let wrong =
            |what: &str| Trouble::Document(format!("{path} in {} {what}", self.whose), Vec::new());
        let entry = self.repository.entry(self.name, path);
        match entry.map_err(Trouble::Git)? {
            None => return Ok(None),
            Some(Entry::Other) => return Err(wrong("is no regular file")),
            Some(Entry::File { size }) if size > LARGEST => {
                return Err(wrong(&format!(
                    "has {size} bytes, and at most {LARGEST} are read"
                )));
            }
            Some(Entry::File { .. }) => {}
        }
        let bytes = self.repository.file(self.name, path);
        let bytes = bytes.map_err(Trouble::Git)?;
        let bytes = bytes.ok_or_else(|| wrong("cannot be read"))?;
        let text = String::from_utf8(bytes).map_err(|_| wrong("is not UTF-8"))?;
        Ok(Some(text))
    }
}
