//! Answers that are endless, slow, cut, or of an unexpected form.

use std::time::Duration;

use smart_api::runtime::{Error, ErrorKind, Json, Limits, Outcome, RetryPolicy};

use super::clinic::operations::{FETCH_VISIT, OPEN};
use super::clinic::requests::{FetchVisit, Open, PostClaim};
use super::{claim, client_of, config};
use smart_socket::{Act, Server, answer, json};

async fn fails(script: impl Fn() -> Act + Send + Sync + 'static) -> Error {
    let server = Server::start(move |_, _| script());
    let config = config(&server).limits(
        Limits::DEFAULT
            .body_limit(1000)
            .attempt_timeout(Duration::from_millis(300))
            .retry(RetryPolicy::NEVER),
    );
    let error = client_of(config)
        .post_claim(PostClaim::new(claim()))
        .await
        .unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert_eq!(server.requests().len(), 1);
    error
}

fn said(error: &Error) -> String {
    let text = error.to_string();
    text.strip_prefix("postClaim: ")
        .unwrap()
        .split(" (")
        .next()
        .unwrap()
        .to_owned()
}

#[tokio::test]
async fn an_answer_beyond_the_limit_is_not_read() {
    let error = fails(|| {
        Act::WriteAndHang(b"HTTP/1.1 200 OK\r\ncontent-length: 100000000\r\n\r\n{".into())
    })
    .await;
    assert_eq!(error.kind(), ErrorKind::TooLarge);
    assert_eq!(
        said(&error),
        "answer too large: more than 1000 bytes; if it is genuine, raise `Limits::body_limit`"
    );
    let error = fails(|| {
        Act::Repeat(
            b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n".into(),
            b"8\r\nxxxxxxxx\r\n".into(),
            Duration::ZERO,
        )
    })
    .await;
    assert_eq!(
        (error.kind(), error.status()),
        (ErrorKind::TooLarge, Some(200))
    );
}

#[tokio::test]
async fn headers_that_never_end_are_not_read_for_ever() {
    for again in [&b"x-more: headers\r\n"[..], &b"x"[..]] {
        let error = fails(move || {
            Act::Repeat(
                b"HTTP/1.1 200 OK\r\nx-".into(),
                again.repeat(1000),
                Duration::ZERO,
            )
        })
        .await;
        assert!(error.is_transport() || error.is_timeout(), "{error}");
    }
    let announced = b"HTTP/1.1 100 Continue\r\n\r\n";
    let pause = Duration::from_millis(1);
    let error = fails(move || Act::Repeat(Vec::new(), announced.to_vec(), pause)).await;
    assert!(error.is_timeout(), "{error}");
}

#[tokio::test]
async fn an_answer_of_exactly_the_limit_is_read() {
    let body = format!(r#"{{"code":"200","x":"{}"}}"#, "y".repeat(1000 - 21));
    assert_eq!(body.len(), 1000);
    let server = Server::answering(answer("200 OK", "", &body));
    client_of(config(&server).limits(Limits::DEFAULT.body_limit(1000)))
        .fetch_visit(FetchVisit::new("1"))
        .await
        .unwrap();
    let error = client_of(config(&server).limits(Limits::DEFAULT.body_limit(999)))
        .fetch_visit(FetchVisit::new("1"))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TooLarge);
}

/// Texts of exactly ten values, in every form that an answer can have.
const TEN: [&str; 6] = [
    r#"{"code":"200","content":[{"session_id":1,"status":null},{"id":2},{"id":3}]}"#,
    r#"{"code":"200","content":{"session_id":1,"x":{"a":[{},[],"[,,,\",{"],"b":0}}}"#,
    r#" { "code" : 200 , "content" : [ ] , "x" : [ 1 , 2 , [ [ [ ] ] , { } ] ] } "#,
    r#"[{"id":1},{"id":2},{"session_id":3,"balance":1.50,"status":"\"","x":0}]"#,
    "\u{feff}[{\"id\":1,\"a\":[1,2],\"b\":{\"c\":{}}},{\"id\":2}]",
    r#"{"code":"400.2005","message":"m","object":[1,2,3,4,5,6]}"#,
];

