//! Tests of SharedToken: concurrency, time, and failures.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use tokio::sync::Semaphore;

use super::clock::{Clock, Moment};
use super::{GrantedToken, SharedToken, StoredToken, TokenEndpoint, TokenStore};
use crate::{BoxFuture, Error, ErrorKind, Outcome, Secret, TokenSource};

/// An endpoint with prepared answers. It answers only when the test releases an answer.
#[derive(Clone)]
struct Desk(Arc<Inner>);

struct Inner {
    asked: Mutex<Vec<String>>,
    answers: Mutex<Vec<Result<GrantedToken, Error>>>,
    turns: Semaphore,
}

impl Desk {
    /// Creates an endpoint that gives these answers, one after the other.
    fn giving(answers: Vec<Result<GrantedToken, Error>>) -> Self {
        Self(Arc::new(Inner {
            asked: Mutex::default(),
            answers: Mutex::new(answers.into_iter().rev().collect()),
            turns: Semaphore::new(Semaphore::MAX_PERMITS),
        }))
    }

    fn asked(&self) -> Vec<String> {
        self.0.asked.lock().unwrap().clone()
    }
}

impl Desk {
    async fn answer(&self, asked: &str) -> Result<GrantedToken, Error> {
        self.0.asked.lock().unwrap().push(asked.to_owned());
        self.0.turns.acquire().await.unwrap().forget();
        let mut answers = self.0.answers.lock().unwrap();
        answers.pop().expect("one answer too few")
    }
}

impl TokenEndpoint for Desk {
    fn request(&self) -> BoxFuture<'_, Result<GrantedToken, Error>> {
        Box::pin(self.answer("password"))
    }

    fn refresh(&self, refresh_token: Secret) -> BoxFuture<'_, Result<GrantedToken, Error>> {
        Box::pin(async move { self.answer(refresh_token.expose()).await })
    }
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "the lists of answers hold failures too"
)]
fn granted(token: &str, refresh: Option<&str>, seconds: u64) -> Result<GrantedToken, Error> {
    Ok(GrantedToken {
        access_token: token.into(),
        refresh_token: refresh.map(Secret::from),
        expires_in: Some(Duration::from_secs(seconds)),
    })
}

fn lost() -> Result<GrantedToken, Error> {
    Err(Error::new(ErrorKind::Transport, Outcome::Unknown))
}

fn refused() -> Result<GrantedToken, Error> {
    let mut error = Error::new(ErrorKind::Authentication, Outcome::Refused);
    error.inner_mut().status = Some(401);
    Err(error)
}

/// Clocks that the test sets.
#[derive(Clone)]
struct Hands(Arc<Mutex<Moment>>);

impl Hands {
    fn new() -> Self {
        Self(Arc::new(Mutex::new(Moment {
            monotonic: Instant::now(),
            wall: UNIX_EPOCH + Duration::from_secs(1_717_071_657),
        })))
    }

    fn pass(&self, seconds: u64) {
        let mut now = self.0.lock().unwrap();
        *now = now.after(Duration::from_secs(seconds)).unwrap();
    }

    fn set_wall(&self, change: impl FnOnce(SystemTime) -> SystemTime) {
        let mut now = self.0.lock().unwrap();
        now.wall = change(now.wall);
    }
}

impl Clock for Hands {
    fn now(&self) -> Moment {
        *self.0.lock().unwrap()
    }
}

fn tokens(answers: Vec<Result<GrantedToken, Error>>) -> (Arc<SharedToken>, Desk, Hands) {
    let (desk, hands) = (Desk::giving(answers), Hands::new());
    let tokens = SharedToken::with_clock(desk.clone(), None, hands.clone());
    (Arc::new(tokens), desk, hands)
}

async fn text(tokens: &SharedToken) -> String {
    tokens.token().await.unwrap().expose().to_owned()
}

