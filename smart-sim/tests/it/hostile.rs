//! Broken, huge and slow requests. None gets a 500 or harms the simulator.

use std::io::{Read, Write};
use std::time::Duration;

use smart_sim::{Scenario, Settings, Sim};

use crate::client::{BASE, Clinic, Reply, TOKEN, claim, connect, exchange, finish};

const CLAIMS: &str = "/api/claims?patientNumber=23025764&sessionId=93164";

/// Asserts that the simulator answers other clients.
fn assert_serves(clinic: &Clinic) {
    let reply = clinic.get("/api/visit?patientNumber=23025764&sessionStatus=PENDING");
    assert_eq!(reply.status, 200);
}

#[test]
fn bytes_that_are_no_text_are_refused() {
    let clinic = Clinic::new();
    let path = format!("{BASE}/api/claims");
    let json = format!("{}Content-Type: application/json\r\n", clinic.bearer());
    for body in [
        &b"\xff\xfe"[..],
        b"\0",
        b"",
        b"{\"a\":\"\xc3\"}",
        b"nul",
        b"{\"a\":1,}",
    ] {
        clinic.call("POST", CLAIMS, &json, body).spring(400, &path);
    }
    clinic
        .put("/api/visit/62863/visit-number/%00")
        .spring(400, &format!("{BASE}/api/visit/62863/visit-number/%00"));
    clinic
        .put("/api/visit/62863/visit-number/%C3")
        .spring(400, &format!("{BASE}/api/visit/62863/visit-number/%C3"));
    clinic
        .get("/api/visit?patientNumber=%00&sessionStatus=PENDING")
        .spring(400, &format!("{BASE}/api/visit"));
    // An escaped NUL in JSON is text.
    let nul = claim(93164, "87", "I\\u0000", "1.00");
    assert_eq!(clinic.post(CLAIMS, &nul).status, 200);
    // A header that is not UTF-8 holds no token.
    let raw = b"GET /providerapi-dev/api/member HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: Bearer \xff\r\n\r\n";
    assert_eq!(clinic.send(raw).status, 401);
}

#[test]
fn numbers_with_too_many_digits_are_refused() {
    let clinic = Clinic::new();
    let path = format!("{BASE}/api/claims");
    let digits = "9".repeat(100_000);
    for amount in [
        digits.as_str(),
        "1e400",
        "-1e-400",
        "1e99999999999999999999",
        "0.1234567890123456789012345678901",
    ] {
        clinic
            .post(CLAIMS, &claim(93164, "87", "I", amount))
            .spring(400, &path);
    }
    let most = "79228162514264337593543950335";
    assert_eq!(
        clinic.post(CLAIMS, &claim(93164, "87", "I", most)).status,
        200
    );
    let status = clinic
        .get("/api/claim-status?invoiceNumber=I&visitNumber=87")
        .text();
    assert!(status.contains(&format!("\"amount\":{most},")), "{status}");
    assert!(clinic.sim.retrieve_invoice("I").is_err());
    let session = format!("/api/member?patientNumber=23025764&sessionId={digits}");
    clinic
        .get(&session[..4000])
        .spring(400, &format!("{BASE}/api/member"));
}

#[test]
fn deep_nesting_is_refused() {
    let clinic = Clinic::new();
    for open in ["[", "{\"a\":", "[{\"a\":"] {
        let reply = clinic.post(CLAIMS, &open.repeat(100_000));
        reply.spring(400, &format!("{BASE}/api/claims"));
        assert!(reply.text().contains("nested more than 32 levels deep"));
    }
}

#[test]
fn bodies_and_heads_beyond_the_limit_are_refused() {
    let clinic = Clinic::new();
    let big = vec![b' '; 5 * 1024 * 1024];
    let json = format!("{}Content-Type: application/json\r\n", clinic.bearer());
    // The server refuses an announced body before it reads it.
    let announced = format!(
        "POST {BASE}{CLAIMS} HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: {}\r\n{json}\r\n",
        big.len()
    );
    let reply = Reply::parse(&exchange(clinic.sim.address(), announced.as_bytes()));
    reply.spring(413, &format!("{BASE}/api/claims"));
    assert_eq!(reply.header("connection"), Some("close"));
    // The server refuses other bodies at the limit.
    let chunked = format!(
        "POST {BASE}{CLAIMS} HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n{json}\r\n400001\r\n"
    );
    let mut stream = connect(clinic.sim.address());
    stream.write_all(chunked.as_bytes()).unwrap();
    stream.write_all(&big[..0x40_0001]).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    Reply::parse(&answer).spring(413, &format!("{BASE}/api/claims"));

    let long = format!("X-Long: {}\r\n", "a".repeat(200_000));
    let head = format!("GET {BASE}/api/member HTTP/1.1\r\nHost: a\r\n{long}\r\n");
    let answer = exchange(clinic.sim.address(), head.as_bytes());
    assert!(answer.is_empty() || Reply::parse(&answer).status == 431);
    assert_serves(&clinic);
}

