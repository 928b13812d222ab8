//! What a change does to calls. The rules are those of a client that knows the base and a server
//! that follows the head; the new client against an old server is the same with the sides swapped.

use super::kind::Kind;
use super::verdict::{Rust, Wire};
use super::walk::{Accepted, Facts, Reach, Typed, Ways};

/// W: deployed clients against the new server.
pub(super) fn deployed(kind: Kind, facts: &Facts, reach: &Reach) -> Wire {
    wire(kind, facts, reach.ways, reach.strict.0)
}

/// N: the new client against a server that did not change.
pub(super) fn released(kind: Kind, facts: &Facts, reach: &Reach) -> Wire {
    match kind {
        // A call that is new cannot have worked before.
        Kind::OperationAdded => Wire::Conditional,
        _ => wire(kind.mirror(), &facts.mirror(), reach.ways, reach.strict.1),
    }
}

/// What changes when code runs although it compiles as before.
pub(super) fn at_run_time(kind: Kind) -> Rust {
    match kind {
        Kind::IdempotentSet
        | Kind::IdempotentUnset
        | Kind::SensitivityChanged
        | Kind::UnionReordered
        | Kind::SecuritySchemeRenamed
        | Kind::SecuritySchemeChanged
        | Kind::EnvelopeChanged => Rust::Runtime,
        _ => Rust::Same,
    }
}

fn wire(kind: Kind, facts: &Facts, ways: Ways, strict: bool) -> Wire {
    let sent = ways.has(Ways::SENT);
    let received = ways.has(Ways::RECEIVED);
    let judged = [
        sent.then(|| sent_rules(kind, facts, strict)),
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
        | Kind::AnswerMediaTypeChanged
        | Kind::AnswerBodyRemoved
        | Kind::ParameterMoved => Wire::Breaks,
        Kind::SecurityChanged => match facts {
            Facts::Credentials(Accepted::All, _) => Wire::None,
            Facts::Credentials(Accepted::Some, _) => Wire::Conditional,
            _ => Wire::Breaks,
        },
        Kind::ServerChanged
        | Kind::ServerRemoved
        | Kind::ClientHeaderAdded
        | Kind::BodyNowRequired
        | Kind::ParameterRenamed
        | Kind::ParameterStyleChanged
        | Kind::SuccessStatusRemoved
        | Kind::AnswerMediaTypeRemoved
        | Kind::BodyRemoved
        | Kind::RequiredBodyRemoved
        | Kind::Unjudged => Wire::Conditional,
        Kind::ParameterRemoved
        | Kind::RequiredParameterRemoved
        | Kind::ClientHeaderRemoved
        | Kind::SuccessStatusChanged
        | Kind::SuccessStatusAdded
        | Kind::FailureStatusAdded
        | Kind::FailureStatusRemoved
        | Kind::AnswerBodyAdded
        | Kind::ResponseHeaderRemoved => Wire::Tolerates,
        _ => Wire::None,
    }
}

fn sent_rules(kind: Kind, facts: &Facts, strict: bool) -> Wire {
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
        | Kind::ExtraFieldsForbidden
        | Kind::AccessChanged => Wire::Conditional,
        Kind::DefaultChanged => Wire::Tolerates,
        // An optional value that is not set is left out and never sent as null.
        Kind::NullForbidden if strict => match facts {
            Facts::Null { collection: true } => Wire::None,
            _ => Wire::Conditional,
        },
        Kind::TypeChanged | Kind::FormatChanged => match facts {
            Facts::Types(was, is) => takes(is, was),
            _ => Wire::Breaks,
        },
        _ => Wire::None,
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
        Kind::AliasAdded => Wire::Conditional,
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
        Kind::TypeChanged | Kind::FormatChanged => match facts {
            Facts::Types(was, is) => takes(was, is),
            _ => Wire::Breaks,
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
