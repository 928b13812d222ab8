//! Problems of a document: the reason, the places and the remedy.

mod access;
mod body;
mod extension;
mod house;
mod lines;
mod lowering;
mod parameter;
mod reading;
mod reference;
pub mod render;
mod routing;
mod schema;
mod shape;
mod words;

use std::fmt;

pub use access::Access;
pub use body::Body;
pub use extension::Extension;
pub use house::House;
pub use lowering::Lowering;
pub use parameter::Parameter;
pub use reading::Reading;
pub use reference::{Outside, Reference};
pub use routing::Routing;
pub use schema::Schema;
pub use shape::Shape;
pub(crate) use words::quoted;
pub use words::{Group, Words};

pub use crate::place::Place;

/// A problem and every place that has a part in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The kind of problem.
    pub finding: Finding,
    /// The places: the one to change first, then the others. Never empty.
    pub places: Vec<Place>,
}

/// A kind of problem, by topic. Each topic has one variant for each kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// The text itself.
    Reading(Reading),
    /// The form of an object.
    Shape(Shape),
    /// A reference.
    Reference(Reference),
    /// A path, an operation's name, a server.
    Routing(Routing),
    /// A parameter.
    Parameter(Parameter),
    /// A request body or an answer.
    Body(Body),
    /// A schema.
    Schema(Schema),
    /// A security scheme or requirement.
    Access(Access),
    /// One of this generator's extensions.
    Extension(Extension),
    /// A rule of this repository only.
    House(House),
    /// Schemas that are merged, and code by progenitor.
    Lowering(Lowering),
}

impl Finding {
    /// Returns the words of the problem.
    pub fn words(&self) -> Words {
        match self {
            Finding::Reading(finding) => finding.words(),
            Finding::Shape(finding) => finding.words(),
            Finding::Reference(finding) => finding.words(),
            Finding::Routing(finding) => finding.words(),
            Finding::Parameter(finding) => finding.words(),
            Finding::Body(finding) => finding.words(),
            Finding::Schema(finding) => finding.words(),
            Finding::Access(finding) => finding.words(),
            Finding::Extension(finding) => finding.words(),
            Finding::House(finding) => finding.words(),
            Finding::Lowering(finding) => finding.words(),
        }
    }

    /// Returns a short name of the kind of problem, the same in every release.
    pub fn kind(&self) -> &'static str {
        self.words().kind
    }

    /// Returns the remedy.
    pub fn fix(&self) -> String {
        self.words().fix
    }

    /// Returns what the problem stands in the way of.
    pub fn group(&self) -> Group {
        match self {
            Finding::House(_) | Finding::Routing(Routing::NoOperationId) => Group::House,
            Finding::Reading(Reading::PassedOver { .. })
            | Finding::Shape(Shape::UnknownKey { meant: None, .. } | Shape::LaterKey { .. })
            | Finding::Reference(Reference::Siblings { .. })
            | Finding::Routing(
                Routing::PathsEqual { .. }
                | Routing::OperationIdTwice { .. }
                | Routing::OperationIdsAlike { .. }
                | Routing::OperationIdUnusable { .. }
                | Routing::ServerDefault { .. },
            )
            | Finding::Body(Body::NoSchema { .. } | Body::Never { .. })
            | Finding::Schema(
                Schema::ArrayWithoutItems
                | Schema::DefaultInvalid { .. }
                | Schema::EnumNull
                | Schema::EnumTwice { .. }
                | Schema::EnumType { .. }
                | Schema::ExclusiveWithoutBound { .. }
                | Schema::Indistinct { .. }
                | Schema::TooManyBranches { .. }
                | Schema::KeywordOfOtherType { .. }
                | Schema::RequiredTwice { .. }
                | Schema::RequiredUnknown { .. },
            ) => Group::Warning,
            Finding::Parameter(Parameter::Header { ignored: true, .. })
            | Finding::Lowering(
                Lowering::AllOfConflict { .. }
                | Lowering::AllOfPart
                | Lowering::UnionWithProperties,
            ) => Group::Warning,
            Finding::Reading(_)
            | Finding::Shape(_)
            | Finding::Reference(_)
            | Finding::Routing(_)
            | Finding::Parameter(_)
            | Finding::Body(_)
            | Finding::Schema(_)
            | Finding::Access(_)
            | Finding::Extension(_)
            | Finding::Lowering(_) => Group::Generation,
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words().what)
    }
}

macro_rules! topics {
    ($($topic:ident),+) => {$(
        impl From<$topic> for Finding {
            fn from(finding: $topic) -> Finding {
                Finding::$topic(finding)
            }
        }
    )+};
}
topics!(
    Reading, Shape, Reference, Routing, Parameter, Body, Schema, Access, Extension, House, Lowering
);

impl Problem {
    /// Returns a problem with one place.
    pub fn new(finding: impl Into<Finding>, place: Place) -> Problem {
        Problem::at_all(finding, [place])
    }

    /// Returns a problem with several places, the one to change first before the others.
    pub fn at_all(finding: impl Into<Finding>, places: impl IntoIterator<Item = Place>) -> Problem {
        let finding = finding.into();
        let places: Vec<Place> = places.into_iter().collect();
        debug_assert!(!places.is_empty(), "{} has no place", finding.kind());
        Problem { finding, places }
    }

    /// Returns a short name of the kind of problem, the same in every release.
    pub fn kind(&self) -> &'static str {
        self.finding.kind()
    }

    /// Returns the group of rules that the problem breaks.
    pub fn group(&self) -> Group {
        self.finding.group()
    }

    /// Returns the remedy.
    pub fn fix(&self) -> String {
        self.finding.fix()
    }
}

/// Puts problems in the order of the document, and those of one place in that of their kinds.
pub fn sort(problems: &mut Vec<Problem>) {
    problems.sort_by_cached_key(|problem| {
        let first = problem.places.first();
        (
            first.map(|place| place.span),
            problem.kind(),
            first.map(|place| place.pointer.clone()),
            problem.finding.to_string(),
        )
    });
    problems.dedup();
}
