//! Credentials of a caller.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;

use super::{Error, Secret};

/// A future in a box, as the traits of this crate return it.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// What a caller proves itself with; which kind is wanted is said by the document's security
/// scheme.
#[derive(Clone)]
#[non_exhaustive]
pub enum Credential {
    /// HTTP Basic.
    Basic {
        /// The user, or the client id.
        user: String,
        /// The password, or the client secret.
        password: Secret,
    },
    /// A bearer token that does not change.
    Bearer(Secret),
    /// A key, sent where the document says.
    ApiKey(Secret),
    /// A bearer token that somebody keeps fresh.
    Token(Arc<dyn TokenSource>),
}

impl Credential {
    /// HTTP Basic.
    pub fn basic(user: impl Into<String>, password: impl Into<Secret>) -> Self {
        Self::Basic {
            user: user.into(),
            password: password.into(),
        }
    }

    /// A bearer token that does not change.
    pub fn bearer(token: impl Into<Secret>) -> Self {
        Self::Bearer(token.into())
    }

    /// A key, sent where the document says.
    pub fn api_key(key: impl Into<Secret>) -> Self {
        Self::ApiKey(key.into())
    }

    /// A bearer token that `source` keeps fresh.
    pub fn token(source: impl TokenSource + 'static) -> Self {
        Self::Token(Arc::new(source))
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Basic { .. } => "Basic([redacted])",
            Self::Bearer(_) => "Bearer([redacted])",
            Self::ApiKey(_) => "ApiKey([redacted])",
            Self::Token(_) => "Token([redacted])",
        })
    }
}

/// Gives bearer tokens and keeps them fresh. An application implements it to share one token
/// between processes.
///
/// ```
/// use smart_runtime::{BoxFuture, Error, Secret, TokenSource};
///
/// /// The token that another program keeps in a file.
/// struct TokenFile(std::path::PathBuf);
///
/// impl TokenSource for TokenFile {
///     fn token(&self) -> BoxFuture<'_, Result<Secret, Error>> {
///         Box::pin(async {
///             let text = std::fs::read_to_string(&self.0);
///             text.map(Secret::from).map_err(|error| Error::no_token(error, true))
///         })
///     }
///
///     // The other program finds out by itself.
///     fn rejected(&self, _: &Secret) {}
/// }
/// ```
pub trait TokenSource: Send + Sync {
    /// A token that is good as far as is known here. It is asked for each attempt of each call, so
    /// it should be at hand. A call that is dropped drops this future.
    fn token(&self) -> BoxFuture<'_, Result<Secret, Error>>;

    /// The server has refused `token` (HTTP 401), or it cannot stand in a header: do not give it again
    /// if there is another way.
    fn rejected(&self, token: &Secret);
}
