//! A server in a process of its own, which is this program again: it gives each path its answer and
//! does nothing else.

use std::error::Error;
use std::io::{self, BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};

use smart_socket::{Act, json};

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
    let [member, visit, token] =
        [&in_lines(MEMBER), &in_lines(VISIT), TOKEN].map(|body| json("200 OK", body));
    let refused = json("400 Bad Request", REFUSED);
    // Nothing is kept: the calls are many.
    let server = smart_socket::Server::connections(move |mut connection| {
        while let Some(request) = connection.request()? {
            let answer = match request.target().split('?').next() {
                Some("/api/visit") => &visit,
                Some("/api/member") => &member,
                Some("/oauth/token") => &token,
                _ => &refused,
            };
            connection.act(Act::Write(answer.clone()))?;
        }
        Ok(())
    });
    writeln!(io::stdout(), "{}", server.url())?;
    io::copy(&mut io::stdin(), &mut io::sink())?;
    Ok(())
}

/// Without the indentation that is there for readers; servers do not send it.
fn in_lines(text: &str) -> String {
    text.lines().map(str::trim_start).collect()
}
