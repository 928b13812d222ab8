//! Smart on a raw socket: it hands out tokens, keeps every byte that it gets, and fails as it is told.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpSocket, TcpStream};

use crate::calls::Class;
use crate::list::{Act, Fault, Listening};

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
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            let address = listener.local_addr().unwrap();
            let serve = Serve {
                seen: seen.clone(),
                class,
                listening: fault.listening,
                act: fault.act,
                first: if fault.kept { 1 } else { 0 },
            };
            tokio::spawn(serve.accept(listener));
            address
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

#[derive(Clone)]
struct Serve {
    seen: Arc<Mutex<Seen>>,
    class: Class,
    listening: Listening,
    act: fn(usize, Class) -> Act,
    /// How many requests are answered well before the fault begins.
    first: usize,
}

impl Serve {
    async fn accept(self, listener: TcpListener) {
        let counted = Arc::new(Mutex::new(0_usize));
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let (serve, count) = (self.clone(), Arc::clone(&counted));
            // A connection that breaks shows at the other end.
            tokio::spawn(async move { serve.connection(stream, &count).await.ok() });
        }
    }

    async fn connection(self, mut stream: TcpStream, count: &Mutex<usize>) -> std::io::Result<()> {
        match self.listening {
            Listening::Mute => return hang(stream).await,
            Listening::Resetting => {
                stream.peek(&mut [0]).await?;
                self.seen.lock().unwrap().unread += 1;
                return stream.set_zero_linger();
            }
            _ => {}
        }
        let mut waiting = Vec::new();
        while let Some(request) = next(&mut stream, &mut waiting).await? {
            if request.starts_with("POST /base/oauth/token ") {
                let number = {
                    let mut seen = self.seen.lock().unwrap();
                    seen.tokens += 1;
                    seen.tokens
                };
                stream.write_all(&self.token(number)).await?;
                continue;
            }
            let number = {
                let mut count = count.lock().unwrap();
                *count += 1;
                *count - 1
            };
            self.seen.lock().unwrap().requests.push(request);
            let act = match number.checked_sub(self.first) {
                Some(number) => (self.act)(number, self.class),
                None => Act::well(self.class),
            };
            match act {
                Act::Answer(bytes) => stream.write_all(&bytes).await?,
                Act::AnswerAndEnd(bytes) => return stream.write_all(&bytes).await,
                Act::AnswerAndHang(bytes) => {
                    stream.write_all(&bytes).await?;
                    return hang(stream).await;
                }
                Act::Reset => return stream.set_zero_linger(),
                Act::Repeat { head, piece, times } => {
                    stream.write_all(&head).await?;
                    for _ in 0..times {
                        stream.write_all(&piece).await?;
                    }
                    return hang(stream).await;
                }
            }
        }
        Ok(())
    }

    fn token(&self, number: usize) -> Vec<u8> {
        match self.listening {
            Listening::WithoutTokens => crate::list::answer("503 Service Unavailable", "", ""),
            _ => crate::list::answer(
                "200 OK",
                "",
                &format!(r#"{{"access_token":"token-{number}","expires_in":33499}}"#),
            ),
        }
    }
}

/// Says nothing until the client goes away.
async fn hang(mut stream: TcpStream) -> std::io::Result<()> {
    let mut chunk = [0; 1024];
    while stream.read(&mut chunk).await? > 0 {}
    Ok(())
}

async fn next(stream: &mut TcpStream, waiting: &mut Vec<u8>) -> std::io::Result<Option<String>> {
    loop {
        if let Some(end) = waiting.windows(4).position(|four| four == b"\r\n\r\n") {
            let head = String::from_utf8_lossy(&waiting[..end]);
            let length = head
                .lines()
                .find_map(|line| line.strip_prefix("content-length: "))
                .map_or(0, |length| length.parse().unwrap());
            let whole = end + 4 + length;
            if waiting.len() >= whole {
                let rest = waiting.split_off(whole);
                let request = std::mem::replace(waiting, rest);
                return Ok(Some(String::from_utf8(request).unwrap()));
            }
        }
        if stream.read_buf(waiting).await? == 0 {
            return Ok(None);
        }
    }
}
