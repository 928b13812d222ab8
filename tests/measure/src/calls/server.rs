//! A server in a process of its own, which is this program again: it gives each path its answer and
//! does nothing else.

use std::error::Error;
use std::io::{self, BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// The argument that makes the program a server, until its standard input ends.
pub(crate) const SERVE: &str = "serve-answers";

const MEMBER: &str = include_str!("../../../fixtures/fetchMember/member.json");
const VISIT: &str = include_str!("../../../fixtures/fetchVisit/pending.json");
const TOKEN: &str = r#"{"access_token":"6f1f1a3e","token_type":"bearer","expires_in":33499}"#;
const REFUSED: &str = r#"{"code":"400.2002","message":"No such benefit","object":null}"#;

/// The server, which ends with this value.
pub(crate) struct Server {
    process: Child,
    url: String,
}

impl Server {
    /// Starts it.
    pub(crate) fn start() -> io::Result<Self> {
        let mut process = Command::new(std::env::current_exe()?)
            .arg(SERVE)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let mut url = String::new();
        if let Some(output) = process.stdout.take() {
            BufReader::new(output).read_line(&mut url)?;
        }
        let url = url.trim_end().to_owned();
        Ok(Self { process, url })
    }

    /// Its base URL.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        _ = self.process.kill();
        _ = self.process.wait();
    }
}

/// Serves until the standard input ends, as it does when whoever started this is gone.
pub(crate) fn serve() -> Result<(), Box<dyn Error>> {
    let runtime = super::runtime()?;
    let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0"))?;
    writeln!(io::stdout(), "http://{}", listener.local_addr()?)?;
    runtime.spawn(async move {
        while let Ok((connection, _)) = listener.accept().await {
            // Whoever hangs up is not answered any more.
            tokio::spawn(async move { answer_all(connection).await.ok() });
        }
    });
    io::copy(&mut io::stdin(), &mut io::sink())?;
    Ok(())
}

/// Answers the requests of a connection, one after the other.
async fn answer_all(mut connection: TcpStream) -> io::Result<()> {
    connection.set_nodelay(true)?;
    let member = answer("200 OK", &in_lines(MEMBER));
    let visit = answer("200 OK", &in_lines(VISIT));
    let token = answer("200 OK", TOKEN);
    let refused = answer("400 Bad Request", REFUSED);
    let mut received = Vec::with_capacity(4096);
    loop {
        if connection.read_buf(&mut received).await? == 0 {
            return Ok(());
        }
        if !is_whole(&received) {
            continue;
        }
        let answer = match received.split(|byte| matches!(byte, b'?' | b'\r')).next() {
            Some(b"GET /api/visit") => &visit,
            Some(b"GET /api/member") => &member,
            Some(b"POST /oauth/token HTTP/1.1") => &token,
            _ => &refused,
        };
        connection.write_all(answer).await?;
        received.clear();
    }
}

/// Whether `request` has arrived with all of its body.
fn is_whole(request: &[u8]) -> bool {
    let Some(end) = request.windows(4).position(|end| end == b"\r\n\r\n") else {
        return false;
    };
    let head = String::from_utf8_lossy(&request[..end]);
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "));
    let length: usize = length.and_then(|length| length.parse().ok()).unwrap_or(0);
    request.len() >= end + 4 + length
}

fn answer(status: &str, body: &str) -> Vec<u8> {
    format!(
        "HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

/// Without the indentation that is there for readers; servers do not send it.
fn in_lines(text: &str) -> String {
    text.lines().map(str::trim_start).collect()
}
