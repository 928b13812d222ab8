//! A connection, for tests that do more than answer requests.

use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::thread;
use std::time::Duration;

use socket2::SockRef;

use crate::{Act, Request};

/// A connection, at the end of the server or of a client.
pub struct Connection {
    stream: TcpStream,
    waiting: Vec<u8>,
}

impl Connection {
    pub(crate) fn new(stream: TcpStream) -> Self {
        // What is written is a whole answer, or is meant to arrive as it is.
        _ = stream.set_nodelay(true);
        Self {
            stream,
            waiting: Vec::new(),
        }
    }

    /// Connects to a server.
    ///
    /// # Errors
    /// When the server cannot be reached.
    pub fn to(address: SocketAddr) -> io::Result<Self> {
        Ok(Self::new(TcpStream::connect(address)?))
    }

    /// Returns the stream, for tests that write bytes of their own protocol.
    #[must_use]
    pub fn into_stream(self) -> TcpStream {
        self.stream
    }

    /// Returns the first line of the next request and leaves the request unread; `None` when the client has gone.
    ///
    /// # Errors
    /// When the connection breaks.
    pub fn peek_line(&self) -> io::Result<Option<String>> {
        let mut bytes = [0; 1024];
        loop {
            let length = self.stream.peek(&mut bytes)?;
            if length == 0 {
                return Ok(None);
            }
            if let Some(end) = bytes[..length].iter().position(|byte| *byte == b'\r') {
                return Ok(Some(String::from_utf8_lossy(&bytes[..end]).into_owned()));
            }
            thread::yield_now();
        }
    }

    /// Returns the next request; `None` when the client has gone.
    ///
    /// # Errors
    /// When the connection breaks.
    pub fn request(&mut self) -> io::Result<Option<Request>> {
        let mut chunk = [0; 8192];
        loop {
            if let Some(request) = Request::take(&mut self.waiting) {
                return Ok(Some(request));
            }
            match self.stream.read(&mut chunk)? {
                0 => return Ok(None),
                count => self.waiting.extend_from_slice(&chunk[..count]),
            }
        }
    }

    /// Sends a request as it is and returns the whole answer.
    ///
    /// # Errors
    /// When the connection breaks.
    pub fn ask(&mut self, request: &Request) -> io::Result<Vec<u8>> {
        self.stream.write_all(&request.bytes())?;
        // An answer ends where a request would.
        let answer = self.request()?.ok_or(io::ErrorKind::UnexpectedEof)?;
        Ok(answer.bytes())
    }

    /// Carries out an act. Returns false when the act ended the connection.
    ///
    /// # Errors
    /// When the connection breaks.
    pub fn act(&mut self, act: Act) -> io::Result<bool> {
        let stream = &mut self.stream;
        match act {
            Act::Write(bytes) => {
                stream.write_all(&bytes)?;
                return Ok(true);
            }
            Act::WriteAndEnd(bytes) => {
                stream.write_all(&bytes)?;
                stream.shutdown(Shutdown::Both)?;
            }
            Act::End => stream.shutdown(Shutdown::Both)?,
            Act::WriteAndHang(bytes) => {
                stream.write_all(&bytes)?;
                io::copy(stream, &mut io::sink())?;
            }
            Act::Repeat(first, again, pause) => {
                stream.write_all(&first)?;
                loop {
                    stream.write_all(&again)?;
                    thread::sleep(pause);
                }
            }
            // With nothing to linger for, closing sends a reset.
            Act::Reset => SockRef::from(&*stream).set_linger(Some(Duration::ZERO))?,
        }
        Ok(false)
    }
}
