//! Changes that need no hand-written line: an endpoint, a field, a status and a parameter that the
//! hand-written code does not use.

use std::fs;

use smart_socket::{Request, Server, json};
use smart_tests::document::workspace;

use super::{Edit, changed_workspace};

const CONSUMER: &str = r#"
[package]
name = "consumer"
version = "0.0.0"
edition = "2024"

[dependencies]
smart-api.workspace = true
tokio = { workspace = true, features = ["macros", "rt"] }
"#;

fn edits() -> [Edit; 5] {
    [
        // A new endpoint, with its schemas.
        Edit {
            from: "\ncomponents:\n",
            to: format!("\n{}components:\n", include_str!("consumer/endpoint.yaml")),
        },
        Edit {
            from: "\n  schemas:\n",
            to: format!("\n  schemas:\n{}", include_str!("consumer/schemas.yaml")),
        },
        // A renamed field.
        Edit {
            from: "        paid_amount:\n          description:",
            to: "        amount_paid:\n          description:".to_owned(),
        },
        // A new status.
        Edit {
            from: "enum: [PENDING, ACTIVE, EXPIRED, BILLED, CLOSED]",
            to: "enum: [PENDING, ACTIVE, EXPIRED, BILLED, CLOSED, SUSPENDED]".to_owned(),
        },
        // A new required parameter.
        Edit {
            from: "      operationId: postClinicRecord\n",
            to: "      operationId: postClinicRecord\n      parameters:\n        - \
                 {name: locationCode, in: query, required: true, schema: {type: string}}\n"
                .to_owned(),
        },
    ]
}

fn answer(request: &Request) -> Vec<u8> {
    let body = match request.target().split('?').next() {
        Some("/base/oauth/token") => r#"{"access_token":"t0ken"}"#,
        Some("/base/api/preauth-request/PA%2F87") => {
            r#"{"code":"200","content":[{"code":"PA/87","state":"APPROVED","balance":0.740}]}"#
        }
        Some("/base/api/visit") => {
            r#"{"code":"200","content":[{"session_id":1,"status":"SUSPENDED"}]}"#
        }
        Some("/base/api/copayment") => r#"{"code":"200","content":[{"amount_paid":152.20}]}"#,
        _ => r#"{"code":"200","content":null}"#,
    };
    json(200, body)
}

#[test]
fn a_change_that_no_hand_written_code_uses_needs_a_regeneration_only() {
    let yard = changed_workspace("drill", &edits());
    let manifest = fs::read_to_string(yard.folder().join("Cargo.toml")).unwrap();
    let manifest = manifest.replacen("members = [", "members = [\"consumer\", ", 1);
    yard.write("Cargo.toml", &manifest).unwrap();
    yard.write("consumer/Cargo.toml", CONSUMER).unwrap();
    yard.write("consumer/src/main.rs", include_str!("consumer/main.rs"))
        .unwrap();
    yard.build("consumer", &workspace().join("Cargo.lock"))
        .unwrap();

    let server = Server::start(|_, request| answer(request));
    let said = yard.run("consumer", &[&format!("{}/base", server.url())]);
    assert_eq!(
        said.unwrap(),
        "PA/87 APPROVED 0.740\nSUSPENDED true\n152.20\nrecorded\n"
    );

    let requests = server.requests();
    assert_eq!(requests.len(), 5, "{requests:#?}");
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
    let lines: Vec<&str> = requests[2..].iter().map(|one| one.line()).collect();
    assert_eq!(
        lines,
        [
            "GET /base/api/visit?patientNumber=23025764&sessionStatus=SUSPENDED HTTP/1.1",
            "GET /base/api/copayment?benefitId=93181&providerKey=SKSP_6122&visitNumber=67 HTTP/1.1",
            "POST /base/api/clinic-record?locationCode=LOC-01 HTTP/1.1",
        ]
    );
}