#[tokio::test]
async fn ten_thousand_tasks_that_find_the_token_expired_ask_once() {
    let (tokens, desk, hands) = tokens(vec![granted("a", None, 100), granted("b", None, 100)]);
    assert_eq!(text(&tokens).await, "a");
    hands.pass(100);
    desk.0.turns.forget_permits(Semaphore::MAX_PERMITS);
    let tasks: Vec<_> = (0..10_000)
        .map(|_| {
            let tokens = tokens.clone();
            tokio::spawn(async move { text(&tokens).await })
        })
        .collect();
    // All callers wait before the answer comes.
    while Arc::strong_count(&tokens) < 10_001 || desk.asked().len() < 2 {
        tokio::task::yield_now().await;
    }
    for _ in 0..10_000 {
        tokio::task::yield_now().await;
    }
    desk.0.turns.add_permits(1);
    for task in tasks {
        assert_eq!(task.await.unwrap(), "b");
    }
    assert_eq!(desk.asked(), ["password", "password"]);
}

#[tokio::test]
async fn a_token_is_renewed_ahead_of_its_end_with_the_refresh_token() {
    let (tokens, desk, hands) = tokens(vec![
        granted("a", Some("r1"), 33_499),
        granted("b", Some("r2"), 33_499),
    ]);
    assert_eq!(text(&tokens).await, "a");
    hands.pass(33_499 - 61);
    assert_eq!(text(&tokens).await, "a");
    hands.pass(1);
    assert_eq!(text(&tokens).await, "b");
    assert_eq!(desk.asked(), ["password", "r1"]);
}

#[tokio::test]
async fn a_refresh_token_that_is_refused_gives_way_to_the_password() {
    let (tokens, desk, hands) = tokens(vec![
        granted("a", Some("r1"), 100),
        refused(),
        granted("b", None, 100),
    ]);
    text(&tokens).await;
    hands.pass(100);
    assert_eq!(text(&tokens).await, "b");
    assert_eq!(desk.asked(), ["password", "r1", "password"]);
}

#[tokio::test]
async fn the_same_token_with_less_time_left_is_used_to_its_end() {
    let (tokens, desk, hands) = tokens(vec![
        granted("a", None, 1000),
        granted("a", None, 55),
        granted("b", None, 1000),
    ]);
    text(&tokens).await;
    hands.pass(945);
    for _ in 0..54 {
        assert_eq!(text(&tokens).await, "a");
        hands.pass(1);
    }
    assert_eq!(desk.asked().len(), 2);
    hands.pass(1);
    assert_eq!(text(&tokens).await, "b");
    assert_eq!(desk.asked().len(), 3);
}

#[tokio::test]
async fn a_token_of_unknown_or_no_life_is_used_once_or_until_refused() {
    let forever = GrantedToken {
        access_token: "a".into(),
        refresh_token: None,
        expires_in: None,
    };
    let (tokens, desk, hands) = tokens(vec![
        Ok(forever),
        granted("b", None, 0),
        granted("c", None, 9),
    ]);
    text(&tokens).await;
    hands.pass(1_000_000);
    assert_eq!(text(&tokens).await, "a");
    tokens.rejected(&"another".into());
    assert_eq!(text(&tokens).await, "a");
    tokens.rejected(&"a".into());
    assert_eq!(text(&tokens).await, "b");
    assert_eq!(text(&tokens).await, "c");
    assert_eq!(desk.asked().len(), 3);
}

#[tokio::test]
async fn waiting_callers_get_a_failure_which_is_then_forgotten() {
    let (tokens, desk, _) = tokens(vec![lost(), granted("a", None, 100)]);
    desk.0.turns.forget_permits(Semaphore::MAX_PERMITS);
    let waiting: Vec<_> = (0..50)
        .map(|_| {
            let tokens = tokens.clone();
            tokio::spawn(async move { tokens.token().await })
        })
        .collect();
    while desk.asked().is_empty() {
        tokio::task::yield_now().await;
    }
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
    desk.0.turns.add_permits(2);
    for task in waiting {
        let error = task.await.unwrap().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Transport);
    }
    assert_eq!(text(&tokens).await, "a");
    assert_eq!(desk.asked().len(), 2);
}

