//! Cuts the line at every place while a claim is posted, and adds random faults. Each test compares
//! the view of the caller with the claims at Smart.

use std::sync::Arc;
use std::time::Duration;

use proptest::prelude::*;
use proptest::test_runner::Config;
use smart_api::claim::CheckedClaim;
use smart_api::submission::{Prepared, Settlement, Submission};
use smart_api::{Client, Limits};
use smart_sim::{ErrorBody, Fault, FaultKind, Operation};

use crate::Desk;
use crate::desk::{INVOICE, client, draft, json, replace};
use crate::line::{Line, Way};

fn is_post(line: &str) -> bool {
    line.starts_with("POST") && line.contains("/api/claims")
}

/// A claim that is about to be posted over a line where that post goes `way`, and all else `rest`.
async fn prepared(desk: &Desk, way: Way, rest: Way) -> (Line, Client, Prepared) {
    let exchange = move |line: &str| if is_post(line) { way } else { rest };
    let line = Line::to(desk.sim.address(), Arc::new(exchange));
    let limits = Limits::DEFAULT.attempt_timeout(Duration::from_secs(2));
    let smart = client(&desk.sim, line.base_url())
        .with_limits(limits)
        .unwrap();
    let session = desk.visit().await.session().clone();
    let claim = draft(&smart.resume_active(session).await.unwrap());
    let prepared = claim.check().unwrap().prepare().await.unwrap();
    (line, smart, prepared)
}

/// How many attempts of our invoice Smart has.
fn at_smart(desk: &Desk) -> usize {
    let attempts = desk.sim.attempts();
    let ours = attempts.iter().filter(|one| one.invoice_number == INVOICE);
    ours.count()
}

#[tokio::test]
async fn wherever_the_line_is_cut_the_outcome_is_unknown_until_smart_is_asked() {
    for (way, arrives) in [
        (Way::ResetUnread, false),
        (Way::ResetRead, false),
        (Way::Silent, false),
        (Way::ResetAnswered, true),
        (Way::SilentAnswered, true),
        (Way::Cut(0), true),
        (Way::Cut(1), true),
        (Way::Cut(20), true),
        (Way::Cut(150), true),
    ] {
        let desk = Desk::open().await;
        let (_line, smart, prepared) = prepared(&desk, way, Way::Whole).await;
        let submission = prepared.post().await;
        let Submission::Unknown(unsettled) = submission else {
            panic!("{way:?}: {submission:?}");
        };
        let silent = matches!(way, Way::Silent | Way::SilentAnswered);
        assert_eq!(unsettled.error().is_timeout(), silent, "{way:?}");
        let expected = (u64::from(arrives), usize::from(arrives));
        assert_eq!((desk.posts(), at_smart(&desk)), expected, "{way:?}");
        // However often it is asked: nothing is posted, and the answer stays the same.
        for _ in 0..3 {
            let settled = smart.settle(unsettled.handle()).await.unwrap();
            let found = matches!(settled, Settlement::Accepted(_));
            assert_eq!(found, arrives, "{way:?}: {settled:?}");
        }
        assert_eq!((desk.posts(), at_smart(&desk)), expected, "{way:?}");
    }
}

#[tokio::test]
async fn without_a_connection_the_outcome_is_not_sent() {
    let desk = Desk::open().await;
    let (line, _, prepared) = prepared(&desk, Way::Whole, Way::Last).await;
    line.close();
    let submission = prepared.post().await;
    let Submission::NotSent(not_sent) = submission else {
        panic!("{submission:?}");
    };
    assert!(not_sent.error().is_retryable());
    assert_eq!((desk.posts(), at_smart(&desk)), (0, 0));
}

#[tokio::test]
async fn a_post_that_is_dropped_halfway_is_settled_by_its_handle() {
    let desk = Desk::open().await;
    let (_line, smart, prepared) = prepared(&desk, Way::SilentAnswered, Way::Whole).await;
    let handle = prepared.handle().clone();
    let post = tokio::spawn(prepared.post());
    let sim = desk.sim.control();
    let arrived = tokio::task::spawn_blocking(move || {
        sim.wait_for_calls(Operation::PostClaim, 1, Duration::from_secs(60))
    });
    assert!(arrived.await.unwrap());
    post.abort();
    assert!(post.await.is_err());
    let settled = smart.settle(&handle).await.unwrap();
    assert!(matches!(settled, Settlement::Accepted(_)), "{settled:?}");
    assert_eq!(desk.posts(), 1);
}

