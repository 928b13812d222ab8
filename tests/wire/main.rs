//! Calls generated clients at raw sockets: exact requests, raw answers, and values that must never
//! be printed.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

mod answers;
mod calls;
mod environment;
mod fixtures;
mod fuzz;
mod marked;
mod meaning;
#[cfg(target_os = "linux")]
mod remains;
mod requests;
mod segments;
mod tokens;
mod transport;

use smart_api::runtime::{Limits, RetryPolicy};
use smart_api::{Client, Config, Credentials, Environment};
use smart_socket::{Server, json};

/// The token answer of Smart's own text.
const TOKEN: &str = include_str!("../fixtures/createToken/documented.json");

/// A server that hands out the token, and writes `answer` to every other call.
fn server(answer: Vec<u8>) -> Server {
    Server::start(move |_, request| {
        if request.target().ends_with("/oauth/token") {
            json(200, TOKEN)
        } else {
            answer.clone()
        }
    })
}

/// How the tests are configured.
fn config(server: &Server) -> Config {
    let credentials = Credentials {
        client_id: "Himilo_HMIS".to_owned(),
        client_secret: "PLANTED s€cret".into(),
        username: "ann".to_owned(),
        password: "PLANTED p&ss wörd".into(),
    };
    let environment = Environment::At(format!("{}/providerapi-dev", server.url()));
    Config::new(environment, credentials)
        .provider_key("SKSP_6122")
        .accept_language("en")
        .limits(Limits::default().retry(RetryPolicy::NEVER))
}

fn client(server: &Server) -> Client {
    Client::new(config(server)).unwrap()
}
