//! However often a claim is made of one draft, it is not posted again by accident.

use std::time::Duration;

use smart_api::submission::{Settlement, Submission};
use smart_api::{ErrorKind, Limits, Outcome};
use smart_sim::{Fault, FaultKind, Operation};

use crate::Desk;
use crate::desk::{client, draft};

fn lost() -> Fault {
    Fault::new(FaultKind::Drop)
        .on(Operation::PostClaim)
        .times(1)
}

#[tokio::test]
async fn a_second_claim_of_a_draft_whose_first_is_in_doubt_is_not_posted() {
    let desk = Desk::open().await;
    let visit = desk.visit().await;
    desk.sim.add_fault(lost());
    let Submission::Unknown(unsettled) = draft(&visit).check().unwrap().submit().await else {
        panic!("not unknown");
    };
    // Nor of a draft made anew, by another handle of the same client.
    let other = desk.smart.with_limits(Limits::DEFAULT).unwrap();
    let resumed = other.resume_active(visit.session().clone()).await.unwrap();
    for again in [draft(&visit), draft(&resumed)] {
        let not_sent = again.check().unwrap().prepare().await.unwrap_err();
        assert_eq!(not_sent.error().kind(), ErrorKind::InvalidRequest);
        assert_eq!(not_sent.error().outcome(), Outcome::NotSent);
        let said = not_sent.to_string();
        assert!(said.contains("repost_although_unknown"), "{said}");
    }
    // Asking changes nothing while the answer is that nobody knows.
    let settled = unsettled.settle().await.unwrap();
    assert!(matches!(settled, Settlement::Unknown(_)), "{settled:?}");
    assert!(draft(&visit).check().unwrap().prepare().await.is_err());
    assert_eq!(desk.posts(), 1);

    // By name, it is; and what was in doubt is not any more.
    let claim = draft(&visit).check().unwrap();
    let prepared = claim.repost_although_unknown(unsettled.handle()).await;
    let submission = prepared.unwrap().post().await;
    assert!(
        matches!(submission, Submission::Accepted(_)),
        "{submission:?}"
    );
    assert_eq!(desk.posts(), 2);
    let there = draft(&visit).check().unwrap().submit().await;
    assert!(matches!(there, Submission::AlreadyThere(_)), "{there:?}");
}

#[tokio::test]
async fn what_was_in_doubt_stays_so_when_its_repost_is_given_up() {
    let desk = Desk::open().await;
    let visit = desk.visit().await;
    desk.sim.add_fault(lost());
    let Submission::Unknown(unsettled) = draft(&visit).check().unwrap().submit().await else {
        panic!("not unknown");
    };
    drop(unsettled.repost_although_unknown().await.unwrap());
    assert!(draft(&visit).check().unwrap().prepare().await.is_err());
    assert_eq!(desk.posts(), 1);
}

#[tokio::test]
async fn settling_ends_the_doubt() {
    let desk = Desk::open().await;
    let visit = desk.visit().await;
    desk.sim.add_fault(lost().after_effect());
    let Submission::Unknown(unsettled) = draft(&visit).check().unwrap().submit().await else {
        panic!("not unknown");
    };
    let settled = unsettled.settle().await.unwrap();
    assert!(matches!(settled, Settlement::Accepted(_)), "{settled:?}");
    let there = draft(&visit).check().unwrap().submit().await;
    assert!(matches!(there, Submission::AlreadyThere(_)), "{there:?}");
    assert_eq!(desk.posts(), 1);
}

#[tokio::test]
async fn two_claims_of_a_draft_are_not_prepared_beside_each_other() {
    let desk = Desk::open().await;
    let visit = desk.visit().await;
    let draft = draft(&visit);
    let first = draft.check().unwrap().prepare().await.unwrap();
    let not_sent = draft.check().unwrap().prepare().await.unwrap_err();
    assert_eq!(not_sent.error().kind(), ErrorKind::InvalidRequest);
    // One that is given up makes room.
    drop(first);
    let second = not_sent.into_claim().prepare().await.unwrap();
    let submission = second.post().await;
    assert!(
        matches!(submission, Submission::Accepted(_)),
        "{submission:?}"
    );
    assert_eq!(desk.posts(), 1);
}

#[tokio::test]
async fn a_post_that_is_given_up_half_way_is_in_doubt() {
    let desk = Desk::open().await;
    let visit = desk.visit().await;
    let slow = FaultKind::Latency(Duration::from_secs(60));
    desk.sim
        .add_fault(Fault::new(slow).on(Operation::PostClaim).times(1));
    let prepared = draft(&visit).check().unwrap().prepare().await.unwrap();
    let given_up = tokio::time::timeout(Duration::from_millis(300), prepared.post()).await;
    assert!(given_up.is_err());
    let not_sent = draft(&visit).check().unwrap().prepare().await.unwrap_err();
    assert_eq!(not_sent.error().kind(), ErrorKind::InvalidRequest);
}

#[tokio::test]
async fn a_refusal_leaves_no_doubt() {
    let desk = Desk::open().await;
    let visit = desk.visit().await;
    let refuse = FaultKind::Refuse {
        code: "400.2011".to_owned(),
        message: "no".to_owned(),
    };
    desk.sim
        .add_fault(Fault::new(refuse).on(Operation::PostClaim).times(1));
    let Submission::Refused(refused) = draft(&visit).check().unwrap().submit().await else {
        panic!("not refused");
    };
    drop(refused);
    let submission = draft(&visit).check().unwrap().submit().await;
    assert!(
        matches!(submission, Submission::Accepted(_)),
        "{submission:?}"
    );
}

#[tokio::test]
async fn after_a_restart_the_stored_handle_tells_what_is_in_doubt() {
    let desk = Desk::open().await;
    let visit = desk.visit().await;
    desk.sim.add_fault(lost());
    let prepared = draft(&visit).check().unwrap().prepare().await.unwrap();
    let session = serde_json::to_string(visit.session()).unwrap();
    let handle = serde_json::to_string(prepared.handle()).unwrap();
    let lost = prepared.post().await;
    assert!(matches!(lost, Submission::Unknown(_)), "{lost:?}");

    // Another process, which knows what was stored and nothing else.
    let smart = client(&desk.sim, desk.sim.base_url());
    let handle = serde_json::from_str(&handle).unwrap();
    let settled = smart.settle(&handle).await.unwrap();
    assert!(matches!(settled, Settlement::Unknown(_)), "{settled:?}");
    let session = serde_json::from_str(&session).unwrap();
    let visit = smart.resume_active(session).await.unwrap();
    let not_sent = draft(&visit).check().unwrap().prepare().await.unwrap_err();
    assert_eq!(not_sent.error().kind(), ErrorKind::InvalidRequest);
    assert_eq!(desk.posts(), 1);

    let claim = not_sent.into_claim().repost_although_unknown(&handle).await;
    let submission = claim.unwrap().post().await;
    assert!(
        matches!(submission, Submission::Accepted(_)),
        "{submission:?}"
    );
    assert_eq!(desk.posts(), 2);
}
