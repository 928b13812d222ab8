//! Calls the generated client at a raw socket.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use smart_foreign::Client;
use smart_foreign::enums::TideKind;
use smart_foreign::operations::SECURITY_SCHEMES;
use smart_foreign::requests::{AddHarbour, FetchLevels, FetchTides, WriteNote};
use smart_foreign::types::{Harbour, Note};
use smart_runtime::{Amount, Config, Credential, Date, ErrorKind, Transport};
use smart_socket::{Server, answer, json};

fn client(server: &Server) -> Client {
    let config = Config::new(server.url())
        .credential("key", Credential::api_key("k3y"))
        .credential("harbourMaster", Credential::basic("ann", "w0rd"));
    Client::from(Transport::new(config, SECURITY_SCHEMES).unwrap())
}

/// The only request, without the lines that all have.
fn sent(server: &Server) -> String {
    let requests = server.requests();
    assert_eq!(requests.len(), 1, "{requests:#?}");
    let text = requests[0].text();
    let lines = text.lines().filter(|line| {
        !["host: ", "user-agent: ", "accept: "]
            .iter()
            .any(|name| line.starts_with(name))
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn day() -> Date {
    "2025-01-21".parse().unwrap()
}

#[tokio::test]
async fn lists_in_the_query_and_decimals_in_the_answer() {
    let tides = r#"[{"kind":"high","height":3.140,"at":"2025-01-21T04:12:00+03:00"},
        {"kind":"half tide","height":12345678901234567.89,"remarks":null}]"#;
    let server = Server::answering(json(200, tides));
    let request = FetchTides::new("Kilindini/1", day())
        .kinds(vec![TideKind::High, TideKind::HalfTide])
        .sources(vec!["a b".to_owned(), "c".to_owned()])
        .above("0.740".parse::<Amount>().unwrap())
        .limit(7)
        .x_trace("t-1");
    let tides = client(&server).fetch_tides(request).await.unwrap();
    assert_eq!(
        sent(&server),
        "GET /harbours/Kilindini%2F1/tides/2025-01-21?kinds=high&kinds=half+tide&sources=a+b%2Cc\
         &above=0.740&limit=7 HTTP/1.1\nx-key: k3y\nx-trace: t-1\n"
    );
    assert_eq!(tides[0].kind, TideKind::High);
    assert_eq!(tides[0].height.to_string(), "3.140");
    assert_eq!(
        tides[0].at.as_ref().unwrap().to_string(),
        "2025-01-21T04:12:00+03:00"
    );
    assert_eq!(tides[1].height.to_string(), "12345678901234567.89");
    assert!(tides[1].remarks.is_empty());
}

#[tokio::test]
async fn optional_parameters_are_left_out() {
    let server = Server::answering(json(200, "[]"));
    let request = FetchTides::new("Lamu", day());
    assert!(
        client(&server)
            .fetch_tides(request)
            .await
            .unwrap()
            .is_empty()
    );
    assert_eq!(
        sent(&server),
        "GET /harbours/Lamu/tides/2025-01-21 HTTP/1.1\nx-key: k3y\n"
    );
}

#[tokio::test]
async fn an_optional_body_is_sent_or_not() {
    let server = Server::answering("HTTP/1.1 204 \r\n\r\n");
    client(&server)
        .write_note(WriteNote::new("Lamu"))
        .await
        .unwrap();
    assert_eq!(
        sent(&server),
        "PUT /harbours/Lamu/note HTTP/1.1\ncontent-length: 0\nx-key: k3y\n"
    );

    let server = Server::answering("HTTP/1.1 204 \r\n\r\n");
    let request = WriteNote::new("Lamu").body(Note::new("dredging"));
    client(&server).write_note(request).await.unwrap();
    assert_eq!(
        sent(&server),
        "PUT /harbours/Lamu/note HTTP/1.1\ncontent-length: 19\ncontent-type: application/json\n\
         x-key: k3y\n\n{\"text\":\"dredging\"}"
    );
}

#[tokio::test]
async fn a_form_with_a_user_and_a_password() {
    let server = Server::answering(json(201, r#"{"name":"Lamu","depth":6.50}"#));
    let depth: Amount = "6.50".parse().unwrap();
    let request = AddHarbour::new(Harbour::new("Lamu & co").depth(depth).berths(3));
    let harbour = client(&server).add_harbour(request).await.unwrap();
    assert_eq!(
        sent(&server),
        "POST /harbours HTTP/1.1\nauthorization: Basic YW5uOncwcmQ=\ncontent-length: 36\n\
         content-type: application/x-www-form-urlencoded\n\nname=Lamu+%26+co&depth=6.50&berths=3"
    );
    assert_eq!(harbour.depth, Some(depth));
    assert_eq!(harbour.status(), 201);
}

#[tokio::test]
async fn a_map_of_decimals_without_any_credential() {
    let server = Server::answering(json(200, r#"{"Lamu":0.740,"Mombasa":-1}"#));
    let levels = client(&server)
        .fetch_levels(FetchLevels::new())
        .await
        .unwrap();
    assert_eq!(sent(&server), "GET /levels HTTP/1.1\n");
    assert_eq!(levels["Lamu"].to_string(), "0.740");
    assert_eq!(levels["Mombasa"].to_string(), "-1");
}

#[tokio::test]
async fn the_status_decides_the_kind_of_a_failure() {
    for (status, kind) in [
        (404, ErrorKind::NotFound),
        (401, ErrorKind::Authentication),
        (400, ErrorKind::Http),
    ] {
        let server = Server::answering(answer(status, "content-type: text/plain\r\n", "no"));
        let error = client(&server)
            .fetch_levels(FetchLevels::new())
            .await
            .unwrap_err();
        assert_eq!(error.kind(), kind);
        assert_eq!(error.body(), Some(&b"no"[..]));
    }
    let server = Server::answering(json(200, r#"{"Lamu":"deep"}"#));
    let error = client(&server)
        .fetch_levels(FetchLevels::new())
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decoding);
}
