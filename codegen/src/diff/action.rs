//! The action that a change needs: who must do what, and by when.

use super::entry::Entry;
use super::kind::Kind;
use super::verdict::{Rust, Wire};
use super::ways::Ways;

impl Entry {
    /// Returns the action in one sentence, without a full stop.
    pub fn action(&self) -> String {
        if self.kind.must_be_read() {
            return "Read it before merging: nothing of it runs in generated code, but people copy it, and \
                    other programs may show or run it"
                .to_owned();
        }
        let (upgrade, code, rollout) = (self.upgrade(), self.code(), self.rollout());
        let mut parts: Vec<&str> = Vec::new();
        parts.extend(upgrade);
        parts.extend(setting(self.kind).filter(|_| upgrade.is_some()));
        parts.extend(code);
        if upgrade.is_some() && code.is_none() {
            parts.push("no code changes");
        }
        let action = match (parts.is_empty(), rollout) {
            (true, Some(rollout)) => format!("nothing must be done, but {rollout}"),
            (true, None) => "nothing must be done".to_owned(),
            (false, rollout) => {
                parts.extend(rollout);
                parts.join("; ")
            }
        };
        capitalised(&action)
    }

    /// Returns the action of those who run deployed clients.
    fn upgrade(&self) -> Option<&'static str> {
        match (self.wire, self.kind) {
            (Wire::Tolerates, Kind::PropertyRemoved) if self.ways.has(Ways::RECEIVED) => {
                Some("deployed clients read nothing where it was")
            }
            (Wire::None | Wire::Tolerates, _) => None,
            // The values matter here, and an upgrade does not change them.
            (_, Kind::ConstraintTightened | Kind::ConstraintChanged) => {
                Some("make sure that what is sent fits before Smart switches")
            }
            (Wire::Conditional, Kind::EnumValueRemoved) => {
                Some("make sure that nobody sends the value when Smart switches")
            }
            (Wire::Breaks, _) => Some("every hospital must upgrade before Smart switches"),
            (Wire::Conditional, _) => Some(
                "hospitals should upgrade before Smart switches, or some calls fail or lose data",
            ),
        }
    }

    /// Returns the action of those who write code that uses the crate.
    fn code(&self) -> Option<&'static str> {
        match self.rust {
            Rust::Breaks => Some(self.broken_code()),
            // A setting of the client differs, and no code.
            Rust::Runtime if self.upgrade().is_some() && setting(self.kind).is_some() => None,
            Rust::Unknown => Some("nobody knows yet which code must change"),
            Rust::Runtime => {
                Some("code compiles as before and behaves differently: read where it is used")
            }
            Rust::Same | Rust::Additive => None,
        }
    }

    fn broken_code(&self) -> &'static str {
        let sent = self.ways.has(Ways::SENT);
        match self.kind {
            Kind::OperationRemoved => "replace or delete the calls of it in code",
            Kind::OperationRenamed
            | Kind::ParameterRenamed
            | Kind::PathParameterRenamed
            | Kind::PropertyRenamed
            | Kind::SchemaRenamed
            | Kind::EnumNameChanged => "rename it in code",
            Kind::RequiredParameterAdded
            | Kind::ParameterNowRequired
            | Kind::RequiredBodyAdded
            | Kind::BodyNowRequired => "pass the value to `new` in code",
            Kind::RequiredPropertyAdded | Kind::PropertyNowRequired if sent => {
                "pass the value to `new` in code"
            }
            Kind::ParameterNowOptional | Kind::BodyNowOptional => {
                "move the value from `new` to its setter in code"
            }
            Kind::PropertyNowOptional if !sent => "handle a missing value in code",
            Kind::PropertyNowRequired => "drop the handling of a missing value in code",
            Kind::PropertyRemoved
            | Kind::RequiredPropertyRemoved
            | Kind::ParameterRemoved
            | Kind::RequiredParameterRemoved
            | Kind::BodyRemoved
            | Kind::RequiredBodyRemoved
            | Kind::EnumValueRemoved
            | Kind::UnionVariantRemoved
            | Kind::SchemaRemoved => "delete what uses it in code",
            Kind::TypeChanged | Kind::FormatChanged | Kind::RustTypeChanged => {
                "change the type of the value in code"
            }
            Kind::GeneratedCodeChanged => {
                "nothing in the document explains it: read the code that differs"
            }
            _ => "code that uses it must change",
        }
    }

    /// Returns the warning for the rollout of the new client.
    fn rollout(&self) -> Option<&'static str> {
        match (self.new_client, self.kind) {
            (Wire::None | Wire::Tolerates, _) => None,
            (_, Kind::OperationAdded) => {
                Some("a server that did not change does not know the call")
            }
            (_, Kind::EnumValueAdded) if self.ways.has(Ways::SENT.and(Ways::RECEIVED)) => Some(
                "see what code makes of the new value, and do not send it before Smart has switched",
            ),
            (_, Kind::EnumValueAdded) if self.ways.has(Ways::SENT) => {
                Some("do not send the new value before Smart has switched")
            }
            (Wire::Breaks, _) => Some("do not roll the new client out before Smart has switched"),
            (Wire::Conditional, _) => Some(
                "with a server that did not change, some calls of the new client fail or lose data",
            ),
        }
    }
}

/// Returns the action for a change that only the configuration of a client can follow.
fn setting(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::SecurityChanged | Kind::SecuritySchemeChanged => {
            Some("set the credential that Smart now wants in its configuration")
        }
        Kind::ServerChanged | Kind::ServerRemoved => {
            Some("set another base URL in its configuration")
        }
        Kind::ClientHeaderAdded => Some("set the header in its configuration"),
        _ => None,
    }
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}
