//! Credentials, token lifetimes, and switches for what Smart's text leaves open.

use std::fmt;
use std::time::Duration;

use serde::{Deserialize, Deserializer, de};

use crate::amount::Amount;
use crate::status::ClaimState;

/// The credentials that a client must present. All values are invented and open nothing real.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct Credentials {
    /// The OAuth client id, which is the user of HTTP Basic.
    pub client_id: String,
    /// The OAuth client secret, which is the password of HTTP Basic.
    pub client_secret: String,
    /// The user name of the password grant.
    pub username: String,
    /// The password of the password grant.
    pub password: String,
    /// The value that every call must have in the header `provider-key`, if any.
    pub provider_key: Option<String>,
}

impl Default for Credentials {
    fn default() -> Credentials {
        Credentials {
            client_id: "Himilo_HMIS".to_owned(),
            client_secret: "simulated-client-secret".to_owned(),
            username: "simulated-user".to_owned(),
            password: "simulated-password".to_owned(),
            provider_key: None,
        }
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials")
            .field("client_id", &self.client_id)
            .field("provider_key", &self.provider_key)
            .finish_non_exhaustive()
    }
}

/// The lifetime of tokens.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct Tokens {
    /// The lifetime of an access token. The default of 12 hours is Spring's.
    #[serde(deserialize_with = "seconds")]
    pub lifetime: Duration,
    /// Whether a refresh ends the access token before it, as in Spring.
    pub refresh_ends_old: bool,
    /// The token that is valid from the start.
    pub first: Option<FirstToken>,
}

impl Default for Tokens {
    fn default() -> Tokens {
        Tokens {
            lifetime: Duration::from_secs(12 * 60 * 60),
            refresh_ends_old: true,
            first: None,
        }
    }
}

/// A token from before the start.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct FirstToken {
    /// The access token.
    pub access_token: String,
    /// The refresh token.
    pub refresh_token: String,
    /// The time until the access token expires.
    #[serde(deserialize_with = "seconds")]
    pub expires_in: Duration,
}

impl fmt::Debug for FirstToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FirstToken")
            .field("expires_in", &self.expires_in)
            .finish_non_exhaustive()
    }
}

/// Switches for behaviour of Smart that is not known. Each default is an assumption.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct Rules {
    /// The lifetime of a session. Smart documents 24 hours.
    #[serde(deserialize_with = "seconds")]
    pub session_lifetime: Duration,
    /// Whether a merged session expires. Assumption: yes.
    pub active_sessions_expire: bool,
    /// Whether a claim or clinic record must have the identifiers of its session and the pools of
    /// its member. Assumption: yes.
    pub check_identifiers: bool,
    /// Whether the amounts of lines, invoices and claim must add up. Assumption: no.
    pub check_arithmetic: bool,
    /// Whether an invoice that is Pending or Billed is refused in the same session. Assumption: no.
    pub refuse_repeated_claims: bool,
    /// Whether a claim needs a diagnosis. Assumption: no.
    pub require_diagnosis: bool,
    /// Whether a session becomes BILLED with its claim. Assumption: no.
    pub bill_sessions: bool,
    /// Decisions on posted invoices without a person. The first that fits an invoice counts.
    ///
    /// The default has none: as at Smart, a person must retrieve the invoice.
    pub decisions: Vec<Decision>,
}

/// A decision on posted invoices after some time, in place of a billing officer.
///
/// The decision concerns an invoice if every condition that is set fits.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Decision {
    /// The invoice number, or its beginning before a final `*`.
    #[serde(default)]
    pub invoice_number: Option<String>,
    /// The patient number, or its beginning before a final `*`.
    #[serde(default)]
    pub patient_number: Option<String>,
    /// The membership number, or its beginning before a final `*`.
    #[serde(default)]
    pub member_number: Option<String>,
    /// The least net amount.
    #[serde(default)]
    pub amount_from: Option<Amount>,
    /// The new state of the invoice.
    ///
    /// `Billed` turns into `Rejected` if the pool holds too little. `Pending` leaves the decision
    /// to a person.
    pub becomes: ClaimState,
    /// The time between the posting and the decision.
    #[serde(default, deserialize_with = "seconds")]
    pub after: Duration,
    /// The reason of the decision.
    #[serde(default)]
    pub reason: Option<String>,
}

impl Decision {
    /// Creates a decision on every invoice: its new state, and the time after the posting.
    pub fn new(becomes: ClaimState, after: Duration) -> Decision {
        Decision {
            invoice_number: None,
            patient_number: None,
            member_number: None,
            amount_from: None,
            becomes,
            after,
            reason: None,
        }
    }
}

impl Default for Rules {
    fn default() -> Rules {
        Rules {
            session_lifetime: Duration::from_secs(24 * 60 * 60),
            active_sessions_expire: true,
            check_identifiers: true,
            check_arithmetic: false,
            refuse_repeated_claims: false,
            require_diagnosis: false,
            bill_sessions: false,
            decisions: Vec::new(),
        }
    }
}

/// Reads a length of time: `90s`, `15m`, `24h`, `2d`, or whole seconds.
pub(crate) fn duration(text: &str) -> Option<Duration> {
    let text = text.trim();
    let (digits, unit) = match text.char_indices().find(|(_, c)| !c.is_ascii_digit()) {
        Some((at, _)) => text.split_at(at),
        None => (text, "s"),
    };
    let factor = match unit {
        "s" => 1,
        "m" => 60,
        "h" => 60 * 60,
        "d" => 24 * 60 * 60,
        _ => return None,
    };
    let count: u64 = digits.parse().ok()?;
    // The limit is a hundred years.
    let seconds = count
        .checked_mul(factor)
        .filter(|all| *all <= 3_155_760_000)?;
    Some(Duration::from_secs(seconds))
}

pub(super) fn seconds<'de, D: Deserializer<'de>>(input: D) -> Result<Duration, D::Error> {
    let text = String::deserialize(input)?;
    duration(&text).ok_or_else(|| de::Error::custom("not a length of time like 90s, 15m, 24h, 2d"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_of_time_has_a_unit() {
        assert_eq!(duration("90"), Some(Duration::from_secs(90)));
        assert_eq!(duration("24h"), Some(Duration::from_secs(86_400)));
        assert_eq!(duration("2d"), Some(Duration::from_secs(172_800)));
        for text in [
            "",
            "h",
            "-1h",
            "1.5h",
            "1w",
            "99999999999999999999",
            "4000000000",
        ] {
            assert_eq!(duration(text), None, "{text}");
        }
    }

    #[test]
    fn secrets_stay_out_of_debug() {
        let shown = format!("{:?}", Credentials::default());
        assert!(!shown.contains("simulated-"), "{shown}");
    }
}
