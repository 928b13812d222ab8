//! Compares the answers of the simulator with the document: every key, every required property,
//! every type.

use std::collections::BTreeSet;

use serde_json::Value;
use smart_api::requests::{FetchCopay, FetchMember, FetchVisit, MergeVisit};
use smart_api::{Client, Config, Credentials, Environment};
use smart_sim::{Exchange, Operation, Scenario, Sim};
use smart_tests::document::Document;
use smart_tests::journey;

fn client(sim: &Sim, credentials: Credentials) -> Client {
    Client::new(Config::new(Environment::At(sim.base_url()), credentials)).unwrap()
}

/// What is wrong with an exchange: the answer, and what the client sent.
fn complaints(document: &Document, exchange: &Exchange) -> Vec<String> {
    let id = exchange.operation.unwrap().id();
    let status = exchange.answer.status;
    let schema = match status {
        200 => document.answer(id),
        _ => document.failure(id),
    };
    let answer: Value = serde_json::from_slice(&exchange.answer.body).unwrap();
    let mut complaints = document.complaints(schema.unwrap(), &answer);
    let is_json = exchange.request.header("content-type") == Some("application/json");
    if let Some(schema) = document.body(id).filter(|_| is_json) {
        let sent: Value = serde_json::from_slice(&exchange.request.body).unwrap();
        complaints.extend(document.complaints(schema, &sent));
    }
    let about = |complaint| format!("{id} {status}: {complaint}");
    complaints.into_iter().map(about).collect()
}

#[track_caller]
fn assert_conform(sim: &Sim) {
    let document = Document::read().unwrap();
    let journal = sim.journal();
    let all = journal.iter();
    let found: Vec<String> = all.flat_map(|one| complaints(&document, one)).collect();
    assert_eq!(found, [""; 0]);
}

#[tokio::test]
async fn the_answers_of_a_whole_visit_conform() {
    let sim = Sim::start(Scenario::built_in()).await.unwrap();
    journey::run(&sim, &mut Vec::new()).await.unwrap();
    assert_conform(&sim);
    let journal = sim.journal();
    let seen: BTreeSet<&str> = journal
        .iter()
        .map(|one| one.operation.unwrap().id())
        .collect();
    let all: BTreeSet<&str> = Operation::all().map(|one| one.id()).collect();
    assert_eq!(seen, all, "let the journey call each simulated operation");
}

#[tokio::test]
async fn refusals_conform() {
    let sim = Sim::start(Scenario::built_in()).await.unwrap();
    let mut wrong = journey::credentials(&sim);
    let client_ = client(&sim, wrong.clone());
    let unknown = client_.fetch_visit(FetchVisit::new("404", "PENDING")).await;
    assert!(unknown.unwrap_err().is_business());
    let unknown = client_
        .fetch_member(FetchMember::new("23025764", 404))
        .await;
    assert!(unknown.unwrap_err().is_business());
    let unknown = client_
        .fetch_copay(FetchCopay::new(404, "SKSP_6122", "67"))
        .await;
    assert!(unknown.unwrap_err().is_business());
    let merge = || client_.merge_visit(MergeVisit::new(62863, "AKHILS001"));
    merge().await.unwrap();
    let again = client_
        .merge_visit(MergeVisit::new(62863, "AKHILS002"))
        .await;
    assert_eq!(again.unwrap_err().code(), Some("400.2005"));
    wrong.password = "wrong".into();
    let refused = client(&sim, wrong)
        .fetch_visit(FetchVisit::new("23025764", "PENDING"))
        .await;
    assert!(refused.unwrap_err().is_authentication());
    let statuses: Vec<u16> = sim.journal().iter().map(|one| one.answer.status).collect();
    assert_eq!(statuses, [200, 400, 400, 400, 200, 400, 400]);
    assert_conform(&sim);
}

#[tokio::test]
async fn a_key_that_the_document_does_not_name_would_be_noticed() {
    let document = Document::read().unwrap();
    let schema = document.answer("fetchVisit").unwrap();
    let told = |text: &str| document.complaints(schema, &serde_json::from_str(text).unwrap());
    assert_eq!(
        told(r#"{"code":"200","content":[{"session_id":1,"status":"PENDING"}]}"#),
        [""; 0]
    );
    assert_eq!(
        told(
            r#"{"code":["200"],"trace":1,"content":[{"id":"1","sessionStatus":"PENDING","status":1}]}"#
        ),
        [
            "/code: not text or number",
            "/content/0/id: not in the document",
            "/content/0/sessionStatus: not in the document",
            "/content/0/status: not string",
            "/content/0: without session_id",
            "/trace: not in the document",
        ]
    );
}
