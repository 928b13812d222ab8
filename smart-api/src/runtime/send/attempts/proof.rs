//! Credentials of an attempt, and tokens that cannot be used.

use reqwest::Request;
use reqwest::header::{AUTHORIZATION, HeaderValue};
use tokio::time::timeout_at;

use super::{Attempts, Presented, out_of_time};
use crate::runtime::transport::Proof;
use crate::runtime::{Error, ErrorKind, Secret, TokenSource, http};

impl Attempts<'_> {
    /// Puts the credentials on `request`. Returns the token among them, if there is one.
    pub(super) async fn authenticate(&self, request: &mut Request) -> Result<Presented, Error> {
        let mut presented = None;
        for proof in self.transport.proofs(self.operation)? {
            match proof {
                Proof::Header(name, value) => {
                    request.headers_mut().insert(name, value.clone());
                }
                Proof::Query(parameter, key) => {
                    let mut pairs = request.url_mut().query_pairs_mut();
                    pairs.append_pair(parameter, key.expose());
                }
                Proof::Token(source) => {
                    let (token, header) = self.sendable(source.as_ref()).await?;
                    request.headers_mut().insert(AUTHORIZATION, header);
                    presented = Some((source.clone(), token));
                }
            }
        }
        Ok(presented)
    }

    /// Returns a token and its header. A token that cannot stand in a header is handed back once, like
    /// one that the server refuses.
    async fn sendable(&self, source: &dyn TokenSource) -> Result<(Secret, HeaderValue), Error> {
        let token = self.token(source).await?;
        if let Some(header) = http::bearer(&token) {
            return Ok((token, header));
        }
        source.rejected(&token);
        let token = self.token(source).await?;
        let header = http::bearer(&token).ok_or_else(|| {
            let said = "the token holds characters that cannot stand in a header";
            Error::unsent(ErrorKind::Authentication, said)
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

    /// Whether there is another token than the one that was refused.
    pub(super) async fn renews(&self, source: &dyn TokenSource) -> Renewal {
        match self.token(source).await {
            Ok(token) if Some(&token) != self.rejected.as_ref() => Renewal::Fresh,
            Err(error) if error.is_transient() => Renewal::Later,
            _ => Renewal::Vain,
        }
    }
}

/// What became of a token that was refused.
#[derive(PartialEq, Eq)]
pub(super) enum Renewal {
    /// There is another one.
    Fresh,
    /// There is none now, and may be one soon.
    Later,
    /// There is none, or the same again.
    Vain,
}

/// The failure of a call that got no token.
fn without_token(error: Error) -> Error {
    let kind = match error.kind() {
        ErrorKind::Timeout => ErrorKind::Timeout,
        ErrorKind::Transport => ErrorKind::Transport,
        ErrorKind::RateLimited => ErrorKind::RateLimited,
        ErrorKind::Configuration => ErrorKind::Configuration,
        _ => ErrorKind::Authentication,
    };
    let mut outer = Error::unsent(kind, "no token could be got");
    let inner = outer.inner_mut();
    inner.transient = error.is_transient();
    inner.retry_after = error.retry_after();
    outer.caused_by(error)
}
