//! Asks Smart for a token, by the generated operation.

use std::time::Duration;

use crate::runtime::{BoxFuture, Error, Secret};

/// What a token is asked for with.
pub(crate) enum Grant {
    /// The username and the password.
    Password,
    /// The refresh token of an earlier answer.
    Refresh(Secret),
}

/// What was given.
pub(crate) struct Granted {
    pub(crate) access_token: Secret,
    pub(crate) refresh_token: Option<Secret>,
    /// How long the token is good from when it was asked for.
    pub(crate) expires_in: Option<Duration>,
}

/// Where tokens come from.
pub(crate) trait Endpoint: Send + Sync + 'static {
    /// Asks for a token. The future is boxed so that a call that needs a token, and the call that
    /// gets it, do not depend on each other's type.
    fn ask(&self, grant: Grant) -> BoxFuture<'_, Result<Granted, Error>>;
}
