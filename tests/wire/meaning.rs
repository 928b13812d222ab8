//! The meaning of an answer: each row of the table "Telling the answers apart" of
//! `smart_api::envelope`, for every operation with an envelope.

use smart_api::operations::OPERATIONS;
use smart_api::requests::MergeVisit;
use smart_api::runtime::{Error, ErrorKind, Outcome};
use smart_api::types::Session;
use smart_socket::{answer, json};

use crate::calls::{CALLS, Call};
use crate::{client, fixtures, server};

/// One call of each operation whose answers have an envelope.
fn enveloped() -> impl Iterator<Item = &'static Call> {
    let enveloped = OPERATIONS
        .iter()
        .filter(|one| one.payload_field().is_some());
    assert!(enveloped.clone().count() >= 8);
    enveloped.map(|operation| {
        let call = CALLS.iter().find(|call| call.operation == operation.id());
        call.unwrap_or_else(|| panic!("add {} to calls.rs", operation.id()))
    })
}

/// The failure of each operation when the answer is this one.
async fn failures(http: u16, fixture: &str) -> Vec<Error> {
    let body = fixtures::text(fixture);
    let kind = match fixture.rsplit_once('.') {
        Some((_, "html")) => "text/html",
        _ => "application/json",
    };
    let mut failures = Vec::new();
    for call in enveloped() {
        let server = server(answer(http, &format!("content-type: {kind}\r\n"), &body));
        let outcome = call.send(&client(&server)).await;
        let error = outcome.expect_err(&format!("{} {http} {fixture}", call.operation));
        assert_eq!(error.operation(), Some(call.operation));
        assert_eq!(error.status(), Some(http));
        assert_eq!(error.body(), Some(body.as_bytes()));
        assert_eq!(error.attempts(), 1);
        failures.push(error);
    }
    failures
}

async fn succeeds(http: u16, fixture: &str) {
    let body = fixtures::text(fixture);
    for call in enveloped() {
        let server = server(json(http, &body));
        if let Err(error) = call.send(&client(&server)).await {
            panic!("{http} {fixture}: {error}");
        }
    }
}

#[tokio::test]
async fn row_1_a_code_of_2nn_is_success() {
    for http in [200, 201, 202] {
        succeeds(http, "fetchVisit/nothing-found.json").await;
        succeeds(http, "fetchVisit/null-list.json").await;
        succeeds(http, "fetchVisit/no-list.json").await;
        succeeds(http, "fetchVisit/created.json").await;
    }
}

#[tokio::test]
async fn row_2_a_warning_is_success_and_reaches_the_caller() {
    succeeds(200, "fetchVisit/warning.json").await;
    let server = server(json(200, &fixtures::text("fetchVisit/warning.json")));
    let request = MergeVisit::new(62863, "AKHILS001");
    let reply = client(&server).merge_visit(request).await.unwrap();
    let warning = "PLANTED the policy of the member ends in 3 days";
    assert_eq!(reply.warning(), Some(warning));
    assert_eq!(reply.message(), Some(warning));
    assert_eq!(*reply, None);
}

#[tokio::test]
async fn row_3_an_error_with_a_code_of_2nn_is_a_business_failure() {
    for error in failures(200, "fetchVisit/error-type.json").await {
        assert_eq!(error.kind(), ErrorKind::Business);
        assert_eq!(error.code(), Some("200"));
        assert_eq!(error.message(), Some("PLANTED not today"));
    }
}

#[tokio::test]
async fn row_4_any_other_code_is_a_business_failure_under_any_http_status() {
    for http in [200, 201, 400, 404, 409, 500] {
        for (fixture, code) in [
            ("fetchVisit/business.json", "400.2002"),
            ("fetchVisit/business-number.json", "400.2002"),
            ("fetchVisit/business-without-dot.json", "404"),
            ("fetchVisit/business-says-success.json", "500.1"),
            ("mergeVisit/already-merged.json", "400.2005"),
        ] {
            for error in failures(http, fixture).await {
                assert_eq!(error.kind(), ErrorKind::Business, "{http} {fixture}");
                assert!(error.is_business());
                assert_eq!(error.outcome(), Outcome::Refused);
                assert_eq!(error.code(), Some(code));
                assert!(error.message().unwrap().starts_with("PLANTED"));
                assert!(!error.is_retryable());
            }
        }
    }
}

