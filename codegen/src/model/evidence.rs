//! Evidence: how well a fact is known, and its source.

use crate::document::Node;

/// The grades of evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// Said by the provider.
    Documented,
    /// Used by integrations that work.
    Observed,
    /// The conventional choice, to be confirmed.
    Assumed,
}

impl Grade {
    /// Returns the word used in documents.
    pub fn as_str(self) -> &'static str {
        match self {
            Grade::Documented => "documented",
            Grade::Observed => "observed",
            Grade::Assumed => "assumed",
        }
    }

    /// Reads the word used in documents.
    pub fn parse(text: &str) -> Option<Self> {
        [Grade::Documented, Grade::Observed, Grade::Assumed]
            .into_iter()
            .find(|grade| grade.as_str() == text)
    }
}

/// How well a fact is known (`x-evidence`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// Its grade.
    pub grade: Grade,
    /// Where it comes from.
    pub source: String,
    /// Other shapes that were seen.
    pub also_seen: Vec<String>,
    /// What to ask the provider.
    pub question: Option<String>,
}

impl Evidence {
    /// Returns the evidence that a node states itself.
    pub fn of(node: &Node) -> Option<Self> {
        Self::read(node.get("x-evidence")?)
    }

    /// Reads a node under `x-evidence`.
    pub(crate) fn read(evidence: &Node) -> Option<Self> {
        Some(Self {
            grade: Grade::parse(evidence.text("grade")?)?,
            source: evidence.text("source").unwrap_or_default().to_owned(),
            also_seen: evidence
                .get("also_seen")
                .map(|seen| {
                    seen.items()
                        .iter()
                        .filter_map(Node::as_str)
                        .map(str::to_owned)
                        .collect()
                })
                .unwrap_or_default(),
            question: evidence.text("question").map(str::to_owned),
        })
    }
}
