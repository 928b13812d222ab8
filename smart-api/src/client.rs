//! Creates the generated client from a configuration.

use crate::config::{Access, Config, Environment};
use crate::generated::{Client, operations};
use crate::runtime::{Credential, Error, Limits, Operation, RawRequest, SharedToken, Transport};
use crate::token::SmartEndpoint;

/// The names of the document's security schemes.
const CLIENT_BASIC: &str = "clientBasic";
const BEARER: &str = "bearer";
/// The field of the document's answers that holds the payload.
const ENVELOPE: &str = "content";

impl Client {
    /// Creates a client from `config`. Nothing is sent yet: the first call that needs a token gets
    /// it.
    ///
    /// # Errors
    /// Returns an error if a setting is missing or not usable. The error names the setting and says
    /// how to correct it.
    pub fn new(config: Config) -> Result<Self, Error> {
        let Config {
            access,
            environment,
            transport,
        } = config;
        let transport = transport.base_url(base_url(environment)?);
        let schemes = operations::SECURITY_SCHEMES;
        let transport = match access {
            Access::Source(source) => Transport::new(transport, schemes)?
                .with_credential(BEARER, Credential::Token(source)),
            Access::Credentials(credentials, store) => {
                credentials.check()?;
                let basic = Credential::basic(credentials.client_id, credentials.client_secret);
                let transport = Transport::new(transport.credential(CLIENT_BASIC, basic), schemes)?;
                // The calls that get tokens share everything but the token.
                let endpoint = SmartEndpoint::new(
                    Self::from(transport.clone()),
                    credentials.username,
                    credentials.password,
                );
                let tokens = SharedToken::new(endpoint, store);
                transport.with_credential(BEARER, Credential::token(tokens))
            }
        };
        transport.map(Self::from)
    }

    /// Begins a request for an operation that the document does not have yet. Authentication,
    /// classification and redaction are the same as for all other calls.
    ///
    /// ```no_run
    /// use smart_api::{Json, Operation, undocumented};
    ///
    /// static ATTACH: Operation =
    ///     undocumented("attach", "PUT", "/api/attachment/{preauthRequestId}");
    ///
    /// # async fn attach(smart: smart_api::Client, pdf: Vec<u8>) -> Result<(), smart_api::Error> {
    /// let request = smart.raw(&ATTACH).path("preauthRequestId", 17).bytes("application/pdf", pdf);
    /// let content = request.send::<Json>().await?;
    /// # drop(content);
    /// # Ok(())
    /// # }
    /// ```
    pub fn raw(&self, operation: &'static Operation) -> RawRequest<'_> {
        self.transport().raw(operation)
    }

    /// Returns a client that shares connections and token and has other limits. Use it for calls
    /// that are more urgent, or may take longer.
    ///
    /// # Errors
    /// Returns an error if a limit is zero.
    pub fn with_limits(&self, limits: Limits) -> Result<Self, Error> {
        self.transport().with_limits(limits).map(Self::from)
    }
}

/// Creates an operation of Smart's that the document does not have, for [`Client::raw`]. It needs a
/// bearer token, and its answers have the envelope. `path` contains `{parameters}` instead of
/// values, because it may be logged.
///
/// Calls are never repeated, unless [`Operation::idempotent`] allows it.
///
/// ```
/// use smart_api::{Operation, undocumented};
///
/// static FETCH_PREAUTH: Operation =
///     undocumented("fetchPreauth", "GET", "/api/preauth-request").idempotent(true);
/// ```
pub const fn undocumented(id: &'static str, method: &'static str, path: &'static str) -> Operation {
    Operation::new(id, method, path)
        .security(&[&[BEARER]])
        .envelope(ENVELOPE)
}

/// Returns the base URL that the document states for an environment.
fn base_url(environment: Environment) -> Result<String, Error> {
    let name = match environment {
        Environment::At(url) => return Ok(url),
        Environment::Development => "Development",
        Environment::Production => "Production",
    };
    let mut servers = operations::SERVERS.iter();
    let found = servers.find(|(_, description)| *description == name);
    match found {
        Some((url, _)) => Ok((*url).to_owned()),
        None => Err(Error::configuration(format!(
            "the document states no server `{name}`; give its base URL"
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::{BEARER, CLIENT_BASIC, ENVELOPE, base_url};
    use crate::config::Environment;
    use crate::generated::operations;

    #[test]
    fn the_document_names_what_is_used_here() {
        for (environment, url) in [
            (
                Environment::Development,
                "https://data.smartapplicationsgroup.com/providerapi-dev",
            ),
            (
                Environment::Production,
                "https://data.smartapplicationsgroup.com/providerapi",
            ),
            (Environment::At("x".to_owned()), "x"),
        ] {
            assert_eq!(base_url(environment).unwrap(), url);
        }
        let names: Vec<&str> = operations::SECURITY_SCHEMES
            .iter()
            .map(|scheme| scheme.name())
            .collect();
        assert_eq!(names, [CLIENT_BASIC, BEARER]);
        assert_eq!(
            operations::CLIENT_HEADERS,
            ["provider-key", "accept-language"]
        );
        assert_eq!(
            operations::CREATE_TOKEN.security_alternatives(),
            [[CLIENT_BASIC]]
        );
        assert_eq!(operations::FETCH_VISIT.payload_field(), Some(ENVELOPE));
        assert_eq!(
            operations::FETCH_VISIT.security_alternatives(),
            super::undocumented("x", "GET", "/").security_alternatives()
        );
        assert!(!operations::POST_CLAIM.is_idempotent());
        assert_eq!(operations::MERGE_VISIT.id(), "mergeVisit");
    }
}