#[tokio::test]
async fn an_answer_of_exactly_as_many_values_as_are_allowed_is_read() {
    for body in TEN {
        for (status, most) in [("200 OK", 10), ("200 OK", 9), ("400 Bad Request", 9)] {
            let server = Server::answering(json(status, body));
            let client = client_of(config(&server).limits(Limits::DEFAULT.value_limit(most)));
            let typed = client.fetch_visit(FetchVisit::new("1")).await.map(drop);
            let raw = client
                .transport()
                .raw(&FETCH_VISIT)
                .send::<Json>()
                .await
                .map(drop);
            let claim = client.post_claim(PostClaim::new(claim())).await.map(drop);
            let open = client.open(Open::new()).await.map(drop);
            for ended in [typed, raw, claim, open] {
                let Err(error) = ended else {
                    assert_eq!(most, 10, "{body}");
                    continue;
                };
                if most == 10 {
                    assert_ne!(error.kind(), ErrorKind::TooLarge, "{body}");
                    continue;
                }
                assert_eq!(
                    (error.kind(), error.outcome(), error.is_retryable()),
                    (ErrorKind::TooLarge, Outcome::Unknown, false),
                    "{body}"
                );
                let said = "answer too large: more than 9 values; if it is genuine, raise \
                            `Limits::value_limit` (HTTP ";
                assert!(error.to_string().contains(said), "{error}");
                // It is there for a person to see, and is not decoded on request either.
                assert_eq!(error.body(), Some(body.as_bytes()));
                assert!(error.object::<Json>().is_none(), "{body}");
            }
        }
    }
}

#[tokio::test]
async fn a_body_that_is_not_decoded_may_hold_anything() {
    let server = Server::answering(answer("200 OK", "", "%PDF-1.7 [,,,{,,,"));
    let client = client_of(config(&server).limits(Limits::DEFAULT.value_limit(1)));
    let reply = client.transport().raw(&OPEN).send::<()>().await.unwrap();
    assert_eq!(reply.body(), b"%PDF-1.7 [,,,{,,,");
}

