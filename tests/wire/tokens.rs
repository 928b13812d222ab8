//! Tokens of Smart's client: how it gets them, and how calls fail without them.

use std::error::Error as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use smart_api::enums::GrantType;
use smart_api::requests::{CreateToken, FetchVisit, PostClaim};
use smart_api::runtime::{
    BoxFuture, Error, ErrorKind, Limits, Outcome, RetryPolicy, Secret, TokenSource,
};
use smart_api::types::{Claim, TokenRequest};
use smart_api::{Client, Config, Credentials, Environment, StoredToken, TokenStore};

use smart_socket::{Act, Server, answer, json};

use crate::calls::read;

const SESSIONS: &str = r#"{"code":"200","content":[{"session_id":62863,"status":"PENDING"}]}"#;

fn config(server: &Server) -> Config {
    Config::new(
        Environment::At(server.url()),
        Credentials {
            client_id: "Himilo_HMIS".into(),
            client_secret: "s€cret".into(),
            username: "ann".into(),
            password: "p&ss wörd".into(),
        },
    )
    .limits(
        Limits::DEFAULT
            .retry(RetryPolicy::DEFAULT.waits(Duration::from_millis(1), Duration::from_millis(2))),
    )
}

fn client(server: &Server) -> Client {
    Client::new(config(server)).unwrap()
}

fn token(name: &str) -> Act {
    Act::Write(json(
        "200 OK",
        &format!(r#"{{"access_token":"{name}","token_type":"bearer","expires_in":33499}}"#),
    ))
}

fn fetch() -> FetchVisit {
    FetchVisit::new("23025764", "PENDING")
}

fn claim() -> PostClaim {
    PostClaim::new("23025764", 62863, read::<Claim>("postClaim/claim.json"))
}

/// Gives `token-N` for the Nth request of a token, and answers calls that carry `accepted`.
fn smart(accepted: &'static str) -> Server {
    let given = AtomicUsize::new(0);
    Server::start(move |_, request| {
        if request.starts_with("POST /oauth/token") {
            let number = given.fetch_add(1, Ordering::SeqCst);
            token(&format!("token-{number}"))
        } else if request.contains(&format!("\r\nauthorization: Bearer {accepted}\r\n")) {
            Act::Write(json("200 OK", SESSIONS))
        } else {
            Act::Write(answer("401 Unauthorized", "", ""))
        }
    })
}

fn token_requests(server: &Server) -> usize {
    let requests = server.requests();
    let tokens = requests
        .iter()
        .filter(|request| request.contains("/oauth/token"));
    tokens.count()
}

#[tokio::test(flavor = "multi_thread")]
async fn many_calls_share_one_token_and_one_renewal() {
    let server = smart("token-1");
    let client = client(&server);
    let calls: Vec<_> = (0..64)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { client.fetch_visit(fetch()).await.map(|reply| reply.len()) })
        })
        .collect();
    for call in calls {
        assert_eq!(call.await.unwrap().unwrap(), 1);
    }
    assert_eq!(token_requests(&server), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn refused_tokens_are_not_renewed_without_end() {
    const CALLS: usize = 64;
    let server = smart("none that is given");
    let client = client(&server);
    let calls: Vec<_> = (0..CALLS)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { client.fetch_visit(fetch()).await })
        })
        .collect();
    for call in calls {
        let error = call.await.unwrap().unwrap_err();
        assert_eq!(
            (error.kind(), error.outcome()),
            (ErrorKind::Authentication, Outcome::Refused)
        );
        assert!(!error.is_retryable() && error.attempts() <= 2);
    }
    // The first token, and no more than one for each call that was refused.
    assert!(token_requests(&server) <= 1 + CALLS);
    assert!(server.requests().len() - token_requests(&server) <= 2 * CALLS);
}

#[tokio::test]
async fn ten_thousand_calls_that_find_no_token_ask_once_and_a_failure_poisons_none() {
    const CALLS: usize = 10_000;
    let (open, door) = std::sync::mpsc::channel::<()>();
    let door = std::sync::Mutex::new(door);
    let server = Server::start(move |number, request| {
        if !request.contains("/oauth/token") {
            return Act::Write(json("200 OK", SESSIONS));
        }
        if number > 0 {
            return token("t");
        }
        // Nobody opens twice.
        let _ = door.lock().unwrap().recv();
        Act::Write(json("401 X", r#"{"error":"invalid_grant"}"#))
    });
    let (client, waiting) = (client(&server), Arc::new(AtomicUsize::new(0)));
    let calls: Vec<_> = (0..CALLS)
        .map(|_| {
            let (client, waiting) = (client.clone(), waiting.clone());
            tokio::spawn(async move {
                waiting.fetch_add(1, Ordering::SeqCst);
                client.fetch_visit(fetch()).await
            })
        })
        .collect();
    while waiting.load(Ordering::SeqCst) < CALLS || server.requests().is_empty() {
        tokio::task::yield_now().await;
    }
    open.send(()).unwrap();
    for call in calls {
        let error = call.await.unwrap().unwrap_err();
        assert_eq!(
            (error.kind(), error.outcome()),
            (ErrorKind::Authentication, Outcome::NotSent)
        );
    }
    assert_eq!(server.requests().len(), 1);
    client.fetch_visit(fetch()).await.unwrap();
    assert_eq!(token_requests(&server), 2);
}

/// A token that was kept by somebody whose clock is elsewhere.
struct Kept(StoredToken);

impl TokenStore for Kept {
    fn load(&self) -> BoxFuture<'_, Option<StoredToken>> {
        Box::pin(async { Some(self.0.clone()) })
    }

    fn save(&self, _: StoredToken) -> BoxFuture<'_, ()> {
        Box::pin(async {})
    }
}

