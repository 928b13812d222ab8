//! The limits bound the memory of every answer.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::io::Write;
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;
use smart_api::requests::{FetchClaimStatus, FetchCopay, FetchMember, FetchVisit};
use smart_api::runtime::{BoxFuture, Error, ErrorKind, Secret, TokenSource};
use smart_api::{Client, Config, Environment, Operation, undocumented};

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

/// How many values an answer may hold by default.
const VALUES: usize = 200_000;

/// An envelope whose list holds so many times `item`. It has three values itself.
fn list(item: &str, times: usize) -> Vec<u8> {
    let items = vec![item; times].join(",");
    let body = format!(r#"{{"code":"200","content":[{items}]}}"#);
    answer("", body.into_bytes())
}

static BY_HAND: Operation = undocumented("byHand", "GET", "/api/by-hand");

/// A client of a server that answers as `script` says.
fn client(script: impl Fn() -> Act + Send + Sync + 'static) -> Client {
    let server = Server::start(move |_, _| script());
    let config = Config::with_token_source(Environment::At(server.url()), Always);
    Client::new(config).unwrap()
}

type Script = Box<dyn Fn() -> Act + Send + Sync>;

/// An answer that is the same each time.
fn whole(bytes: Vec<u8>) -> Script {
    Box::new(move || Act::Write(bytes.clone()))
}

/// Answers of which nothing is kept, and what they are called.
fn refused() -> Vec<(&'static str, ErrorKind, Script)> {
    let bomb = bomb();
    assert!(bomb.len() < MEBIBYTE, "it is no bomb");
    let chunk = [&b"100000\r\n"[..], &vec![b' '; MEBIBYTE], b"\r\n"].concat();
    let length = "content-length: 100000000\r\n\r\n";
    let chunked = "transfer-encoding: chunked\r\n\r\n";
    let headers = b"x-more: headers\r\n".repeat(1000);
    let spaces = vec![b' '; MEBIBYTE];
    let mut nested = br#"{"code":"200","content":"#.to_vec();
    nested.resize(100_000, b'[');
    let full = |item: &str| -> Script {
        let head = "content-length: 10485760\r\n\r\n{\"code\":\"200\",\"content\":[";
        Box::new(endless(
            head,
            format!("{item},").repeat(10_000).into_bytes(),
        ))
    };
    vec![
        (
            "100 MB, announced",
            ErrorKind::TooLarge,
            Box::new(endless(length, spaces)),
        ),
        (
            "without an end",
            ErrorKind::TooLarge,
            Box::new(endless(chunked, chunk)),
        ),
        (
            "headers without an end",
            ErrorKind::Transport,
            Box::new(endless("x-", headers)),
        ),
        (
            "a compressed bomb",
            ErrorKind::Http,
            whole(answer("content-encoding: gzip\r\n", bomb.clone())),
        ),
        (
            "a compressed bomb that says nothing of it",
            ErrorKind::Http,
            whole(answer("", bomb)),
        ),
        (
            "nested without an end",
            ErrorKind::Http,
            whole(answer("", nested)),
        ),
        (
            "one value more than is allowed",
            ErrorKind::TooLarge,
            whole(list("{}", VALUES - 2)),
        ),
        ("10 MiB of empty objects", ErrorKind::TooLarge, full("{}")),
        ("10 MiB of empty lists", ErrorKind::TooLarge, full("[]")),
        ("10 MiB of numbers", ErrorKind::TooLarge, full("0")),
        ("10 MiB of maps", ErrorKind::TooLarge, full(r#"{"":0}"#)),
        (
            "10 MiB of members with benefits",
            ErrorKind::TooLarge,
            full(r#"{"benefits":[{"id":1,"amount":1}]}"#),
        ),
    ]
}

#[tokio::test]
async fn no_answer_takes_more_memory_than_the_limits_allow() {
    let refused = refused();
    let start = peak();
    let grown = |name: &str, most: u64| {
        let grown = (peak() - start) / MEBIBYTE as u64;
        println!("{name}: {grown} MiB");
        assert!(grown < most, "{name}: {grown} MiB");
    };
    for (name, kind, script) in refused {
        let client = client(script);
        let visit = client.fetch_visit(FetchVisit::new("1", "PENDING"));
        assert_eq!(visit.await.unwrap_err().kind(), kind, "{name}");
        let member = client.fetch_member(FetchMember::new("1", 1));
        assert_eq!(member.await.unwrap_err().kind(), kind, "{name}");
        let copay = client.fetch_copay(FetchCopay::new(1, "1", "1"));
        assert_eq!(copay.await.unwrap_err().kind(), kind, "{name}");
        let status = client.fetch_claim_status(FetchClaimStatus::new("1", "1"));
        assert_eq!(status.await.unwrap_err().kind(), kind, "{name}");
        let any = client.raw(&BY_HAND).send::<Value>();
        assert_eq!(any.await.unwrap_err().kind(), kind, "{name}");
        // The limit is 10 MiB. What is being read is put together once.
        grown(name, 60);
    }
    // As many values as are allowed, of the types and shapes that take the most.
    let fits = |item: &str| {
        let values = item.matches(['{', '[', '1']).count();
        list(item, (VALUES - 3) / values)
    };
    for item in ["{}", r#"{"benefits":[{"id":1,"amount":1}]}"#] {
        let client = client(whole(fits(item)));
        let members = client.fetch_member(FetchMember::new("1", 1)).await.unwrap();
        grown(&format!("{} members: {item}", members.len()), 200);
    }
    for item in ["[]", "[[]]", r#"{"":1}"#] {
        let client = client(whole(fits(item)));
        let reply = client.raw(&BY_HAND).send::<Value>().await.unwrap();
        grown(
            &format!("{} values: {item}", reply.as_array().unwrap().len()),
            200,
        );
    }
}
