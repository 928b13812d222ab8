//! Smart's token endpoint. The generated operation calls it by username and password, or by refresh
//! token.

use std::time::Duration;

use crate::generated::Client;
use crate::generated::enums::GrantType;
use crate::generated::requests::CreateToken;
use crate::generated::types::TokenRequest;
use crate::runtime::{BoxFuture, Error, GrantedToken, Secret, TokenEndpoint};

/// Smart's own token endpoint.
pub(crate) struct SmartEndpoint {
    client: Client,
    username: String,
    password: Secret,
}

impl SmartEndpoint {
    /// Creates the endpoint. `client` has the client's credential and no token.
    pub(crate) fn new(client: Client, username: String, password: Secret) -> Self {
        Self {
            client,
            username,
            password,
        }
    }

    async fn ask(&self, request: TokenRequest) -> Result<GrantedToken, Error> {
        let reply = self.client.create_token(CreateToken::new(request)).await?;
        let token = reply.into_payload();
        let mut granted = GrantedToken::new(token.access_token);
        granted.refresh_token = token.refresh_token;
        // A negative lifetime counts as unknown.
        granted.expires_in = token
            .expires_in
            .map(|seconds| Duration::from_secs(u64::try_from(seconds).unwrap_or_default()));
        Ok(granted)
    }
}

impl TokenEndpoint for SmartEndpoint {
    fn request(&self) -> BoxFuture<'_, Result<GrantedToken, Error>> {
        let request = TokenRequest::new(GrantType::Password)
            .username(self.username.clone())
            .password(self.password.clone());
        Box::pin(self.ask(request))
    }

    fn refresh(&self, refresh_token: Secret) -> BoxFuture<'_, Result<GrantedToken, Error>> {
        let request = TokenRequest::new(GrantType::RefreshToken).refresh_token(refresh_token);
        Box::pin(self.ask(request))
    }
}
