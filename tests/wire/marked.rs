//! Secret and personal values of the document stay out of printed requests, answers and errors.
//! They are planted where the document marks them, so that a new field is covered too.

use std::error::Error as StdError;
use std::fmt::{Debug, Write};

use smart_api::operations::OPERATIONS;
use smart_api::requests::{
    CloseSession, CreateToken, FetchClaimStatus, FetchCopay, FetchMember, FetchVisit, MergeVisit,
    PostClaim, PostClinicRecord,
};
use smart_api::runtime::Error;
use smart_api::types::{Claim, ClinicRecord, TokenRequest};
use smart_socket::{answer, json};
use smart_tests::document::{Document, PLANTED};

use crate::calls::CALLS;
use crate::{client, config, fixtures, server};

#[track_caller]
fn assert_clean(shown: &str) {
    assert!(!shown.contains(PLANTED), "{shown}");
}

/// What an error shows, with all its causes.
fn shown(error: &Error) -> String {
    let mut text = format!("{error} {error:?} {error:#?}");
    let mut source = error.source();
    while let Some(cause) = source {
        write!(text, " {cause} {cause:?}").unwrap();
        source = cause.source();
    }
    text
}

#[tokio::test]
async fn no_answer_prints_what_the_document_marks() {
    let document = Document::read().unwrap();
    for operation in OPERATIONS {
        let planted = document.instance(document.answer(operation.id()).unwrap());
        let planted = planted.to_string();
        assert!(planted.contains(PLANTED), "{}: {planted}", operation.id());
        let server = server(json(200, &planted));
        let call = CALLS.iter().find(|call| call.operation == operation.id());
        let call = call.unwrap_or_else(|| panic!("add {} to calls.rs", operation.id()));
        let shown = call.send(&client(&server)).await;
        let shown = shown.unwrap_or_else(|error| panic!("{error}: {planted}"));
        assert_clean(&shown);
        assert!(shown.contains("payload"), "{shown}");
    }
}

#[test]
fn no_request_prints_what_the_document_marks() {
    let document = Document::read().unwrap();
    for operation in OPERATIONS {
        let Some(schema) = document.body(operation.id()) else {
            continue;
        };
        let planted = document.instance(schema).to_string();
        assert!(planted.contains(PLANTED), "{planted}");
        fn read<T: serde::de::DeserializeOwned>(text: &str) -> T {
            serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
        }
        let request: Box<dyn Debug> = match operation.id() {
            "createToken" => Box::new(CreateToken::new(read::<TokenRequest>(&planted))),
            "postClaim" => Box::new(PostClaim::new(PLANTED, 1, read::<Claim>(&planted))),
            "postClinicRecord" => Box::new(PostClinicRecord::new(read::<ClinicRecord>(&planted))),
            other => panic!("{other} sends a body, which must be looked at here"),
        };
        let shown = format!("{request:?} {request:#?}");
        assert_clean(&shown);
        assert!(shown.contains("[redacted]"), "{shown}");
    }
}

#[test]
fn no_request_prints_a_personal_parameter() {
    let requests: [Box<dyn Debug>; 6] = [
        Box::new(FetchVisit::new(PLANTED, "PENDING")),
        Box::new(MergeVisit::new(62863, PLANTED)),
        Box::new(CloseSession::new(62863)),
        Box::new(FetchMember::new(PLANTED, 62863)),
        Box::new(FetchCopay::new(93181, "SKSP_6122", PLANTED)),
        Box::new(FetchClaimStatus::new("Invoce1500835", PLANTED).member_number(PLANTED)),
    ];
    for request in requests {
        assert_clean(&format!("{request:?} {request:#?}"));
    }
}

#[tokio::test]
async fn no_error_prints_an_answer() {
    for (http, fixture) in [
        (400, "mergeVisit/already-merged.json"),
        (200, "fetchVisit/business.json"),
        (200, "fetchVisit/error-type.json"),
        (200, "fetchVisit/without-status.json"),
        (200, "fetchMember/without-amount.json"),
        (500, "fetchVisit/spring.json"),
        (404, "fetchVisit/spring-not-found.json"),
        (502, "fetchVisit/bad-gateway.html"),
        (200, "fetchVisit/cut-off.json"),
        (200, "fetchVisit/code-is-no-text.json"),
        (400, "createToken/invalid-grant.json"),
    ] {
        let body = fixtures::text(fixture);
        assert!(body.contains(PLANTED), "{fixture}");
        for call in CALLS {
            let server = server(answer(http, "content-type: application/json\r\n", &body));
            // Some answers are only wrong for the operation that they belong to.
            if let Err(error) = call.send(&client(&server)).await {
                assert_clean(&shown(&error));
                assert_eq!(error.body(), Some(body.as_bytes()));
            }
        }
    }
}

#[tokio::test]
async fn neither_configuration_nor_a_refused_token_prints_a_secret() {
    let body = fixtures::text("createToken/invalid-grant.json");
    let server = smart_socket::Server::answering(json(400, &body));
    let config = config(&server);
    assert_clean(&format!("{config:?} {config:#?}"));
    let client = client(&server);
    assert_clean(&format!("{client:?} {:?}", client.transport()));
    let request = FetchVisit::new(PLANTED, "PENDING");
    let error = client.fetch_visit(request).await.unwrap_err();
    assert!(error.is_authentication());
    assert_clean(&shown(&error));
}
