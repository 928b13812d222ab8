//! A server that keeps every byte it gets and answers with the bytes it is told to.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// What to do with a request.
pub(crate) enum Act {
    /// Write these bytes and wait for the next request.
    Write(Vec<u8>),
    /// Write these bytes and end the connection.
    WriteAndEnd(Vec<u8>),
    /// End the connection without a word.
    End,
    /// Write these bytes and then nothing, until the client goes away.
    WriteAndHang(Vec<u8>),
    /// Write the first bytes, then the second ones again and again until the client goes away.
    Repeat(Vec<u8>, Vec<u8>, Duration),
}

/// A running server.
pub(crate) struct Server {
    address: std::net::SocketAddr,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// A server that asks `script` what to do with each request, counted from 0.
    pub(crate) fn start(script: impl Fn(usize, &str) -> Act + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let script = Arc::new(script);
        let seen = requests.clone();
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (stream, seen, script) = (stream.unwrap(), seen.clone(), script.clone());
                thread::spawn(move || serve(stream, &seen, script.as_ref()));
            }
        });
        Self { address, requests }
    }

    /// A server that answers every request with these bytes.
    pub(crate) fn answering(bytes: impl Into<Vec<u8>>) -> Self {
        let bytes = bytes.into();
        Self::start(move |_, _| Act::Write(bytes.clone()))
    }

    /// Its URL with the path prefix `/base`.
    pub(crate) fn url(&self) -> String {
        format!("http://{}/base", self.address)
    }

    /// `127.0.0.1:PORT`
    pub(crate) fn host(&self) -> String {
        self.address.to_string()
    }

    /// The requests so far, head and body.
    pub(crate) fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }

    /// The only request so far.
    pub(crate) fn request(&self) -> String {
        let requests = self.requests();
        assert_eq!(requests.len(), 1, "{requests:#?}");
        requests.into_iter().next().unwrap()
    }
}

fn serve(
    mut stream: TcpStream,
    seen: &Mutex<Vec<String>>,
    script: &(dyn Fn(usize, &str) -> Act + Send + Sync),
) {
    let mut waiting = Vec::new();
    while let Some(request) = next_request(&mut stream, &mut waiting) {
        let number = {
            let mut seen = seen.lock().unwrap();
            seen.push(request.clone());
            seen.len() - 1
        };
        match script(number, &request) {
            Act::Write(bytes) => {
                if stream.write_all(&bytes).is_err() {
                    return;
                }
            }
            Act::WriteAndEnd(bytes) => {
                let _ = stream.write_all(&bytes);
                let _ = stream.shutdown(Shutdown::Both);
                return;
            }
            Act::End => return,
            Act::WriteAndHang(bytes) => {
                let _ = stream.write_all(&bytes);
                let _ = stream.read(&mut [0]);
                return;
            }
            Act::Repeat(first, again, pause) => {
                let _ = stream.write_all(&first);
                while stream.write_all(&again).is_ok() {
                    thread::sleep(pause);
                }
                return;
            }
        }
    }
}

fn next_request(stream: &mut TcpStream, waiting: &mut Vec<u8>) -> Option<String> {
    let mut chunk = [0; 4096];
    loop {
        let text = String::from_utf8_lossy(waiting).into_owned();
        if let Some(end) = text.find("\r\n\r\n") {
            let length = text[..end]
                .lines()
                .find_map(|line| line.strip_prefix("content-length: "))
                .map_or(0, |length| length.parse().unwrap());
            if waiting.len() >= end + 4 + length {
                let rest = waiting.split_off(end + 4 + length);
                let request = std::mem::replace(waiting, rest);
                return Some(String::from_utf8(request).unwrap());
            }
        }
        match stream.read(&mut chunk) {
            Ok(0) | Err(_) => return None,
            Ok(count) => waiting.extend_from_slice(&chunk[..count]),
        }
    }
}

/// An answer of `status`, such as `200 OK`, with a JSON body.
pub(crate) fn json(status: &str, body: &str) -> Vec<u8> {
    answer(status, "content-type: application/json\r\n", body)
}

/// An answer with more headers, each with its line end.
pub(crate) fn answer(status: &str, headers: &str, body: &str) -> Vec<u8> {
    format!(
        "HTTP/1.1 {status}\r\n{headers}content-length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}
