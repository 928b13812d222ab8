//! The configuration of the client in one explicit value: environment, credentials, headers,
//! limits.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::envelope::SmartClassifier;
use crate::runtime::{self, Error, Limits, Secret, TokenSource, TokenStore};

/// Tomcat closes idle connections after 20 s, so the client closes them earlier. A request has an
/// unknown outcome if the server closes its connection at that moment.
const IDLE: Duration = Duration::from_secs(15);

/// The environment that serves Smart's provider API.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Environment {
    /// Smart's development environment. A session exists there only after Smart was asked to create
    /// one.
    Development,
    /// Smart's production environment.
    Production,
    /// Another base URL, such as a simulator's. It is `https`, or `http` on this machine.
    At(String),
}

/// The four values that Smart gives to a provider. `Debug` prints none of them. [`Secret`] says
/// which copies remain in memory.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    /// The client id.
    pub client_id: String,
    /// The client secret.
    pub client_secret: Secret,
    /// The username.
    pub username: String,
    /// The password.
    pub password: Secret,
}

/// The configuration of the client.
///
/// ```
/// use smart_api::{Config, Credentials, Environment};
///
/// let config = Config::new(
///     Environment::Development,
///     Credentials {
///         client_id: "Himilo_HMIS".into(),
///         client_secret: "simulated-secret".into(),
///         username: "simulated-user".into(),
///         password: "simulated-password".into(),
///     },
/// )
/// .provider_key("SKSP_6122")
/// .user_agent_suffix("hmis/4.2");
/// ```
///
/// Only [`Config::from_env`] reads settings from the environment, and nothing reads them from
/// files. [`runtime::Config`] says where root certificates come from. On Linux, the variables
/// `SSL_CERT_FILE` and `SSL_CERT_DIR` replace the operating system's certificates.
/// [`Client::new`](crate::Client::new) reports a mistake in a setting; its error names the setting
/// and says how to correct it.
#[derive(Clone)]
#[must_use]
pub struct Config {
    pub(crate) access: Access,
    pub(crate) environment: Environment,
    pub(crate) transport: runtime::Config,
}

/// The authorization of calls.
#[derive(Clone)]
pub(crate) enum Access {
    /// Tokens that the client gets by itself.
    Credentials(Credentials, Option<Arc<dyn TokenStore>>),
    /// Tokens that the application provides.
    Source(Arc<dyn TokenSource>),
}

impl Config {
    /// Creates the configuration of the API at `environment`, with the credentials that Smart gave
    /// for it.
    pub fn new(environment: Environment, credentials: Credentials) -> Self {
        Self::of(environment, Access::Credentials(credentials, None))
    }

    /// Creates the configuration of the API at `environment`, with tokens from `source`. Use it to
    /// share one token between processes in the application's own way.
    pub fn with_token_source(environment: Environment, source: impl TokenSource + 'static) -> Self {
        Self::of(environment, Access::Source(Arc::new(source)))
    }

    fn of(environment: Environment, access: Access) -> Self {
        Self {
            access,
            environment,
            // `Client::new` fills in the base URL.
            transport: runtime::Config::new("")
                .idle_timeout(IDLE)
                .user_agent(concat!("smart-api/", env!("CARGO_PKG_VERSION")))
                .classifier(SmartClassifier),
        }
    }

    /// Reads environment variables:
    ///
    /// | variable | meaning |
    /// |---|---|
    /// | `SMART_ENVIRONMENT` | `development` or `production` |
    /// | `SMART_BASE_URL` | another base URL, instead of an environment |
    /// | `SMART_CLIENT_ID`, `SMART_CLIENT_SECRET`, `SMART_USERNAME`, `SMART_PASSWORD` | the credentials that Smart gave |
    /// | `SMART_PROVIDER_KEY` | optional: [`Config::provider_key`] |
    /// | `SMART_ACCEPT_LANGUAGE` | optional: [`Config::accept_language`] |
    /// | `SMART_PROXY` | optional: [`Config::proxy`] |
    ///
    /// An empty variable counts as none.
    ///
    /// # Errors
    /// Returns an error if a variable is missing or not usable. The error names all that are
    /// missing.
    pub fn from_env() -> Result<Self, Error> {
        Self::from_lookup(|name| match std::env::var(name) {
            Ok(value) => Ok(Some(value)),
            Err(std::env::VarError::NotPresent) => Ok(None),
            Err(std::env::VarError::NotUnicode(_)) => Err(Error::configuration(format!(
                "the variable {name} is not Unicode text"
            ))),
        })
    }

