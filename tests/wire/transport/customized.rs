//! The client's guards hold after any change at the HTTP client's builder.

use std::time::Duration;

use smart_api::runtime::ErrorKind;
use smart_api::runtime::reqwest::redirect::Policy;

use super::clinic::requests::FetchVisit;
use super::{client_of, config};
use smart_socket::{Server, answer, json};

#[tokio::test]
async fn guards_are_set_after_the_customisation() {
    let other = Server::answering(json("200 OK", "[]"));
    let location = format!("location: {}\r\n", other.url());
    let server = Server::start(move |number, _| match number {
        0 => json("200 OK", "[]"),
        _ => answer("307 Temporary Redirect", &location, ""),
    });
    let config = config(&server).customize_reqwest(|builder| {
        builder
            .redirect(Policy::limited(10))
            .connect_timeout(Duration::from_secs(3600))
            .user_agent("changed")
            .gzip(true)
            .timeout(Duration::from_nanos(1))
    });
    let client = client_of(config);
    client.fetch_visit(FetchVisit::new("1")).await.unwrap();
    let error = client.fetch_visit(FetchVisit::new("1")).await.unwrap_err();
    assert_eq!((error.kind(), error.status()), (ErrorKind::Http, Some(307)));
    assert_eq!((server.requests().len(), other.requests().len()), (2, 0));
    let request = &server.requests()[0];
    assert!(request.contains("user-agent: changed"));
    assert!(!request.contains("accept-encoding"), "{request}");
}
