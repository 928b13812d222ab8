//! Access tokens. All callers share one token, which is renewed before it expires. An application
//! can store it.

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

/// A token as an application stores it, to share it between processes or to keep it over a restart.
///
/// Serialization writes its secrets as plain text, so the application must protect the stored form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct StoredToken {
    /// The token that calls carry.
    pub access_token: Secret,
    /// The token that requests the next access token, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refresh_token: Option<Secret>,
    /// The end of the token's lifetime, in seconds since 1970-01-01 00:00:00 UTC; `None` if it is
    /// not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<u64>,
}

/// A store in which an application keeps the token.
///
/// The client asks the store before it asks the endpoint, because another process may have got a
/// token meanwhile. A store that fails, panics or takes longer than 5 s is skipped. The store must
/// report its problems itself. A stored token that no header can hold is skipped too.
pub trait TokenStore: Send + Sync {
    /// Returns the token that was saved last, by any process.
    fn load(&self) -> BoxFuture<'_, Option<StoredToken>>;

    /// Saves `token`.
    fn save(&self, token: StoredToken) -> BoxFuture<'_, ()>;
}

impl StoredToken {
    fn time_left(&self, now: SystemTime) -> Option<Duration> {
        // A time that the clocks cannot represent counts as unknown.
        let expires = UNIX_EPOCH.checked_add(Duration::from_secs(self.expires_at?))?;
        Some(expires.duration_since(now).unwrap_or_default())
    }
}
