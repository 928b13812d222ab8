//! Credentials, token lifetimes and the switches for what Smart's text leaves open.

use std::fmt;
use std::time::Duration;

use serde::{Deserialize, Deserializer, de};

use crate::Amount;
use crate::world::ClaimState;

/// What a client must present. All values are made up: nothing here opens anything real.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct Credentials {
    /// OAuth client id, the user of HTTP Basic.
    pub client_id: String,
    /// OAuth client secret, the password of HTTP Basic.
    pub client_secret: String,
    /// User name of the password grant.
    pub username: String,
    /// Password of the password grant.
    pub password: String,
    /// When set, every call must carry this value in the header `provider-key`.
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

/// How long tokens live.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct Tokens {
    /// Lifetime of an access token; 12 hours, Spring's default, is assumed.
    #[serde(deserialize_with = "seconds")]
    pub lifetime: Duration,
    /// Whether the refresh grant ends the access token before it, as Spring does.
    pub refresh_ends_old: bool,
    /// The token that is already alive at the start.
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

/// A token that somebody asked for before the start.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct FirstToken {
    /// Its text.
    pub access_token: String,
    /// The refresh token beside it.
    pub refresh_token: String,
    /// How much of its lifetime is left.
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

/// How Smart behaves where nobody here knows it. Each is an assumption that can be switched.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct Rules {
    /// How long a session lives from its opening. Documented: 24 hours.
    #[serde(deserialize_with = "seconds")]
    pub session_lifetime: Duration,
    /// Assumption: a merged session expires as well.
    pub active_sessions_expire: bool,
    /// Assumption: a claim or clinic record that names another patient, member, visit or session
    /// than the session it is posted in is refused.
    pub check_identifiers: bool,
    /// Assumption, off: a claim whose lines and invoices do not add up is refused.
    pub check_arithmetic: bool,
    /// Assumption, off: an invoice of a session that is Pending or Billed is refused when it is
    /// posted again.
    pub refuse_repeated_claims: bool,
    /// Assumption, off: a claim without a diagnosis is refused.
    pub require_diagnosis: bool,
    /// Assumption, off: a session becomes BILLED when its claim is billed.
    pub bill_sessions: bool,
    /// What happens to posted invoices by itself; the first that fits decides. By default nothing
    /// does: somebody must retrieve the invoice, as at Smart.
    pub decisions: Vec<Decision>,
}

/// What happens to some posted invoices after some time, as if a billing officer had done it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Decision {
    /// Only this invoice number, or those that begin so when it ends in `*`.
    #[serde(default)]
    pub invoice_number: Option<String>,
    /// Only this patient, or those whose number begins so when it ends in `*`.
    #[serde(default)]
    pub patient_number: Option<String>,
    /// Only this member, or those whose number begins so when it ends in `*`.
    #[serde(default)]
    pub member_number: Option<String>,
    /// Only invoices of at least this net amount.
    #[serde(default)]
    pub amount_from: Option<Amount>,
    /// What they become. `Billed` becomes `Rejected` when the pool holds too little; `Pending`
    /// leaves them to people.
    pub becomes: ClaimState,
    /// How long after they were posted.
    #[serde(default, deserialize_with = "seconds")]
    pub after: Duration,
    /// Why.
    #[serde(default)]
    pub reason: Option<String>,
}

impl Decision {
    /// Every invoice becomes this, so long after it was posted.
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
    // A hundred years; more cannot be added to the clock anyway.
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
