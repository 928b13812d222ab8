//! Answers: the payload that a method returns.

use smart_runtime::ErrorKind;

use smart_socket::{answer, json};
use crate::{DONE, call, client, get};

pub(crate) async fn check() {
    kinds().await;
    failures().await;
    verbs().await;
    documents_around_one_operation().await;
}

async fn kinds() {
    let a = r#"{"a":"x"}"#;
    let one = call!(answers.one(One::new()), json(200, a), get("/one"));
    assert_eq!(one.unwrap().a.as_deref(), Some("x"));
    let created = call!(
        answers.created(Created::new()),
        json(201, a),
        get("/created")
    );
    assert_eq!(created.unwrap().a.as_deref(), Some("x"));
    let any = call!(answers.any_two(AnyTwo::new()), json(202, a), get("/anyTwo"));
    assert_eq!(any.unwrap().a.as_deref(), Some("x"));
    for status in [200, 201] {
        let twice = call!(answers.twice(Twice::new()), json(status, a), get("/twice"));
        assert_eq!(twice.unwrap().a.as_deref(), Some("x"));
    }
    let shared = call!(
        answers.shared(Shared::new()),
        json(200, r#""s""#),
        get("/shared")
    );
    assert_eq!(shared.unwrap(), "s");
    let vendor = answer(200, "content-type: application/vnd.x+json\r\n", r#""v""#);
    let vendor = call!(answers.vendor(Vendor::new()), vendor, get("/vendor"));
    assert_eq!(vendor.unwrap(), "v");
    let charset = answer(200, "content-type: application/json; charset=utf-8\r\n", r#""ü""#);
    let charset = call!(answers.charset(Charset::new()), charset, get("/charset"));
    assert_eq!(charset.unwrap(), "ü");

    call!(answers.empty(Empty::new()), DONE, get("/empty")).unwrap();
    let nothing = answer(200, "content-type: text/plain\r\n", "");
    call!(
        answers.no_content(NoContent::new()),
        nothing.clone(),
        get("/noContent")
    )
    .unwrap();
    call!(
        answers.empty_content(EmptyContent::new()),
        nothing,
        get("/emptyContent")
    )
    .unwrap();
    for answer in [answer(202, "content-type: text/plain\r\n", ""), DONE.into()] {
        let none = call!(
            answers.accepted_and_none(AcceptedAndNone::new()),
            answer,
            get("/acceptedAndNone")
        );
        none.unwrap();
    }
}

async fn failures() {
    let body = r#"{"a":"x"}"#;
    let fine = call!(
        answers.with_errors(WithErrors::new()),
        json(200, body),
        get("/withErrors")
    );
    assert_eq!(fine.unwrap().a.as_deref(), Some("x"));
    for (given, kind) in [
        (
            answer(400, "content-type: application/problem+json\r\n", "{}"),
            ErrorKind::Http,
        ),
        (answer(404, "content-type: text/plain\r\n", "no"), ErrorKind::NotFound),
        (answer(418, "content-type: application/json\r\n", "{}"), ErrorKind::Http),
    ] {
        let failed = call!(
            answers.with_errors(WithErrors::new()),
            given,
            get("/withErrors")
        );
        assert_eq!(failed.unwrap_err().kind(), kind);
    }
    let elsewhere = "HTTP/1.1 302 \r\nlocation: /one\r\ncontent-length: 0\r\n\r\n";
    let moved = call!(answers.only302(Only302::new()), elsewhere, get("/only302"));
    assert_eq!(moved.unwrap_err().kind(), ErrorKind::Http);
    let wrong = call!(answers.one(One::new()), json(200, "[1]"), get("/one"));
    assert_eq!(wrong.unwrap_err().kind(), ErrorKind::Decoding);

    let alone = call!(answers_errors_alone.one(One::new()), DONE, get("/one"));
    alone.unwrap();
}

async fn verbs() {
    let get_it = call!(
        methods.get_thing(GetThing::new()),
        json(200, r#""g""#),
        get("/thing")
    );
    assert_eq!(get_it.unwrap(), "g");
    macro_rules! verb {
        ($method:ident, $request:ident, $verb:expr) => {
            let line = format!("{} /thing HTTP/1.1", $verb);
            call!(methods.$method($request::new()), DONE, line).unwrap();
        };
    }
    verb!(put_thing, PutThing, "PUT");
    verb!(post_thing, PostThing, "POST");
    verb!(delete_thing, DeleteThing, "DELETE");
    verb!(options_thing, OptionsThing, "OPTIONS");
    verb!(patch_thing, PatchThing, "PATCH");
    verb!(trace_thing, TraceThing, "TRACE");
    let head = "HTTP/1.1 200 \r\ncontent-length: 7\r\n\r\n";
    call!(
        methods.head_thing(HeadThing::new()),
        head,
        "HEAD /thing HTTP/1.1"
    )
    .unwrap();
}

async fn documents_around_one_operation() {
    let text = || json(200, r#""x""#);
    let thing = get("/thing");
    assert_eq!(
        call!(no_components.read(Read::new()), text(), thing).unwrap(),
        "x"
    );
    assert_eq!(
        call!(servers.read(Read::new()), text(), thing).unwrap(),
        "x"
    );
    assert_eq!(
        call!(servers_none.read(Read::new()), text(), thing).unwrap(),
        "x"
    );
    assert_eq!(
        call!(
            paths_not_ascii.read(Read::new()),
            text(),
            get("/caf%C3%A9%201")
        )
        .unwrap(),
        "x"
    );
    let both = call!(answers_json_and_xml.one(One::new()), text(), get("/one"));
    assert_eq!(both.unwrap(), "x");
    let any = call!(
        answers_any_media.one(One::new()),
        json(200, r#"{"a":"x"}"#),
        get("/one")
    );
    assert_eq!(any.unwrap().a.as_deref(), Some("x"));
    let every = call!(
        answers_default.one(One::new()),
        json(200, r#"{"a":"x"}"#),
        get("/one")
    );
    assert_eq!(every.unwrap().a.as_deref(), Some("x"));
    let refused = call!(
        answers_default.one(One::new()),
        json(500, r#"{"a":"x"}"#),
        get("/one")
    );
    assert_eq!(refused.unwrap_err().kind(), ErrorKind::Http);
    call!(callbacks_and_links.a(A::new()), DONE, "POST /a HTTP/1.1").unwrap();
    // No operation: a client is all there is.
    let server = smart_socket::Server::answering(DONE);
    drop(client!(empty, server));
    assert!(corpus::empty::operations::OPERATIONS.is_empty());
}
