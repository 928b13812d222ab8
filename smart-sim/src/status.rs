//! The states of sessions and claims, in the words of the wire.

use serde::Deserialize;

/// The state of a session.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[non_exhaustive]
pub enum SessionStatus {
    /// The session is open and has no visit number yet.
    #[default]
    Pending,
    /// The session is merged with the hospital's visit number.
    Active,
    /// The session is older than its lifetime.
    Expired,
    /// The hospital has closed the session.
    Closed,
    /// The session's claim is billed. This status needs the rule `bill_sessions`.
    Billed,
}

impl SessionStatus {
    /// All statuses.
    pub const ALL: [SessionStatus; 5] = [
        SessionStatus::Pending,
        SessionStatus::Active,
        SessionStatus::Expired,
        SessionStatus::Closed,
        SessionStatus::Billed,
    ];

    /// Returns the word on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            SessionStatus::Pending => "PENDING",
            SessionStatus::Active => "ACTIVE",
            SessionStatus::Expired => "EXPIRED",
            SessionStatus::Closed => "CLOSED",
            SessionStatus::Billed => "BILLED",
        }
    }
}

/// The state of a posted invoice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub enum ClaimState {
    /// The invoice waits for a billing officer.
    #[default]
    Pending,
    /// A billing officer has retrieved the invoice, and the benefit pool has paid.
    Billed,
    /// A billing officer has withdrawn the invoice.
    Cancelled,
    /// The insurer has refused the invoice.
    Rejected,
}

impl ClaimState {
    /// All states.
    pub const ALL: [ClaimState; 4] = [
        ClaimState::Pending,
        ClaimState::Billed,
        ClaimState::Cancelled,
        ClaimState::Rejected,
    ];

    /// Returns the word on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            ClaimState::Pending => "Pending",
            ClaimState::Billed => "Billed",
            ClaimState::Cancelled => "Cancelled",
            ClaimState::Rejected => "Rejected",
        }
    }
}
