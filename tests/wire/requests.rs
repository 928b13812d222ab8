//! Requests: method, path, query, headers and body of every operation, byte for byte.
//!
//! A fixture `<operation>/request*.http` is the request with plain line ends, its headers sorted,
//! without the line end at its end.

use std::collections::BTreeSet;

use smart_api::operations::OPERATIONS;
use smart_api::requests::{FetchVisit, PostClaim};
use smart_api::types::Claim;
use smart_api::{Client, Config, Error};
use smart_socket::json;

use crate::calls::{CALLS, read};
use crate::{client, fixtures, server};

#[tokio::test]
async fn each_call_is_on_the_wire_as_its_fixture_says() {
    let mut wrong = Vec::new();
    for call in CALLS {
        let server = server(json(200, r#"{"code":"200"}"#));
        let outcome = call.send(&client(&server)).await;
        let sent = server.requests().pop().unwrap().text();
        let wanted = fixtures::text(call.request)
            .replace("{host}", &server.host())
            .replace("{version}", env!("CARGO_PKG_VERSION"));
        if Some(sent.as_str()) != wanted.strip_suffix('\n') {
            wrong.push(format!("{}: sent\n{sent}\n", call.request));
        }
        if let Err(error) = outcome {
            wrong.push(format!("{}: {error}", call.request));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_operation_is_without_a_wire_test() {
    let documented: BTreeSet<&str> = OPERATIONS.iter().map(|operation| operation.id()).collect();
    let called: BTreeSet<&str> = CALLS.iter().map(|call| call.operation).collect();
    assert_eq!(
        called, documented,
        "add a call of each operation to calls.rs"
    );
}

#[tokio::test]
async fn the_token_is_got_once_and_with_the_same_request_as_by_hand() {
    let server = server(json(200, r#"{"code":"200"}"#));
    let client = client(&server);
    for call in CALLS.iter().filter(|call| call.operation != "createToken") {
        call.send(&client).await.unwrap();
    }
    let requests = server.requests();
    assert_eq!(requests.len(), CALLS.len() - 2 + 1, "{requests:#?}");
    let wanted = fixtures::text("createToken/request.http")
        .replace("{host}", &server.host())
        .replace("{version}", env!("CARGO_PKG_VERSION"));
    assert_eq!(Some(requests[0].text().as_str()), wanted.strip_suffix('\n'));
}

#[test]
fn calls_can_be_spawned_and_are_small() {
    fn is_safe<T: Send + Sync + Clone + 'static>() {}
    fn is_small<T: Send>(call: T) {
        let size = size_of_val(&call);
        assert!(size <= 6_000, "{size} bytes");
    }
    is_safe::<Client>();
    is_safe::<Config>();
    is_safe::<Error>();
    let client = client(&server(Vec::new()));
    is_small(client.fetch_visit(FetchVisit::new("23025764", "PENDING")));
    let claim = read::<Claim>("postClaim/claim.json");
    is_small(client.post_claim(PostClaim::new("23025764", 62863, claim)));
    assert_eq!(size_of::<Error>(), size_of::<usize>());
}
