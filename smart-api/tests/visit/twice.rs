//! Several claims of one draft are not posted twice by accident.

use std::time::Duration;

use smart_api::submission::{Settlement, Submission, Unsettled};
use smart_api::visit::ActiveSession;
use smart_api::{ErrorKind, Limits, Outcome};
use smart_sim::{Fault, FaultKind, Operation};

use crate::Desk;
use crate::desk::{INVOICE, client, draft, json};

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
async fn a_post_in_doubt_stays_in_doubt_when_its_repost_is_given_up() {
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
async fn a_settled_post_is_no_longer_in_doubt() {
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
    is_accepted(&visit).await;
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

async fn in_doubt(visit: &ActiveSession) -> Unsettled {
    match draft(visit).check().unwrap().submit().await {
        Submission::Unknown(unsettled) => unsettled,
        other => panic!("{other:?}"),
    }
}

/// A claim of the same invoice is posted.
async fn is_accepted(visit: &ActiveSession) {
    let submission = draft(visit).check().unwrap().submit().await;
    assert!(
        matches!(submission, Submission::Accepted(_)),
        "{submission:?}"
    );
}

/// A claim of the same invoice is refused, and says why.
async fn is_refused(visit: &ActiveSession, because: &str) {
    let submission = draft(visit).check().unwrap().submit().await;
    let Submission::NotSent(not_sent) = submission else {
        panic!("{submission:?}");
    };
    let said = not_sent.to_string();
    assert!(said.contains(because), "{said}");
}

#[tokio::test]
async fn the_handle_of_an_earlier_post_does_not_settle_a_later_one() {
    let desk = Desk::open().await;
    let visit = desk.visit().await;
    let Submission::Accepted(first) = draft(&visit).check().unwrap().submit().await else {
        panic!("not accepted");
    };
    desk.sim.reject_invoice(INVOICE, "no cover").unwrap();
    desk.sim.add_fault(lost());
    let second = in_doubt(&visit).await;
    let settled = desk.smart.settle(first.handle()).await.unwrap();
    assert!(
        matches!(settled, Settlement::CancelledOrRejected(_)),
        "{settled:?}"
    );
    is_refused(&visit, "may have arrived").await;
    assert_eq!(desk.posts(), 2);
    desk.smart.settle_as_lost(second.handle());
    is_accepted(&visit).await;
}

#[tokio::test]
async fn a_dead_entry_of_the_first_post_does_not_settle_the_second() {
    let desk = Desk::open().await;
    let visit = desk.visit().await;
    desk.sim.add_fault(lost().after_effect());
    let first = in_doubt(&visit).await;
    desk.sim.reject_invoice(INVOICE, "no cover").unwrap();
    desk.sim.add_fault(lost());
    let prepared = first.repost_although_unknown().await.unwrap();
    let Submission::Unknown(second) = prepared.post().await else {
        panic!("not unknown");
    };
    let settled = second.settle().await.unwrap();
    assert!(
        matches!(&settled, Settlement::Unknown(ours) if ours.len() == 1),
        "{settled:?}"
    );
    is_refused(&visit, "may have arrived").await;
    assert_eq!(desk.posts(), 2);
}

#[tokio::test]
async fn a_post_settled_between_prepare_and_post_is_not_repeated() {
    let desk = Desk::open().await;
    let visit = desk.visit().await;
    desk.sim.add_fault(lost());
    let first = in_doubt(&visit).await;

    // Another process settles late.
    let smart = client(&desk.sim, desk.sim.base_url());
    let resumed = smart.resume_active(visit.session().clone()).await.unwrap();
    for dropped in [true, false] {
        let smart = client(&desk.sim, desk.sim.base_url());
        let visit = smart
            .resume_active(resumed.session().clone())
            .await
            .unwrap();
        let prepared = draft(&visit).check().unwrap().prepare().await.unwrap();
        let settled = smart.settle(first.handle()).await.unwrap();
        assert!(matches!(settled, Settlement::Unknown(_)), "{settled:?}");
        if dropped {
            drop(prepared);
        } else {
            let submission = prepared.post().await;
            assert!(
                matches!(submission, Submission::NotSent(_)),
                "{submission:?}"
            );
        }
        is_refused(&visit, "may have arrived").await;
    }
    assert_eq!(desk.posts(), 1);

    // And a repost is not posted any more once the first has turned up.
    desk.smart.settle_as_lost(first.handle());
    let hidden = Fault::new(json(200, r#"{"code":"200","content":[]}"#));
    desk.sim.add_fault(lost().after_effect());
    let first = in_doubt(&visit).await;
    desk.sim
        .add_fault(hidden.on(Operation::FetchClaimStatus).times(2));
    let claim = draft(&visit).check().unwrap();
    let prepared = claim.repost_although_unknown(first.handle()).await.unwrap();
    let settled = first.settle().await.unwrap();
    assert!(matches!(settled, Settlement::Accepted(_)), "{settled:?}");
    let submission = prepared.post().await;
    let Submission::NotSent(not_sent) = submission else {
        panic!("{submission:?}");
    };
    let there = not_sent.into_claim().submit().await;
    assert!(matches!(there, Submission::AlreadyThere(_)), "{there:?}");
    assert_eq!(desk.posts(), 2);
}

#[tokio::test]
async fn an_accepted_claim_that_smart_does_not_list_yet_is_not_posted_again() {
    let desk = Desk::open().await;
    let visit = desk.visit().await;
    let Submission::Accepted(first) = draft(&visit).check().unwrap().submit().await else {
        panic!("not accepted");
    };
    let hidden = Fault::new(json(200, r#"{"code":"200","content":[]}"#));
    let hidden = hidden.on(Operation::FetchClaimStatus);
    desk.sim.add_fault(hidden.times(2));
    is_refused(&visit, "has accepted").await;
    let there = draft(&visit).check().unwrap().submit().await;
    assert!(matches!(there, Submission::AlreadyThere(_)), "{there:?}");
    // What has come to nothing is claimed again.
    desk.sim.reject_invoice(INVOICE, "no cover").unwrap();
    drop(there);
    let settled = desk.smart.settle(first.handle()).await.unwrap();
    assert!(
        matches!(settled, Settlement::CancelledOrRejected(_)),
        "{settled:?}"
    );
    is_accepted(&visit).await;
    assert_eq!(desk.posts(), 2);
}

#[tokio::test]
async fn an_entry_of_the_visit_that_names_no_session_is_in_the_way() {
    let desk = Desk::open().await;
    let visit = desk.visit().await;
    let entry = r#"{"code":"200","content":[{"claim_status":"Pending","amount":1322.20}]}"#;
    let asked = |body| Fault::new(json(200, body)).on(Operation::FetchClaimStatus);
    desk.sim
        .add_fault(asked(r#"{"code":"200","content":[]}"#).times(1));
    desk.sim.add_fault(asked(entry).skip(1).times(1));
    let there = draft(&visit).check().unwrap().submit().await;
    assert!(matches!(there, Submission::AlreadyThere(_)), "{there:?}");
    assert_eq!(desk.posts(), 0);
}
