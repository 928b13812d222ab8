//! A visit without `async`, and calls that would block other tasks.

use std::time::Duration;

use smart_api::blocking::Wait;
use smart_api::follow_up::{Action, PostedInvoice};
use smart_api::requests::{FetchMember, FetchVisit};
use smart_api::submission::{Settlement, Submission};
use smart_api::{ErrorKind, Outcome};
use smart_sim::{Fault, FaultKind, Operation, Scenario, Settings, Sim};

use crate::Desk;
use crate::desk::{INVOICE, PATIENT, VISIT, client, draft};

fn desk() -> Desk {
    let sim = Sim::start_blocking(Scenario::built_in(), Settings::default()).unwrap();
    let smart = client(&sim, sim.base_url());
    Desk { sim, smart }
}

#[test]
fn a_visit_is_paid_without_async() {
    let Desk { sim, smart } = &desk();
    let sessions = smart
        .fetch_visit(FetchVisit::new(PATIENT, "PENDING"))
        .wait();
    assert_eq!(sessions.unwrap().len(), 1);
    let pending = smart.pending_session(PATIENT).wait().unwrap().unwrap();
    let visit = pending.merge(VISIT).wait().unwrap();
    let members = smart
        .fetch_member(FetchMember::new(PATIENT, visit.session_id()))
        .wait();
    assert_eq!(members.unwrap().len(), 1);

    let prepared = draft(&visit).check().unwrap().prepare().wait().unwrap();
    let handle = prepared.handle().clone();
    let lost = Fault::new(FaultKind::Drop).on(Operation::PostClaim);
    sim.add_fault(lost.after_effect());
    let submission = prepared.post().wait();
    assert!(
        matches!(submission, Submission::Unknown(_)),
        "{submission:?}"
    );
    let settled = smart.settle(&handle).wait().unwrap();
    assert!(matches!(settled, Settlement::Accepted(_)), "{settled:?}");

    let mut unbilled = smart.follow_up(PostedInvoice::of(&handle).collect::<Vec<_>>(), 4);
    let waiting = unbilled.next().wait().unwrap().unwrap();
    assert_eq!(waiting.action, Action::Retrieve);
    assert!(unbilled.next().wait().is_none());
    sim.retrieve_invoice(INVOICE).unwrap();
    visit.close().wait().unwrap();
    assert_eq!(sim.call_count(Operation::PostClaim), 1);
    assert_eq!(sim.call_count(Operation::CreateToken), 1);
}

#[test]
fn many_threads_wait_at_once_and_share_one_token() {
    let Desk { sim, smart } = &desk();
    std::thread::scope(|scope| {
        for _ in 0..16 {
            scope.spawn(|| {
                let request = FetchVisit::new(PATIENT, "PENDING");
                assert_eq!(smart.fetch_visit(request).wait().unwrap().len(), 1);
            });
        }
    });
    assert_eq!(sim.call_count(Operation::FetchVisit), 16);
    assert_eq!(sim.call_count(Operation::CreateToken), 1);
}

#[test]
fn time_limits_hold_without_async_too() {
    let Desk { sim, smart } = &desk();
    let limits = smart_api::Limits::DEFAULT.overall_timeout(Duration::from_secs(1));
    let hurried = smart.with_limits(limits).unwrap();
    let late = Fault::new(FaultKind::Latency(Duration::from_secs(3600)));
    sim.add_fault(late.on(Operation::FetchVisit));
    let error = hurried.pending_session(PATIENT).wait().unwrap_err();
    assert!(error.is_timeout(), "{error}");
}

/// What each kind of call says on a thread of a runtime: an error, and nothing is sent.
fn is_refused(
    desk: &Desk,
    checked: smart_api::claim::CheckedClaim,
    handle: &smart_api::submission::ResumeHandle,
) {
    let before = desk.sim.request_count();
    let error = desk.smart.pending_session(PATIENT).wait().unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::InvalidRequest, Outcome::NotSent)
    );
    assert!(
        error.to_string().contains(
            "fetchVisit: request cannot be sent: a blocking call on a thread of an asynchronous \
             runtime; `.await` it, or make it on a thread of `std::thread` (not sent"
        ),
        "{error}"
    );
    // The claim comes back, as it does from all that was not sent.
    let not_sent = checked.prepare().wait().unwrap_err();
    let Submission::NotSent(not_sent) = not_sent.into_claim().submit().wait() else {
        panic!("sent");
    };
    assert!(!not_sent.error().is_retryable());
    assert!(desk.smart.settle(handle).wait().is_err());
    let posted = PostedInvoice::of(handle).collect::<Vec<_>>();
    assert!(
        desk.smart
            .follow_up(posted, 4)
            .next()
            .wait()
            .unwrap()
            .is_err()
    );
    assert_eq!(desk.sim.request_count(), before);
}

async fn prepared(
    desk: &Desk,
) -> (
    smart_api::claim::CheckedClaim,
    smart_api::submission::ResumeHandle,
) {
    let visit = desk.visit().await;
    let prepared = draft(&visit).check().unwrap().prepare().await.unwrap();
    (draft(&visit).check().unwrap(), prepared.handle().clone())
}

#[tokio::test]
async fn waiting_inside_of_a_runtime_is_an_error_and_no_panic() {
    let desk = Desk::open().await;
    let (checked, handle) = prepared(&desk).await;
    is_refused(&desk, checked, &handle);
    // The thread is good for calls again afterwards.
    assert!(desk.smart.settle(&handle).await.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn waiting_inside_of_a_runtime_of_many_threads_is_an_error() {
    let desk = Desk::open().await;
    let (checked, handle) = prepared(&desk).await;
    is_refused(&desk, checked, &handle);
    let smart = desk.smart.clone();
    let elsewhere = std::thread::spawn(move || smart.settle(&handle).wait().is_ok());
    assert!(elsewhere.join().unwrap());
}

#[test]
fn waiting_inside_of_a_future_that_is_waited_for_is_an_error() {
    let desk = desk();
    let error = async { desk.smart.pending_session(PATIENT).wait().unwrap_err() }.wait();
    assert_eq!(error.outcome(), Outcome::NotSent);
    assert!(
        desk.smart
            .pending_session(PATIENT)
            .wait()
            .unwrap()
            .is_some()
    );
}