#[tokio::test]
async fn row_4_the_session_comes_with_the_failure() {
    for error in failures(400, "mergeVisit/already-merged.json").await {
        let session: Session = error.object().unwrap().unwrap();
        assert_eq!(*session.session_id, 62863);
        assert_eq!(session.visit_number.unwrap().as_str(), "PLANTED OTHER");
    }
    for error in failures(200, "fetchVisit/business-without-dot.json").await {
        let session: Session = error.object().unwrap().unwrap();
        assert_eq!(session.status.as_str(), "EXPIRED");
    }
    for error in failures(200, "fetchVisit/business.json").await {
        assert!(error.object::<Session>().is_none());
    }
}

#[tokio::test]
async fn row_5_the_http_status_wins_over_a_code_of_2nn() {
    for (http, kind) in [
        (400, ErrorKind::Http),
        (403, ErrorKind::NotPermitted),
        (404, ErrorKind::NotFound),
        (429, ErrorKind::RateLimited),
        (500, ErrorKind::Http),
        (503, ErrorKind::Http),
    ] {
        for error in failures(http, "fetchVisit/pending.json").await {
            assert_eq!(error.kind(), kind);
            // One half of the answer says that it was done.
            assert_eq!(error.outcome(), Outcome::Unknown);
            assert_eq!(error.code(), Some("200"));
        }
    }
}

#[tokio::test]
async fn row_6_a_whole_number_as_status_is_springs_failure() {
    for (http, fixture, kind) in [
        (500, "fetchVisit/spring.json", ErrorKind::Http),
        (200, "fetchVisit/spring.json", ErrorKind::Http),
        (404, "fetchVisit/spring-not-found.json", ErrorKind::NotFound),
        (200, "fetchVisit/spring-not-found.json", ErrorKind::NotFound),
        (503, "fetchVisit/spring-path-alone.json", ErrorKind::Http),
    ] {
        for error in failures(http, fixture).await {
            assert_eq!(error.kind(), kind, "{http} {fixture}");
            assert_eq!(error.code(), None);
        }
    }
}

#[tokio::test]
async fn row_7_a_bare_list_or_object_is_the_payload() {
    let of = |operation: &str, fixture: &str| {
        let call = enveloped()
            .find(|call| call.operation == operation)
            .unwrap();
        let body = fixtures::text(fixture);
        async move {
            let server = server(json(200, &body));
            call.send(&client(&server)).await.unwrap()
        }
    };
    for (operation, fixture, expected) in [
        (
            "fetchVisit",
            "fetchVisit/bare-list.json",
            "SessionId(62863)",
        ),
        (
            "fetchVisit",
            "fetchVisit/bare-object.json",
            "SessionId(62863)",
        ),
        (
            "mergeVisit",
            "mergeVisit/merged-bare.json",
            "SessionId(62863)",
        ),
        ("fetchCopay", "fetchCopay/bare-object.json", "200.00"),
        (
            "fetchClaimStatus",
            "fetchClaimStatus/bare-list.json",
            "Billed",
        ),
    ] {
        let shown = of(operation, fixture).await;
        assert!(shown.contains(expected), "{fixture}: {shown}");
    }
}

#[tokio::test]
async fn row_8_anything_else_is_an_http_failure_and_its_body_is_kept() {
    for http in [200, 400, 500, 502] {
        for fixture in [
            "fetchVisit/bad-gateway.html",
            "fetchVisit/cut-off.json",
            "fetchVisit/code-is-no-text.json",
        ] {
            for error in failures(http, fixture).await {
                assert_eq!(error.kind(), ErrorKind::Http, "{http} {fixture}");
                assert_eq!(error.code(), None);
            }
        }
    }
    for error in failures(200, "fetchVisit/unlisted-type.json").await {
        assert_eq!(error.kind(), ErrorKind::Http);
        assert_eq!(error.outcome(), Outcome::Unknown);
    }
}

#[tokio::test]
async fn row_8_an_empty_answer_is_an_http_failure() {
    for (http, outcome) in [
        (200, Outcome::Unknown),
        (400, Outcome::Refused),
        (502, Outcome::Unknown),
    ] {
        for call in enveloped() {
            let server = server(answer(http, "content-type: application/json\r\n", ""));
            let error = call.send(&client(&server)).await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Http);
            assert_eq!(error.outcome(), outcome);
            assert_eq!(error.body(), None);
        }
    }
}
