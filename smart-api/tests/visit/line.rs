//! The line between the hospital and the simulator, which can be cut at any place. A reset is a
//! real one: the connection is closed while bytes of the request lie unread.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

/// What becomes of a request.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Way {
    /// It arrives, and so does its answer.
    Whole,
    /// The same, and the connection is not used again.
    Last,
    /// The connection is reset before the request was read.
    ResetUnread,
    /// The connection is reset when the request was read, which goes no further.
    ResetRead,
    /// The request arrives, and the connection is reset before anything of the answer comes back.
    ResetAnswered,
    /// The request arrives, and so many bytes of the answer come back before the connection ends.
    Cut(usize),
    /// The request goes no further, and the line is silent.
    Silent,
    /// The request arrives, and the line is silent.
    SilentAnswered,
}

/// Stands between a client and a simulator, a request at a time on each connection.
pub(crate) trait Exchange: Send + Sync + 'static {
    /// What becomes of the request with this first line. May wait.
    fn arrives(&self, line: &str) -> Way;

    /// The simulator has answered; the answer has not been handed on yet.
    fn answered(&self, _line: &str) {}
}

impl<F: Fn(&str) -> Way + Send + Sync + 'static> Exchange for F {
    fn arrives(&self, line: &str) -> Way {
        self(line)
    }
}

pub(crate) struct Line {
    address: SocketAddr,
    closed: Arc<AtomicBool>,
}

impl Line {
    pub(crate) fn to(sim: SocketAddr, exchange: Arc<impl Exchange>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let closed = Arc::new(AtomicBool::new(false));
        let seen = closed.clone();
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                if seen.load(Ordering::SeqCst) {
                    return;
                }
                let exchange = exchange.clone();
                // A client that has gone away is no failure of the line.
                thread::spawn(move || drop(serve(client, sim, exchange.as_ref())));
            }
        });
        Self { address, closed }
    }

    pub(crate) fn base_url(&self) -> String {
        format!("http://{}/providerapi-dev", self.address)
    }

    /// From now on connections are refused.
    pub(crate) fn close(&self) {
        self.closed.store(true, Ordering::SeqCst);
        // The listener looks up, and ends.
        drop(TcpStream::connect(self.address));
        while TcpStream::connect(self.address).is_ok() {
            thread::yield_now();
        }
    }
}

fn serve(mut client: TcpStream, sim: SocketAddr, exchange: &dyn Exchange) -> std::io::Result<()> {
    let mut smart = TcpStream::connect(sim)?;
    while let Some(line) = first_line(&client)? {
        let way = exchange.arrives(&line);
        if way == Way::ResetUnread {
            return Ok(());
        }
        // Nothing is taken out before it is known that the connection goes on.
        let request = peeked(&client)?;
        match way {
            Way::ResetRead => return Ok(()),
            Way::Silent => {
                client.read_exact(&mut vec![0; request.len()])?;
                client.read_exact(&mut [0])?;
            }
            _ => {}
        }
        smart.write_all(&request)?;
        let mut answer = message(&mut smart)?;
        exchange.answered(&line);
        if way == Way::Last {
            let end = answer
                .windows(2)
                .position(|two| two == b"\r\n")
                .unwrap_or(0);
            answer.splice(end..end, *b"\r\nconnection: close");
        }
        if way == Way::ResetAnswered {
            return Ok(());
        }
        client.read_exact(&mut vec![0; request.len()])?;
        match way {
            Way::Cut(bytes) => return client.write_all(&answer[..bytes.min(answer.len())]),
            Way::SilentAnswered => client.read_exact(&mut [0])?,
            _ => client.write_all(&answer)?,
        }
    }
    Ok(())
}

/// The first line of the next request, left where it is; `None` when there is none.
fn first_line(stream: &TcpStream) -> std::io::Result<Option<String>> {
    let mut bytes = [0; 1024];
    loop {
        let length = stream.peek(&mut bytes)?;
        if length == 0 {
            return Ok(None);
        }
        if let Some(end) = bytes[..length].iter().position(|byte| *byte == b'\r') {
            return Ok(Some(String::from_utf8_lossy(&bytes[..end]).into_owned()));
        }
        thread::yield_now();
    }
}

/// The next request, left where it is.
fn peeked(stream: &TcpStream) -> std::io::Result<Vec<u8>> {
    let mut bytes = vec![0; 64 * 1024];
    loop {
        let length = stream.peek(&mut bytes)?;
        if let Some(whole) = whole(&bytes[..length]) {
            bytes.truncate(whole);
            return Ok(bytes);
        }
        thread::yield_now();
    }
}

/// The next message, taken out.
fn message(stream: &mut TcpStream) -> std::io::Result<Vec<u8>> {
    let (mut bytes, mut chunk) = (Vec::new(), [0; 4096]);
    loop {
        match stream.read(&mut chunk)? {
            0 => return Err(std::io::ErrorKind::UnexpectedEof.into()),
            length => bytes.extend_from_slice(&chunk[..length]),
        }
        if whole(&bytes) == Some(bytes.len()) {
            return Ok(bytes);
        }
    }
}

/// How long the message is that begins here, if it is all there.
fn whole(bytes: &[u8]) -> Option<usize> {
    let text = String::from_utf8_lossy(bytes);
    let head = text.find("\r\n\r\n")? + 4;
    let length = text[..head].lines().find_map(|line| {
        let (name, value) = line.split_once(": ")?;
        let is_length = name.eq_ignore_ascii_case("content-length");
        is_length.then(|| value.parse::<usize>().unwrap())
    });
    let length = head + length.unwrap_or(0);
    (bytes.len() >= length).then_some(length)
}
