//! The faults, in the order of the table.

use std::time::Duration;

use smart_socket::{Act, answer, json};

use crate::calls::Class;

/// One thing that goes wrong.
pub(crate) struct Fault {
    /// As the table calls it.
    pub(crate) name: &'static str,
    pub(crate) listening: Listening,
    /// What happens to the request of this number, from 0, of this class.
    pub(crate) act: fn(usize, Class) -> Act,
    /// How long the client waits.
    pub(crate) patience: Patience,
    /// Whether it happens on a connection that has served a call already.
    pub(crate) kept: bool,
    /// When the token that the client has ends, in seconds since 1970.
    pub(crate) token_ends: u64,
}

/// How connections are taken.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Listening {
    Well,
    /// Nobody listens.
    Nowhere,
    /// The queue is full: no connection is answered.
    Full,
    /// Encryption is expected, and nothing is said.
    Mute,
    /// The connection is reset when the first bytes have come, before they are read.
    Resetting,
    /// There are no tokens.
    WithoutTokens,
}

/// What is short about the client's limits.
#[derive(Clone, Copy)]
pub(crate) enum Patience {
    Long,
    Attempt,
    Connect,
}

/// The fault that only Linux can be made to have.
pub(crate) const LINUX_ONLY: &str = "time runs out while connecting";

/// In the year 2286.
const FAR: u64 = 9_999_999_999;

/// Returns the answer when nothing is wrong.
pub(crate) fn well(class: Class) -> Act {
    says("200 OK", class.done())
}

fn says(status: &str, body: &str) -> Act {
    Act::Write(json(status, body))
}

impl Fault {
    fn of(name: &'static str, act: fn(usize, Class) -> Act) -> Self {
        Self {
            name,
            listening: Listening::Well,
            act,
            patience: Patience::Long,
            kept: false,
            token_ends: FAR,
        }
    }

    /// It is in how connections are taken.
    fn listening(name: &'static str, listening: Listening) -> Self {
        Self {
            listening,
            ..Self::of(name, |_, class| well(class))
        }
    }

    /// The client waits for an answer, but not for long.
    fn impatient(self) -> Self {
        Self {
            patience: Patience::Attempt,
            ..self
        }
    }
}

fn head(headers: &str) -> Vec<u8> {
    format!("HTTP/1.1 200 OK\r\n{headers}\r\n\r\n").into_bytes()
}

/// Only the first time.
fn once(number: usize, class: Class, act: Act) -> Act {
    if number == 0 { act } else { well(class) }
}

/// All of them.
pub(crate) fn faults() -> Vec<Fault> {
    let mut faults = connections();
    faults.extend(times());
    faults.extend(bodies());
    faults.extend(tokens());
    faults.extend(statuses());
    faults.extend(meanings());
    faults
}

fn connections() -> Vec<Fault> {
    vec![
        Fault::listening("connection refused", Listening::Nowhere),
        Fault::listening("reset before the request was read", Listening::Resetting),
        Fault::of("reset after the request was read", |_, _| Act::Reset),
        Fault::of("reset after the request was read, once", |number, class| {
            once(number, class, Act::Reset)
        }),
        Fault::of("ended after the request was read", |_, _| {
            Act::WriteAndEnd(Vec::new())
        }),
        Fault {
            kept: true,
            ..Fault::of(
                "ended after the request was read, kept connection",
                |_, _| Act::WriteAndEnd(Vec::new()),
            )
        },
    ]
}

fn times() -> Vec<Fault> {
    let mut times = vec![
        Fault {
            patience: Patience::Connect,
            ..Fault::listening("time runs out in the TLS handshake", Listening::Mute)
        },
        Fault::of("time runs out before the answer", |_, _| {
            Act::WriteAndHang(Vec::new())
        })
        .impatient(),
        Fault::of("time runs out in the headers", |_, _| {
            Act::WriteAndHang(b"HTTP/1.1 200 OK\r\ncontent-ty".to_vec())
        })
        .impatient(),
        Fault::of("time runs out in the body", |_, _| {
            Act::WriteAndHang([head("content-length: 99"), b"{\"code\"".to_vec()].concat())
        })
        .impatient(),
    ];
    if cfg!(target_os = "linux") {
        let connecting = Fault {
            patience: Patience::Connect,
            ..Fault::listening(LINUX_ONLY, Listening::Full)
        };
        times.insert(0, connecting);
    }
    times
}