#[tokio::test]
async fn an_early_renewal_that_fails_leaves_the_good_token() {
    let (tokens, desk, hands) = tokens(vec![granted("a", Some("r"), 100), lost(), lost(), lost()]);
    text(&tokens).await;
    hands.pass(90);
    assert_eq!(text(&tokens).await, "a");
    assert_eq!(desk.asked().len(), 2);
    hands.pass(4);
    assert_eq!(text(&tokens).await, "a");
    assert_eq!(desk.asked().len(), 2);
    hands.pass(1);
    assert_eq!(text(&tokens).await, "a");
    assert_eq!(desk.asked().len(), 3);
    hands.pass(5);
    tokens.token().await.unwrap_err();
}

#[tokio::test]
async fn a_caller_that_goes_away_takes_nothing_with_it() {
    let (tokens, desk, _) = tokens(vec![granted("a", None, 100)]);
    desk.0.turns.forget_permits(Semaphore::MAX_PERMITS);
    let first = tokio::spawn({
        let tokens = tokens.clone();
        async move { tokens.token().await }
    });
    while desk.asked().is_empty() {
        tokio::task::yield_now().await;
    }
    let second = tokio::spawn({
        let tokens = tokens.clone();
        async move { text(&tokens).await }
    });
    tokio::task::yield_now().await;
    first.abort();
    assert!(first.await.unwrap_err().is_cancelled());
    desk.0.turns.add_permits(1);
    assert_eq!(second.await.unwrap(), "a");
    assert_eq!(desk.asked().len(), 1);
}

#[test]
fn a_renewal_whose_runtime_ends_is_started_anew() {
    let (tokens, desk, _) = tokens(vec![granted("a", None, 100)]);
    desk.0.turns.forget_permits(Semaphore::MAX_PERMITS);
    let runtime = || {
        tokio::runtime::Builder::new_current_thread()
            .build()
            .unwrap()
    };
    let first = runtime();
    first.block_on(async {
        let waiting = tokio::spawn({
            let tokens = tokens.clone();
            async move { tokens.token().await }
        });
        while desk.asked().is_empty() {
            tokio::task::yield_now().await;
        }
        waiting.abort();
    });
    drop(first);
    desk.0.turns.add_permits(1);
    assert_eq!(runtime().block_on(text(&tokens)), "a");
    assert_eq!(desk.asked().len(), 2);
}

#[tokio::test]
async fn clocks_that_jump_renew_too_early_rather_than_too_late() {
    let (tokens, desk, hands) = tokens(vec![
        granted("a", None, 1000),
        granted("b", None, 1000),
        granted("c", None, 1000),
    ]);
    text(&tokens).await;
    // The machine slept, so only the wall clock went on.
    hands.set_wall(|wall| wall + Duration::from_secs(1000));
    assert_eq!(text(&tokens).await, "b");
    // Somebody set the wall clock back. The monotonic clock goes on.
    hands.set_wall(|wall| wall - Duration::from_secs(500_000));
    assert_eq!(text(&tokens).await, "b");
    hands.pass(1000);
    assert_eq!(text(&tokens).await, "c");
    assert_eq!(desk.asked().len(), 3);
}

#[tokio::test]
async fn a_refresh_that_gets_no_answer_gives_way_to_the_password_next_time() {
    let (tokens, desk, hands) = tokens(vec![
        granted("a", Some("r1"), 100),
        lost(),
        granted("b", Some("r2"), 100),
        granted("c", None, 100),
    ]);
    text(&tokens).await;
    hands.pass(100);
    assert_eq!(
        tokens.token().await.unwrap_err().kind(),
        ErrorKind::Transport
    );
    assert_eq!(text(&tokens).await, "b");
    hands.pass(100);
    assert_eq!(text(&tokens).await, "c");
    assert_eq!(desk.asked(), ["password", "r1", "password", "r2"]);
}

