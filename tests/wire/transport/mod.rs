//! The transport of generated clients: limits, retries, credentials, encryption. The build script
//! generates the client from `clinic.yaml`.

mod answers;
mod configuration;
mod customized;
pub(crate) mod encryption;
mod limits;
pub(crate) mod proxy;
mod raw;
mod repetition;
mod requests;

use clinic::Client;
use clinic::operations::SECURITY_SCHEMES;
use clinic::types::Claim;
use smart_api::envelope::SmartClassifier;
use smart_api::runtime::{Config, Credential, Transport};
use smart_socket::Server;

#[expect(unreachable_pub, reason = "generated for a crate of its own")]
mod clinic {
    include!(concat!(env!("OUT_DIR"), "/clinic.rs"));
}

/// Returns the configuration of a test that does not say otherwise.
fn config(server: &Server) -> Config {
    Config::new(server.url())
        .classifier(SmartClassifier)
        .credential("bearer", Credential::bearer("t0ken"))
}

fn client_of(config: Config) -> Client {
    Client::from(Transport::new(config, SECURITY_SCHEMES).unwrap())
}

fn client(server: &Server) -> Client {
    client_of(config(server))
}

fn claim() -> Claim {
    Claim::new(1, "Jane")
}
