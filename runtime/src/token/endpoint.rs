//! Where a [`SharedToken`](super::SharedToken) gets tokens from.

use std::time::Duration;

use crate::{BoxFuture, Error, Secret};

/// A token as its endpoint gives it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct GrantedToken {
    /// What calls carry.
    pub access_token: Secret,
    /// What the next token is got with, if there is one.
    pub refresh_token: Option<Secret>,
    /// How long the token is good from when it was asked for; `None` when it is not known.
    pub expires_in: Option<Duration>,
}

impl GrantedToken {
    /// A token of which nothing else is known.
    pub fn new(access_token: impl Into<Secret>) -> Self {
        Self {
            access_token: access_token.into(),
            refresh_token: None,
            expires_in: None,
        }
    }
}

/// Where tokens come from.
///
/// The futures are boxed so that a call that needs a token, and the call that gets it, do not depend
/// on each other's type.
pub trait TokenEndpoint: Send + Sync {
    /// Asks for a token with the credentials that the endpoint has.
    fn request(&self) -> BoxFuture<'_, Result<GrantedToken, Error>>;

    /// Asks for a token with the refresh token of an earlier answer.
    fn refresh(&self, refresh_token: Secret) -> BoxFuture<'_, Result<GrantedToken, Error>>;
}
