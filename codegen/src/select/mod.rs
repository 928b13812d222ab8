//! Which operations of a document code is generated for.
//!
//! | in | is |
//! |---|---|
//! | `pattern.rs` | what chooses operations: an id, a tag or a path |
//! | `graph.rs` | what each operation and component refers to |
//! | `prune.rs` | a document without what was not chosen |

mod graph;
mod pattern;
mod prune;

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};

use crate::document::{Document, METHODS, Node, pointer_token};
use crate::place::Place;
use crate::problem::{Problem, Routing, sort};
use graph::Graph;
use pattern::Pattern;

/// Which operations are chosen.
#[derive(Debug, Clone, Default)]
pub(crate) struct Selection {
    only: Vec<Pattern>,
    leave_out: Vec<Pattern>,
    /// Whether an operation that cannot be generated is left out, instead of refusing the document.
    pub(crate) without_unsupported: bool,
}

/// An operation for which no code is generated, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// The method in capitals and the path: `GET /pets/{petId}`.
    pub operation: String,
    /// What stands in its way: at least one problem, and at most 16.
    pub problems: Vec<Problem>,
}

impl LeftOut {
    /// Returns the kinds of the problems, each once.
    pub fn kinds(&self) -> Vec<&'static str> {
        let mut kinds: Vec<_> = self.problems.iter().map(Problem::kind).collect();
        kinds.sort_unstable();
        kinds.dedup();
        kinds
    }
}

impl Selection {
    pub(crate) fn add_only(&mut self, pattern: &str) {
        self.only.push(Pattern::new(pattern));
    }

    pub(crate) fn add_left_out(&mut self, pattern: &str) {
        self.leave_out.push(Pattern::new(pattern));
    }

    fn chooses_all(&self) -> bool {
        self.only.is_empty() && self.leave_out.is_empty()
    }

    /// Returns the document with the chosen operations and what they reach.
    ///
    /// # Errors
    /// Patterns that choose nothing, and a choice that leaves nothing.
    pub(crate) fn of<'d>(&self, document: &'d Document) -> Result<Cow<'d, Document>, Vec<Problem>> {
        if self.chooses_all() {
            return Ok(Cow::Borrowed(document));
        }
        let operations = operations(document.root());
        let unused = self.only.iter().chain(&self.leave_out).filter(|pattern| {
            !operations
                .iter()
                .any(|operation| operation.is_chosen_by(pattern))
        });
        let place = || Place::new("/paths", document.key_place("/paths").span);
        let mut problems: Vec<Problem> = unused
            .map(|pattern| {
                let pattern = pattern.to_string();
                Problem::new(Routing::ChoosesNothing { pattern }, place())
            })
            .collect();
        let kept: HashSet<String> = operations
            .iter()
            .filter(|operation| {
                let by = |patterns: &[Pattern]| {
                    patterns
                        .iter()
                        .any(|pattern| operation.is_chosen_by(pattern))
                };
                (self.only.is_empty() || by(&self.only)) && !by(&self.leave_out)
            })
            .map(Operation::pointer)
            .collect();
        if kept.is_empty() && problems.is_empty() {
            problems.push(Problem::new(Routing::NothingChosen, place()));
        }
        if problems.is_empty() {
            Ok(Cow::Owned(prune::keep(document, &kept)))
        } else {
            Err(problems)
        }
    }
}

/// The most problems that are told of one operation. Thousands of operations may share thousands.
const MOST_PROBLEMS: usize = 16;

/// Leaves the operations out that problems stand in the way of.
///
/// # Errors
/// The problems that belong to no operation, or all of them if no operation would be left.
pub(crate) fn without(
    document: &Document,
    problems: Vec<Problem>,
) -> Result<(Document, Vec<LeftOut>), Vec<Problem>> {
    let graph = Graph::new(document.root());
    let mut by_part: BTreeMap<String, Vec<&Problem>> = BTreeMap::new();
    for problem in &problems {
        let first = problem.places.first();
        let part = first.map(|place| graph::part(&place.pointer));
        by_part
            .entry(part.unwrap_or_default())
            .or_default()
            .push(problem);
    }
    let mut left_out: BTreeMap<String, Vec<Problem>> = BTreeMap::new();
    let mut general = Vec::new();
    for (part, of_part) in &by_part {
        let owners = graph.operations_that_reach(part);
        if owners.is_empty() {
            general.extend(of_part.iter().copied().cloned());
        }
        for owner in owners {
            let known = left_out.entry(owner).or_default();
            let left = MOST_PROBLEMS.saturating_sub(known.len());
            known.extend(of_part.iter().copied().take(left).cloned());
        }
    }
    if !general.is_empty() {
        sort(&mut general);
        return Err(general);
    }
    let all = operations(document.root());
    let (gone, kept): (Vec<_>, Vec<_>) = all
        .iter()
        .partition(|operation| left_out.contains_key(&operation.pointer()));
    if kept.is_empty() {
        return Err(problems);
    }
    let kept = kept.iter().map(|operation| operation.pointer()).collect();
    let gone = gone.into_iter().map(|operation| LeftOut {
        operation: operation.to_string(),
        problems: left_out.remove(&operation.pointer()).unwrap_or_default(),
    });
    Ok((prune::keep(document, &kept), gone.collect()))
}

/// An operation of the document.
#[derive(Debug)]
struct Operation<'d> {
    path: &'d str,
    method: &'static str,
    node: &'d Node,
}

impl Operation<'_> {
    fn pointer(&self) -> String {
        format!("/paths/{}/{}", pointer_token(self.path), self.method)
    }

    fn is_chosen_by(&self, pattern: &Pattern) -> bool {
        let tags = self.node.get("tags").map(Node::items).unwrap_or_default();
        let mut tags = tags.iter().filter_map(Node::as_str);
        match pattern {
            Pattern::Path(path) => path.fits(self.path),
            Pattern::Tag(tag) => tags.any(|name| tag.fits(name)),
            Pattern::Id(id) => self
                .node
                .text("operationId")
                .is_some_and(|name| id.fits(name)),
        }
    }
}

impl std::fmt::Display for Operation<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.method.to_ascii_uppercase(), self.path)
    }
}

fn operations(root: &Node) -> Vec<Operation<'_>> {
    let paths = root.get("paths").into_iter().flat_map(Node::entries);
    let operations = paths.flat_map(|(path, item)| {
        METHODS.into_iter().filter_map(move |method| {
            let node = item.get(method)?;
            Some(Operation { path, method, node })
        })
    });
    operations.collect()
}
