//! The regeneration drill: Smart changes its API, somebody changes the document, and the client
//! has the new method without one line written by hand.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;

use smart_codegen::{Options, Source};
use smart_tests::building::Yard;
use smart_tests::document::workspace;
use smart_tests::server::{Server, json};

const CONSUMER: &str = r#"
[package]
name = "consumer"
version = "0.0.0"
edition = "2024"

[dependencies]
smart-api.workspace = true
tokio = { workspace = true, features = ["macros", "rt"] }
"#;

/// The document as Smart's changes make it; each `from` stands in it exactly once.
fn changed(document: &str) -> String {
    let member = document.split("    get:\n      operationId: fetchMember\n");
    let member = member.last().unwrap().split("      responses:\n").next();
    let parameters = member.unwrap();
    let more =
        "        - {name: locationCode, in: query, required: true, schema: {type: string}}\n";
    let edits = [
        // A new endpoint, with its schemas.
        (
            "\ncomponents:\n",
            format!("\n{}components:\n", include_str!("consumer/endpoint.yaml")),
        ),
        (
            "\n  schemas:\n",
            format!("\n  schemas:\n{}", include_str!("consumer/schemas.yaml")),
        ),
        // A renamed field.
        (
            "            schemecode:\n",
            "            scheme_code:\n".to_owned(),
        ),
        // A new status.
        (
            "enum: [PENDING, ACTIVE, EXPIRED, BILLED, CLOSED]",
            "enum: [PENDING, ACTIVE, EXPIRED, BILLED, CLOSED, SUSPENDED]".to_owned(),
        ),
        // A new required parameter.
        (parameters, format!("{parameters}{more}")),
    ];
    edits
        .into_iter()
        .fold(document.to_owned(), |text, (from, to)| {
            assert_eq!(text.matches(from).count(), 1, "{from:?} in the document");
            text.replace(from, &to)
        })
}

#[test]
fn smart_changes_its_api_and_regenerating_is_all_there_is_to_do() {
    let yard = Yard::new(env!("CARGO_TARGET_TMPDIR"), "drill");
    yard.mirror(&workspace()).unwrap();

    let document = changed(&fs::read_to_string(yard.folder().join("spec/smart.yaml")).unwrap());
    yard.write("spec/smart.yaml", &document).unwrap();
    let options = Options::new().runtime("crate::runtime").module("smart_api");
    let output = smart_codegen::generate(&Source::new("smart.yaml", document), &options);
    let output = output.unwrap_or_else(|problems| panic!("{problems:#?}"));
    for (name, text) in &output.files {
        yard.write(&format!("smart-api/src/generated/{name}"), text)
            .unwrap();
    }
    yard.write("spec/api-digest.txt", &output.digest).unwrap();

    let manifest = fs::read_to_string(yard.folder().join("Cargo.toml")).unwrap();
    let manifest = manifest.replacen("members = [", "members = [\"consumer\", ", 1);
    yard.write("Cargo.toml", &manifest).unwrap();
    yard.write("consumer/Cargo.toml", CONSUMER).unwrap();
    yard.write("consumer/src/main.rs", include_str!("consumer/main.rs"))
        .unwrap();
    yard.build("consumer", &workspace().join("Cargo.lock"))
        .unwrap();

    let server = Server::start(|request| match request.target() {
        target if target.starts_with("/base/oauth/token") => {
            json(200, r#"{"access_token":"t0ken"}"#)
        }
        target if target.starts_with("/base/api/preauth-request") => json(
            200,
            r#"{"code":"200","content":[{"code":"PA/87","state":"APPROVED","balance":0.740}]}"#,
        ),
        target if target.starts_with("/base/api/visit") => json(
            200,
            r#"{"code":"200","content":[{"session_id":1,"status":"SUSPENDED","scheme_code":"S"}]}"#,
        ),
        _ => json(200, r#"{"code":"200","content":null}"#),
    });
    let server = server.unwrap();
    let said = yard.run("consumer", &[&format!("{}/base", server.url())]);
    assert_eq!(said.unwrap(), "PA/87 APPROVED 0.740\nSome(\"S\") true\n0\n");

    let requests = server.requests();
    assert_eq!(requests.len(), 4, "{requests:#?}");
    let body = r#"{"state":"APPROVED","amount":15000.00}"#;
    assert_eq!(
        requests[1].text(),
        format!(
            "PUT /base/api/preauth-request/PA%2F87?notify=true HTTP/1.1\n\
             accept: application/json\n\
             authorization: Bearer t0ken\n\
             content-length: {}\n\
             content-type: application/json\n\
             host: {}\n\
             user-agent: smart-api/{}\n\n{body}",
            body.len(),
            server.host(),
            env!("CARGO_PKG_VERSION"),
        )
    );
    assert_eq!(
        requests[2].target(),
        "/base/api/visit?patientNumber=23025764&sessionStatus=SUSPENDED"
    );
    let member = "/base/api/member?patientNumber=23025764&sessionId=62863&locationCode=LOC-01";
    assert_eq!(requests[3].target(), member);
}
