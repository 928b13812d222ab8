//! Business failures: the reasons why Smart refuses well-formed calls, and their dotted codes.

use crate::status::SessionStatus;

/// A business failure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) reason: Reason,
    /// The session under `object` in the answer.
    pub(crate) session: Option<i64>,
}

impl Refusal {
    pub(crate) fn new(reason: Reason) -> Refusal {
        Refusal {
            reason,
            session: None,
        }
    }

    pub(crate) fn of_session(reason: Reason, session: i64) -> Refusal {
        Refusal {
            reason,
            session: Some(session),
        }
    }

    /// Creates the refusal of a session whose status does not allow the act.
    pub(crate) fn of_status(status: SessionStatus, session: i64) -> Refusal {
        let reason = match status {
            SessionStatus::Pending => Reason::SessionNotActive,
            SessionStatus::Expired => Reason::SessionExpired,
            SessionStatus::Closed => Reason::SessionClosed,
            SessionStatus::Active | SessionStatus::Billed => Reason::AlreadyMerged,
        };
        Refusal::of_session(reason, session)
    }
}

/// The reason of a business failure.
///
/// The code of `AlreadyMerged` was seen at Smart. The other codes are invented in the same form, so
/// that a client can distinguish them. Smart's own are not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reason {
    UnknownPatient,
    UnknownSession,
    SessionExpired,
    SessionClosed,
    AlreadyMerged,
    SessionNotActive,
    UnknownBenefit,
    UnknownVisit,
    IdentifiersDiffer,
    RepeatedClaim,
    DoesNotAddUp,
    DiagnosisMissing,
    NoInvoice,
    UnknownPool,
    ProviderKey,
}

impl Reason {
    /// All reasons.
    #[cfg(test)]
    pub(crate) const ALL: [Reason; 15] = [
        Reason::UnknownPatient,
        Reason::UnknownSession,
        Reason::SessionExpired,
        Reason::SessionClosed,
        Reason::AlreadyMerged,
        Reason::SessionNotActive,
        Reason::UnknownBenefit,
        Reason::UnknownVisit,
        Reason::IdentifiersDiffer,
        Reason::RepeatedClaim,
        Reason::DoesNotAddUp,
        Reason::DiagnosisMissing,
        Reason::NoInvoice,
        Reason::UnknownPool,
        Reason::ProviderKey,
    ];

    /// Returns the dotted code on the wire.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Reason::UnknownPatient => "400.2001",
            Reason::UnknownSession => "400.2002",
            Reason::SessionExpired => "400.2003",
            Reason::SessionClosed => "400.2004",
            Reason::AlreadyMerged => "400.2005",
            Reason::SessionNotActive => "400.2006",
            Reason::UnknownBenefit => "400.2007",
            Reason::UnknownVisit => "400.2008",
            Reason::IdentifiersDiffer => "400.2009",
            Reason::RepeatedClaim => "400.2010",
            Reason::DoesNotAddUp => "400.2011",
            Reason::DiagnosisMissing => "400.2012",
            Reason::NoInvoice => "400.2013",
            Reason::UnknownPool => "400.2014",
            Reason::ProviderKey => "400.2015",
        }
    }

    /// Returns the sentence on the wire. No sentence repeats a value of the request.
    pub(crate) fn message(self) -> &'static str {
        match self {
            Reason::UnknownPatient => "Patient not found",
            Reason::UnknownSession => "Session not found for this patient",
            Reason::SessionExpired => "Session has expired, a new session must be activated",
            Reason::SessionClosed => "Session is closed",
            Reason::AlreadyMerged => "Session is already merged with a visit number",
            Reason::SessionNotActive => "Session is not active, merge it with a visit number first",
            Reason::UnknownBenefit => "Benefit not found",
            Reason::UnknownVisit => "No session is merged with this visit number",
            Reason::IdentifiersDiffer => {
                "Patient, member, visit or session differs from the session named in the call"
            }
            Reason::RepeatedClaim => "Invoice was already posted in this session",
            Reason::DoesNotAddUp => "Amounts of lines, invoices and claim do not add up",
            Reason::DiagnosisMissing => "Claim has no diagnosis",
            Reason::NoInvoice => "Claim has no invoice with an invoice number",
            Reason::UnknownPool => "Member has no such benefit pool",
            Reason::ProviderKey => "Header provider-key is missing or wrong",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_has_its_own_code() {
        let mut codes: Vec<_> = Reason::ALL.iter().map(|reason| reason.code()).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), Reason::ALL.len());
        assert!(codes.iter().all(|code| code.starts_with("400.")));
    }
}
