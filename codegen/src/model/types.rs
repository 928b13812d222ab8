//! The types with a name: structs, enums, unions, and distinct types over plain ones.

use super::{Evidence, Name, Type};

/// The reason not to print a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sensitive {
    /// A secret of the caller.
    Secret,
    /// A fact about a person.
    Personal,
}

/// A type with a name.
#[derive(Debug, Clone)]
pub struct NamedType {
    /// Rust name.
    pub name: Name,
    /// JSON pointer of its schema.
    pub pointer: String,
    /// The kind of type.
    pub kind: Kind,
    /// Docs.
    pub description: String,
    /// How well it is known.
    pub evidence: Option<Evidence>,
    /// Whether it must not be printed.
    pub sensitive: Option<Sensitive>,
    /// Whether callers should move away from it.
    pub deprecated: bool,
    /// Whether it is sent.
    pub sent: bool,
    /// Whether it is received.
    pub received: bool,
}

/// The kinds of named types.
#[derive(Debug, Clone)]
pub enum Kind {
    /// Fields by name.
    Struct(Struct),
    /// Text out of a list.
    Enum(Enum),
    /// A distinct type over a plain one.
    Newtype(Type),
    /// One of several types.
    Union(Union),
}

/// One of several types.
#[derive(Debug, Clone)]
pub struct Union {
    /// The alternatives.
    pub branches: Vec<Type>,
    /// What tells them apart.
    pub told: Told,
}

/// What tells the alternatives of a union apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// The form of the value: the first alternative that fits is the one. Text is tried before numbers.
    ByForm,
    /// The text of a property. An alternative without texts has all others.
    ByTag {
        /// Name of the property on the wire.
        property: String,
        /// The texts of each alternative.
        texts: Vec<Vec<String>>,
    },
    /// Nothing: a value may be several of them, and the caller chooses.
    ByNothing,
}

/// Fields by name.
#[derive(Debug, Clone)]
pub struct Struct {
    /// Fields, in the order of the document.
    pub fields: Vec<Field>,
    /// Type of the values of fields without a name, where the document wants them kept.
    pub extra: Option<Type>,
    /// Wire name of the payload field (`x-envelope`).
    pub envelope: Option<String>,
    /// Components whose fields it has through `allOf`.
    pub bases: Vec<String>,
}

/// A field.
#[derive(Debug, Clone)]
pub struct Field {
    /// JSON pointer of its schema, where it is described.
    pub pointer: String,
    /// Name on the wire.
    pub wire: String,
    /// Rust field.
    pub name: Name,
    /// Other spellings on the wire.
    pub aliases: Vec<String>,
    /// Whether it must be there.
    pub required: bool,
    /// Its type.
    pub ty: Type,
    /// Docs.
    pub description: String,
    /// How well it is known, where that differs from the type.
    pub evidence: Option<Evidence>,
    /// Whether it must not be printed.
    pub sensitive: Option<Sensitive>,
    /// Whether callers should move away from it.
    pub deprecated: bool,
    /// The one direction in which it travels (`readOnly`, `writeOnly`).
    pub only: Option<Direction>,
}

/// Which way a value travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// In requests.
    Sent,
    /// In answers.
    Received,
}

/// Text out of a list.
#[derive(Debug, Clone)]
pub struct Enum {
    /// Whether other values are kept.
    pub open: bool,
    /// The values.
    pub values: Vec<EnumValue>,
}

/// A value of an enum.
#[derive(Debug, Clone)]
pub struct EnumValue {
    /// Text on the wire.
    pub wire: String,
    /// Rust variant.
    pub variant: Name,
    /// Docs.
    pub description: String,
    /// How well it is known.
    pub evidence: Option<Evidence>,
}

impl Field {
    /// Returns whether its Rust type is an `Option`.
    pub fn is_optional(&self) -> bool {
        !self.ty.is_collection() && (!self.required || self.ty.nullable)
    }
}
