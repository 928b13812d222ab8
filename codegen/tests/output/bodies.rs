//! Bodies of requests.

use super::{document, generated, method};

const TIDE: &str = "Tide: {type: object, properties: {height: {type: number}, kinds: {type: array, items: {type: string}}}}";

fn posting(body: &str) -> String {
    format!(
        "/tide:\n  post:\n    operationId: postTide\n    requestBody: {body}\n    responses: {{'204': {{description: done}}}}"
    )
}

fn client(body: &str) -> String {
    method(
        &generated(&document(&posting(body), TIDE)),
        "client.rs",
        "post_tide",
    )
}

#[test]
fn a_json_body_keeps_its_media_type() {
    let code = client(
        "{required: true, content: {application/merge-patch+json: {schema: {$ref: '#/components/schemas/Tide'}}}}",
    );
    insta::assert_snapshot!(code);
}

#[test]
fn a_form_is_a_form() {
    let code = client(
        "{required: true, content: {application/x-www-form-urlencoded: {schema: {$ref: '#/components/schemas/Tide'}}}}",
    );
    assert!(
        code.contains("form_body(self.call.http().post(url), Some(body))?"),
        "{code}"
    );
}

#[test]
fn json_is_chosen_among_several() {
    let code = client(
        "{required: true, content: {application/x-www-form-urlencoded: {schema: {$ref: '#/components/schemas/Tide'}}, \
         application/json: {schema: {$ref: '#/components/schemas/Tide'}}}}",
    );
    assert!(code.contains("\"application/json\""), "{code}");
}

#[test]
fn a_body_that_may_be_left_out_is_an_option() {
    let body = "{content: {application/json: {schema: {$ref: '#/components/schemas/Tide'}}}}";
    let code = client(body);
    assert!(
        code.contains("body: Option<&'a types::Tide>")
            && code.contains("\"application/json\", body)?"),
        "{code}"
    );
    let output = generated(&document(&posting(body), TIDE));
    assert!(output.files["requests.rs"].contains("pub body: Option<super::types::Tide>"));
}

#[test]
fn plain_bodies_are_borrowed() {
    for (schema, ty) in [
        ("{type: integer}", "&'a i64"),
        ("{type: string}", "&'a str"),
        (
            "{type: array, items: {type: boolean}}",
            "&'a ::std::vec::Vec<bool>",
        ),
    ] {
        let code = client(&format!(
            "{{required: true, content: {{application/json: {{schema: {schema}}}}}}}"
        ));
        assert!(code.contains(&format!("body: {ty}")), "{schema}: {code}");
    }
}
