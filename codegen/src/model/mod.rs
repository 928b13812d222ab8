//! The model of an API: the content of a document in terms of generated code.
//!
//! The generated files and the digest are written from the model alone. Schemas are reduced to the
//! few [`Shape`]s of generated code. The comparison of documents does not use the model: it reads
//! both documents itself.

mod boxes;
mod check;
mod composition;
mod direction;
mod enums;
mod evidence;
mod keywords;
mod names;
mod operations;
mod parameters;
mod places;
mod read;
mod references;
mod schemas;
mod shape;
mod spelling;
mod types;
mod values;
mod words;

pub use evidence::{Evidence, Grade};
pub use names::Name;
pub(crate) use read::read;
pub use shape::{Leaf, Shape, Type};
pub(crate) use spelling::method_name;
pub use types::{
    Direction, Enum, EnumValue, Field, Kind, NamedType, Sensitive, Struct, Told, Union,
};

/// An API.
#[derive(Debug, Clone)]
pub struct Api {
    /// `info.title`.
    pub title: String,
    /// `info.version`.
    pub version: String,
    /// Servers, in the order of the document.
    pub servers: Vec<Server>,
    /// Security schemes that operations use.
    pub schemes: Vec<Scheme>,
    /// Headers of every call (`x-client-headers`).
    pub client_headers: Vec<ClientHeader>,
    /// Operations, in the order of the document.
    pub operations: Vec<Operation>,
    /// Named types, by their number.
    pub types: Vec<NamedType>,
}

/// A server.
#[derive(Debug, Clone)]
pub struct Server {
    /// Base URL, without a trailing slash.
    pub url: String,
    /// The purpose.
    pub description: String,
}

/// A header that the client sends with every call.
#[derive(Debug, Clone)]
pub struct ClientHeader {
    /// Name of the header.
    pub name: String,
    /// The purpose.
    pub description: String,
    /// How well it is known.
    pub evidence: Option<Evidence>,
}

/// A security scheme.
#[derive(Debug, Clone)]
pub struct Scheme {
    /// Its name in the document.
    pub name: String,
    /// How the credential travels.
    pub kind: SchemeKind,
}

/// How a credential travels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SchemeKind {
    /// HTTP Basic.
    Basic,
    /// `Authorization: Bearer`; OAuth2 and OpenID Connect too.
    Bearer,
    /// A header of this name.
    Header(String),
    /// A query parameter of this name.
    Query(String),
}

/// An operation.
#[derive(Debug, Clone)]
pub struct Operation {
    /// `operationId`.
    pub id: String,
    /// JSON pointer of the operation.
    pub pointer: String,
    /// Rust method.
    pub method: Name,
    /// Rust request struct.
    pub request: Name,
    /// HTTP method, upper case.
    pub verb: String,
    /// Path template.
    pub path: String,
    /// First line of the docs.
    pub summary: String,
    /// The rest of the docs.
    pub description: String,
    /// Whether callers should move away from it.
    pub deprecated: bool,
    /// Whether it may be repeated safely (`x-idempotent`).
    pub idempotent: bool,
    /// How well it is known.
    pub evidence: Option<Evidence>,
    /// Alternatives, each naming the schemes that it needs together.
    pub security: Vec<Vec<String>>,
    /// Parameters, in the order of the document, the path's first.
    pub parameters: Vec<Parameter>,
    /// Request body.
    pub body: Option<Body>,
    /// What a success carries.
    pub answer: Option<Type>,
    /// Where the answer's payload stands, for an answer with `x-envelope`.
    pub envelope: Option<Envelope>,
}

/// Which field of an answer is its payload.
#[derive(Debug, Clone)]
pub struct Envelope {
    /// Name on the wire.
    pub wire: String,
    /// Rust field.
    pub field: Name,
    /// Type of the method's result.
    pub payload: Type,
    /// Whether the payload can be missing.
    pub optional: bool,
}

/// Where a parameter travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Location {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// In a header.
    Header,
}

/// How a list travels in a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listing {
    /// The name repeated with each value.
    Repeated,
    /// One value, joined by this character.
    Joined(char),
}

/// A parameter of an operation.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// JSON pointer of the parameter, where it is described.
    pub pointer: String,
    /// Name on the wire.
    pub wire: String,
    /// Rust field.
    pub field: Name,
    /// Where it travels.
    pub location: Location,
    /// How a list travels.
    pub listing: Listing,
    /// Whether it must be sent.
    pub required: bool,
    /// Its type.
    pub ty: Type,
    /// Docs.
    pub description: String,
    /// How well it is known.
    pub evidence: Option<Evidence>,
    /// Whether it must not be printed.
    pub sensitive: Option<Sensitive>,
    /// Whether callers should move away from it.
    pub deprecated: bool,
    /// An example value, as JSON.
    pub example: Option<String>,
}

/// A request body.
#[derive(Debug, Clone)]
pub struct Body {
    /// JSON pointer of its schema.
    pub pointer: String,
    /// Media type, as it is sent.
    pub media_type: String,
    /// Whether it is a form.
    pub form: bool,
    /// Whether it must be sent.
    pub required: bool,
    /// Rust field of the request struct.
    pub field: Name,
    /// Its type.
    pub ty: Type,
    /// Docs.
    pub description: String,
    /// An example, as JSON.
    pub example: Option<String>,
}

impl Operation {
    /// Returns the alternatives in which it is authenticated, in words.
    pub(crate) fn security_words(&self) -> String {
        if self.security.is_empty() {
            return "none".to_owned();
        }
        let alternatives = self.security.iter().map(|all| match all.as_slice() {
            [] => "none".to_owned(),
            all => all.join(" and "),
        });
        alternatives.collect::<Vec<_>>().join(", or ")
    }
}

impl Api {
    /// Returns the named type of a number.
    pub fn named(&self, number: usize) -> &NamedType {
        &self.types[number]
    }
}