/// A store that never answers.
struct Stuck;

impl TokenStore for Stuck {
    fn load(&self) -> BoxFuture<'_, Option<StoredToken>> {
        Box::pin(std::future::pending())
    }

    fn save(&self, _: StoredToken) -> BoxFuture<'_, ()> {
        Box::pin(std::future::pending())
    }
}

#[tokio::test(start_paused = true)]
async fn a_store_that_never_answers_is_passed_over() {
    let desk = Desk::giving(vec![granted("a", None, 100)]);
    let tokens = SharedToken::with_clock(desk.clone(), Some(Arc::new(Stuck)), Hands::new());
    assert_eq!(text(&tokens).await, "a");
    assert_eq!(text(&tokens).await, "a");
    assert_eq!(desk.asked(), ["password"]);
}

#[derive(Clone, Default)]
struct Drawer(Arc<Mutex<Option<StoredToken>>>);

impl TokenStore for Drawer {
    fn load(&self) -> BoxFuture<'_, Option<StoredToken>> {
        Box::pin(async { self.0.lock().unwrap().clone() })
    }

    fn save(&self, token: StoredToken) -> BoxFuture<'_, ()> {
        Box::pin(async { *self.0.lock().unwrap() = Some(token) })
    }
}

#[tokio::test]
async fn a_stored_token_saves_asking_and_is_shared() {
    let (drawer, hands) = (Drawer::default(), Hands::new());
    let start = |answers| {
        let desk = Desk::giving(answers);
        let store: Arc<dyn TokenStore> = Arc::new(drawer.clone());
        let tokens = SharedToken::with_clock(desk.clone(), Some(store), hands.clone());
        (tokens, desk)
    };
    let (first, first_desk) = start(vec![granted("a", Some("r1"), 100)]);
    let (second, second_desk) = start(vec![granted("b", Some("r2"), 100)]);
    assert_eq!(text(&first).await, "a");
    assert_eq!(text(&second).await, "a");
    assert!(second_desk.asked().is_empty());
    let stored = serde_json::to_string(&*drawer.0.lock().unwrap()).unwrap();
    assert_eq!(
        stored,
        r#"{"access_token":"a","refresh_token":"r1","expires_at":1717071757}"#
    );
    hands.pass(95);
    // The second one renews with the refresh token of the first. The first one then finds that
    // token stored.
    assert_eq!(text(&second).await, "b");
    assert_eq!(second_desk.asked(), ["r1"]);
    assert_eq!(text(&first).await, "b");
    assert_eq!(first_desk.asked().len(), 1);
    // A refused token is not taken from the store again.
    let (third, third_desk) = start(vec![granted("c", None, 100)]);
    assert_eq!(text(&third).await, "b");
    third.rejected(&"b".into());
    assert_eq!(text(&third).await, "c");
    assert_eq!(third_desk.asked(), ["r2"]);
}

/// Returns a SharedToken whose store already holds the token `text`.
fn stored(text: &str, answers: Vec<Result<GrantedToken, Error>>) -> (SharedToken, Desk, Drawer) {
    let drawer = Drawer(Arc::new(Mutex::new(serde_json::from_str(text).unwrap())));
    let desk = Desk::giving(answers);
    let store: Arc<dyn TokenStore> = Arc::new(drawer.clone());
    let tokens = SharedToken::with_clock(desk.clone(), Some(store), Hands::new());
    (tokens, desk, drawer)
}

