//! The endpoint from which a [`SharedToken`](super::SharedToken) gets tokens.

use std::time::Duration;

use crate::{BoxFuture, Error, Secret};

/// A token, as the endpoint grants it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct GrantedToken {
    /// The token that calls carry.
    pub access_token: Secret,
    /// The token that requests the next access token, if there is one.
    pub refresh_token: Option<Secret>,
    /// The lifetime of the token, counted from the request; `None` if it is not known.
    pub expires_in: Option<Duration>,
}

impl GrantedToken {
    /// Creates a token about which nothing else is known.
    pub fn new(access_token: impl Into<Secret>) -> Self {
        Self {
            access_token: access_token.into(),
            refresh_token: None,
            expires_in: None,
        }
    }
}

/// An endpoint that grants tokens.
///
/// The futures are boxed. Otherwise the type of a call that needs a token and the type of the call
/// that gets it would depend on each other.
pub trait TokenEndpoint: Send + Sync {
    /// Requests a token with the endpoint's credentials.
    fn request(&self) -> BoxFuture<'_, Result<GrantedToken, Error>>;

    /// Requests a token with the refresh token of an earlier answer.
    fn refresh(&self, refresh_token: Secret) -> BoxFuture<'_, Result<GrantedToken, Error>>;
}
