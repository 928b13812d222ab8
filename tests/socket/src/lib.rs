//! An HTTP server on a raw socket, for tests. It keeps every byte of a request, and writes answers
//! unchanged.
//!
//! Each connection has a thread, so that a test may block, wait or move its clock. The crate does not depend on
//! `smart-api`, whose own tests use it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod connection;
mod request;

use std::fmt::Display;
use std::io;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

pub use connection::Connection;
pub use request::Request;

/// The reaction to a request.
#[derive(Clone, Debug)]
pub enum Act {
    /// Write these bytes and wait for the next request.
    Write(Vec<u8>),
    /// Write these bytes and end the connection.
    WriteAndEnd(Vec<u8>),
    /// End the connection without an answer.
    End,
    /// Write these bytes, then keep the connection open until the client leaves.
    WriteAndHang(Vec<u8>),
    /// Write the first bytes, then repeat the second ones with this pause until the client leaves.
    Repeat(Vec<u8>, Vec<u8>, Duration),
    /// Reset the connection.
    Reset,
}

impl From<Vec<u8>> for Act {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Write(bytes)
    }
}

/// A server that runs until it is closed or the process ends.
pub struct Server {
    address: SocketAddr,
    requests: Arc<Mutex<Vec<Request>>>,
    closed: Arc<AtomicBool>,
}

impl Server {
    /// Starts a server that asks `script` what to do with each request, counted from 0.
    pub fn start<A: Into<Act>>(
        script: impl Fn(usize, &Request) -> A + Send + Sync + 'static,
    ) -> Self {
        let requests = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&requests);
        let server = Self::connections(move |mut connection| {
            while let Some(request) = connection.request()? {
                let number = {
                    let mut seen = seen.lock().unwrap();
                    seen.push(request.clone());
                    seen.len() - 1
                };
                if !connection.act(script(number, &request).into())? {
                    break;
                }
            }
            Ok(())
        });
        Self { requests, ..server }
    }

    /// Starts a server that writes the same bytes to each request.
    pub fn answering(bytes: impl Into<Vec<u8>>) -> Self {
        let bytes = bytes.into();
        Self::start(move |_, _| bytes.clone())
    }

    /// Starts a server that hands each connection to `handle`, and keeps no requests. Errors of
    /// `handle` are ignored, because the client sees them too.
    pub fn connections(
        handle: impl Fn(Connection) -> io::Result<()> + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (closed, handle) = (Arc::new(AtomicBool::new(false)), Arc::new(handle));
        let ends = Arc::clone(&closed);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if ends.load(Ordering::SeqCst) {
                    return;
                }
                let handle = Arc::clone(&handle);
                thread::spawn(move || handle(Connection::new(stream)));
            }
        });
        Self {
            address,
            requests: Arc::default(),
            closed,
        }
    }

    /// Refuses connections from now on.
    pub fn close(&self) {
        self.closed.store(true, Ordering::SeqCst);
        // A connection wakes the listener, which then ends.
        drop(TcpStream::connect(self.address));
        while TcpStream::connect(self.address).is_ok() {
            thread::yield_now();
        }
    }

    /// Returns the address.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Returns `127.0.0.1:PORT`.
    #[must_use]
    pub fn host(&self) -> String {
        self.address.to_string()
    }

    /// Returns the URL, without a slash at its end.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Returns the requests so far.
    #[must_use]
    pub fn requests(&self) -> Vec<Request> {
        self.requests.lock().unwrap().clone()
    }

    /// Returns the only request. No request, or a second one, fails the test.
    #[track_caller]
    pub fn request(&self) -> Request {
        let requests = self.requests();
        assert_eq!(requests.len(), 1, "{requests:#?}");
        requests.into_iter().next().unwrap()
    }
}

/// Returns an answer of `status`, such as `200 OK`, with a JSON body.
#[must_use]
pub fn json(status: impl Display, body: &str) -> Vec<u8> {
    answer(status, "content-type: application/json\r\n", body)
}

/// Returns an answer with these headers, each with its line end, and the length of the body.
#[must_use]
pub fn answer(status: impl Display, headers: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let length = body.len();
    let head = format!("HTTP/1.1 {status}\r\n{headers}content-length: {length}\r\n\r\n");
    [head.as_bytes(), body].concat()
}

#[cfg(test)]
mod tests {
    use std::io::{ErrorKind, Read, Write};

    use super::*;

    #[test]
    fn requests_are_kept_byte_for_byte_however_they_arrive() {
        let server = Server::answering(json(200, "{}"));
        let mut client = TcpStream::connect(server.address()).unwrap();
        let first = b"POST /a HTTP/1.1\r\nB: 2\r\nContent-Length: 3\r\n\r\n\xFF\r\n";
        let second = b"GET /b?c HTTP/1.1\r\n\r\n";
        let (half, rest) = first.split_at(20);
        client.write_all(half).unwrap();
        client.write_all(&[rest, second].concat()).unwrap();
        let mut answers = vec![0; 2 * json(200, "{}").len()];
        client.read_exact(&mut answers).unwrap();

        let requests = server.requests();
        let bytes: Vec<_> = requests.iter().map(Request::bytes).collect();
        assert_eq!(bytes, [&first[..], second]);
        assert_eq!(requests[0].body(), b"\xFF\r\n");
        assert_eq!(requests[0].header("content-length"), Some("3"));
        assert_eq!(
            requests[0].text(),
            "POST /a HTTP/1.1\nB: 2\nContent-Length: 3\n\n\u{FFFD}\r\n"
        );
        assert_eq!(
            (requests[1].target(), requests[1].body()),
            ("/b?c", &b""[..])
        );
    }

    #[test]
    fn an_end_is_read_as_an_end_and_a_reset_as_a_reset() {
        for (act, read) in [
            (Act::End, Ok(0)),
            (Act::Reset, Err(ErrorKind::ConnectionReset)),
        ] {
            let server = Server::start(move |_, _| act.clone());
            let mut client = TcpStream::connect(server.address()).unwrap();
            client.write_all(b"GET / HTTP/1.1\r\n\r\n").unwrap();
            let answer = client.read(&mut [0]).map_err(|error| error.kind());
            assert_eq!(answer, read);
            assert_eq!(server.request().line(), "GET / HTTP/1.1");
        }
    }

    #[test]
    fn a_closed_server_refuses_connections() {
        let server = Server::answering(json(200, "{}"));
        server.close();
        let error = TcpStream::connect(server.address()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::ConnectionRefused);
    }
}
