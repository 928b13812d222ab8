//! How a transport reaches its server: one explicit value, checked when the transport is made.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::{Classifier, Credential, Limits, Secret};

/// Where a server is and how it is spoken to.
///
/// Mistakes are reported by [`Transport::new`](super::Transport::new), which says which setting is
/// wrong and how to mend it.
///
/// # What is read from the machine
///
/// No setting comes from the environment or from files. Variables such as `HTTPS_PROXY`, `NO_PROXY`
/// and `SSLKEYLOGFILE` have no effect. Names of hosts are looked up by the operating system.
///
/// For an `https` server, [`Transport::new`](super::Transport::new) reads root certificates. Those of
/// [`root_certificates`](Self::root_certificates) are trusted beside them.
///
/// | TLS | root certificates |
/// |---|---|
/// | feature `rustls`, Linux and other Unix systems | the files of the operating system. Where the variable `SSL_CERT_FILE` or `SSL_CERT_DIR` is set, the certificates that they name stand in place of these |
/// | feature `rustls`, Windows, Android and Apple systems | the operating system decides, and these variables have no effect |
/// | feature `native-tls` | the operating system's TLS decides. On Linux it is OpenSSL, which reads these variables, and others such as `OPENSSL_CONF` |
///
/// So whoever sets the environment of a process on Linux decides which servers it trusts.
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
    /// The server at `base_url`, such as `https://example.org/api`. Plain `http` is accepted for
    /// this machine only (`localhost`, `127.0.0.1`, `[::1]`); query, fragment and user are not
    /// accepted.
    ///
    /// Defaults: connect within 10 s, [`Limits::DEFAULT`], connections idle for at most 30 s, no proxy, the operating system's root
    /// certificates.
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

    /// Another base URL.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = url.into();
        self
    }

    /// The credential of the document's security scheme `scheme`.
    pub fn credential(mut self, scheme: impl Into<String>, credential: Credential) -> Self {
        self.credentials.push((scheme.into(), credential));
        self
    }

    /// A header of every call, where the call has none of that name itself.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<Secret>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// How long connecting may take, TLS included; nine tenths of an attempt if that is less.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.connect_timeout = limit;
        self
    }

    /// What a call may take.
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// How long a connection is kept that nobody uses. A request that is sent while the server gives
    /// up its connection has an unknown outcome, so this should be less than the server waits.
    pub fn idle_timeout(mut self, limit: Duration) -> Self {
        self.idle_timeout = limit;
        self
    }

    /// How answers are told apart where their HTTP status alone does not say it.
    pub fn classifier(mut self, rules: impl Classifier + 'static) -> Self {
        self.classifier = Some(Arc::new(rules));
        self
    }

    /// The `user-agent`, such as `hmis/4.2`, in place of this crate's name and version.
    pub fn user_agent(mut self, product: impl Into<String>) -> Self {
        self.user_agent = product.into();
        self
    }

    /// What is added to the `user-agent`, such as `hmis/4.2`.
    pub fn user_agent_suffix(mut self, suffix: impl Into<String>) -> Self {
        self.user_agent_suffix = Some(suffix.into());
        self
    }

    /// Sends each call's local id in the header `name`, such as `x-call-id`. Without this it stays
    /// here. A header with a meaning of its own is not accepted, such as `cookie`.
    pub fn call_id_header(mut self, name: impl Into<String>) -> Self {
        self.call_id_header = Some(name.into());
        self
    }

    /// The proxy to go through, such as `http://user:password@proxy.example:3128`. Calls to a base URL
    /// of plain `http` go past it: they are for this machine only.
    pub fn proxy(mut self, url: impl Into<Secret>) -> Self {
        self.proxy = Some(url.into());
        self
    }

    /// Trusts the certificates in `pem` too, such as those of a proxy that opens TLS.
    pub fn root_certificates(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.root_certificates.push(pem.into());
        self
    }

    /// Changes the HTTP client's builder. Our guards (no redirects, time limits) are set after it.
    ///
    /// The builder is reqwest's, whose version may change in any release of this crate: this method
    /// is outside of semantic versioning.
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
    /// Neither the headers' values nor the proxy, which may hold a password.
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
