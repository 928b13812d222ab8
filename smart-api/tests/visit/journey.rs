//! From the card to the closed session.

use smart_api::enums::{ClaimStatus, CopayType, SessionStatus};
use smart_api::submission::{ResumeHandle, Settlement, Submission};
use smart_sim::Operation;

use crate::Desk;
use crate::desk::{INVOICE, VISIT, draft};

#[tokio::test]
async fn a_visit_is_paid() {
    let desk = Desk::open().await;
    let visit = desk.visit().await;
    assert_eq!(visit.session().status, SessionStatus::Active);
    assert_eq!(visit.visit_number().as_str(), VISIT);
    assert_eq!(
        visit.member().medicalaid_number.as_deref(),
        Some("SAMPLETEST502")
    );
    assert_eq!(visit.benefits().len(), 3);

    let copay = visit
        .copay(visit.benefit("501").unwrap(), "SKSP_6122")
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (copay.type_, copay.amount),
        (Some(CopayType::Fixed), Some(200.into()))
    );

    let claim = draft(&visit).check().unwrap();
    let prepared = claim.prepare().await.unwrap();
    let stored = serde_json::to_string(prepared.handle()).unwrap();
    let Submission::Accepted(accepted) = prepared.post().await else {
        panic!("not accepted");
    };
    assert!(accepted.receipt().unwrap().id.is_some());
    assert_eq!(desk.posts(), 1);

    let handle: ResumeHandle = serde_json::from_str(&stored).unwrap();
    assert_eq!(&handle, accepted.handle());
    let Settlement::Accepted(found) = desk.smart.settle(&handle).await.unwrap() else {
        panic!("not found");
    };
    assert_eq!(found.entries().len(), 1);
    assert_eq!(found.entries()[0].status, ClaimStatus::Pending);

    desk.sim.retrieve_invoice(INVOICE).unwrap();
    let balance = visit
        .refresh()
        .await
        .unwrap()
        .benefit("501")
        .unwrap()
        .amount;
    assert_eq!(balance.to_string(), "48677.80");
    visit.close().await.unwrap();
    let session = desk.sim.session(*visit.session_id()).unwrap();
    assert_eq!(session.status.as_str(), "CLOSED");
}

#[tokio::test]
async fn the_claim_on_the_wire_holds_the_session_and_the_draft() {
    let desk = Desk::open().await;
    let submission = desk.claim().await.submit().await;
    assert!(
        matches!(submission, Submission::Accepted(_)),
        "{submission:?}"
    );
    let calls = desk.sim.calls(Operation::PostClaim);
    assert_eq!(
        calls[0].request.target(),
        "/providerapi-dev/api/claims?patientNumber=23025764&sessionId=62863"
    );
    assert_eq!(
        std::str::from_utf8(&calls[0].request.body).unwrap(),
        include_str!("claim.json").trim_end()
    );
}
