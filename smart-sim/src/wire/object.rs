//! The subjects of answers.

/// The subject of an answer, which the envelope names as `object_type`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Object {
    Session,
    Member,
    Copay,
    Claim,
    ClaimStatus,
    ClinicRecord,
}

impl Object {
    /// Returns the word on the wire.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Object::Session => "Session",
            Object::Member => "Member",
            Object::Copay => "Copay",
            Object::Claim | Object::ClaimStatus => "Claim",
            Object::ClinicRecord => "ClinicRecord",
        }
    }
}
