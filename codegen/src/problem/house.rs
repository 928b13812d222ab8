//! Problems that only this repository's own document can have: evidence, descriptions, examples,
//! links, unused components.

use super::{Words, quoted};

/// A rule of this repository for its own document that is broken.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "the words of each kind say what its fields are"
)]
pub enum House {
    /// A part without evidence.
    EvidenceMissing { thing: &'static str },
    /// Evidence that is not written as evidence.
    EvidenceForm { why: String },
    /// A grade that does not exist.
    EvidenceGrade { written: String },
    /// Evidence without a source.
    EvidenceSource,
    /// A fact that is not written as a fact.
    FactForm { why: String },
    /// A value of an enum that is not explained.
    EnumValueUnexplained { value: String },
    /// An explanation of a value that does not exist.
    EnumValueUnknown { value: String },
    /// No description.
    DescriptionMissing { thing: &'static str },
    /// No summary.
    SummaryMissing,
    /// A link without a text or target.
    LinkEmpty,
    /// No example.
    ExampleMissing { thing: &'static str },
    /// An operation without its complete example.
    BodyExampleMissing { thing: &'static str },
    /// An example that its schema does not allow.
    ExampleInvalid { why: String },
    /// A component that nobody uses.
    Unused { name: String },
    /// A link to an operation that does not exist.
    LinkUnknown { operation: String },
    /// A tag that is not declared.
    TagUnknown { tag: String },
    /// Prose beside `$ref`, which readers overlook.
    ReferenceSiblings { keys: Vec<String> },
    /// A name close to one of our extensions.
    ExtensionUnknown {
        written: String,
        meant: &'static str,
    },
}

impl House {
    pub(super) fn words(&self) -> Words {
        match self {
            House::EvidenceMissing { thing } => Words::new(
                "evidence-missing",
                format!("nothing says how well this {thing} is known"),
                "add `x-evidence: {grade: …, source: …}`",
            ),
            House::EvidenceForm { why } => Words::new(
                "evidence-form",
                format!("this is not evidence: {why}"),
                "write `{grade, source}`, with `also_seen` and `question` where there is more to say",
            ),
            House::EvidenceGrade { written } => Words::new(
                "evidence-grade",
                format!("{} is not a grade of evidence", quoted(written)),
                "use `documented`, `observed` or `assumed`",
            ),
            House::EvidenceSource => Words::new(
                "evidence-source",
                "the evidence does not say where it comes from",
                "name the source, so that a reader can look it up",
            ),
            House::FactForm { why } => Words::new(
                "fact-form",
                format!("this is not a fact: {why}"),
                "write a list of `{fact, x-evidence}`",
            ),
            House::EnumValueUnexplained { value } => Words::new(
                "enum-value-unexplained",
                format!("nothing says what the value {} means", quoted(value)),
                "describe it under `x-enum`",
            ),
            House::EnumValueUnknown { value } => Words::new(
                "enum-value-unknown",
                format!(
                    "`x-enum` explains {}, which `enum` does not list",
                    quoted(value)
                ),
                "list it in `enum`, or remove it here",
            ),
            House::DescriptionMissing { thing } => Words::new(
                "description-missing",
                format!("this {thing} has no description"),
                "describe it in the field's words, with units and format",
            ),
            House::SummaryMissing => Words::new(
                "summary-missing",
                "this operation has no summary",
                "say in one line what it does",
            ),
            House::LinkEmpty => Words::new(
                "link-empty",
                "a link in the description has no text or no target",
                "write `[text](target)`",
            ),
            House::ExampleMissing { thing } => Words::new(
                "example-missing",
                format!("this {thing} has no example"),
                "add an `example`, or an example for each of its parts",
            ),
            House::BodyExampleMissing { thing } => Words::new(
                "body-example-missing",
                format!("this {thing} has no complete example"),
                "add `example` or `examples` beside its `schema`",
            ),
            House::ExampleInvalid { why } => Words::new(
                "example-invalid",
                format!("the example does not fit its schema: {why}"),
                "correct the example or the schema",
            ),
            House::Unused { name } => Words::new(
                "component-unused",
                format!("nothing refers to {}", quoted(name)),
                "use it or remove it",
            ),
            House::LinkUnknown { operation } => Words::new(
                "link-unknown",
                format!(
                    "the link leads to {}, which is no operation",
                    quoted(operation)
                ),
                "name an existing operation",
            ),
            House::TagUnknown { tag } => Words::new(
                "tag-unknown",
                format!("the tag {} is not declared", quoted(tag)),
                "declare it under `tags`, with a description",
            ),
            House::ReferenceSiblings { keys } => Words::new(
                "reference-prose",
                format!(
                    "texts beside `$ref` have no effect in OpenAPI 3.0: `{}`",
                    keys.join("`, `")
                ),
                "write `allOf: [{$ref: …}]` with the other keys beside it",
            ),
            House::ExtensionUnknown { written, meant } => Words::new(
                "extension-unknown",
                format!("{} is not an extension of this document", quoted(written)),
                format!("did you mean `{meant}`?"),
            ),
        }
    }
}