#[tokio::test]
async fn a_stored_token_that_cannot_be_sent_is_replaced() {
    for (rest, asked) in [
        ("", "password"),
        (r#","expires_at":9999999999"#, "password"),
        (r#","expires_at":9999999999,"refresh_token":"r""#, "r"),
    ] {
        for token in [r"a\r\nb", r"a\u0000", "\u{e9}", r"\u007f"] {
            let text = format!(r#"{{"access_token":"{token}"{rest}}}"#);
            let (tokens, desk, drawer) = stored(&text, vec![granted("good", None, 100)]);
            assert_eq!(self::text(&tokens).await, "good");
            assert_eq!(self::text(&tokens).await, "good");
            assert_eq!(desk.asked(), [asked], "{text}");
            let kept = drawer.0.lock().unwrap().clone().unwrap();
            assert_eq!(kept.access_token.expose(), "good");
        }
    }
}

#[tokio::test]
async fn a_token_of_the_server_that_cannot_be_sent_is_neither_used_nor_kept() {
    let (tokens, desk, drawer) = stored(
        "null",
        vec![granted("a\r\nb", None, 100), granted("a", Some("r1"), 100)],
    );
    let error = tokens.token().await.unwrap_err();
    assert_eq!(
        (
            error.kind(),
            error.is_retryable(),
            error.to_string().as_str()
        ),
        (
            ErrorKind::Authentication,
            false,
            "not authenticated: the server gave a token with characters that cannot stand in a header"
        )
    );
    assert_eq!(desk.asked(), ["password"]);
    assert!(drawer.0.lock().unwrap().is_none());
    assert_eq!(text(&tokens).await, "a");
    assert_eq!(desk.asked().len(), 2);
}

#[tokio::test]
async fn a_refresh_that_gives_a_token_that_cannot_be_sent_gives_way_to_the_password() {
    let (tokens, desk, hands) = tokens(vec![
        granted("a", Some("r1"), 100),
        granted("b\n", Some("r2"), 100),
        granted("c\n", Some("r3"), 100),
        granted("d\n", Some("r4"), 100),
        granted("e", None, 100),
    ]);
    text(&tokens).await;
    // The renewal is early and fails, so the valid token stays.
    hands.pass(95);
    assert_eq!(text(&tokens).await, "a");
    assert_eq!(desk.asked(), ["password", "r1", "password"]);
    hands.pass(5);
    assert_eq!(text(&tokens).await, "e");
    assert_eq!(desk.asked()[3..], ["r1", "password"]);
}

/// A store that panics in the method of this name.
struct Panicking(&'static str);

/// Panics when it is dropped.
struct Bomb;

impl Drop for Bomb {
    fn drop(&mut self) {
        panic!("dropped");
    }
}

impl Panicking {
    fn future<T: Send + 'static>(&self, call: &'static str, value: T) -> BoxFuture<'_, T> {
        if self.0 == call {
            panic!("called");
        }
        let place = self
            .0
            .strip_prefix(call)
            .map(str::trim_start)
            .unwrap_or_default();
        Box::pin(async move {
            let _bomb = (place == "end").then_some(Bomb);
            if place == "begin" {
                panic!("polled");
            }
            tokio::task::yield_now().await;
            if place == "middle" {
                panic!("polled again");
            }
            value
        })
    }
}

impl TokenStore for Panicking {
    fn load(&self) -> BoxFuture<'_, Option<StoredToken>> {
        self.future("load", None)
    }

    fn save(&self, _: StoredToken) -> BoxFuture<'_, ()> {
        self.future("save", ())
    }
}

#[tokio::test]
async fn a_store_that_panics_is_passed_over() {
    for call in ["load", "save"] {
        for place in ["", " begin", " middle", " end"] {
            let store = Panicking(format!("{call}{place}").leak());
            let desk = Desk::giving(vec![granted("a", None, 100), granted("b", None, 100)]);
            let hands = Hands::new();
            let tokens =
                SharedToken::with_clock(desk.clone(), Some(Arc::new(store)), hands.clone());
            assert_eq!(text(&tokens).await, "a");
            assert_eq!(text(&tokens).await, "a");
            hands.pass(100);
            assert_eq!(text(&tokens).await, "b");
            assert_eq!(desk.asked(), ["password", "password"], "{call}{place}");
        }
    }
}