#[test]
fn slow_and_broken_requests_end() {
    let mut settings = Settings::default();
    settings.limits.time = Duration::from_millis(500);
    let sim = Sim::start_blocking(Scenario::built_in(), settings).unwrap();
    let head = format!(
        "POST {BASE}{CLAIMS} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {TOKEN}\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n"
    );
    // The body never comes.
    let mut stream = connect(sim.address());
    stream.write_all(head.as_bytes()).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    Reply::parse(&answer).spring(408, &format!("{BASE}/api/claims"));
    // The head never ends.
    let mut stream = connect(sim.address());
    stream.write_all(b"GET / HTTP/1.1\r\nHost: a\r\n").unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    assert!(
        answer.is_empty() || Reply::parse(&answer).status == 408,
        "{answer:?}"
    );
    // The body breaks off.
    let mut stream = connect(sim.address());
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(b"{").unwrap();
    finish(&stream);
    let mut answer = Vec::new();
    _ = stream.read_to_end(&mut answer);
    assert!(answer.is_empty() || [400, 408].contains(&Reply::parse(&answer).status));
    assert_eq!(sim.attempts().len(), 1);
}

#[test]
fn bytes_that_are_no_http_do_not_crash_the_server() {
    let clinic = Clinic::new();
    for bytes in [
        &b"\x16\x03\x01\x02\x00\x01\x00"[..],
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"\0\0\0\0\r\n\r\n",
    ] {
        let answer = exchange(clinic.sim.address(), bytes);
        if !answer.is_empty() {
            let status = Reply::parse(&answer).status;
            assert!((400..500).contains(&status), "{status}");
        }
    }
    let star = clinic.at("OPTIONS", "*", "", b"");
    assert_eq!(star.status, 404);
    assert_serves(&clinic);
}

#[test]
fn an_answer_is_one_write() {
    let clinic = Clinic::new();
    let mut stream = connect(clinic.sim.address());
    let request = format!(
        "GET {BASE}/api/member?patientNumber=23025764&sessionId=62863 HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {TOKEN}\r\n\r\n"
    );
    for _ in 0..20 {
        stream.write_all(request.as_bytes()).unwrap();
        let mut buffer = vec![0; 65536];
        let count = stream.read(&mut buffer).unwrap();
        let reply = Reply::parse(&buffer[..count]);
        let length: usize = reply.header("content-length").unwrap().parse().unwrap();
        assert_eq!(reply.body.len(), length, "head and body are two writes");
    }
}

#[test]
fn mutated_requests_never_crash_the_server() {
    let clinic = Clinic::new();
    let body = claim(93164, "87", "I", "1.00");
    let good = [
        format!(
            "POST {BASE}{CLAIMS} HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: Bearer {TOKEN}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        ),
        format!(
            "PUT {BASE}/api/visit/62863/visit-number/A HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: Bearer {TOKEN}\r\n\r\n"
        ),
    ];
    // Knuth's linear congruential generator gives the same numbers in every run.
    let mut state = 1u64;
    let mut next = |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    let mut seen = std::collections::BTreeMap::<u16, u32>::new();
    for round in 0..600 {
        let mut bytes = good[round % 2].clone().into_bytes();
        for _ in 0..=next(3) {
            let at = next(bytes.len());
            match next(3) {
                0 => bytes[at] = next(256) as u8,
                1 => drop(bytes.remove(at)),
                _ => bytes.insert(at, b"\0\xff\"{}[]:,\r\n%/.9-e"[next(17)]),
            }
        }
        let mut stream = connect(clinic.sim.address());
        _ = stream.write_all(&bytes);
        _ = stream.shutdown(std::net::Shutdown::Write);
        let mut answer = Vec::new();
        _ = stream.read_to_end(&mut answer);
        if !answer.is_empty() {
            *seen.entry(Reply::parse(&answer).status).or_default() += 1;
        }
    }
    assert!(
        seen.keys().all(|status| (200..500).contains(status)),
        "{seen:?}"
    );
    assert!(
        seen.len() >= 5,
        "the mutations reach several answers: {seen:?}"
    );
    // Tools compare the journal with the document. These requests are not for them.
    clinic.sim.clear_journal();
    assert_serves(&clinic);
}
