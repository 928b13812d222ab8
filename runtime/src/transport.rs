//! A transport to one server: its address, its credentials, and the limits of calls.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Client, Request, Url};

use super::operation::SchemeKind;
use super::retry::Budget;
use super::{
    Classifier, Config, Credential, Error, ErrorKind, Limits, Operation, Secret, SecurityScheme,
    TokenSource, http,
};

/// A transport to one server. A clone is cheap and shares the connections.
#[derive(Clone)]
pub struct Transport(Arc<Inner>);

#[derive(Clone)]
struct Inner {
    client: Client,
    base: String,
    origin: Url,
    headers: HeaderMap,
    call_id_header: Option<HeaderName>,
    schemes: &'static [SecurityScheme],
    credentials: Vec<(&'static str, ReadyCredential)>,
    classifier: Option<Arc<dyn Classifier>>,
    limits: Limits,
    budget: Arc<Budget>,
    shared: Arc<Shared>,
}

/// Values that the hand-written half of a client keeps, by their types.
#[derive(Default)]
struct Shared(Mutex<HashMap<TypeId, Arc<dyn Any + Send + Sync>>>);

/// A credential in the form in which a request carries it.
#[derive(Clone)]
pub(crate) enum ReadyCredential {
    Header(HeaderName, HeaderValue),
    Query(&'static str, Secret),
    Token(Arc<dyn TokenSource>),
}

impl Transport {
    /// Creates a transport to the server that `config` describes. `schemes` are the security
    /// schemes of its document.
    ///
    /// # Errors
    /// Returns an error if a setting is not usable. The error names the setting and says how to
    /// correct it.
    pub fn new(config: Config, schemes: &'static [SecurityScheme]) -> Result<Self, Error> {
        let (base, origin) = http::base_url(&config.base_url)?;
        let mut headers = HeaderMap::new();
        for (name, value) in &config.headers {
            let (header, value) = http::header(name, value)?;
            headers.insert(header, value);
        }
        let has_key = |scheme: &SecurityScheme, header: &HeaderName| {
            scheme.key_header().is_some_and(|key| header == key)
        };
        let is_taken = |header: &HeaderName| {
            headers.contains_key(header) || schemes.iter().any(|scheme| has_key(scheme, header))
        };
        let call_id_header = config.call_id_header.as_deref();
        let call_id_header = call_id_header.map(|name| http::call_id_header(name, is_taken));
        let call_id_header = call_id_header.transpose()?;
        let mut inner = Inner {
            client: http::client(&config, &origin)?,
            base,
            origin,
            headers,
            call_id_header,
            schemes,
            credentials: Vec::new(),
            classifier: config.classifier,
            limits: config.limits,
            budget: Arc::default(),
            shared: Arc::default(),
        };
        for (name, credential) in config.credentials {
            inner.set_credential(&name, credential)?;
        }
        Ok(Self(Arc::new(inner)))
    }

    /// Returns a transport that shares the connections and has another credential for `scheme`.
    ///
    /// # Errors
    /// Returns an error if the document has no scheme of this name, or the scheme needs another
    /// kind of credential.
    pub fn with_credential(&self, scheme: &str, credential: Credential) -> Result<Self, Error> {
        let mut inner = Inner::clone(&self.0);
        inner.set_credential(scheme, credential)?;
        Ok(Self(Arc::new(inner)))
    }

    /// Returns the base URL, without a slash at its end.
    pub fn base_url(&self) -> &str {
        &self.0.base
    }

    /// Returns the URL of a path below the base URL. This is cheaper than parsing both together.
    pub(crate) fn url(&self, path: &str) -> Url {
        let mut url = self.0.origin.clone();
        let below = self.0.origin.path().trim_end_matches('/');
        url.set_path(&[below, path].concat());
        url
    }

    pub(crate) fn client(&self) -> &Client {
        &self.0.client
    }

    /// Returns the limits of a call.
    pub fn limits(&self) -> Limits {
        self.0.limits
    }

    /// Returns a transport that shares the connections and has other limits.
    ///
    /// # Errors
    /// Returns an error if a limit is zero.
    pub fn with_limits(&self, limits: Limits) -> Result<Self, Error> {
        limits.check()?;
        Ok(Self(Arc::new(Inner {
            limits,
            ..Inner::clone(&self.0)
        })))
    }

    pub(crate) fn budget(&self) -> &Budget {
        &self.0.budget
    }

    /// Returns the value of type `T` that this transport and all its clones share. The first call
    /// creates the value. The hand-written half of a client can keep state in it.
    pub fn shared<T: Default + Send + Sync + 'static>(&self) -> Arc<T> {
        let mut values = self
            .0
            .shared
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let value = values
            .entry(TypeId::of::<T>())
            .or_insert_with(|| Arc::new(T::default()));
        // The key is the type of the value, so the downcast always succeeds.
        Arc::clone(value).downcast().unwrap_or_default()
    }

    pub(crate) fn classifier(&self) -> Option<&dyn Classifier> {
        self.0.classifier.as_deref()
    }

