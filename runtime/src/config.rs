//! The configuration of a transport: one explicit value, which is checked when the transport is
//! made.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::{Classifier, Credential, Limits, Secret};

/// The address of a server, and the settings of all calls to it.
///
/// [`Transport::new`](super::Transport::new) reports mistakes. Its error names the setting and says
/// how to correct it.
///
/// # What is read from the machine
///
/// The crate reads no setting from the environment or from files. Variables such as `HTTPS_PROXY`,
/// `NO_PROXY` and `SSLKEYLOGFILE` have no effect. The operating system looks up host names.
///
/// For an `https` server, [`Transport::new`](super::Transport::new) reads root certificates. The
/// transport also trusts the certificates of [`root_certificates`](Self::root_certificates).
///
/// | TLS | root certificates |
/// |---|---|
/// | feature `rustls`, Linux and other Unix systems | the files of the operating system. Where the variable `SSL_CERT_FILE` or `SSL_CERT_DIR` is set, the certificates that they name stand in place of these |
/// | feature `rustls`, Windows, Android and Apple systems | the operating system decides, and these variables have no effect |
/// | feature `native-tls` | the operating system's TLS decides. On Linux it is OpenSSL, which reads these variables, and others such as `OPENSSL_CONF` |
///
/// On Linux, the environment of a process therefore decides which servers the process trusts.
#[derive(Clone)]
#[must_use]
pub struct Config {
    pub(crate) base_url: String,
    pub(crate) credentials: Vec<(String, Credential)>,
    pub(crate) headers: Vec<(String, Secret)>,
    pub(crate) connect_timeout: Duration,
    pub(crate) limits: Limits,
    pub(crate) idle_timeout: Duration,
    pub(crate) classifier: Option<Arc<dyn Classifier>>,
    pub(crate) user_agent: String,
    pub(crate) user_agent_suffix: Option<String>,
    pub(crate) call_id_header: Option<String>,
    pub(crate) proxy: Option<Secret>,
    pub(crate) root_certificates: Vec<Vec<u8>>,
    #[cfg(feature = "unstable-reqwest")]
    pub(crate) customize: Option<Customize>,
}

/// A change to the HTTP client's builder.
#[cfg(feature = "unstable-reqwest")]
pub(crate) type Customize =
    Arc<dyn Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send + Sync>;

impl Config {
    /// Creates the configuration of the server at `base_url`, such as `https://example.org/api`.
    ///
    /// Plain `http` is accepted for this machine only (`localhost`, `127.0.0.1`, `[::1]`). A query,
    /// a fragment or a user in the URL is refused.
    ///
    /// Defaults: connect within 10 s, [`Limits::DEFAULT`], connections idle for at most 30 s, no
    /// proxy, the operating system's root certificates.
    pub fn new(base_url: impl Into<String>) -> Self {
        Self {
            base_url: base_url.into(),
            credentials: Vec::new(),
            headers: Vec::new(),
            connect_timeout: Duration::from_secs(10),
            limits: Limits::DEFAULT,
            idle_timeout: Duration::from_secs(30),
            classifier: None,
            user_agent: concat!("smart-runtime/", env!("CARGO_PKG_VERSION")).to_owned(),
            user_agent_suffix: None,
            call_id_header: None,
            proxy: None,
            root_certificates: Vec::new(),
            #[cfg(feature = "unstable-reqwest")]
            customize: None,
        }
    }

    /// Sets the base URL.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = url.into();
        self
    }

    /// Sets the credential for the document's security scheme `scheme`.
    pub fn credential(mut self, scheme: impl Into<String>, credential: Credential) -> Self {
        self.credentials.push((scheme.into(), credential));
        self
    }

    /// Sets a header of every call. A header of the same name that the call itself has takes
    /// precedence.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<Secret>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Sets the time limit for connecting, TLS included. Nine tenths of an attempt's limit apply if
    /// that is less.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.connect_timeout = limit;
        self
    }

    /// Sets the limits of a call.
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Sets the longest time that an idle connection is kept. Choose less than the server's own
    /// limit: a request has an unknown outcome if the server closes the connection at that moment.
    pub fn idle_timeout(mut self, limit: Duration) -> Self {
        self.idle_timeout = limit;
        self
    }

    /// Sets the rules that tell answers apart, for an API whose HTTP status alone does not.
    pub fn classifier(mut self, rules: impl Classifier + 'static) -> Self {
        self.classifier = Some(Arc::new(rules));
        self
    }

    /// Sets the `user-agent`, such as `hmis/4.2`. The default is this crate's name and version.
    pub fn user_agent(mut self, product: impl Into<String>) -> Self {
        self.user_agent = product.into();
        self
    }

    /// Adds a suffix to the `user-agent`, such as `hmis/4.2`.
    pub fn user_agent_suffix(mut self, suffix: impl Into<String>) -> Self {
        self.user_agent_suffix = Some(suffix.into());
        self
    }

    /// Sends each call's local id in the header `name`, such as `x-call-id`. Without this setting
    /// the id is not sent. A header with a meaning of its own, such as `cookie`, is refused.
    pub fn call_id_header(mut self, name: impl Into<String>) -> Self {
        self.call_id_header = Some(name.into());
        self
    }

    /// Sets the proxy, such as `http://user:password@proxy.example:3128`. Calls to a base URL of
    /// plain `http` go past the proxy, because they are for this machine only.
    pub fn proxy(mut self, url: impl Into<Secret>) -> Self {
        self.proxy = Some(url.into());
        self
    }

    /// Trusts the certificates in `pem` as well, such as those of a proxy that opens TLS.
    pub fn root_certificates(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.root_certificates.push(pem.into());
        self
    }

    /// Changes the HTTP client's builder. This crate sets its guards (no redirects, time limits)
    /// afterwards.
    ///
    /// The builder is reqwest's, and its version may change in any release of this crate. Semantic
    /// versioning does not cover this method.
    #[cfg(feature = "unstable-reqwest")]
    pub fn customize_reqwest(
        mut self,
        change: impl Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send + Sync + 'static,
    ) -> Self {
        self.customize = Some(Arc::new(change));
        self
    }
}

impl fmt::Debug for Config {
    /// Prints neither the values of headers nor the proxy, which may hold a password.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers: Vec<&String> = self.headers.iter().map(|(name, _)| name).collect();
        formatter
            .debug_struct("Config")
            .field("credentials", &self.credentials)
            .field("headers", &headers)
            .field("connect_timeout", &self.connect_timeout)
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}
