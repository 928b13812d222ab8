//! Repetition: its limits, its waits, and rejected tokens.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use smart_api::runtime::{
    BoxFuture, Config, Credential, Error, ErrorKind, Limits, Outcome, RetryPolicy, Secret,
    TokenSource,
};

use super::clinic::Client;
use super::clinic::requests::{FetchVisit, MergeVisit, PostClaim};
use super::{claim, client, client_of, config};
use smart_socket::{Act, Server, answer, json};

const DONE: &str = r#"{"code":"200","content":[]}"#;

/// As configured by default, but without long waits.
fn quick(server: &Server) -> Config {
    let waits = RetryPolicy::DEFAULT.waits(Duration::from_millis(1), Duration::from_millis(2));
    config(server).limits(Limits::DEFAULT.retry(waits))
}

/// Fails twice, then answers.
fn fails_twice(failure: impl Fn() -> Act + Send + Sync + 'static) -> Server {
    Server::start(move |number, _| {
        if number < 2 {
            failure()
        } else {
            Act::Write(json("200 OK", DONE))
        }
    })
}

#[tokio::test]
async fn a_call_gives_up_after_the_attempts_of_its_policy() {
    let server = Server::answering(answer("503 X", "", ""));
    let error = client_of(quick(&server))
        .fetch_visit(FetchVisit::new("1"))
        .await
        .unwrap_err();
    assert_eq!((error.attempts(), server.requests().len()), (3, 3));
    assert!(error.is_retryable());
    let config = quick(&server).limits(Limits::DEFAULT.retry(RetryPolicy::NEVER));
    let error = client_of(config)
        .fetch_visit(FetchVisit::new("1"))
        .await
        .unwrap_err();
    assert_eq!((error.attempts(), server.requests().len()), (1, 4));
}

#[tokio::test]
async fn a_wait_beyond_the_time_limit_is_left_to_the_caller() {
    let server = Server::answering(answer("429 X", "retry-after: 3600\r\n", ""));
    let error = client(&server)
        .fetch_visit(FetchVisit::new("1"))
        .await
        .unwrap_err();
    assert_eq!(
        (error.kind(), error.attempts()),
        (ErrorKind::RateLimited, 1)
    );
    assert_eq!(error.retry_after(), Some(Duration::from_secs(3600)));
    assert!(error.is_retryable());
    server.request();
}

#[tokio::test]
async fn a_wait_of_the_largest_number_of_seconds_is_left_to_the_caller() {
    for (asked, seconds) in [
        ("18446744073709551615", u64::MAX),
        ("99999999999999999999999999999999999999999", u64::MAX),
        ("9223372036854775807", i64::MAX.unsigned_abs()),
    ] {
        let header = format!("retry-after: {asked}\r\n");
        let server = Server::answering(answer("503 X", &header, ""));
        let error = client_of(quick(&server))
            .fetch_visit(FetchVisit::new("1"))
            .await
            .unwrap_err();
        assert_eq!(error.attempts(), 1, "{asked}");
        assert_eq!(error.retry_after(), Some(Duration::from_secs(seconds)));
        server.request();
    }
    let header = "retry-after: Fri, 31 Dec 9999 23:59:59 GMT\r\n";
    let server = Server::answering(answer("503 X", header, ""));
    let error = client_of(quick(&server))
        .fetch_visit(FetchVisit::new("1"))
        .await
        .unwrap_err();
    assert_eq!(error.attempts(), 1);
    assert!(error.retry_after() > Some(Duration::from_secs(1 << 32)));
}

#[tokio::test]
async fn a_wait_that_the_server_asks_for_is_kept() {
    for asked in ["1", "Thu, 01 Jan 1970 00:00:00 GMT", "soon", "-1"] {
        let failure = answer("503 X", &format!("retry-after: {asked}\r\n"), "");
        let server = fails_twice(move || Act::Write(failure.clone()));
        let started = std::time::Instant::now();
        let reply = client_of(quick(&server))
            .fetch_visit(FetchVisit::new("1"))
            .await
            .unwrap();
        assert_eq!((reply.attempts(), server.requests().len()), (3, 3));
        let waited = started.elapsed() >= Duration::from_secs(2);
        // A slow machine takes longer, never shorter.
        assert!(waited || asked != "1");
    }
}

