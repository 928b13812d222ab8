//! The verdicts on a change of a document.
//!
//! The rules describe a client that knows the base and a server that follows the head. The same rules
//! with the sides swapped judge the new client at the old server.

use super::reach::Reach;
use crate::diff::change::{Accepted, Change, Details};
use crate::diff::kind::Kind;
use crate::diff::value::{ValueKind, ValueType};
use crate::diff::verdict::{Rust, Wire};
use crate::diff::ways::Ways;
use crate::model::Leaf;

/// Returns what the change does to deployed clients at the new server.
pub(crate) fn deployed_clients(change: &Change, reach: &Reach) -> Wire {
    wire(change.kind, &change.details, reach, reach.required.0)
}

/// Returns what the change does to the new client at the old server.
pub(crate) fn new_client(change: &Change, reach: &Reach) -> Wire {
    match change.kind {
        // The old server does not know a new call.
        Kind::OperationAdded => Wire::Conditional,
        kind => wire(
            kind.mirror(),
            &change.details.mirror(),
            reach,
            reach.required.1,
        ),
    }
}

/// Returns what the change does when code runs that compiles as before.
pub(crate) fn at_run_time(change: &Change) -> Rust {
    match change.kind {
        // The credential in the configuration is not accepted any more.
        Kind::SecurityChanged => match change.details {
            Details::Credentials(Accepted::All, _) => Rust::Same,
            _ => Rust::Runtime,
        },
        Kind::IdempotentSet
        | Kind::IdempotentUnset
        | Kind::SensitivityChanged
        | Kind::UnionReordered
        | Kind::SecuritySchemeRenamed
        | Kind::SecuritySchemeChanged
        | Kind::ServerChanged
        | Kind::ServerRemoved
        | Kind::ServerRenamed
        | Kind::EnvelopeChanged => Rust::Runtime,
        _ => Rust::Same,
    }
}

fn wire(kind: Kind, details: &Details, reach: &Reach, required: bool) -> Wire {
    let ways = reach.ways();
    let sent = ways.has(Ways::SENT);
    let received = ways.has(Ways::RECEIVED);
    let judged = [
        sent.then(|| sent_rules(kind, details, required, reach.plain_text())),
        received.then(|| received_rules(kind, details, required)),
        // Hand-written code reads failures, and requires nothing in them.
        ways.has(Ways::FAILED)
            .then(|| match received_rules(kind, details, required) {
                Wire::None => Wire::None,
                _ => Wire::Tolerates,
            }),
    ];
    let by_way = judged.into_iter().flatten().max().unwrap_or(Wire::None);
    by_way.max(operation_rules(kind, details))
}

/// Returns the verdict on whole operations, in any direction.
fn operation_rules(kind: Kind, details: &Details) -> Wire {
    match kind {
        Kind::OperationRemoved
        | Kind::OperationMoved
        | Kind::SecuritySchemeChanged
        | Kind::RequiredParameterAdded
        | Kind::ParameterNowRequired
        | Kind::RequiredBodyAdded
        | Kind::BodyMediaTypeChanged
        | Kind::AnswerBodyRemoved
        | Kind::ParameterMoved => Wire::Breaks,
        Kind::SecurityChanged => match details {
            Details::Credentials(Accepted::All, _) => Wire::None,
            Details::Credentials(Accepted::Some, _) => Wire::Conditional,
            _ => Wire::Breaks,
        },
        // Each request names the media type that it accepts, and a server may refuse it.
        Kind::AnswerMediaTypeChanged => match details {
            Details::JsonOnBothSides(true) => Wire::Conditional,
            _ => Wire::Breaks,
        },
        Kind::ParameterRenamed => match details {
            Details::Renamed {
                required: (_, true),
                ..
            } => Wire::Breaks,
            _ => Wire::Conditional,
        },
        // The client accepts every successful status. Only the body counts.
        Kind::SuccessStatusAdded => match details {
            Details::Success { readable: true, .. } => Wire::Tolerates,
            _ => Wire::Conditional,
        },
        Kind::SuccessStatusRemoved => match details {
            Details::Success { others: true, .. } => Wire::Tolerates,
            _ => Wire::Conditional,
        },
        Kind::ServerChanged
        | Kind::ServerRemoved
        | Kind::ClientHeaderAdded
        | Kind::BodyNowRequired
        | Kind::ParameterStyleChanged
        | Kind::BodyRemoved
        | Kind::RequiredBodyRemoved
        | Kind::DiscriminatorChanged
        | Kind::Unjudged => Wire::Conditional,
        Kind::ParameterRemoved
        | Kind::RequiredParameterRemoved
        | Kind::ClientHeaderRemoved
        | Kind::SuccessStatusChanged
        | Kind::FailureStatusAdded
        | Kind::FailureStatusRemoved
        | Kind::AnswerBodyAdded
        | Kind::ResponseHeaderRemoved => Wire::Tolerates,
        _ => Wire::None,
    }
}