/// A business failure of so many values.
fn values(count: usize) -> String {
    let items = vec!["{}"; count - 3].join(",");
    format!(r#"{{"code":"400.2002","object":[{items}]}}"#)
}

fn bodies() -> Vec<Fault> {
    vec![
        Fault::of("half a body", |_, _| {
            Act::WriteAndEnd([head("content-length: 99"), b"{\"code\"".to_vec()].concat())
        }),
        Fault::of("half a body, once", |number, class| {
            let half = [head("content-length: 99"), b"{\"code\"".to_vec()].concat();
            once(number, class, Act::WriteAndEnd(half))
        }),
        Fault::of("100 MB, announced", |_, _| {
            Act::Repeat(
                head("content-length: 100000000"),
                vec![b' '; 100_000],
                Duration::ZERO,
            )
        }),
        Fault::of("100 MB, in pieces", |_, _| {
            Act::Repeat(
                head("transfer-encoding: chunked"),
                [b"186a0\r\n", &[b' '; 100_000][..], b"\r\n"].concat(),
                Duration::ZERO,
            )
        }),
        Fault::of("200,001 values", |_, _| says("200 OK", &values(200_001))),
        Fault::of("400 with 200,001 values", |_, _| {
            says("400 Bad Request", &values(200_001))
        }),
        Fault::of("compressed", |_, class| {
            let headers = "content-encoding: gzip\r\n";
            Act::Write(answer("200 OK", headers, class.done()))
        }),
        Fault::of("UTF-16", |_, class| {
            let text = class.done().encode_utf16();
            let body: Vec<u8> = text.flat_map(u16::to_le_bytes).collect();
            Act::Write([head(&format!("content-length: {}", body.len())), body].concat())
        }),
        Fault::of("empty", |_, _| says("200 OK", "")),
        Fault::of("HTML of a login page", |_, _| {
            Act::Write(answer("200 OK", "content-type: text/html\r\n", "<html>"))
        }),
        Fault::of("malformed JSON", |_, _| says("200 OK", "{'code':'200'}")),
        Fault::of("success, but not as documented", |_, _| {
            says("200 OK", r#"{"code":"200","content":7}"#)
        }),
    ]
}

fn tokens() -> Vec<Fault> {
    let expired = |number, class| once(number, class, says("401 Unauthorized", ""));
    vec![
        Fault::of("401 for every token", |_, _| says("401 Unauthorized", "")),
        Fault::of("token expires under way", expired),
        Fault {
            listening: Listening::WithoutTokens,
            ..Fault::of(
                "token expires under way, and there is no other now",
                expired,
            )
        },
        Fault {
            token_ends: 1_700_000_000,
            ..Fault::of(
                "clock jumps ahead: the token seems to have ended",
                |_, class| well(class),
            )
        },
        Fault::of("clock jumps back: the token seems to be good", expired),
    ]
}

fn statuses() -> Vec<Fault> {
    vec![
        Fault::of("302 to elsewhere", |_, _| {
            Act::Write(answer("302 Found", "location: /base/elsewhere\r\n", ""))
        }),
        Fault::of("400, empty", |_, _| says("400 Bad Request", "")),
        Fault::of("403", |_, _| says("403 Forbidden", "")),
        Fault::of("404", |_, _| says("404 Not Found", "")),
        Fault::of("429", |_, _| says("429 Too Many Requests", "")),
        Fault::of("429 once, wait 0 s", |number, class| {
            let wait = answer("429 Too Many Requests", "retry-after: 0\r\n", "");
            once(number, class, Act::Write(wait))
        }),
        Fault::of("429, wait an hour", |_, _| {
            let wait = answer("429 Too Many Requests", "retry-after: 3600\r\n", "");
            Act::Write(wait)
        }),
        Fault::of("500 with Spring's body", |_, _| {
            says(
                "500 Internal Server Error",
                r#"{"timestamp":1737442800,"status":500,"error":"x","message":"x","path":"/api"}"#,
            )
        }),
        Fault::of("502 with HTML", |_, _| {
            Act::Write(answer(
                "502 Bad Gateway",
                "content-type: text/html\r\n",
                "<html>",
            ))
        }),
        Fault::of("503 once", |number, class| {
            once(number, class, says("503 Service Unavailable", ""))
        }),
        Fault::of("504 once", |number, class| {
            once(number, class, says("504 Gateway Timeout", ""))
        }),
    ]
}

fn meanings() -> Vec<Fault> {
    const NO: &str = r#"{"code":"400.2002","message":"no"}"#;
    const MERGED: &str = r#"{"code":"400.2005","message":"merged","object":{"session_id":62863,"status":"ACTIVE","visit_number":"AKHILS001"}}"#;
    vec![
        Fault::of("200 with a business failure", |_, _| says("200 OK", NO)),
        Fault::of("400 with a business failure", |_, _| {
            says("400 Bad Request", NO)
        }),
        Fault::of(
            "reset after it was read, then a business failure",
            |number, _| {
                if number == 0 {
                    Act::Reset
                } else {
                    says("400 Bad Request", NO)
                }
            },
        ),
        Fault::of(
            "reset after it was read, then already merged by us",
            |number, _| {
                if number == 0 {
                    Act::Reset
                } else {
                    says("400 Bad Request", MERGED)
                }
            },
        ),
        Fault::of("500 that says 200", |_, class| {
            says("500 Internal Server Error", class.done())
        }),
    ]
}
