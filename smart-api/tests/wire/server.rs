//! A server on a raw socket, at which everything has the path prefix `/base`.

use std::ops::Deref;

use smart_socket::Request;
pub(crate) use smart_socket::{Act, answer, json};

pub(crate) struct Server(smart_socket::Server);

impl Server {
    /// Starts a server that asks `script` what to do with each request, counted from 0.
    pub(crate) fn start(script: impl Fn(usize, &Request) -> Act + Send + Sync + 'static) -> Self {
        Self(smart_socket::Server::start(script))
    }

    /// Starts a server that answers every request with these bytes.
    pub(crate) fn answering(bytes: impl Into<Vec<u8>>) -> Self {
        Self(smart_socket::Server::answering(bytes))
    }

    /// Returns the URL with the path prefix.
    pub(crate) fn url(&self) -> String {
        format!("{}/base", self.0.url())
    }
}

impl Deref for Server {
    type Target = smart_socket::Server;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}
