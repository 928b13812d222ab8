//! The line between the hospital and the simulator, which can be cut at any place.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use smart_socket::{Act, Connection, Server};

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

pub(crate) struct Line(Server);

impl Line {
    pub(crate) fn to(sim: SocketAddr, exchange: Arc<impl Exchange>) -> Self {
        Self(Server::connections(move |client| {
            serve(client, sim, exchange.as_ref())
        }))
    }

    pub(crate) fn base_url(&self) -> String {
        format!("{}/providerapi-dev", self.0.url())
    }

    /// From now on connections are refused.
    pub(crate) fn close(&self) {
        self.0.close();
    }
}

fn serve(mut client: Connection, sim: SocketAddr, exchange: &dyn Exchange) -> io::Result<()> {
    let mut smart = Connection::to(sim)?;
    while let Some(line) = client.peek_line()? {
        let way = exchange.arrives(&line);
        if way == Way::ResetUnread {
            client.act(Act::Reset)?;
            break;
        }
        let Some(request) = client.request()? else {
            break;
        };
        let mut answer = || {
            let answer = smart.ask(&request)?;
            exchange.answered(&line);
            io::Result::Ok(answer)
        };
        let act = match way {
            Way::ResetRead | Way::ResetUnread => Act::Reset,
            Way::Silent => Act::WriteAndHang(Vec::new()),
            Way::Whole => Act::Write(answer()?),
            Way::Last => Act::Write(closing(answer()?)),
            Way::ResetAnswered => answer().map(|_| Act::Reset)?,
            Way::SilentAnswered => answer().map(|_| Act::WriteAndHang(Vec::new()))?,
            Way::Cut(bytes) => {
                let mut answer = answer()?;
                answer.truncate(bytes);
                Act::WriteAndEnd(answer)
            }
        };
        if !client.act(act)? {
            break;
        }
    }
    Ok(())
}

/// Returns an answer that says that the connection is not used again.
fn closing(mut answer: Vec<u8>) -> Vec<u8> {
    let mut pairs = answer.windows(2);
    let end = pairs.position(|two| two == b"\r\n").unwrap_or(0);
    answer.splice(end..end, *b"\r\nconnection: close");
    answer
}
