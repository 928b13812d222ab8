//! An HTTP server on a raw socket: it keeps every byte that it gets, and writes the bytes that it
//! is told to.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// A server that runs until the process ends.
pub struct Server {
    address: SocketAddr,
    requests: Arc<Mutex<Vec<Request>>>,
}

/// A request, byte for byte.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    head: String,
    body: Vec<u8>,
}

impl Server {
    /// A server that writes what `script` says to each request.
    ///
    /// # Errors
    /// When there is no port to listen on.
    pub fn start(script: impl Fn(&Request) -> Vec<u8> + Send + Sync + 'static) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        let requests = Arc::new(Mutex::new(Vec::new()));
        let (seen, script) = (Arc::clone(&requests), Arc::new(script));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (seen, script) = (Arc::clone(&seen), Arc::clone(&script));
                // A connection that breaks shows at the other end.
                thread::spawn(move || _ = serve(stream, &seen, script.as_ref()));
            }
        });
        Ok(Self { address, requests })
    }

    /// A server that writes the same to each request.
    ///
    /// # Errors
    /// When there is no port to listen on.
    pub fn answering(bytes: impl Into<Vec<u8>>) -> io::Result<Self> {
        let bytes = bytes.into();
        Self::start(move |_| bytes.clone())
    }

    /// `127.0.0.1:PORT`
    #[must_use]
    pub fn host(&self) -> String {
        self.address.to_string()
    }

    /// Its URL, without a slash at its end.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The requests so far.
    #[must_use]
    pub fn requests(&self) -> Vec<Request> {
        self.requests
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

impl Request {
    /// The first line, such as `GET /api/visit HTTP/1.1`.
    #[must_use]
    pub fn line(&self) -> &str {
        self.head.lines().next().unwrap_or_default()
    }

    /// Path and query, as sent.
    #[must_use]
    pub fn target(&self) -> &str {
        self.line().split(' ').nth(1).unwrap_or_default()
    }

    /// The value of a header.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.split("\r\n").skip(1).find_map(|line| {
            let (known, value) = line.split_once(": ")?;
            known.eq_ignore_ascii_case(name).then_some(value)
        })
    }

    /// The body, byte for byte.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// The whole request as text, with plain line ends, the headers sorted: their order means
    /// nothing.
    #[must_use]
    pub fn text(&self) -> String {
        let mut lines: Vec<&str> = self.head.split("\r\n").collect();
        if let Some(headers) = lines.get_mut(1..) {
            headers.sort_unstable();
        }
        let body = String::from_utf8_lossy(&self.body);
        format!("{}\n\n{body}", lines.join("\n"))
    }
}

/// An answer with a JSON body.
#[must_use]
pub fn json(status: u16, body: &str) -> Vec<u8> {
    answer(status, "application/json", body)
}

/// An answer.
#[must_use]
pub fn answer(status: u16, content_type: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!(
        "HTTP/1.1 {status} \r\ncontent-type: {content_type}\r\ncontent-length: {length}\r\n\r\n{body}"
    )
    .into_bytes()
}

fn serve(
    mut stream: TcpStream,
    seen: &Mutex<Vec<Request>>,
    script: &(dyn Fn(&Request) -> Vec<u8> + Send + Sync),
) -> io::Result<()> {
    let mut waiting = Vec::new();
    while let Some(request) = next(&mut stream, &mut waiting)? {
        seen.lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(request.clone());
        stream.write_all(&script(&request))?;
    }
    Ok(())
}

fn next(stream: &mut TcpStream, waiting: &mut Vec<u8>) -> io::Result<Option<Request>> {
    let mut chunk = [0; 8192];
    loop {
        if let Some(request) = take(waiting) {
            return Ok(Some(request));
        }
        match stream.read(&mut chunk)? {
            0 => return Ok(None),
            count => waiting.extend_from_slice(&chunk[..count]),
        }
    }
}

/// The first request in `waiting`, once it is whole.
fn take(waiting: &mut Vec<u8>) -> Option<Request> {
    let end = waiting.windows(4).position(|four| four == b"\r\n\r\n")?;
    let mut request = Request {
        head: String::from_utf8_lossy(&waiting[..end]).into_owned(),
        body: Vec::new(),
    };
    let length = request.header("content-length").unwrap_or("0");
    let length: usize = length.parse().unwrap_or(0);
    if waiting.len() < end + 4 + length {
        return None;
    }
    let rest = waiting.split_off(end + 4 + length);
    request.body = waiting.split_off(end + 4);
    *waiting = rest;
    Some(request)
}
