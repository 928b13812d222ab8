//! Problems that only show while schemas are merged and while progenitor runs.

use super::{Words, quoted};

/// A problem of a document that the rules accept and that still gives no code.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "the words of each kind say what its fields are"
)]
pub enum Lowering {
    /// Two parts of an `allOf` describe one property differently.
    AllOfConflict { property: String },
    /// A part of an `allOf` that is no object beside others.
    AllOfPart,
    /// A schema with properties and alternatives.
    UnionWithProperties,
    /// A form with a field that a form cannot carry.
    FormField { field: String },
    /// A body of a form that is no object.
    FormBody,
    /// A parameter of a type that has no spelling as text.
    ParameterShape { parameter: String },
    /// Progenitor gave no code.
    Progenitor { message: String },
    /// Code that must not be generated, such as binary floating point.
    Output { what: String },
}

impl Lowering {
    pub(super) fn words(&self) -> Words {
        match self {
            Lowering::AllOfConflict { property } => Words::new(
                "all-of-conflict",
                format!(
                    "two parts of one `allOf` describe {} differently; its values are kept as they came",
                    quoted(property)
                ),
                "describe the property once, in the part it belongs to",
            ),
            Lowering::AllOfPart => Words::new(
                "all-of-part",
                "a part of this `allOf` is not an object, so the value is kept as it came, with a reader for each part",
                "write the schema out, or leave only one part that says what the value is",
            ),
            Lowering::UnionWithProperties => Words::new(
                "union-with-properties",
                "a schema has both properties and alternatives, so the value is kept as it came, with a reader for each alternative",
                "move the properties into each alternative, or the alternatives into a property",
            ),
            Lowering::FormField { field } => Words::new(
                "form-field",
                format!(
                    "the form field {} is an object, a list of objects, or a list with `null`, which no form can hold",
                    quoted(field)
                ),
                "send the body as JSON, or describe flat fields",
            ),
            Lowering::FormBody => Words::new(
                "form-body",
                "the body of a form is not an object with named fields",
                "describe the form as an object with properties",
            ),
            Lowering::ParameterShape { parameter } => Words::new(
                "parameter-shape",
                format!(
                    "the parameter {} has no single spelling as text: it is an object, alternatives, a nested list or a list with `null`",
                    quoted(parameter)
                ),
                "describe it as text, a number, a truth value, an enum, or a list of these without `nullable` items",
            ),
            Lowering::Progenitor { message } => Words::new(
                "progenitor",
                format!("progenitor gave no code for this: {message}"),
                "simplify the schemas at this place, and report a defect of the generator",
            ),
            Lowering::Output { what } => Words::new(
                "output",
                format!("the generated code would hold {what}"),
                "simplify the schema at this place, and report a defect of the generator",
            ),
        }
    }
}