#[tokio::test]
async fn the_largest_limits_do_not_overflow() {
    let server = fails_twice(|| Act::End);
    let endless = Limits::DEFAULT
        .overall_timeout(Duration::MAX)
        .attempt_timeout(Duration::MAX)
        .body_limit(usize::MAX)
        .retry(RetryPolicy::DEFAULT.waits(Duration::from_millis(1), Duration::MAX));
    let config = config(&server)
        .connect_timeout(Duration::MAX)
        .limits(endless);
    let reply = client_of(config)
        .fetch_visit(FetchVisit::new("1"))
        .await
        .unwrap();
    assert_eq!(reply.attempts(), 3);
}

/// Takes longer than the call may, without letting anybody notice.
struct Slow;

impl TokenSource for Slow {
    fn token(&self) -> BoxFuture<'_, Result<Secret, Error>> {
        std::thread::sleep(Duration::from_millis(30));
        Box::pin(async { Ok(Secret::from("t")) })
    }

    fn rejected(&self, _: &Secret) {}
}

#[tokio::test]
async fn a_call_whose_time_has_run_out_is_not_sent() {
    let server = Server::answering(json("200 OK", DONE));
    let config = quick(&server)
        .credential("bearer", Credential::token(Slow))
        .limits(Limits::DEFAULT.overall_timeout(Duration::from_millis(10)));
    let error = client_of(config)
        .post_claim(PostClaim::new(claim()))
        .await
        .unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome(), error.attempts()),
        (ErrorKind::Timeout, Outcome::NotSent, 0)
    );
    assert!(error.is_retryable());
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn a_refused_repetition_leaves_the_outcome_of_the_first_attempt_unknown() {
    let server = Server::start(|number, _| match number {
        0 => Act::End,
        _ => Act::Write(json("400 X", r#"{"code":"400.2005"}"#)),
    });
    let error = client_of(quick(&server))
        .merge_visit(MergeVisit::new(1, "V"))
        .await
        .unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Business, Outcome::Unknown)
    );
}

/// Gives one token after the other, the next when the last was rejected.
#[derive(Clone, Default)]
struct Tokens {
    rejected: Arc<Mutex<Vec<String>>>,
    stuck: bool,
}

impl TokenSource for Tokens {
    fn token(&self) -> BoxFuture<'_, Result<Secret, Error>> {
        let count = self.rejected.lock().unwrap().len();
        let count = if self.stuck { 0 } else { count };
        Box::pin(async move { Ok(Secret::from(format!("token-{count}"))) })
    }

    fn rejected(&self, token: &Secret) {
        self.rejected
            .lock()
            .unwrap()
            .push(token.expose().to_owned());
    }
}

fn wants(token: &'static str) -> Server {
    Server::start(move |_, request| {
        if request.contains(&format!("\r\nauthorization: Bearer {token}\r\n")) {
            Act::Write(json("200 OK", DONE))
        } else {
            Act::Write(answer("401 Unauthorized", "", ""))
        }
    })
}

fn with_tokens(server: &Server, tokens: &Tokens) -> Client {
    client_of(quick(server).credential("bearer", Credential::token(tokens.clone())))
}

#[tokio::test]
async fn a_second_refused_token_ends_the_call() {
    let (server, tokens) = (wants("token-9"), Tokens::default());
    let error = with_tokens(&server, &tokens)
        .fetch_visit(FetchVisit::new("1"))
        .await
        .unwrap_err();
    assert_eq!(
        (error.kind(), error.attempts()),
        (ErrorKind::Authentication, 2)
    );
    assert_eq!(server.requests().len(), 2);
    assert_eq!(tokens.rejected.lock().unwrap()[0], "token-0");
    // The same token again would be refused again.
    let stuck = Tokens {
        stuck: true,
        ..Tokens::default()
    };
    let server = wants("token-9");
    let error = with_tokens(&server, &stuck)
        .fetch_visit(FetchVisit::new("1"))
        .await
        .unwrap_err();
    assert_eq!(
        (error.kind(), error.attempts()),
        (ErrorKind::Authentication, 1)
    );
    server.request();
}