#[tokio::test]
async fn an_answer_in_pieces_is_put_together() {
    let server = Server::answering(
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n9\r\n{\"code\":2\r\n1\r\n0\r\n2\r\n0}\r\n0\r\n\r\n",
    );
    let reply = client_of(config(&server))
        .fetch_visit(FetchVisit::new("1"))
        .await
        .unwrap();
    assert_eq!(reply.body(), br#"{"code":200}"#);
}

#[tokio::test]
async fn time_runs_out_before_during_and_between_bytes() {
    for act in [
        || Act::WriteAndHang(Vec::new()),
        || Act::WriteAndHang(b"HTTP/1.1 200 OK\r\ncontent-le".into()),
        || Act::WriteAndHang(b"HTTP/1.1 200 OK\r\ncontent-length: 20\r\n\r\n{\"code\"".into()),
        || {
            Act::Repeat(
                b"HTTP/1.1 200 OK\r\ncontent-length: 900\r\n\r\n".into(),
                b" ".into(),
                Duration::from_millis(20),
            )
        },
    ] {
        let error = fails(act).await;
        assert_eq!(error.kind(), ErrorKind::Timeout, "{error}");
        assert!(error.is_timeout());
        assert_eq!(said(&error), "timed out: before the answer was complete");
    }
}

#[tokio::test]
async fn a_connection_that_ends_leaves_the_outcome_open() {
    for act in [|| Act::End, || Act::WriteAndEnd(b"HTTP/1.1 200 O".into())] {
        let error = fails(act).await;
        assert_eq!(error.kind(), ErrorKind::Transport, "{error}");
        assert_eq!(
            said(&error),
            "connection failed: lost before the answer was complete"
        );
        assert_eq!(error.status(), None);
    }
}

#[tokio::test]
async fn half_a_body_is_an_http_failure_that_keeps_it() {
    let half =
        || Act::WriteAndEnd(b"HTTP/1.1 200 OK\r\ncontent-length: 20\r\n\r\n{\"code\":\"2".into());
    let error = fails(half).await;
    assert_eq!((error.kind(), error.status()), (ErrorKind::Http, Some(200)));
    assert_eq!(said(&error), "HTTP failure: the answer is cut off");
    assert_eq!(error.body(), Some(&b"{\"code\":\"2"[..]));
}

#[tokio::test]
async fn compression_that_nobody_asked_for_is_refused() {
    let bomb = || {
        Act::Write(answer(
            "200 OK",
            "content-type: application/json\r\ncontent-encoding: gzip\r\n",
            "\u{1f}",
        ))
    };
    let error = fails(bomb).await;
    assert_eq!(error.kind(), ErrorKind::Http);
    assert_eq!(
        said(&error),
        "HTTP failure: compressed, which was not asked for"
    );
    let plain = answer(
        "200 OK",
        "content-encoding: identity\r\n",
        r#"{"code":"200"}"#,
    );
    let server = Server::answering(plain);
    client_of(config(&server))
        .fetch_visit(FetchVisit::new("1"))
        .await
        .unwrap();
}

#[tokio::test]
async fn the_body_decides_and_not_the_content_type() {
    let html = answer("200 OK", "content-type: text/html\r\n", r#"{"code":"200"}"#);
    let server = Server::answering(html);
    client_of(config(&server))
        .fetch_visit(FetchVisit::new("1"))
        .await
        .unwrap();
    let error = fails(|| {
        let mut latin = b"HTTP/1.1 200 OK\r\ncontent-type: application/json; charset=iso-8859-1\r\ncontent-length: 12\r\n\r\n".to_vec();
        latin.extend_from_slice(b"{\"code\":\"\xE9\"}");
        Act::Write(latin)
    })
    .await;
    assert_eq!(said(&error), "HTTP failure: the answer is not UTF-8 text");
}

#[tokio::test]
async fn an_answer_that_is_no_json_is_told_from_one_that_is_of_no_known_form() {
    let utf_16 = |order: fn(u16) -> [u8; 2], text: &str| -> Vec<u8> {
        text.encode_utf16().flat_map(order).collect()
    };
    let text = "{\"code\":\"200\"}";
    let marked = "\u{feff}{\"code\":\"200\"}";
    for (body, wrong) in [
        (utf_16(u16::to_le_bytes, marked), "is not UTF-8 text"),
        (utf_16(u16::to_be_bytes, marked), "is not UTF-8 text"),
        (utf_16(u16::to_le_bytes, text), "is not UTF-8 text"),
        (utf_16(u16::to_be_bytes, text), "is not UTF-8 text"),
        (b"{\"code\":\"\xE9\"}".to_vec(), "is not UTF-8 text"),
        (b"\x1F\x8B\x08\x00".to_vec(), "is not UTF-8 text"),
        (b"".to_vec(), "is empty"),
        (b" \r\n".to_vec(), "is empty"),
        (b"\xEF\xBB\xBF".to_vec(), "is empty"),
        (b"<?xml version=\"1.0\"?><a/>".to_vec(), "is HTML or XML"),
        (b"OK".to_vec(), "is not JSON"),
        (b"{'code':'200'}".to_vec(), "is not JSON"),
        (b"{\"code\":007}".to_vec(), "is not JSON"),
        (b"{\"code\":\"200\"} {}".to_vec(), "is not JSON"),
        (
            b"{\"code\":\"200\",\"conte".to_vec(),
            "is JSON that is cut off",
        ),
        (b"[{\"id\":1},".to_vec(), "is JSON that is cut off"),
        (b"\"200\"".to_vec(), "is JSON of no known form"),
        (b"{\"code\":{}}".to_vec(), "is JSON of no known form"),
        (
            b"{\"code\":\"200\",\"response_type\":\"BOLD\"}".to_vec(),
            "is JSON of no known form",
        ),
    ] {
        let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", body.len());
        let bytes = [head.as_bytes(), &body].concat();
        let error = fails(move || Act::Write(bytes.clone())).await;
        assert_eq!(error.kind(), ErrorKind::Http);
        assert_eq!(error.body().unwrap_or_default(), body);
        assert_eq!(
            said(&error),
            format!("HTTP failure: the answer {wrong}"),
            "{body:?}"
        );
    }
}

#[tokio::test]
async fn a_body_that_ends_with_the_connection_is_read_and_its_cut_is_seen() {
    let head = "HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n";
    let whole = format!("{head}{{\"code\":\"200\"}}");
    let server = Server::start(move |_, _| Act::WriteAndEnd(whole.clone().into()));
    client_of(config(&server))
        .fetch_visit(FetchVisit::new("1"))
        .await
        .unwrap();
    let cut = format!("{head}{{\"code\":\"200\"");
    let error = fails(move || Act::WriteAndEnd(cut.clone().into())).await;
    assert_eq!(
        said(&error),
        "HTTP failure: the answer is JSON that is cut off"
    );
}

#[tokio::test]
async fn without_a_connection_the_outcome_is_not_sent() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", free.local_addr().unwrap());
    drop(free);
    let config = smart_api::runtime::Config::new(url);
    let error = client_of(config).open(Open::new()).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Transport, Outcome::NotSent)
    );
    assert!(error.is_retryable());
    assert_eq!(error.attempts(), 3);
    let cause = std::error::Error::source(&error).unwrap().to_string();
    assert!(cause.contains("refused"), "{cause}");
}

#[tokio::test]
async fn the_overall_limit_ends_a_call() {
    let server = Server::start(|_, _| Act::WriteAndHang(Vec::new()));
    let config =
        config(&server).limits(Limits::DEFAULT.overall_timeout(Duration::from_millis(300)));
    let error = client_of(config)
        .fetch_visit(FetchVisit::new("1"))
        .await
        .unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout, 1));
}
