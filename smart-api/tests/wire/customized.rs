//! Our guards hold whatever is changed at the HTTP client's builder.

use std::time::Duration;

use smart_api::runtime::ErrorKind;
use smart_api::runtime::reqwest::redirect::Policy;

use crate::server::{Act, Server, json};
use crate::{client_of, config};

#[tokio::test]
async fn guards_are_set_after_the_customisation() {
    let server = Server::start(|number, _| match number {
        0 => Act::Write(json("200 OK", "[]")),
        _ => Act::Write(
            b"HTTP/1.1 307 X\r\nlocation: /base/elsewhere\r\ncontent-length: 0\r\n\r\n".to_vec(),
        ),
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
    client.fetch("1").await.unwrap();
    let error = client.fetch("1").await.unwrap_err();
    assert_eq!((error.kind(), error.status()), (ErrorKind::Http, Some(307)));
    assert_eq!(server.requests().len(), 2);
    let request = &server.requests()[0];
    assert!(request.contains("user-agent: changed"));
    assert!(!request.contains("accept-encoding"), "{request}");
}
