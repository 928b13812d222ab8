//! Credentials of a caller.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;

use super::{Error, Secret};

/// A boxed future, as the traits of this crate return it.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// The proof of who calls. The document's security scheme decides which kind is needed.
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
    /// A key. The document says where it is sent.
    ApiKey(Secret),
    /// A bearer token that a source keeps fresh.
    Token(Arc<dyn TokenSource>),
}

impl Credential {
    /// Creates a credential for HTTP Basic.
    pub fn basic(user: impl Into<String>, password: impl Into<Secret>) -> Self {
        Self::Basic {
            user: user.into(),
            password: password.into(),
        }
    }

    /// Creates a credential from a bearer token that does not change.
    pub fn bearer(token: impl Into<Secret>) -> Self {
        Self::Bearer(token.into())
    }

    /// Creates a credential from a key. The document says where the key is sent.
    pub fn api_key(key: impl Into<Secret>) -> Self {
        Self::ApiKey(key.into())
    }

    /// Creates a credential from bearer tokens that `source` keeps fresh.
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

/// A source of bearer tokens, which keeps them fresh. An application implements it to share one
/// token between processes.
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
///     // The other program notices by itself that the token is refused.
///     fn rejected(&self, _: &Secret) {}
/// }
/// ```
pub trait TokenSource: Send + Sync {
    /// Returns a token that is valid as far as the source knows. Each attempt of each call asks for
    /// one, so the source should answer at once. A call that is dropped drops this future.
    fn token(&self) -> BoxFuture<'_, Result<Secret, Error>>;

    /// Reports that `token` is not usable: the server refused it (HTTP 401), or no header can hold
    /// it. The source should not return it again if another way exists.
    fn rejected(&self, token: &Secret);
}
