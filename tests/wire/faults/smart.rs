//! Smart on a raw socket: it grants tokens, keeps every byte, and fails as a fault says.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use smart_socket::{Act, Connection, Request, Server, answer, json};
use tokio::net::{TcpListener, TcpSocket, TcpStream};

use crate::calls::Class;
use crate::list::{Fault, Listening, well};

/// A running server.
pub(crate) struct Smart {
    url: String,
    seen: Arc<Mutex<Seen>>,
    /// Connections that nobody accepts.
    _waiting: Vec<TcpStream>,
    _full: Option<TcpListener>,
    _silent: Option<TcpSocket>,
}

#[derive(Default)]
struct Seen {
    requests: Vec<String>,
    unread: usize,
    tokens: usize,
}

impl Smart {
    pub(crate) fn url(&self) -> String {
        self.url.clone()
    }

    /// Forgets what was received so far.
    pub(crate) fn forget(&self) {
        *self.seen.lock().unwrap() = Seen::default();
    }

    /// What was received, in words. A request that was read has been read to its end, and differs
    /// from the others in nothing but the token.
    pub(crate) fn received(&self, class: Class) -> String {
        let seen = self.seen.lock().unwrap();
        for request in &seen.requests {
            assert_eq!(request.lines().next(), Some(class.line()));
            assert_eq!(without_token(request), without_token(&seen.requests[0]));
        }
        let counts = [
            (seen.requests.len(), "read"),
            (seen.unread, "unread"),
            (seen.tokens, "for a token"),
        ];
        let words: Vec<String> = counts
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, what)| format!("{count} {what}"))
            .collect();
        if words.is_empty() {
            "nothing".to_owned()
        } else {
            words.join(", ")
        }
    }
}

fn without_token(request: &str) -> Vec<&str> {
    let lines = request.split("\r\n");
    lines
        .filter(|line| !line.starts_with("authorization: "))
        .collect()
}

/// Starts a server that fails as `fault` says when an operation of `class` is called.
pub(crate) async fn start(fault: &Fault, class: Class) -> Smart {
    let seen = Arc::new(Mutex::new(Seen::default()));
    let (mut waiting, mut full, mut silent) = (Vec::new(), None, None);
    let address = match fault.listening {
        Listening::Nowhere => {
            // Held, or the server of another fault may get the port.
            let socket = local();
            let address = socket.local_addr().unwrap();
            silent = Some(socket);
            address
        }
        Listening::Full => {
            let (listener, connections) = crowd().await;
            let address = listener.local_addr().unwrap();
            (waiting, full) = (connections, Some(listener));
            address
        }
        _ => {
            let serve = Serve {
                seen: seen.clone(),
                class,
                listening: fault.listening,
                act: fault.act,
                first: if fault.kept { 1 } else { 0 },
                count: AtomicUsize::new(0),
            };
            Server::connections(move |connection| serve.connection(connection)).address()
        }
    };
    let scheme = match fault.listening {
        Listening::Mute => "https",
        _ => "http",
    };
    Smart {
        url: format!("{scheme}://127.0.0.1:{}/base", address.port()),
        seen,
        _waiting: waiting,
        _full: full,
        _silent: silent,
    }
}

/// A socket with a port of its own, on which nobody listens yet.
fn local() -> TcpSocket {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind(SocketAddr::from(([127, 0, 0, 1], 0))).unwrap();
    socket
}

/// A listener whose queue is full, so that the next connection is never answered.
async fn crowd() -> (TcpListener, Vec<TcpStream>) {
    let listener = local().listen(1).unwrap();
    let address = listener.local_addr().unwrap();
    let mut connections = Vec::new();
    // Linux lets in one more than was asked for.
    for _ in 0..2 {
        connections.push(TcpStream::connect(address).await.unwrap());
    }
    (listener, connections)
}

/// Answers the requests of a connection, or does not, as the fault says.
struct Serve {
    seen: Arc<Mutex<Seen>>,
    class: Class,
    listening: Listening,
    act: fn(usize, Class) -> Act,
    /// How many requests are answered well before the fault begins.
    first: usize,
    /// How many requests were read, tokens not counted.
    count: AtomicUsize,
}

impl Serve {
    fn connection(&self, mut connection: Connection) -> std::io::Result<()> {
        match self.listening {
            Listening::Mute => {
                connection.act(Act::WriteAndHang(Vec::new()))?;
                return Ok(());
            }
            Listening::Resetting => {
                connection.peek_line()?;
                self.seen.lock().unwrap().unread += 1;
                connection.act(Act::Reset)?;
                return Ok(());
            }
            _ => {}
        }
        while let Some(request) = connection.request()? {
            if !connection.act(self.act(&request))? {
                break;
            }
        }
        Ok(())
    }

    fn act(&self, request: &Request) -> Act {
        let mut seen = self.seen.lock().unwrap();
        if request.starts_with("POST /base/oauth/token ") {
            seen.tokens += 1;
            return self.token(seen.tokens).into();
        }
        seen.requests.push(request.to_string());
        match self
            .count
            .fetch_add(1, Ordering::SeqCst)
            .checked_sub(self.first)
        {
            Some(number) => (self.act)(number, self.class),
            None => well(self.class),
        }
    }

    fn token(&self, number: usize) -> Vec<u8> {
        match self.listening {
            Listening::WithoutTokens => answer("503 Service Unavailable", "", ""),
            _ => json(
                "200 OK",
                &format!(r#"{{"access_token":"token-{number}","expires_in":33499}}"#),
            ),
        }
    }
}
