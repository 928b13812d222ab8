//! Sessions: their choice, their merge, and answers about somebody else.

use std::time::Duration;

use smart_api::enums::SessionStatus;
use smart_api::types::Session;
use smart_api::{Client, ErrorKind, Outcome};
use smart_sim::{Dialect, Fault, FaultKind, Operation};

use crate::Desk;
use crate::desk::{PATIENT, VISIT, draft, json};

#[tokio::test]
async fn without_a_card_there_is_no_session_and_that_is_no_error() {
    let desk = Desk::open().await;
    desk.sim.advance(Duration::from_secs(24 * 3600));
    assert!(desk.smart.pending_session(PATIENT).await.unwrap().is_none());
    desk.sim.read_card(PATIENT, None).unwrap();
    assert!(desk.smart.pending_session(PATIENT).await.unwrap().is_some());
}

#[tokio::test]
async fn several_pending_sessions_are_an_error() {
    let desk = Desk::open().await;
    desk.sim.read_card(PATIENT, None).unwrap();
    let error = desk.smart.pending_session(PATIENT).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
    assert!(
        error.to_string().contains("2 sessions are pending"),
        "{error}"
    );
    let sessions = desk.smart.pending_sessions(PATIENT).await.unwrap();
    assert_eq!(sessions.len(), 2);
    let visit = sessions[1].merge(VISIT).await.unwrap();
    assert_eq!(visit.session_id(), sessions[1].session_id());
}

#[tokio::test]
async fn a_merge_may_be_called_again_and_belongs_to_one_visit() {
    let desk = Desk::open().await;
    let pending = desk.smart.pending_session(PATIENT).await.unwrap().unwrap();
    for _ in 0..2 {
        let visit = pending.merge(VISIT).await.unwrap();
        assert_eq!(visit.visit_number().as_str(), VISIT);
        assert_eq!(visit.session().status, SessionStatus::Active);
    }
    let error = pending.merge("ANOTHER").await.unwrap_err();
    assert_eq!(
        (error.kind(), error.code()),
        (ErrorKind::Business, Some("400.2005"))
    );
    let merged: Session = error.object().unwrap().unwrap();
    assert_eq!(*merged.visit_number.unwrap(), VISIT);
    assert_eq!(
        desk.sim.session(62863).unwrap().visit_number.as_deref(),
        Some(VISIT)
    );
}

#[tokio::test]
async fn a_merge_whose_answer_is_lost_is_found_to_be_done() {
    let desk = Desk::open().await;
    let lost = Fault::new(FaultKind::Drop).on(Operation::MergeVisit);
    desk.sim.add_fault(lost.times(1).after_effect());
    let visit = desk.visit().await;
    assert_eq!(visit.session().status, SessionStatus::Active);
    // The refusal of the second attempt says less than the first answer of pending sessions did.
    assert_eq!(visit.session().payer_code.as_deref(), Some("TESTPAYER"));
    assert_eq!(desk.sim.call_count(Operation::MergeVisit), 2);
    assert!(draft(&visit).check().is_ok());
}

#[tokio::test]
async fn a_session_that_has_expired_meanwhile_is_not_merged() {
    let desk = Desk::open().await;
    let pending = desk.smart.pending_session(PATIENT).await.unwrap().unwrap();
    desk.sim.advance(Duration::from_secs(24 * 3600));
    let error = pending.merge(VISIT).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Business, Outcome::Refused)
    );
}

#[tokio::test]
async fn a_visit_number_may_be_any_text() {
    let desk = Desk::open().await;
    let pending = desk.smart.pending_session(PATIENT).await.unwrap().unwrap();
    let number = "OPD/2025 #7?é%2F";
    let visit = pending.merge(number).await.unwrap();
    assert_eq!(visit.visit_number().as_str(), number);
    assert_eq!(
        desk.sim.session(62863).unwrap().visit_number.as_deref(),
        Some(number)
    );
}

#[tokio::test]
async fn sessions_are_stored_and_taken_up_again() {
    let desk = Desk::open().await;
    let pending = desk.smart.pending_session(PATIENT).await.unwrap().unwrap();
    let stored = serde_json::to_string(pending.session()).unwrap();
    let pending = desk.smart.resume_pending(read(&stored)).unwrap();
    let visit = pending.merge(VISIT).await.unwrap();
    let stored = serde_json::to_string(visit.session()).unwrap();
    let again = desk.smart.resume_active(read(&stored)).await.unwrap();
    assert_eq!(again.session(), visit.session());
    assert_eq!(again.member(), visit.member());

    // The wrong kind is refused before anything is sent.
    let before = desk.sim.request_count();
    let pending = pending.session().clone();
    let error = desk.smart.resume_active(pending).await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::NotSent);
    let error = desk
        .smart
        .resume_pending(visit.session().clone())
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
    let nobody = read(r#"{"session_id":1,"status":"ACTIVE","visit_number":"1"}"#);
    assert!(desk.smart.resume_active(nobody).await.is_err());
    assert_eq!(desk.sim.request_count(), before);
}

fn read(text: &str) -> Session {
    serde_json::from_str(text).unwrap()
}

/// Asks for the patient's visit, with one operation answering `body`.
async fn answered(operation: Operation, body: &str) -> smart_api::Error {
    async fn all(smart: &Client) -> Result<(), smart_api::Error> {
        let pending = smart.pending_session(PATIENT).await?.unwrap();
        pending.merge(VISIT).await.map(drop)
    }
    let desk = Desk::open().await;
    desk.sim
        .add_fault(Fault::new(json(200, body)).on(operation));
    all(&desk.smart).await.unwrap_err()
}

