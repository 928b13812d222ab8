//! What a change does to calls. The rules are those of a client that knows the base and a server
//! that follows the head; the new client against an old server is the same with the sides swapped.

use super::reach::Reach;
use crate::diff::finding::{Accepted, Facts, Typed};
use crate::diff::kind::Kind;
use crate::diff::verdict::{Rust, Wire};
use crate::diff::ways::Ways;

/// W: deployed clients against the new server.
pub(crate) fn deployed(kind: Kind, facts: &Facts, reach: &Reach) -> Wire {
    wire(kind, facts, reach, reach.strict.0)
}

/// N: the new client against a server that did not change.
pub(crate) fn released(kind: Kind, facts: &Facts, reach: &Reach) -> Wire {
    match kind {
        // A call that is new cannot have worked before.
        Kind::OperationAdded => Wire::Conditional,
        _ => wire(kind.mirror(), &facts.mirror(), reach, reach.strict.1),
    }
}

/// What changes when code runs although it compiles as before.
pub(crate) fn at_run_time(kind: Kind, facts: &Facts) -> Rust {
    match kind {
        // The credential that is configured does not do any more.
        Kind::SecurityChanged => match facts {
            Facts::Credentials(Accepted::All, _) => Rust::Same,
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

fn wire(kind: Kind, facts: &Facts, reach: &Reach, strict: bool) -> Wire {
    let ways = reach.ways();
    let sent = ways.has(Ways::SENT);
    let received = ways.has(Ways::RECEIVED);
    let judged = [
        sent.then(|| sent_rules(kind, facts, strict, reach.bare())),
        received.then(|| received_rules(kind, facts, strict)),
        // Failures are read by hand-written code that takes nothing for granted.
        ways.has(Ways::FAILED)
            .then(|| match received_rules(kind, facts, strict) {
                Wire::None => Wire::None,
                _ => Wire::Tolerates,
            }),
    ];
    let by_way = judged.into_iter().flatten().max().unwrap_or(Wire::None);
    by_way.max(operation_rules(kind, facts))
}

/// Rules of whole operations, whichever way their values travel.
fn operation_rules(kind: Kind, facts: &Facts) -> Wire {
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
        Kind::SecurityChanged => match facts {
            Facts::Credentials(Accepted::All, _) => Wire::None,
            Facts::Credentials(Accepted::Some, _) => Wire::Conditional,
            _ => Wire::Breaks,
        },
        // Which media type is wanted is said with each request, and may be refused.
        Kind::AnswerMediaTypeChanged => match facts {
            Facts::Alike(true) => Wire::Conditional,
            _ => Wire::Breaks,
        },
        Kind::ParameterRenamed => match facts {
            Facts::Renamed {
                required: (_, true),
                ..
            } => Wire::Breaks,
            _ => Wire::Conditional,
        },
        // Every status of success is one to the client; what counts is what comes with it.
        Kind::SuccessStatusAdded => match facts {
            Facts::Success { readable: true, .. } => Wire::Tolerates,
            _ => Wire::Conditional,
        },
        Kind::SuccessStatusRemoved => match facts {
            Facts::Success { others: true, .. } => Wire::Tolerates,
            _ => Wire::Conditional,
        },
        Kind::ServerChanged
        | Kind::ServerRemoved
        | Kind::ClientHeaderAdded
        | Kind::BodyNowRequired
        | Kind::ParameterStyleChanged
        | Kind::BodyRemoved
        | Kind::RequiredBodyRemoved
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

fn sent_rules(kind: Kind, facts: &Facts, strict: bool, bare: bool) -> Wire {
    match kind {
        Kind::RequiredPropertyAdded | Kind::PropertyNowRequired => Wire::Breaks,
        Kind::PropertyRenamed => match facts {
            Facts::Renamed {
                alias: (_, true), ..
            } => Wire::None,
            Facts::Renamed {
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
        Kind::AccessChanged => match facts {
            Facts::Access {
                sent: (true, false),
                ..
            } => Wire::Conditional,
            _ => Wire::None,
        },
        Kind::DefaultChanged => default_rules(facts),
        // An optional value that is not set is left out and never sent as null.
        Kind::NullForbidden if strict => match facts {
            Facts::Null { collection: true } => Wire::None,
            _ => Wire::Conditional,
        },
        Kind::TypeChanged | Kind::FormatChanged | Kind::SchemaSwapped => match facts {
            Facts::Types(was, is) if bare => takes_text(is, was),
            Facts::Types(was, is) => takes(is, was),
            _ => Wire::None,
        },
        _ => Wire::None,
    }
}

/// A value that is left out means the default, and the client leaves out what nobody has set.
fn default_rules(facts: &Facts) -> Wire {
    match facts {
        Facts::Stated(true, true) => Wire::Conditional,
        _ => Wire::Tolerates,
    }
}

fn received_rules(kind: Kind, facts: &Facts, strict: bool) -> Wire {
    match kind {
        Kind::RequiredPropertyRemoved | Kind::PropertyNowOptional | Kind::UnionVariantAdded => {
            Wire::Breaks
        }
        Kind::PropertyRenamed => match facts {
            Facts::Renamed {
                alias: (true, _), ..
            } => Wire::None,
            Facts::Renamed {
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
        Kind::AccessChanged => match facts {
            Facts::Access {
                received: (true, false),
                ..
            } if strict => Wire::Breaks,
            Facts::Access {
                received: (true, false),
                ..
            } => Wire::Tolerates,
            _ => Wire::None,
        },
        Kind::AliasAdded => Wire::Conditional,
        Kind::DefaultChanged => default_rules(facts),
        Kind::NullAllowed => match facts {
            Facts::Null { collection: true } => Wire::None,
            _ if strict => Wire::Breaks,
            _ => Wire::None,
        },
        Kind::EnumValueAdded | Kind::EnumLifted | Kind::EnumOpened => match facts {
            Facts::Open(true, _) => Wire::Tolerates,
            _ if kind == Kind::EnumValueAdded => Wire::Breaks,
            _ => Wire::Conditional,
        },
        Kind::TypeChanged | Kind::FormatChanged | Kind::SchemaSwapped => match facts {
            Facts::Types(was, is) => takes(was, is),
            _ => Wire::None,
        },
        Kind::ExtraFieldsUndescribed | Kind::EnvelopeChanged => Wire::Conditional,
        _ => Wire::None,
    }
}

/// Whether a reader of one kind of value takes another, as generated code and a server that goes
/// by its document do.
fn takes(reader: &Typed, writer: &Typed) -> Wire {
    let parsed = |typed: &Typed| match typed.1.as_deref() {
        Some("time" | "smart-time") => Some("time"),
        Some("date") => Some("date"),
        Some("date-time") => Some("date-time"),
        Some("smart-datetime") => Some("smart-datetime"),
        _ => None,
    };
    match (reader.0.as_str(), writer.0.as_str()) {
        ("anything", _) => Wire::None,
        (_, "anything") => Wire::Conditional,
        ("text or number", "string" | "number" | "integer") => Wire::None,
        ("number", "integer") => Wire::None,
        ("integer", "number") | ("number" | "integer" | "string", "text or number") => {
            Wire::Conditional
        }
        // An exact decimal is read from text as well, where the text is one.
        ("number", "string") => Wire::Conditional,
        ("string", "string") => match (parsed(reader), parsed(writer)) {
            (None, _) => Wire::None,
            (Some(a), Some(b)) if a == b => Wire::None,
            (Some(_), Some(_)) => Wire::Breaks,
            (Some(_), None) => Wire::Conditional,
        },
        ("integer", "integer")
            if reader.1.as_deref() == Some("int32") && writer.1.as_deref() != Some("int32") =>
        {
            Wire::Conditional
        }
        (a, b) if a == b => Wire::None,
        _ => Wire::Breaks,
    }
}

/// The same where values are written as bare text: digits are text too, and one value is a list of
/// one.
fn takes_text(reader: &Typed, writer: &Typed) -> Wire {
    let plain = |typed: &Typed| matches!(typed.0.as_str(), "integer" | "number" | "boolean");
    match (reader.0.as_str(), writer.0.as_str()) {
        ("string" | "text or number", _) if plain(writer) && reader.1.is_none() => Wire::None,
        ("string", _) if plain(writer) => Wire::Conditional,
        (_, "string" | "text or number") if plain(reader) => Wire::Conditional,
        ("array", other) | (other, "array") if other != "array" => Wire::Conditional,
        _ => takes(reader, writer),
    }
}