#[tokio::test]
async fn a_stored_token_of_any_age_is_used_or_renewed() {
    for (expires, asked) in [(u64::MAX, 0), (i64::MAX.unsigned_abs(), 0), (0, 1)] {
        let server = smart(if asked == 0 { "kept" } else { "token-0" });
        let text = format!(r#"{{"access_token":"kept","expires_at":{expires}}}"#);
        let store = Kept(serde_json::from_str(&text).unwrap());
        let client = Client::new(config(&server).token_store(store)).unwrap();
        client.fetch_visit(fetch()).await.unwrap();
        assert_eq!(token_requests(&server), asked, "{expires}");
    }
}

#[tokio::test]
async fn a_stored_token_that_cannot_stand_in_a_header_is_replaced() {
    for rest in ["", r#","expires_at":9999999999"#] {
        let server = smart("token-0");
        let text = format!(r#"{{"access_token":"kept\r\nx-more: 1"{rest}}}"#);
        let store = Kept(serde_json::from_str(&text).unwrap());
        let client = Client::new(config(&server).token_store(store)).unwrap();
        client.fetch_visit(fetch()).await.unwrap();
        client.post_claim(claim()).await.unwrap();
        assert_eq!(token_requests(&server), 1);
        assert_eq!(server.requests().len(), 3);
        let requests = server.requests();
        assert!(!requests.iter().any(|one| one.contains("x-more")));
    }
}

#[tokio::test]
async fn a_token_that_cannot_stand_in_a_header_is_an_error_of_the_call() {
    let server = Server::start(|_, _| token(r"a\r\nb"));
    let client = client(&server);
    for asked in 1..3 {
        let error = client.post_claim(claim()).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.outcome(), error.is_retryable()),
            (ErrorKind::Authentication, Outcome::NotSent, false)
        );
        assert_eq!(
            error.source().unwrap().to_string(),
            "not authenticated: the server gave a token with characters that cannot stand in a header"
        );
        assert_eq!(
            (token_requests(&server), server.requests().len()),
            (asked, asked)
        );
    }
}

/// Gives these tokens, one after the other, the last for ever; how often it was told that one is bad.
struct Giving(&'static [&'static str], Arc<AtomicUsize>);

impl TokenSource for Giving {
    fn token(&self) -> BoxFuture<'_, Result<Secret, Error>> {
        let given = self.1.load(Ordering::SeqCst).min(self.0.len() - 1);
        let token = Secret::from(self.0[given]);
        Box::pin(async { Ok(token) })
    }

    fn rejected(&self, token: &Secret) {
        assert_eq!(token.expose(), self.0[0]);
        self.1.fetch_add(1, Ordering::SeqCst);
    }
}

#[tokio::test]
async fn a_source_is_told_of_a_token_that_cannot_stand_in_a_header() {
    let server = smart("good");
    let rejected = Arc::new(AtomicUsize::new(0));
    let source = Giving(&["b\nd", "good"], rejected.clone());
    let config = Config::with_token_source(Environment::At(server.url()), source);
    Client::new(config)
        .unwrap()
        .post_claim(claim())
        .await
        .unwrap();
    assert_eq!(
        (rejected.load(Ordering::SeqCst), server.requests().len()),
        (1, 1)
    );

    let rejected = Arc::new(AtomicUsize::new(0));
    let source = Giving(&["b\nd"], rejected.clone());
    let config = Config::with_token_source(Environment::At(server.url()), source);
    let error = Client::new(config)
        .unwrap()
        .post_claim(claim())
        .await
        .unwrap_err();
    let call = error.call_id().unwrap();
    assert_eq!(
        error.to_string(),
        format!(
            "postClaim: not authenticated: the token holds characters that cannot stand in a \
             header (not sent, call {call})"
        )
    );
    assert_eq!(
        (rejected.load(Ordering::SeqCst), server.requests().len()),
        (1, 1)
    );
}

