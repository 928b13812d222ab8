//! Whatever comes as an answer, what is kept of it in memory is bounded by the limit.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::io::Write;
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;
use smart_api::requests::FetchVisit;
use smart_api::runtime::{BoxFuture, Error, ErrorKind, Secret, TokenSource};
use smart_api::{Client, Config, Environment};

use smart_socket::{Act, Server};

struct Always;

impl TokenSource for Always {
    fn token(&self) -> BoxFuture<'_, Result<Secret, Error>> {
        Box::pin(async { Ok(Secret::from("t0ken")) })
    }

    fn rejected(&self, _: &Secret) {}
}

/// The most memory that this process has had at once, in bytes. Only Linux tells.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kibibytes = peak.and_then(|peak| peak.trim().strip_suffix(" kB")?.parse::<u64>().ok());
    kibibytes.unwrap_or_default() * 1024
}

const MEBIBYTE: usize = 1024 * 1024;

/// 100 MiB of spaces, and what is left of them.
fn bomb() -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(&vec![b' '; MEBIBYTE]).unwrap();
    // What is compressed may be strung together.
    encoder.finish().unwrap().repeat(100)
}

fn answer(headers: &str, body: Vec<u8>) -> Vec<u8> {
    let head = format!(
        "HTTP/1.1 200 OK\r\n{headers}content-length: {}\r\n\r\n",
        body.len()
    );
    [head.into_bytes(), body].concat()
}

fn endless(headers: &'static str, piece: Vec<u8>) -> impl Fn() -> Act + Send + Sync {
    let head = format!("HTTP/1.1 200 OK\r\n{headers}").into_bytes();
    move || Act::Repeat(head.clone(), piece.clone(), Duration::ZERO)
}

#[tokio::test]
async fn no_answer_takes_more_memory_than_a_few_times_the_limit() {
    let bomb = bomb();
    assert!(bomb.len() < MEBIBYTE, "it is no bomb");
    let (bare, bomb) = (
        answer("", bomb.clone()),
        answer("content-encoding: gzip\r\n", bomb),
    );
    let chunk = [&b"100000\r\n"[..], &vec![b' '; MEBIBYTE], b"\r\n"].concat();
    let mut nested = br#"{"code":"200","content":"#.to_vec();
    nested.resize(MEBIBYTE, b'[');
    let nested = answer("", nested);
    let mut empty = br#"{"code":"200","content":["#.to_vec();
    empty.extend(b"[],".repeat(MEBIBYTE / 2));
    empty.extend(b"[]]}");
    let empty = answer("", empty);
    type Script = Box<dyn Fn() -> Act + Send + Sync>;
    let answers: [(&str, ErrorKind, Script); 7] = [
        (
            "100 MB, announced",
            ErrorKind::TooLarge,
            Box::new(endless(
                "content-length: 100000000\r\n\r\n",
                vec![b' '; MEBIBYTE],
            )),
        ),
        (
            "without an end",
            ErrorKind::TooLarge,
            Box::new(endless("transfer-encoding: chunked\r\n\r\n", chunk)),
        ),
        (
            "headers without an end",
            ErrorKind::Transport,
            Box::new(endless("x-", b"x-more: headers\r\n".repeat(1000))),
        ),
        (
            "a compressed bomb",
            ErrorKind::Http,
            Box::new(move || Act::Write(bomb.clone())),
        ),
        (
            "a compressed bomb that says nothing of it",
            ErrorKind::Http,
            Box::new(move || Act::Write(bare.clone())),
        ),
        (
            "nested without an end",
            ErrorKind::Http,
            Box::new(move || Act::Write(nested.clone())),
        ),
        (
            "half a million empty lists",
            ErrorKind::Decoding,
            Box::new(move || Act::Write(empty.clone())),
        ),
    ];
    for (name, kind, script) in answers {
        let server = Server::start(move |_, _| script());
        let config = Config::with_token_source(Environment::At(server.url()), Always);
        let client = Client::new(config).unwrap();
        let before = peak();
        let error = client
            .fetch_visit(FetchVisit::new("1", "PENDING"))
            .await
            .unwrap_err();
        assert_eq!(error.kind(), kind, "{name}: {error}");
        let grown = (peak() - before) / MEBIBYTE as u64;
        println!("{name}: {grown} MiB");
        // The default limit is 10 MiB. What is being read is put together once.
        assert!(grown < 60, "{name}: {grown} MiB");
    }
}