    fn from_lookup(lookup: impl Fn(&str) -> Result<Option<String>, Error>) -> Result<Self, Error> {
        let read = |name| Ok::<_, Error>(lookup(name)?.filter(|value| !value.is_empty()));
        let mut missing = Vec::new();
        let mut needed = |name: &'static str| {
            let value = read(name)?;
            if value.is_none() {
                missing.push(name);
            }
            Ok::<_, Error>(value.unwrap_or_default())
        };
        let credentials = Credentials {
            client_id: needed("SMART_CLIENT_ID")?,
            client_secret: needed("SMART_CLIENT_SECRET")?.into(),
            username: needed("SMART_USERNAME")?,
            password: needed("SMART_PASSWORD")?.into(),
        };
        let named = (read("SMART_BASE_URL")?, read("SMART_ENVIRONMENT")?);
        let environment = match named {
            (Some(_), Some(_)) => {
                return Err(Error::configuration(
                    "SMART_BASE_URL and SMART_ENVIRONMENT are both set; keep one of them",
                ));
            }
            (Some(url), None) => Some(Environment::At(url)),
            (None, Some(name)) => match name.as_str() {
                "development" => Some(Environment::Development),
                "production" => Some(Environment::Production),
                _ => {
                    return Err(Error::configuration(
                        "SMART_ENVIRONMENT is neither `development` nor `production`",
                    ));
                }
            },
            (None, None) => {
                missing.push("SMART_ENVIRONMENT (or SMART_BASE_URL)");
                None
            }
        };
        let Some(environment) = environment.filter(|_| missing.is_empty()) else {
            return Err(Error::configuration(format!(
                "not set: {}",
                missing.join(", ")
            )));
        };
        let mut config = Self::new(environment, credentials);
        if let Some(key) = read("SMART_PROVIDER_KEY")? {
            config = config.provider_key(key);
        }
        if let Some(language) = read("SMART_ACCEPT_LANGUAGE")? {
            config = config.accept_language(language);
        }
        if let Some(proxy) = read("SMART_PROXY")? {
            config = config.proxy(proxy);
        }
        Ok(config)
    }

    /// Stores the token in `store` too, so that another process, or this one after a restart, needs
    /// no new token. The setting has no effect together with a token source of the application.
    pub fn token_store(mut self, store: impl TokenStore + 'static) -> Self {
        if let Access::Credentials(_, kept) = &mut self.access {
            *kept = Some(Arc::new(store));
        }
        self
    }

    /// Sets the header `provider-key` of every call, such as `SKSP_6122`. Some deployments need it.
    pub fn provider_key(self, key: impl Into<Secret>) -> Self {
        self.with(|transport| transport.header("provider-key", key))
    }

    /// Sets the header `accept-language` of every call, such as `en`. Some deployments need it.
    pub fn accept_language(self, language: impl Into<String>) -> Self {
        self.with(|transport| transport.header("accept-language", language.into()))
    }

    /// Sets the time limit for connecting, TLS included. The default is 10 s. Nine tenths of an
    /// attempt's limit apply if that is less, so that a timeout while connecting proves that
    /// nothing was sent.
    pub fn connect_timeout(self, limit: Duration) -> Self {
        self.with(|transport| transport.connect_timeout(limit))
    }

    /// Sets the limits of a call: time, bytes, values, attempts. The default is
    /// [`Limits::DEFAULT`]. A claim is never repeated, whatever the limits are.
    pub fn limits(self, limits: Limits) -> Self {
        self.with(|transport| transport.limits(limits))
    }

    /// Adds a suffix to the `user-agent`, such as `hmis/4.2`.
    pub fn user_agent_suffix(self, suffix: impl Into<String>) -> Self {
        self.with(|transport| transport.user_agent_suffix(suffix))
    }

    /// Sends each call's local id in the header `name`, such as `x-call-id`. Without this setting
    /// the id is not sent. A header with a meaning of its own, such as `cookie`, is refused.
    pub fn call_id_header(self, name: impl Into<String>) -> Self {
        self.with(|transport| transport.call_id_header(name))
    }

    /// Sets the proxy, such as `http://user:password@proxy.example:3128`. Calls to a base URL of
    /// plain `http` go past the proxy, because they are for this machine only. Variables such as
    /// `HTTPS_PROXY` are not read.
    pub fn proxy(self, url: impl Into<Secret>) -> Self {
        self.with(|transport| transport.proxy(url))
    }

    /// Trusts the certificates in `pem` as well, such as those of a proxy that opens TLS.
    pub fn root_certificates(self, pem: impl Into<Vec<u8>>) -> Self {
        self.with(|transport| transport.root_certificates(pem))
    }

    /// Changes the HTTP client's builder. This crate sets its guards (no redirects, time limits)
    /// afterwards.
    ///
    /// The builder is reqwest's, and its version may change in any release of this crate. Semantic
    /// versioning does not cover this method.
    #[cfg(feature = "unstable-reqwest")]
    pub fn customize_reqwest(
        self,
        change: impl Fn(runtime::reqwest::ClientBuilder) -> runtime::reqwest::ClientBuilder
        + Send
        + Sync
        + 'static,
    ) -> Self {
        self.with(|transport| transport.customize_reqwest(change))
    }

    fn with(mut self, change: impl FnOnce(runtime::Config) -> runtime::Config) -> Self {
        self.transport = change(self.transport);
        self
    }
}