#[tokio::test]
async fn answers_about_another_session_or_member_are_refused() {
    let merged = |session: &str| format!(r#"{{"code":"200","content":{session}}}"#);
    for (operation, body, said) in [
        (
            Operation::FetchVisit,
            r#"[{"session_id":1,"status":"PENDING","patient_number":"SECRET"}]"#.to_owned(),
            "a session of another patient",
        ),
        (
            Operation::MergeVisit,
            merged(r#"{"session_id":1,"status":"ACTIVE"}"#),
            "another session",
        ),
        (
            Operation::MergeVisit,
            merged(r#"{"session_id":62863,"status":"ACTIVE","visit_number":"SECRET"}"#),
            "a session of another visit",
        ),
        (
            Operation::MergeVisit,
            merged(r#"{"session_id":62863,"status":"ACTIVE","patient_number":"SECRET"}"#),
            "a session of another patient",
        ),
        (
            Operation::MergeVisit,
            merged(r#"{"session_id":62863,"status":"EXPIRED"}"#),
            "the session is merged and not ACTIVE",
        ),
        (
            Operation::FetchMember,
            "[]".to_owned(),
            "no member of this session",
        ),
        (
            Operation::FetchMember,
            r#"[{"patient_number":"SECRET","benefits":[]}]"#.to_owned(),
            "no member of this session",
        ),
        (
            Operation::FetchMember,
            r#"[{"benefits":[]},{"benefits":[]}]"#.to_owned(),
            "several members for one session",
        ),
    ] {
        let error = answered(operation, &body).await;
        assert_eq!(error.kind(), ErrorKind::Decoding, "{body}");
        assert!(error.call_id().is_some() && error.operation().is_some());
        let shown = format!("{error} {error:?}");
        assert!(shown.contains(said), "{shown}");
        assert!(!shown.contains("SECRET"), "{shown}");
    }
}

#[tokio::test]
async fn every_dialect_of_the_answers_leads_to_the_same_claim() {
    let mut claims = Vec::new();
    for dialect in [
        "default",
        "id,text",
        "bare",
        "numeric-code",
        "created",
        "bare,id,text",
    ] {
        let desk = Desk::open().await;
        desk.sim.set_dialect(dialect.parse::<Dialect>().unwrap());
        let claim = draft(&desk.visit().await).check().unwrap();
        let submission = claim.submit().await;
        assert!(
            matches!(submission, smart_api::submission::Submission::Accepted(_)),
            "{dialect}: {submission:?}"
        );
        let sent = &desk.sim.calls(Operation::PostClaim)[0].request.body;
        // A number that came as text goes back as text.
        claims.push(String::from_utf8_lossy(sent).replace("\"501\"", "501"));
    }
    for claim in &claims[1..] {
        assert_eq!(claim, &claims[0]);
    }
}

#[tokio::test]
async fn a_copay_is_asked_about_our_own_benefits_only() {
    let desk = Desk::open().await;
    let visit = desk.visit().await;
    let mut foreign = visit.benefits()[0].clone();
    let none = visit
        .copay(&visit.benefits()[2], "SKSP_6122")
        .await
        .unwrap();
    assert!(none.is_none());
    let before = desk.sim.request_count();
    foreign.id = 1.into();
    let error = visit.copay(&foreign, "SKSP_6122").await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::NotSent);
    assert_eq!(desk.sim.request_count(), before);
}

/// Nothing of a patient is printed, whatever is printed on the way from the session to the claim.
#[tokio::test]
async fn debug_and_display_show_no_personal_value() {
    let desk = Desk::open().await;
    let pending = desk.smart.pending_session(PATIENT).await.unwrap().unwrap();
    let mut shown = format!("{pending:?}");
    let visit = pending.merge(VISIT).await.unwrap();
    let draft = draft(&visit).doctor_name("Dr Secret");
    shown += &format!(
        "{visit:?}{:?}{draft:?}{:?}",
        visit.benefits(),
        draft.check()
    );
    let prepared = draft.check().unwrap().prepare().await.unwrap();
    shown += &format!("{prepared:?}{:?}", prepared.handle());
    desk.sim.add_fault(
        Fault::new(FaultKind::Drop)
            .on(Operation::PostClaim)
            .times(1)
            .after_effect(),
    );
    let submission = prepared.post().await;
    shown += &format!("{submission:?}");
    let smart_api::submission::Submission::Unknown(unsettled) = submission else {
        panic!("{submission:?}");
    };
    shown += &format!("{:?}", unsettled.settle().await);
    let again = draft.check().unwrap().submit().await;
    shown += &format!("{again:?}");
    let refuse = FaultKind::Refuse {
        code: "400.1".into(),
        message: "Jane SECRET".into(),
    };
    desk.sim
        .add_fault(Fault::new(refuse).on(Operation::FetchClaimStatus));
    let not_sent = draft.check().unwrap().prepare().await.unwrap_err();
    shown += &format!("{not_sent:?}{not_sent}");
    for secret in [
        PATIENT,
        VISIT,
        "SAMPLETEST502",
        "Sample Test",
        "SIM-GLOBAL-502",
        "1990-01-31",
        "J06.9",
        "Paracetamol",
        "Secret",
        "SECRET",
    ] {
        assert!(!shown.contains(secret), "{secret} in {shown}");
    }
}
