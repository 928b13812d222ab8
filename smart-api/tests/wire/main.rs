//! The crate on the wire: exact bytes there and back, against servers on raw sockets. The runtime
//! is tried by a small client of the kind that the generator writes, tokens by the real one.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]
#![expect(clippy::disallowed_methods, reason = "the files of a test are new")]

mod answers;
#[cfg(feature = "rustls")]
mod configuration;
#[cfg(feature = "unstable-reqwest")]
mod customized;
#[cfg(feature = "rustls")]
mod encryption;
mod environment;
mod limits;
mod miniature;
#[cfg(feature = "rustls")]
mod proxy;
mod raw;
#[cfg(target_os = "linux")]
mod remains;
mod repetition;
mod requests;
mod server;
mod tokens;

use miniature::{Client, SCHEMES};
use server::Server;
use smart_api::envelope::SmartClassifier;
use smart_api::runtime::{Config, Credential, Transport};

/// How the tests are configured unless they say otherwise.
fn config(server: &Server) -> Config {
    Config::new(server.url())
        .classifier(SmartClassifier)
        .credential("bearer", Credential::bearer("t0ken"))
}

fn client_of(config: Config) -> Client {
    Client {
        transport: Transport::new(config, SCHEMES).unwrap(),
    }
}

fn client(server: &Server) -> Client {
    client_of(config(server))
}
