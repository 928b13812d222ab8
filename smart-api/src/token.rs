//! Asks Smart for a token, by the generated operation.

use std::time::Duration;

use crate::generated::Client;
use crate::generated::enums::GrantType;
use crate::generated::requests::CreateToken;
use crate::generated::types::TokenRequest;
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

/// Smart's own token endpoint.
pub(crate) struct SmartEndpoint {
    client: Client,
    username: String,
    password: Secret,
}

impl SmartEndpoint {
    /// `client` has the client's credential and no token.
    pub(crate) fn new(client: Client, username: String, password: Secret) -> Self {
        Self {
            client,
            username,
            password,
        }
    }
}

impl Endpoint for SmartEndpoint {
    fn ask(&self, grant: Grant) -> BoxFuture<'_, Result<Granted, Error>> {
        let request = match grant {
            Grant::Password => TokenRequest::new(GrantType::Password)
                .username(self.username.clone())
                .password(self.password.clone()),
            Grant::Refresh(token) => {
                TokenRequest::new(GrantType::RefreshToken).refresh_token(token)
            }
        };
        Box::pin(async move {
            let reply = self.client.create_token(CreateToken::new(request)).await?;
            let token = reply.into_payload();
            Ok(Granted {
                access_token: token.access_token,
                refresh_token: token.refresh_token,
                // A negative time is none.
                expires_in: token
                    .expires_in
                    .map(|seconds| Duration::from_secs(u64::try_from(seconds).unwrap_or_default())),
            })
        })
    }
}