fn sent_rules(kind: Kind, details: &Details, required: bool, plain_text: bool) -> Wire {
    match kind {
        Kind::RequiredPropertyAdded | Kind::PropertyNowRequired => Wire::Breaks,
        Kind::PropertyRenamed => match details {
            Details::Renamed {
                alias: (_, true), ..
            } => Wire::None,
            Details::Renamed {
                required: (_, true),
                ..
            } => Wire::Breaks,
            _ => Wire::Conditional,
        },
        Kind::PropertyRemoved
        | Kind::RequiredPropertyRemoved
        | Kind::EnumValueRemoved
        | Kind::EnumIntroduced
        | Kind::ConstraintTightened
        | Kind::ConstraintChanged
        | Kind::UnionVariantRemoved
        | Kind::ExtraFieldsForbidden => Wire::Conditional,
        Kind::AccessChanged => match details {
            Details::Access {
                sent: (true, false),
                ..
            } => Wire::Conditional,
            _ => Wire::None,
        },
        Kind::DefaultChanged => default_rules(details),
        // The client leaves out an optional value that is not set, and never sends null.
        Kind::NullForbidden if required => match details {
            Details::Null { collection: true } => Wire::None,
            _ => Wire::Conditional,
        },
        Kind::TypeChanged | Kind::FormatChanged | Kind::SchemaSwapped => match details {
            Details::Types(was, is) if plain_text => takes_plain_text(is, was),
            Details::Types(was, is) => takes(is, was),
            _ => Wire::None,
        },
        _ => Wire::None,
    }
}

/// Returns the verdict on a default. The client leaves out values that nobody sets, and they mean
/// the default.
fn default_rules(details: &Details) -> Wire {
    match details {
        Details::Stated(true, true) => Wire::Conditional,
        _ => Wire::Tolerates,
    }
}

fn received_rules(kind: Kind, details: &Details, required: bool) -> Wire {
    match kind {
        Kind::RequiredPropertyRemoved | Kind::PropertyNowOptional | Kind::UnionVariantAdded => {
            Wire::Breaks
        }
        Kind::PropertyRenamed => match details {
            Details::Renamed {
                alias: (true, _), ..
            } => Wire::None,
            Details::Renamed {
                required: (true, _),
                ..
            } => Wire::Breaks,
            _ => Wire::Conditional,
        },
        Kind::PropertyAdded
        | Kind::RequiredPropertyAdded
        | Kind::PropertyRemoved
        | Kind::ExtraFieldsAllowed
        | Kind::ExtraFieldsDescribed => Wire::Tolerates,
        Kind::AccessChanged => match details {
            Details::Access {
                received: (true, false),
                ..
            } if required => Wire::Breaks,
            Details::Access {
                received: (true, false),
                ..
            } => Wire::Tolerates,
            _ => Wire::None,
        },
        Kind::AliasAdded => Wire::Conditional,
        Kind::DefaultChanged => default_rules(details),
        Kind::NullAllowed => match details {
            Details::Null { collection: true } => Wire::None,
            _ if required => Wire::Breaks,
            _ => Wire::None,
        },
        Kind::EnumValueAdded | Kind::EnumLifted | Kind::EnumOpened => match details {
            Details::Open(true, _) => Wire::Tolerates,
            _ if kind == Kind::EnumValueAdded => Wire::Breaks,
            _ => Wire::Conditional,
        },
        Kind::TypeChanged | Kind::FormatChanged | Kind::SchemaSwapped => match details {
            Details::Types(was, is) => takes(was, is),
            _ => Wire::None,
        },
        Kind::ExtraFieldsUndescribed | Kind::EnvelopeChanged => Wire::Conditional,
        _ => Wire::None,
    }
}

/// Returns what happens when a reader of one type gets a value of another. Generated code and
/// servers are such readers.
fn takes(reader: &ValueType, writer: &ValueType) -> Wire {
    use ValueKind::{Anything, Integer, Number, String, TextOrNumber};
    match (&reader.kind, &writer.kind) {
        (Anything, _) => Wire::None,
        (_, Anything) => Wire::Conditional,
        (TextOrNumber, String | Number | Integer) | (Number, Integer) => Wire::None,
        (Integer, Number) | (Number | Integer | String, TextOrNumber) => Wire::Conditional,
        // An exact decimal is also read from a text that holds one.
        (Number, String) => Wire::Conditional,
        (String, String) => match (parsed_format(reader), parsed_format(writer)) {
            (None, _) => Wire::None,
            (Some(a), Some(b)) if a == b => Wire::None,
            (Some(_), Some(_)) => Wire::Breaks,
            (Some(_), None) => Wire::Conditional,
        },
        (Integer, Integer) | (Number, Number) if !holds(reader, writer) => Wire::Conditional,
        (a, b) if a == b => Wire::None,
        _ => Wire::Breaks,
    }
}

/// Returns the format of a text that generated code parses.
fn parsed_format(value: &ValueType) -> Option<&str> {
    match value.format.as_deref()? {
        "time" | "smart-time" => Some("time"),
        format @ ("date" | "date-time" | "smart-datetime") => Some(format),
        _ => None,
    }
}

/// Returns whether a number that generated code reads holds each number of another format.
fn holds(reader: &ValueType, writer: &ValueType) -> bool {
    let leaf = |value: &ValueType| match value.kind {
        ValueKind::Integer => Leaf::of("integer", value.format.as_deref()),
        _ => Leaf::of("number", value.format.as_deref()),
    };
    let (reader, writer) = (leaf(reader), leaf(writer));
    match (reader.and_then(Leaf::range), writer.and_then(Leaf::range)) {
        (Some(reader), Some(writer)) => reader.0 <= writer.0 && writer.1 <= reader.1,
        _ => reader == writer || reader == Some(Leaf::Number),
    }
}

/// Returns the same for values in plain text, where digits are text and one value is a list of one.
fn takes_plain_text(reader: &ValueType, writer: &ValueType) -> Wire {
    use ValueKind::{Array, String, TextOrNumber};
    match (&reader.kind, &writer.kind) {
        (String | TextOrNumber, other) if other.is_plain() && reader.format.is_none() => Wire::None,
        (String, other) if other.is_plain() => Wire::Conditional,
        (own, String | TextOrNumber) if own.is_plain() => Wire::Conditional,
        (Array, other) | (other, Array) if *other != Array => Wire::Conditional,
        _ => takes(reader, writer),
    }
}