#[tokio::test]
async fn an_answer_with_a_token_is_within_the_limits_too() {
    let server = Server::start(|_, _| {
        let items = vec!["{}"; 200_000].join(",");
        let body = format!(r#"{{"access_token":"t","expires_in":9,"scope":[{items}]}}"#);
        Act::Write(json("200 OK", &body))
    });
    let error = client(&server).post_claim(claim()).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome(), error.is_retryable()),
        (ErrorKind::Authentication, Outcome::NotSent, false)
    );
    let cause = error.source().unwrap().to_string();
    assert!(
        cause.starts_with("createToken: answer too large: more than 200000 values"),
        "{cause}"
    );
}

#[tokio::test]
async fn a_claim_with_a_refused_token_is_sent_once_and_the_next_call_has_a_new_token() {
    let server = smart("token-1");
    let client = client(&server);
    let error = client.post_claim(claim()).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Authentication, Outcome::Refused)
    );
    let requests = server.requests();
    let claims = requests
        .iter()
        .filter(|request| request.contains("/api/claims"));
    assert_eq!(claims.count(), 1);
    // It did not happen, and there is another token now.
    assert!(error.is_authentication() && error.is_retryable());
    assert_eq!(token_requests(&server), 2);
    // The next call has a fresh token.
    client.fetch_visit(fetch()).await.unwrap();
    assert_eq!(token_requests(&server), 2);
}

#[tokio::test]
async fn without_a_token_the_call_is_not_sent_and_names_the_cause() {
    let server = Server::answering(json(
        "401 Unauthorized",
        r#"{"error":"invalid_grant","error_description":"ann is locked"}"#,
    ));
    let error = client(&server).post_claim(claim()).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Authentication, Outcome::NotSent)
    );
    assert_eq!(
        (error.operation(), error.attempts()),
        (Some("postClaim"), 0)
    );
    assert!(!error.is_retryable());
    let call = error.call_id().unwrap();
    assert_eq!(
        error.to_string(),
        format!("postClaim: not authenticated: no token could be got (not sent, call {call})")
    );
    let cause = error.source().unwrap().to_string();
    assert!(
        cause.starts_with(
            "createToken: not authenticated (HTTP 401, code invalid_grant, refused, call "
        ),
        "{cause}"
    );
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn a_token_endpoint_that_is_down_can_be_tried_again() {
    let server = Server::answering(answer("503 Service Unavailable", "retry-after: 0\r\n", ""));
    let error = client(&server).post_claim(claim()).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Authentication, Outcome::NotSent)
    );
    assert!(error.is_retryable());
    assert_eq!(server.requests().len(), 3);
}

#[tokio::test]
async fn a_call_does_not_wait_for_a_token_beyond_its_own_limit() {
    let server = Server::start(|_, _| Act::WriteAndHang(Vec::new()));
    let client = client(&server);
    let hurried = Limits::DEFAULT.overall_timeout(Duration::from_millis(200));
    let hurried = client.with_limits(hurried).unwrap();
    let error = hurried.post_claim(claim()).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Timeout, Outcome::NotSent)
    );
    assert!(error.is_retryable());
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn a_token_of_the_applications_own_is_used_as_it_is() {
    struct Own;
    impl TokenSource for Own {
        fn token(&self) -> BoxFuture<'_, Result<Secret, Error>> {
            Box::pin(async { Ok(Secret::from("own")) })
        }
        fn rejected(&self, _: &Secret) {}
    }
    let server = smart("own");
    let config = Config::with_token_source(Environment::At(server.url()), Own);
    let client = Client::new(config).unwrap();
    client.fetch_visit(fetch()).await.unwrap();
    assert_eq!(token_requests(&server), 0);
    let request = CreateToken::new(TokenRequest::new(GrantType::Password));
    let error = client.create_token(request).await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::NotSent);
}

#[tokio::test]
async fn a_token_source_says_why_it_has_none() {
    struct Empty;
    impl TokenSource for Empty {
        fn token(&self) -> BoxFuture<'_, Result<Secret, Error>> {
            Box::pin(async { Err(Error::no_token("the vault is sealed", true)) })
        }
        fn rejected(&self, _: &Secret) {}
    }
    let server = smart("own");
    let config = Config::with_token_source(Environment::At(server.url()), Empty);
    let error = Client::new(config)
        .unwrap()
        .post_claim(claim())
        .await
        .unwrap_err();
    assert_eq!(error.outcome(), Outcome::NotSent);
    assert!(error.is_authentication() && error.is_retryable());
    let cause = error.source().unwrap();
    assert_eq!(
        cause.to_string(),
        "not authenticated: the token source has none"
    );
    assert_eq!(cause.source().unwrap().to_string(), "the vault is sealed");
    assert!(server.requests().is_empty());
}

#[test]
fn an_empty_credential_is_named() {
    let server = Server::answering("");
    let mut credentials = Credentials {
        client_id: "a".into(),
        client_secret: "b".into(),
        username: "c".into(),
        password: "d".into(),
    };
    credentials.password = "".into();
    let config = Config::new(Environment::At(server.url()), credentials);
    assert_eq!(
        Client::new(config).unwrap_err().to_string(),
        "configuration is not usable: the password is empty; Smart hands it out with the other \
         three credentials"
    );
}
