//! Calls a path without a method by a raw request.

use smart_api::types::ClaimAttempt;
use smart_api::{ErrorKind, Json, Operation, undocumented};
use smart_sim::Operation as Simulated;

use crate::Desk;

static STATUS: Operation = undocumented("status", "GET", "/api/claim-status");
static NOWHERE: Operation = undocumented("interimClaim", "POST", "/api/interim-claim");

#[tokio::test]
async fn a_raw_request_is_authenticated_and_its_payload_is_decoded() {
    let desk = Desk::open().await;
    let status = || {
        desk.smart
            .raw(&STATUS)
            .query("invoiceNumber", "Invoce1500835")
            .query("visitNumber", 87)
    };
    let attempts = status().send::<Vec<ClaimAttempt>>().await.unwrap();
    assert_eq!(attempts[0].amount.unwrap().to_string(), "1322.20");
    let anything = status().send::<Json>().await.unwrap();
    assert!(anything.as_str().starts_with(r#"[{"session_id":93164,"#));
    assert_eq!(desk.sim.call_count(Simulated::FetchClaimStatus), 2);
    assert_eq!(desk.sim.call_count(Simulated::CreateToken), 1);
}

#[tokio::test]
async fn a_path_that_smart_does_not_have_is_not_found() {
    let desk = Desk::open().await;
    let request = desk.smart.raw(&NOWHERE).json(&Json::default());
    let error = request.send::<Json>().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotFound);
    assert_eq!(error.operation(), Some("interimClaim"));
}
