//! Makes the generated client from a configuration.

use crate::config::{Access, Config, Environment};
use crate::generated::{Client, operations};
use crate::merged;
use crate::runtime::{Credential, Error, Limits, Transport};
use crate::token::{SmartEndpoint, Tokens};

/// The document's names of its security schemes.
const CLIENT_BASIC: &str = "clientBasic";
const BEARER: &str = "bearer";

impl Client {
    /// A client as `config` describes it. Nothing is sent yet: the first call that needs a token
    /// gets it.
    ///
    /// # Errors
    /// When a setting is missing or not usable; the error says which and how to mend it.
    pub fn new(config: Config) -> Result<Self, Error> {
        let Config {
            access,
            environment,
            mut transport,
        } = config;
        transport.base_url = base_url(environment)?;
        let schemes = operations::SECURITY_SCHEMES;
        let transport = match access {
            Access::Source(source) => Transport::new(transport, schemes)?
                .with_credential(BEARER, Credential::Token(source)),
            Access::Credentials(credentials, store) => {
                credentials.check()?;
                let basic = Credential::basic(credentials.client_id, credentials.client_secret);
                let transport = Transport::new(transport.credential(CLIENT_BASIC, basic), schemes)?;
                // The calls that get tokens share all but the token.
                let endpoint = SmartEndpoint::new(
                    Self::from(transport.clone()),
                    credentials.username,
                    credentials.password,
                );
                let tokens = Tokens::new(endpoint, store);
                transport.with_credential(BEARER, Credential::token(tokens))
            }
        }?;
        Ok(Self::from(transport.with_settle(merged::settle)))
    }

    /// The same client, sharing connections and token, with other limits: for calls that are more
    /// urgent than the rest, or may take longer.
    ///
    /// # Errors
    /// When a limit is zero.
    pub fn with_limits(&self, limits: Limits) -> Result<Self, Error> {
        self.transport().with_limits(limits).map(Self::from)
    }
}

/// The base URL that the document states for an environment.
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
    use super::{BEARER, CLIENT_BASIC, base_url};
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
        assert!(!operations::POST_CLAIM.is_idempotent());
        assert_eq!(operations::MERGE_VISIT.id(), "mergeVisit");
    }
}
