//! Mistakes of a document that change no code, and what other versions of OpenAPI say.

use smart_socket::json;

use crate::{DONE, call, echo, get, with_json};

pub async fn check() {
    let any = r#"{"a":[1.50]}"#;
    let one = call!(
        answers_without_schema.one(One::new()),
        json(200, any),
        get("/one")
    );
    assert_eq!(one.unwrap().as_str(), any);
    let body = call!(
        bodies_without_schema.plain(Plain::new(smart_runtime::Json::of(&[1, 2]).unwrap())),
        DONE,
        with_json("POST /plain", "[1,2]")
    );
    body.unwrap();
    echo!(default_too_large.write(Write(N)), "{}");
    echo!(required_without_property.write(Write(R)), r#"{"a":"x"}"#);
    let read = call!(
        headers_that_are_ignored.read(Read::new()),
        json(200, r#""x""#),
        get("/thing")
    );
    assert_eq!(read.unwrap(), "x");
    names().await;
    later_version().await;
}

/// Operations without a name, with names that fold to one, and on paths that a server cannot tell
/// apart.
async fn names() {
    call!(no_operation_id.get_a(GetA::new()), DONE, get("/a")).unwrap();
    let exact = call!(
        names_operations_fold.get_thing(GetThingA20B::new()),
        json(200, r#""b""#),
        get("/b")
    );
    assert_eq!(exact.unwrap(), "b");
    call!(paths_ambiguous.one(One::new("v")), DONE, get("/a/v")).unwrap();
    call!(
        paths_ambiguous.two(Two::new("v")),
        DONE,
        "PUT /a/v HTTP/1.1"
    )
    .unwrap();
}

async fn later_version() {
    for value in [
        r#"{"maybe":null}"#,
        r#"{"maybe":"x","either":"y","fixed":"yes please","level":4,"pair":["a",1.50],"any":[null],"file":"aGk=","none":{"w":"z"}}"#,
        r#"{"maybe":"x","either":7}"#,
    ] {
        echo!(later_version.write(Write(V)), value);
    }
}