impl Credentials {
    /// Returns an error if one of the four values is empty.
    pub(crate) fn check(&self) -> Result<(), Error> {
        for (empty, name) in [
            (self.client_id.is_empty(), "client id"),
            (self.client_secret.expose().is_empty(), "client secret"),
            (self.username.is_empty(), "username"),
            (self.password.expose().is_empty(), "password"),
        ] {
            if empty {
                return Err(Error::configuration(format!(
                    "the {name} is empty; Smart hands it out with the other three credentials"
                )));
            }
        }
        Ok(())
    }
}

impl fmt::Debug for Environment {
    /// Hides a URL with a user or a query. A later check refuses the URL.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Development => formatter.write_str("Development"),
            Self::Production => formatter.write_str("Production"),
            Self::At(url) if url.contains(['@', '?', '#']) => formatter.write_str("At([redacted])"),
            Self::At(url) => formatter.debug_tuple("At").field(url).finish(),
        }
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Credentials([redacted])")
    }
}

impl fmt::Debug for Config {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Config")
            .field("environment", &self.environment)
            .field("transport", &self.transport)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::{Access, Config, Environment};

    fn read(variables: &[(&str, &str)]) -> Result<Config, String> {
        let lookup = |name: &str| {
            let mut variables = variables.iter();
            let found = variables.find(|(known, _)| *known == name);
            Ok(found.map(|(_, value)| (*value).to_owned()))
        };
        Config::from_lookup(lookup).map_err(|error| error.to_string())
    }

    const FOUR: [(&str, &str); 4] = [
        ("SMART_CLIENT_ID", "id"),
        ("SMART_CLIENT_SECRET", "s3cret"),
        ("SMART_USERNAME", "ann"),
        ("SMART_PASSWORD", "passw0rd"),
    ];

    #[test]
    fn the_environment_is_named_or_given_by_its_url() {
        for (name, value, environment) in [
            ("SMART_ENVIRONMENT", "development", Environment::Development),
            ("SMART_ENVIRONMENT", "production", Environment::Production),
            (
                "SMART_BASE_URL",
                "http://localhost:1",
                Environment::At("http://localhost:1".into()),
            ),
        ] {
            let config =
                read(&[&FOUR[..], &[(name, value), ("SMART_PROXY", "")]].concat()).unwrap();
            assert_eq!(config.environment, environment);
            let Access::Credentials(credentials, None) = &config.access else {
                panic!("credentials are lost");
            };
            assert_eq!(credentials.client_id, "id");
            assert_eq!(credentials.client_secret.expose(), "s3cret");
            assert_eq!(credentials.username, "ann");
            assert_eq!(credentials.password.expose(), "passw0rd");
            let shown = format!("{config:?} {credentials:?}");
            assert!(
                !["s3cret", "ann", "passw0rd"]
                    .iter()
                    .any(|value| shown.contains(value))
            );
        }
    }

    #[test]
    fn all_that_is_missing_is_named_at_once() {
        assert_eq!(
            read(&[("SMART_CLIENT_ID", "id"), ("SMART_USERNAME", "")]).unwrap_err(),
            "configuration is not usable: not set: SMART_CLIENT_SECRET, SMART_USERNAME, \
             SMART_PASSWORD, SMART_ENVIRONMENT (or SMART_BASE_URL)"
        );
        let both = [
            ("SMART_ENVIRONMENT", "production"),
            ("SMART_BASE_URL", "https://x.example"),
        ];
        assert_eq!(
            read(&[&FOUR[..], &both].concat()).unwrap_err(),
            "configuration is not usable: SMART_BASE_URL and SMART_ENVIRONMENT are both set; \
             keep one of them"
        );
        assert_eq!(
            read(&[&FOUR[..], &[("SMART_ENVIRONMENT", "test")]].concat()).unwrap_err(),
            "configuration is not usable: SMART_ENVIRONMENT is neither `development` nor \
             `production`"
        );
    }
}
