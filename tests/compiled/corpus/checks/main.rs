//! Calls the generated clients at a raw socket, and compares requests and payloads. Every accepted
//! document has a call here.
#![deny(warnings)]
// For the futures of `names-of-types.yaml`, in which 65 types stand in each other.
#![recursion_limit = "256"]

mod alternatives;
mod answers;
mod bodies;
mod formats;
mod names;
mod open;
mod parameters;
mod real;
mod schemas;
mod tolerated;

use std::sync::atomic::{AtomicUsize, Ordering};

use smart_socket::Server;

/// A client of a document at a server, with these credentials.
macro_rules! client {
    ($document:ident, $server:expr $(, $scheme:literal => $credential:expr)* $(,)?) => {
        corpus::$document::Client::from(
            smart_runtime::Transport::new(
                smart_runtime::Config::new($server.url())$(.credential($scheme, $credential))*,
                corpus::$document::operations::SECURITY_SCHEMES,
            )
            .unwrap(),
        )
    };
}

/// Calls an operation at a server that answers so, and holds what was sent against what should
/// have been; the payload of the answer.
macro_rules! call {
    ($document:ident.$method:ident($request:expr), $answer:expr, $sent:expr) => {{
        let server = smart_socket::Server::answering($answer);
        let request = {
            #[allow(unused_imports)]
            use corpus::$document::{requests::*, types};
            $request
        };
        let reply = crate::client!($document, server).$method(request).await;
        crate::same(&crate::sent(&server), &$sent, stringify!($document));
        reply.map(|reply| reply.into_payload())
    }};
}

/// Reads a value out of JSON, sends it, is answered with what was sent, and writes it again.
macro_rules! echo {
    ($document:ident.$method:ident($request:ident($value:ty)), $json:expr) => {
        echo!($document.$method($request($value)), $json => $json)
    };
    ($document:ident.$method:ident($request:ident($value:ty)), $given:expr => $sent:expr) => {{
        let server = smart_socket::Server::start(|_, request| {
            smart_socket::json(200, &String::from_utf8_lossy(request.body()))
        });
        let request = {
            #[allow(unused_imports)]
            use corpus::$document::types::*;
            let value: $value = serde_json::from_str($given).unwrap();
            corpus::$document::requests::$request::new(value)
        };
        let reply = crate::client!($document, server).$method(request).await.unwrap();
        let requests = server.requests();
        assert_eq!(requests.len(), 1);
        crate::same(&String::from_utf8_lossy(requests[0].body()), &$sent, stringify!($document));
        crate::same(&serde_json::to_string(&*reply).unwrap(), &$sent, stringify!($document));
        reply.into_payload()
    }};
}

pub(crate) use {call, client, echo};

/// What an operation without an answer gets.
const DONE: &str = "HTTP/1.1 204 \r\n\r\n";

/// How many things were not as they should be.
static WRONG: AtomicUsize = AtomicUsize::new(0);

/// Holds what came against what should have come; a difference is told, and the next thing looked at.
fn same(came: &str, wanted: &str, document: &str) {
    if came != wanted {
        WRONG.fetch_add(1, Ordering::Relaxed);
        eprintln!("{document}:\n{came}\nshould be:\n{wanted}\n");
    }
}

/// The only request, without the headers that all have.
fn sent(server: &Server) -> String {
    let requests = server.requests();
    assert_eq!(requests.len(), 1, "{requests:#?}");
    let text = requests[0].text();
    let usual = ["host: ", "user-agent: ", "accept: ", "content-length: "];
    let lines = text
        .lines()
        .filter(|line| !usual.iter().any(|name| line.starts_with(name)));
    lines.collect::<Vec<_>>().join("\n").trim_end().to_owned()
}

/// A GET without headers.
fn get(target: &str) -> String {
    format!("GET {target} HTTP/1.1")
}

/// A request with a body of JSON.
fn with_json(line: &str, body: &str) -> String {
    format!("{line} HTTP/1.1\ncontent-type: application/json\n\n{body}")
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    alternatives::check().await;
    answers::check().await;
    formats::check().await;
    bodies::check().await;
    names::check().await;
    open::check().await;
    parameters::check().await;
    schemas::check().await;
    tolerated::check().await;
    real::check().await;
    assert_eq!(WRONG.load(Ordering::Relaxed), 0);
}
