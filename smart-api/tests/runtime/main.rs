//! The runtime on the wire: exact bytes there and back, by a small client of the kind that the
//! generator writes, against servers on raw sockets.

mod answers;
mod configuration;
mod limits;
mod miniature;
mod repetition;
mod requests;
mod server;

use miniature::{Client, SCHEMES};
use server::Server;
use smart_api::runtime::{Config, Credential, Transport};

/// How the tests are configured unless they say otherwise.
fn config(server: &Server) -> Config {
    Config::new(server.url()).credential("bearer", Credential::bearer("t0ken"))
}

fn client_of(config: Config) -> Client {
    Client {
        transport: Transport::new(config, SCHEMES).unwrap(),
    }
}

fn client(server: &Server) -> Client {
    client_of(config(server))
}
