//! A claim is posted once, and only a claim that Smart has is called accepted.

use std::time::Duration;

use smart_api::enums::ClaimStatus;
use smart_api::submission::{ResumeHandle, Settlement, Submission, Unsettled};
use smart_api::types::SessionId;
use smart_api::{ErrorKind, Limits, Outcome};
use smart_sim::{Dialect, ErrorBody, Fault, FaultKind, Operation};

use crate::Desk;
use crate::desk::{INVOICE, PATIENT, client, draft, invoice, json, replace};

fn refuse() -> FaultKind {
    FaultKind::Refuse {
        code: "400.2011".to_owned(),
        message: "no".to_owned(),
    }
}

fn server_error(status: u16, body: ErrorBody) -> FaultKind {
    FaultKind::ServerError { status, body }
}

/// Answers after which nobody knows whether the claim arrived.
fn doubtful() -> Vec<FaultKind> {
    // A refusal, which is not read: it holds more values than are allowed.
    let long = vec!["{}"; 200_000].join(",");
    let long = format!(r#"{{"code":"400.2011","message":"no","object":[{long}]}}"#);
    vec![
        json(200, &long),
        json(400, &long),
        json(401, &long),
        json(400, &" ".repeat(11 * 1024 * 1024)),
        FaultKind::Drop,
        FaultKind::Flood(11 * 1024 * 1024),
        server_error(500, ErrorBody::Spring),
        server_error(500, ErrorBody::Empty),
        server_error(502, ErrorBody::Html),
        server_error(503, ErrorBody::Empty),
        json(200, r#"{"code":"200 OK","content":{"id":1}}"#),
        json(200, r#"{"code":200.0,"content":{"id":1}}"#),
        json(500, r#"{"code":"500.1001","message":"no"}"#),
        json(504, r#"{"code":"504","type":"Status report"}"#),
        json(408, r#"{"code":"408","message":"no"}"#),
        json(302, r#"{"code":"302","message":"no"}"#),
        json(200, r#"{"code":"200","content":{"id":1"#),
        json(200, r#"{"code":"200","content":{"id":"none"}}"#),
        json(200, r#"{"code":"200","content":7}"#),
        json(200, r#"{"login":"required"}"#),
        json(200, "{}"),
        json(200, "[]"),
        json(200, ""),
        json(201, "null"),
        json(400, r#"{"code":"200","content":{"id":1}}"#),
        json(500, r#"{"code":"201","content":{"id":1}}"#),
        json(302, ""),
        json(400, ""),
        json(408, r#"{"code":408"#),
        replace(
            200,
            "text/html",
            "<html>Welcome to the ward's network</html>",
        ),
        replace(400, "text/html", "<html>Bad Request</html>"),
        replace(404, "text/plain", "no healthy upstream"),
    ]
}

/// Answers that say no.
fn refusals() -> Vec<FaultKind> {
    vec![
        FaultKind::TooManyRequests(1),
        FaultKind::ExpireToken,
        refuse(),
        json(200, r#"{"code":"400.2011","message":"no"}"#),
        json(200, r#"{"code":"200","response_type":"ERROR"}"#),
        json(403, ""),
        json(
            404,
            r#"{"timestamp":1,"status":404,"error":"Not Found","path":"/"}"#,
        ),
        replace(401, "text/html", "<html>"),
    ]
}

async fn unknown(desk: &Desk, fault: Fault) -> Unsettled {
    let claim = desk.claim().await;
    desk.sim.add_fault(fault.on(Operation::PostClaim));
    match claim.submit().await {
        Submission::Unknown(unsettled) => unsettled,
        other => panic!("{:?}: {other:?}", desk.sim.faults()),
    }
}

#[tokio::test]
async fn a_claim_that_did_not_arrive_stays_unknown() {
    for kind in doubtful() {
        let desk = Desk::open().await;
        let unsettled = unknown(&desk, Fault::new(kind.clone())).await;
        assert_eq!(unsettled.error().outcome(), Outcome::Unknown, "{kind:?}");
        let settled = unsettled.settle().await.unwrap();
        let Settlement::Unknown(found) = settled else {
            panic!("{kind:?}: {settled:?}");
        };
        assert_eq!(found, []);
        assert_eq!(
            (desk.posts(), desk.sim.attempts().len()),
            (1, 1),
            "{kind:?}"
        );
    }
}

#[tokio::test]
async fn a_claim_that_arrived_is_settled_as_accepted() {
    for kind in doubtful().into_iter().chain([FaultKind::Truncate(20)]) {
        let desk = Desk::open().await;
        let unsettled = unknown(&desk, Fault::new(kind.clone()).after_effect()).await;
        let settled = unsettled.settle().await.unwrap();
        let Settlement::Accepted(accepted) = settled else {
            panic!("{kind:?}: {settled:?}");
        };
        assert_eq!(accepted.entries().len(), 1);
        assert_eq!(*accepted.entries()[0].invoice_number, INVOICE);
        assert_eq!(
            (desk.posts(), desk.sim.attempts().len()),
            (1, 2),
            "{kind:?}"
        );
    }
}

#[tokio::test]
async fn a_refusal_is_known_and_the_claim_comes_back() {
    for kind in refusals() {
        let desk = Desk::open().await;
        let claim = desk.claim().await;
        let fault = Fault::new(kind.clone()).on(Operation::PostClaim).times(1);
        desk.sim.add_fault(fault);
        let submission = claim.submit().await;
        let Submission::Refused(refused) = submission else {
            panic!("{kind:?}: {submission:?}");
        };
        assert_eq!(refused.error().outcome(), Outcome::Refused, "{kind:?}");
        assert_eq!(
            (desk.posts(), desk.sim.attempts().len()),
            (1, 1),
            "{kind:?}"
        );
        // The caller may submit it again, and a token that had expired has been renewed.
        let again = refused.into_claim().submit().await;
        assert!(
            matches!(again, Submission::Accepted(_)),
            "{kind:?}: {again:?}"
        );
        assert_eq!(
            (desk.posts(), desk.sim.attempts().len()),
            (2, 2),
            "{kind:?}"
        );
    }
}

#[tokio::test]
async fn a_business_failure_with_http_200_is_a_refusal_with_its_code() {
    let desk = Desk::open().await;
    let claim = desk.claim().await;
    desk.sim
        .set_dialect("failures-200".parse::<Dialect>().unwrap());
    desk.sim
        .add_fault(Fault::new(refuse()).on(Operation::PostClaim));
    let Submission::Refused(refused) = claim.submit().await else {
        panic!("not refused");
    };
    let error = refused.error();
    assert_eq!(
        (error.kind(), error.status(), error.code()),
        (ErrorKind::Business, Some(200), Some("400.2011"))
    );
    assert_eq!(desk.posts(), 1);
}

#[tokio::test]
async fn a_time_limit_leaves_the_outcome_open() {
    let desk = Desk::open().await;
    let session = desk.visit().await.session().clone();
    let limits = Limits::DEFAULT.attempt_timeout(Duration::from_secs(1));
    let hurried = desk.smart.with_limits(limits).unwrap();
    let claim = draft(&hurried.resume_active(session).await.unwrap())
        .check()
        .unwrap();
    let prepared = claim.prepare().await.unwrap();
    let late = Fault::new(FaultKind::Latency(Duration::from_secs(3600)));
    desk.sim.add_fault(late.on(Operation::PostClaim));
    let Submission::Unknown(unsettled) = prepared.post().await else {
        panic!("known");
    };
    assert!(unsettled.error().is_timeout());
    // It was done all the same.
    let settled = unsettled.settle().await.unwrap();
    assert!(matches!(settled, Settlement::Accepted(_)), "{settled:?}");
    assert_eq!(desk.sim.attempts().len(), 2);
}

#[tokio::test]
async fn the_caller_gets_the_warning_of_an_accepted_claim() {
    let desk = Desk::open().await;
    let claim = desk.claim().await;
    let body = r#"{"code":"201","message":"read me","response_type":"WARNING","content":null}"#;
    desk.sim
        .add_fault(Fault::new(json(200, body)).on(Operation::PostClaim));
    let Submission::Accepted(accepted) = claim.submit().await else {
        panic!("not accepted");
    };
    assert_eq!(
        (accepted.warning(), accepted.receipt()),
        (Some("read me"), None)
    );
}

#[tokio::test]
async fn without_an_envelope_only_a_receipt_with_an_id_is_a_success() {
    let desk = Desk::open().await;
    desk.sim.set_dialect("bare".parse::<Dialect>().unwrap());
    let submission = desk.claim().await.submit().await;
    assert!(
        matches!(submission, Submission::Accepted(_)),
        "{submission:?}"
    );
}

#[tokio::test]
async fn a_claim_is_not_posted_when_its_entries_cannot_be_read() {
    let desk = Desk::open().await;
    let claim = desk.claim().await;
    let broken = Fault::new(server_error(500, ErrorBody::Spring)).on(Operation::FetchClaimStatus);
    desk.sim.add_fault(broken.times(1));
    let Submission::NotSent(not_sent) = claim.submit().await else {
        panic!("sent");
    };
    assert_eq!(not_sent.error().operation(), Some("fetchClaimStatus"));
    assert_eq!(desk.posts(), 0);
    let again = not_sent.into_claim().submit().await;
    assert!(matches!(again, Submission::Accepted(_)), "{again:?}");
}

#[tokio::test]
async fn every_invoice_is_asked_about_before_the_post() {
    let desk = Desk::open().await;
    let visit = desk.visit().await;
    let claim = draft(&visit)
        .invoice(invoice("INV-2", &visit))
        .check()
        .unwrap();
    let Submission::Accepted(_) = claim.submit().await else {
        panic!("not accepted");
    };
    let journal = desk.sim.journal();
    let targets: Vec<_> = journal.iter().map(|one| one.request.target()).collect();
    let targets = &targets[targets.len() - 5..];
    let asked = |invoice: &str| {
        let visit = format!(
            "/providerapi-dev/api/claim-status?invoiceNumber={invoice}&visitNumber=AKHILS001"
        );
        // In this session, and in any other of the visit.
        [
            format!("{visit}&memberNumber=SAMPLETEST502&sessionId=62863"),
            visit,
        ]
    };
    assert_eq!(targets[..2], asked("INV-1"));
    assert_eq!(targets[2..4], asked("INV-2"));
    assert!(targets[4].contains("/api/claims?"));
}

#[tokio::test]
async fn an_old_cancelled_or_rejected_entry_is_neither_in_the_way_nor_ours() {
    for status in ["Cancelled", "Rejected"] {
        let desk = Desk::open().await;
        let Submission::Accepted(_) = desk.claim().await.submit().await else {
            panic!("not accepted");
        };
        match status {
            "Cancelled" => desk.sim.cancel_invoice(INVOICE, "").unwrap(),
            _ => desk.sim.reject_invoice(INVOICE, "").unwrap(),
        };
        let session = desk.sim.session(62863).unwrap();
        assert_eq!(session.status.as_str(), "ACTIVE");
        let visit = desk
            .smart
            .pending_session(crate::desk::PATIENT)
            .await
            .unwrap();
        assert!(visit.is_none());

        let claim = again(&desk).await;
        desk.sim.add_fault(
            Fault::new(FaultKind::Drop)
                .on(Operation::PostClaim)
                .times(1),
        );
        let Submission::Unknown(unsettled) = claim.submit().await else {
            panic!("known");
        };
        let settled = unsettled.settle().await.unwrap();
        assert!(
            matches!(&settled, Settlement::Unknown(found) if found.is_empty()),
            "{settled:?}"
        );

        // The caller knows better, and says so.
        let prepared = unsettled.repost_although_unknown().await.unwrap();
        let Submission::Accepted(accepted) = prepared.post().await else {
            panic!("not accepted");
        };
        let settled = desk.smart.settle(accepted.handle()).await.unwrap();
        let Settlement::Accepted(found) = settled else {
            panic!("{settled:?}");
        };
        assert_eq!(found.entries().len(), 1);
        assert_eq!(found.entries()[0].status, ClaimStatus::Pending);
        assert_eq!(desk.posts(), 3);
    }
}

/// The same claim, drafted anew after a restart.
async fn again(desk: &Desk) -> smart_api::claim::CheckedClaim {
    let mut session: smart_api::types::Session = serde_json::from_str(
        r#"{"session_id":62863,"status":"ACTIVE","patient_number":"23025764",
            "visit_number":"AKHILS001","payer_code":"TESTPAYER"}"#,
    )
    .unwrap();
    session.member_number = Some("SAMPLETEST502".into());
    let visit = desk.smart.resume_active(session).await.unwrap();
    draft(&visit).check().unwrap()
}

#[tokio::test]
async fn an_invoice_that_waits_or_is_billed_is_not_posted_again() {
    for billed in [false, true] {
        let desk = Desk::open().await;
        let Submission::Accepted(_) = desk.claim().await.submit().await else {
            panic!("not accepted");
        };
        if billed {
            desk.sim.retrieve_invoice(INVOICE).unwrap();
        }
        let Submission::AlreadyThere(there) = again(&desk).await.submit().await else {
            panic!("posted");
        };
        assert_eq!(there.entries().len(), 1);
        assert_eq!(desk.posts(), 1);
        // Only if the caller says so by name.
        let posted = there.post_beside_what_is_there().await;
        assert!(matches!(posted, Submission::Accepted(_)), "{posted:?}");
        assert_eq!(desk.posts(), 2);
    }
}

#[tokio::test]
async fn an_invoice_that_was_posted_in_an_earlier_session_of_the_visit_is_in_the_way() {
    for takes_two_parameters in [true, false] {
        let desk = Desk::open().await;
        let Submission::Accepted(first) = desk.claim().await.submit().await else {
            panic!("not accepted");
        };
        // The session is over; the card is read again, and the visit goes on.
        desk.sim.read_card(PATIENT, None).unwrap();
        let claim = desk.claim().await;
        assert_ne!(claim.claim().session_id, first.handle().session_id());
        let no = Fault::new(refuse()).on(Operation::FetchClaimStatus);
        if !takes_two_parameters {
            desk.sim.add_fault(no.clone().skip(1).times(1));
        }
        let submission = claim.submit().await;
        if takes_two_parameters {
            let Submission::AlreadyThere(there) = submission else {
                panic!("{submission:?}");
            };
            assert_eq!(
                there.entries()[0].session_id,
                Some(first.handle().session_id())
            );
            assert_eq!(desk.posts(), 1);
        } else {
            // The documented question finds nothing. This client knows better, another one does not.
            let Submission::NotSent(not_sent) = submission else {
                panic!("{submission:?}");
            };
            let said = not_sent.to_string();
            assert!(said.contains("has accepted"), "{said}");
            desk.sim.add_fault(no.skip(1).times(1));
            let other = client(&desk.sim, desk.sim.base_url());
            let session = session_of(&desk, not_sent.into_claim().claim().session_id);
            let visit = other.resume_active(session).await.unwrap();
            let submission = draft(&visit).check().unwrap().submit().await;
            assert!(
                matches!(submission, Submission::Accepted(_)),
                "{submission:?}"
            );
        }
    }
}

#[tokio::test]
async fn a_crash_in_the_middle_of_the_post_is_settled_from_what_was_stored() {
    for (effect, found) in [(false, false), (true, true)] {
        let desk = Desk::open().await;
        let prepared = desk.claim().await.prepare().await.unwrap();
        let stored = serde_json::to_string(prepared.handle()).unwrap();
        let mut fault = Fault::new(FaultKind::Drop)
            .on(Operation::PostClaim)
            .times(1);
        if effect {
            fault = fault.after_effect();
        }
        desk.sim.add_fault(fault);
        drop(prepared.post().await);

        // Another process, which has nothing but what was stored.
        let smart = crate::desk::client(&desk.sim, desk.sim.base_url());
        let handle: ResumeHandle = serde_json::from_str(&stored).unwrap();
        let settled = smart.settle(&handle).await.unwrap();
        assert_eq!(
            matches!(settled, Settlement::Accepted(_)),
            found,
            "{settled:?}"
        );
        assert_eq!(desk.posts(), 1);

        // And the claim drafted anew is posted only where the caller takes it on himself.
        let prepared = again(&desk)
            .await
            .repost_although_unknown(&handle)
            .await
            .unwrap();
        let posted = prepared.post().await;
        match found {
            true => assert!(matches!(posted, Submission::AlreadyThere(_)), "{posted:?}"),
            false => assert!(matches!(posted, Submission::Accepted(_)), "{posted:?}"),
        }
        assert_eq!(desk.posts(), if found { 1 } else { 2 });
    }
}

#[tokio::test]
async fn a_claim_in_doubt_is_not_prepared_as_if_it_were_new() {
    let desk = Desk::open().await;
    let unsettled = unknown(&desk, Fault::new(FaultKind::Drop)).await;
    // Another process, and the handle of another claim than the one that is to be reposted.
    let other = client(&desk.sim, desk.sim.base_url());
    let session = session_of(&desk, 62863.into());
    let visit = other.resume_active(session).await.unwrap();
    for (number, in_doubt) in [(INVOICE, true), ("INV-9", false)] {
        let claim = visit.draft("CLM-2", "2025-01-21 09:30:00".parse().unwrap());
        let claim = claim
            .diagnosis_follows()
            .invoice(invoice(number, &visit))
            .check()
            .unwrap();
        let not_sent = claim
            .repost_although_unknown(unsettled.handle())
            .await
            .unwrap_err();
        assert_eq!(not_sent.error().kind(), ErrorKind::InvalidRequest);
        let prepared = not_sent.into_claim().prepare().await;
        assert_eq!(prepared.is_err(), in_doubt, "{number}");
    }
    assert_eq!(desk.posts(), 1);
}

fn session_of(desk: &Desk, id: SessionId) -> smart_api::types::Session {
    let visit = desk.sim.session(62863).unwrap().visit_number.unwrap();
    let text = format!(
        r#"{{"session_id":{id},"status":"ACTIVE","patient_number":"23025764",
             "visit_number":"{visit}","payer_code":"TESTPAYER"}}"#
    );
    serde_json::from_str(&text).unwrap()
}

#[tokio::test]
async fn a_posted_claim_that_smart_has_rejected_since_is_not_accepted() {
    let desk = Desk::open().await;
    let unsettled = unknown(&desk, Fault::new(FaultKind::Drop).after_effect()).await;
    desk.sim.reject_invoice(INVOICE, "no cover").unwrap();
    let settled = unsettled.settle().await.unwrap();
    assert!(
        matches!(&settled, Settlement::CancelledOrRejected(found) if found.len() == 1),
        "{settled:?}"
    );
}

#[tokio::test]
async fn somebody_elses_entry_of_another_amount_is_not_ours() {
    let desk = Desk::open().await;
    let unsettled = unknown(&desk, Fault::new(FaultKind::Drop)).await;
    let entry = r#"{"code":"200","content":[{"claim_status":"Pending","amount":5,"invoice_number":"INV-1"}]}"#;
    desk.sim.add_fault(
        Fault::new(json(200, entry))
            .on(Operation::FetchClaimStatus)
            .times(1),
    );
    let settled = unsettled.settle().await.unwrap();
    assert!(matches!(settled, Settlement::Unknown(_)), "{settled:?}");
    for amount in ["1322.2", "1522.20", "null"] {
        let entry = entry.replace('5', amount);
        desk.sim.add_fault(
            Fault::new(json(200, &entry))
                .on(Operation::FetchClaimStatus)
                .times(1),
        );
        let settled = unsettled.settle().await.unwrap();
        assert!(
            matches!(settled, Settlement::Accepted(_)),
            "{amount}: {settled:?}"
        );
    }
}

#[tokio::test]
async fn a_claim_of_two_invoices_is_not_settled_by_one_of_them() {
    let desk = Desk::open().await;
    let visit = desk.visit().await;
    let claim = draft(&visit)
        .invoice(invoice("INV-2", &visit))
        .check()
        .unwrap();
    desk.sim.add_fault(
        Fault::new(FaultKind::Drop)
            .on(Operation::PostClaim)
            .after_effect(),
    );
    let Submission::Unknown(unsettled) = claim.submit().await else {
        panic!("known");
    };
    let nothing = Fault::new(json(200, r#"{"code":"200","content":[]}"#));
    desk.sim
        .add_fault(nothing.on(Operation::FetchClaimStatus).skip(1).times(1));
    let settled = unsettled.settle().await.unwrap();
    assert!(
        matches!(&settled, Settlement::Unknown(found) if found.len() == 1),
        "{settled:?}"
    );
    let settled = unsettled.settle().await.unwrap();
    assert!(
        matches!(&settled, Settlement::Accepted(all) if all.entries().len() == 2),
        "{settled:?}"
    );
}

#[tokio::test]
async fn a_stored_handle_keeps_what_settling_needs_and_nothing_more() {
    let desk = Desk::open().await;
    let prepared = desk.claim().await.prepare().await.unwrap();
    let text = serde_json::to_string(prepared.handle()).unwrap();
    let at = prepared.handle().prepared_at();
    assert_eq!(
        text,
        format!(
            r#"{{"version":1,"claim_code":"CLM-1","member_number":"SAMPLETEST502","visit_number":"AKHILS001","session_id":62863,"prepared_at":"{at}","posts":1,"invoices":[{{"invoice_number":"INV-1","net":1322.20,"gross":1522.20,"before":[]}}]}}"#
        )
    );
    for broken in [
        text.replace("\"version\":1", "\"version\":2"),
        text.replace(r#""before""#, r#""after""#),
        // With no post, nothing found would count as everything found.
        text.replace("\"posts\":1", "\"posts\":0"),
    ] {
        serde_json::from_str::<ResumeHandle>(&broken).unwrap_err();
    }
    let shown = format!("{prepared:?}");
    for secret in ["SAMPLETEST502", "AKHILS001", "1322"] {
        assert!(!shown.contains(secret), "{shown}");
    }
}