    pub(crate) fn call_id_header(&self) -> Option<&HeaderName> {
        self.0.call_id_header.as_ref()
    }

    /// Adds the configured headers, except those that the request already has.
    pub(crate) fn complete(&self, request: &mut Request) {
        for (name, value) in &self.0.headers {
            request
                .headers_mut()
                .entry(name)
                .or_insert_with(|| value.clone());
        }
    }

    /// Returns true if `url` belongs to this server. Credentials go nowhere else.
    pub(crate) fn owns(&self, url: &Url) -> bool {
        let own = &self.0.origin;
        own.scheme() == url.scheme()
            && own.host_str() == url.host_str()
            && own.port_or_known_default() == url.port_or_known_default()
    }

    /// Returns the credentials that `operation` needs. They are those of the first complete
    /// alternative.
    pub(crate) fn credentials(
        &self,
        operation: &Operation,
    ) -> Result<impl Iterator<Item = &ReadyCredential>, Error> {
        let alternatives = operation.security_alternatives();
        let known = |names: &&&[&str]| names.iter().all(|name| self.credential(name).is_some());
        let needed = match alternatives.iter().find(known) {
            Some(names) => *names,
            None if alternatives.is_empty() => &[],
            None => return Err(without_credential(alternatives)),
        };
        Ok(needed.iter().filter_map(|name| self.credential(name)))
    }

    fn credential(&self, scheme: &str) -> Option<&ReadyCredential> {
        let mut credentials = self.0.credentials.iter();
        credentials.find_map(|(name, ready)| (*name == scheme).then_some(ready))
    }
}

fn without_credential(alternatives: &[&[&str]]) -> Error {
    let names: Vec<String> = alternatives
        .iter()
        .map(|names| names.join(" and "))
        .collect();
    Error::not_sent(
        ErrorKind::Authentication,
        format!(
            "no credential is configured for the security scheme {}",
            names.join(", nor for ")
        ),
    )
}

impl Inner {
    fn set_credential(&mut self, name: &str, credential: Credential) -> Result<(), Error> {
        let Some(scheme) = self.schemes.iter().find(|scheme| scheme.name() == name) else {
            let known: Vec<&str> = self.schemes.iter().map(SecurityScheme::name).collect();
            return Err(Error::configuration(format!(
                "the document has no security scheme `{name}`; it has: {}",
                known.join(", ")
            )));
        };
        let ready = self.ready(scheme, credential)?;
        self.credentials
            .retain(|(known, _)| *known != scheme.name());
        self.credentials.push((scheme.name(), ready));
        Ok(())
    }

    fn ready(
        &self,
        scheme: &SecurityScheme,
        credential: Credential,
    ) -> Result<ReadyCredential, Error> {
        let name = scheme.name();
        match (scheme.kind(), credential) {
            (SchemeKind::Basic, Credential::Basic { user, password }) => {
                if user.contains(':') {
                    return Err(Error::configuration(format!(
                        "the user of `{name}` holds a colon, which HTTP Basic cannot carry"
                    )));
                }
                self.basic(&user, &password)
            }
            (SchemeKind::Bearer, Credential::Bearer(token)) => {
                let header = http::bearer(&token).ok_or_else(|| {
                    Error::configuration(format!(
                        "the token of `{name}` holds characters that cannot stand in a header"
                    ))
                })?;
                Ok(ReadyCredential::Header(AUTHORIZATION, header))
            }
            (SchemeKind::Bearer, Credential::Token(source)) => Ok(ReadyCredential::Token(source)),
            (SchemeKind::KeyInHeader(header), Credential::ApiKey(key)) => {
                let (header, value) = http::header(header, &key)?;
                Ok(ReadyCredential::Header(header, value))
            }
            (SchemeKind::KeyInQuery(parameter), Credential::ApiKey(key)) => {
                Ok(ReadyCredential::Query(parameter, key))
            }
            (wanted, _) => Err(Error::configuration(format!(
                "the security scheme `{name}` wants {}",
                match wanted {
                    SchemeKind::Basic => "a user and a password",
                    SchemeKind::Bearer => "a bearer token, or a source of tokens",
                    SchemeKind::KeyInHeader(_) | SchemeKind::KeyInQuery(_) => "an API key",
                }
            ))),
        }
    }

    /// Returns the header of HTTP Basic, in the form that the HTTP client writes.
    fn basic(&self, user: &str, password: &Secret) -> Result<ReadyCredential, Error> {
        let request = self.client.get(self.origin.clone());
        let request = request.basic_auth(user, Some(password.expose())).build();
        let header = request.ok().and_then(|request| {
            let value = request.headers().get(AUTHORIZATION)?.to_str().ok()?;
            http::secret_value(value.to_owned().into())
        });
        match header {
            Some(value) => Ok(ReadyCredential::Header(AUTHORIZATION, value)),
            None => Err(Error::configuration("user and password cannot be sent")),
        }
    }
}

impl fmt::Debug for Transport {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Transport")
            .field("base_url", &self.0.base)
            .finish_non_exhaustive()
    }
}