#[tokio::test]
async fn an_invoice_that_another_desk_posts_in_between_is_never_posted_twice_by_us() {
    let desk = Desk::open().await;
    let (_line, smart, ours) = prepared(&desk, Way::ResetRead, Way::Whole).await;
    let Submission::Unknown(unsettled) = ours.post().await else {
        panic!("known");
    };
    // Another desk posts the same invoice, over a line that holds.
    let visit = desk.smart.resume_active(session_of(&smart).await).await;
    let theirs = draft(&visit.unwrap()).check().unwrap().submit().await;
    assert!(matches!(theirs, Submission::Accepted(_)), "{theirs:?}");
    // Asking finds theirs, which looks like ours; what matters is that a repost sends nothing.
    let prepared = unsettled.repost_although_unknown().await.unwrap();
    let submission = prepared.post().await;
    let Submission::AlreadyThere(there) = submission else {
        panic!("{submission:?}");
    };
    assert_eq!(there.entries().len(), 1);
    assert_eq!((desk.posts(), at_smart(&desk)), (1, 1));
}

async fn session_of(smart: &Client) -> smart_api::types::Session {
    let request = smart_api::requests::FetchVisit::new(crate::desk::PATIENT, "ACTIVE");
    let sessions = smart.fetch_visit(request).await.unwrap().into_payload();
    let ours = sessions.into_iter().find(|one| *one.session_id == 62863);
    ours.unwrap()
}

/// Something that goes wrong, as the simulator plays it.
#[derive(Clone, Debug)]
struct Wrong {
    operation: Operation,
    kind: usize,
    after_effect: bool,
    skip: u32,
}

const KINDS: usize = 10;

impl Wrong {
    fn fault(&self) -> Fault {
        let refuse = |code: &str| FaultKind::Refuse {
            code: code.to_owned(),
            message: String::new(),
        };
        let (kind, says_no) = match self.kind {
            0 => (FaultKind::Drop, false),
            1 => (FaultKind::Truncate(15), false),
            2 => (json(200, r#"{"code":"200","content":"#), false),
            3 => (replace(200, "text/html", "<html>"), false),
            4 => (json(200, r#"{"login":true}"#), false),
            5 => (server(500, ErrorBody::Spring), false),
            6 => (server(502, ErrorBody::Html), false),
            7 => (FaultKind::TooManyRequests(0), true),
            8 => (FaultKind::ExpireToken, true),
            _ => (refuse("400.2011"), true),
        };
        let fault = Fault::new(kind).on(self.operation).skip(self.skip).times(1);
        // Smart does not say no to what it does.
        match self.after_effect && !says_no {
            true => fault.after_effect(),
            false => fault,
        }
    }
}

fn server(status: u16, body: ErrorBody) -> FaultKind {
    FaultKind::ServerError { status, body }
}

fn wrong() -> impl Strategy<Value = Wrong> {
    let operation = prop_oneof![
        2 => Just(Operation::PostClaim),
        1 => Just(Operation::FetchClaimStatus),
    ];
    (operation, 0..KINDS, any::<bool>(), 0..3_u32).prop_map(
        |(operation, kind, after_effect, skip)| Wrong {
            operation,
            kind,
            after_effect,
            skip,
        },
    )
}

/// What a careful caller does, a few times over: submit again what was certainly not taken, ask
/// about what is not known, and never repost. Returns what was said last, and how often it posted.
async fn careful(mut claim: CheckedClaim) -> (&'static str, u64) {
    let mut posts = 0;
    for _ in 0..4 {
        posts += 1;
        claim = match claim.submit().await {
            Submission::Accepted(_) => return ("accepted", posts),
            Submission::AlreadyThere(_) => return ("there", posts),
            Submission::Refused(refused) => refused.into_claim(),
            Submission::NotSent(not_sent) => not_sent.into_claim(),
            Submission::Unknown(unsettled) => {
                for _ in 0..4 {
                    if let Ok(Settlement::Accepted(_)) = unsettled.settle().await {
                        return ("accepted", posts);
                    }
                }
                return ("unknown", posts);
            }
        };
    }
    ("not taken", posts)
}

proptest! {
    #![proptest_config(Config { cases: 48, failure_persistence: None, ..Config::default() })]

    #[test]
    fn under_any_faults_an_accepted_claim_is_there_once_and_no_claim_is_there_twice(
        faults in prop::collection::vec(wrong(), 0..5),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let (said, posts, desk) = runtime.block_on(async {
            let desk = Desk::open().await;
            let claim = desk.claim().await;
            for wrong in &faults {
                desk.sim.add_fault(wrong.fault());
            }
            let (said, posts) = careful(claim).await;
            (said, posts, desk)
        });
        prop_assert!(desk.posts() <= posts, "{} posts of {posts}", desk.posts());
        let there = at_smart(&desk);
        match said {
            "accepted" => prop_assert_eq!(there, 1),
            "unknown" => prop_assert!(there <= 1),
            "not taken" => prop_assert_eq!(there, 0),
            _ => prop_assert!(false, "there before anybody posted it"),
        }
    }
}
