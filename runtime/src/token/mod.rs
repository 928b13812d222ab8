//! Access tokens: got once for all callers, renewed ahead of time, kept if the application wants
//! to keep them.

mod clock;
mod endpoint;
mod source;
#[cfg(test)]
mod tests;

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use crate::{BoxFuture, Secret};

pub use endpoint::{GrantedToken, TokenEndpoint};
pub use source::SharedToken;

/// A token as an application keeps it, to share it between processes or over a restart.
///
/// It serializes with its secrets in plain text: whoever stores it protects it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct StoredToken {
    /// What calls carry.
    pub access_token: Secret,
    /// What the next token is got with, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refresh_token: Option<Secret>,
    /// Until when it is good, in seconds since 1970-01-01 00:00:00 UTC; `None` when it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<u64>,
}

/// Where an application keeps the token.
///
/// Before a token is asked for, the store is: another process may have got one meanwhile. A store
/// that fails, panics or takes longer than 5 s is passed over; its problem is its own to report. So is
/// a stored token that cannot stand in a header.
pub trait TokenStore: Send + Sync {
    /// The token that was saved last, by whomever.
    fn load(&self) -> BoxFuture<'_, Option<StoredToken>>;

    /// Keeps `token`.
    fn save(&self, token: StoredToken) -> BoxFuture<'_, ()>;
}

impl StoredToken {
    fn time_left(&self, now: SystemTime) -> Option<Duration> {
        // A time beyond the clocks is as good as none.
        let expires = UNIX_EPOCH.checked_add(Duration::from_secs(self.expires_at?))?;
        Some(expires.duration_since(now).unwrap_or_default())
    }
}
