//! Credentials of an attempt, and the replacement of tokens that are not usable.

use reqwest::Request;
use reqwest::header::{AUTHORIZATION, HeaderValue};
use tokio::time::timeout_at;

use super::{Attempts, Presented, out_of_time};
use crate::transport::ReadyCredential;
use crate::{Error, ErrorKind, Secret, TokenSource, http};

impl Attempts<'_> {
    /// Adds the credentials to `request`. Returns the token among them, if there is one.
    pub(super) async fn authenticate(&self, request: &mut Request) -> Result<Presented, Error> {
        let mut presented = None;
        for credential in self.transport.credentials(self.operation)? {
            match credential {
                ReadyCredential::Header(name, value) => {
                    request.headers_mut().insert(name, value.clone());
                }
                ReadyCredential::Query(parameter, key) => {
                    let mut pairs = request.url_mut().query_pairs_mut();
                    pairs.append_pair(parameter, key.expose());
                }
                ReadyCredential::Token(source) => {
                    let (token, header) = self.sendable(source.as_ref()).await?;
                    request.headers_mut().insert(AUTHORIZATION, header);
                    presented = Some((source.clone(), token));
                }
            }
        }
        Ok(presented)
    }

    /// Returns a token and its header. A token that no header can hold goes back to its source
    /// once, like a token that the server refuses.
    async fn sendable(&self, source: &dyn TokenSource) -> Result<(Secret, HeaderValue), Error> {
        let token = self.token(source).await?;
        if let Some(header) = http::bearer(&token) {
            return Ok((token, header));
        }
        source.rejected(&token);
        let token = self.token(source).await?;
        let header = http::bearer(&token).ok_or_else(|| {
            let said = "the token holds characters that cannot stand in a header";
            Error::not_sent(ErrorKind::Authentication, said)
        })?;
        Ok((token, header))
    }

    async fn token(&self, source: &dyn TokenSource) -> Result<Secret, Error> {
        match timeout_at(self.deadline, source.token()).await {
            Ok(Ok(token)) => Ok(token),
            Ok(Err(error)) => Err(without_token(error)),
            Err(_) => Err(out_of_time("while waiting for a token")),
        }
    }

    /// Reports a refused token to its source, and asks for another token. This happens once in a
    /// call: a fresh token that is refused as well shows that another one will not help.
    pub(super) async fn replace_token(
        &mut self,
        source: &dyn TokenSource,
        refused: Secret,
    ) -> Replaced {
        source.rejected(&refused);
        if self.rejected.replace(refused).is_some() {
            return Replaced::ByNone;
        }
        match self.token(source).await {
            Ok(token) if Some(&token) != self.rejected.as_ref() => Replaced::ByAnother,
            Err(error) if error.is_temporary() => Replaced::Later,
            _ => Replaced::ByNone,
        }
    }
}

/// The result of the search for another token.
#[derive(PartialEq, Eq)]
pub(super) enum Replaced {
    /// The source has another token.
    ByAnother,
    /// The source has no other token now, and may have one soon.
    Later,
    /// The source has no other token, or returns the same one again.
    ByNone,
}

/// Returns the error of a call that got no token.
fn without_token(error: Error) -> Error {
    let kind = match error.kind() {
        ErrorKind::Timeout => ErrorKind::Timeout,
        ErrorKind::Transport => ErrorKind::Transport,
        ErrorKind::RateLimited => ErrorKind::RateLimited,
        ErrorKind::Configuration => ErrorKind::Configuration,
        _ => ErrorKind::Authentication,
    };
    let mut outer = Error::not_sent(kind, "no token could be got");
    let inner = outer.inner_mut();
    inner.temporary = error.is_temporary();
    inner.retry_after = error.retry_after();
    outer.caused_by(error)
}
