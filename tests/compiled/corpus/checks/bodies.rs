//! Bodies on the wire.

use smart_socket::Server;
use crate::{DONE, call, client, get, with_json};

pub(crate) async fn check() {
    json().await;
    forms().await;
}

async fn json() {
    let full = r#"{"a":"x","n":0.740}"#;
    macro_rules! body {
        ($method:ident, $request:ident($body:ident), $line:expr, $media:expr) => {
            let sent = format!("{} HTTP/1.1\ncontent-type: {}\n\n{full}", $line, $media);
            let body = corpus::bodies_json::types::$body::new("x").n(amount("0.740"));
            call!(bodies_json.$method($request::new(body)), DONE, sent).unwrap();
        };
    }
    let json = "application/json";
    body!(plain, Plain(PlainBody), "POST /plain", json);
    body!(
        charset,
        Charset(CharsetBody),
        "POST /charset",
        "application/json; charset=utf-8"
    );
    body!(
        vendor,
        Vendor(VendorBody),
        "POST /vendor",
        "application/vnd.api+json"
    );
    body!(
        merge,
        Merge(MergeBody),
        "PATCH /merge",
        "application/merge-patch+json"
    );
    body!(delete_it, DeleteIt(DeleteItBody), "DELETE /deleteIt", json);
    body!(get_it, GetIt(GetItBody), "GET /getIt", json);

    let list = with_json("POST /list", r#"["a","b"]"#);
    call!(
        bodies_json.list(List::new(vec!["a".to_owned(), "b".to_owned()])),
        DONE,
        list
    )
    .unwrap();
    let text = with_json("POST /text", r#""say \"a\"""#);
    call!(bodies_json.text(Text::new("say \"a\"")), DONE, text).unwrap();
    let map = std::collections::BTreeMap::from([("b".to_owned(), 2), ("a".to_owned(), 1)]);
    call!(
        bodies_json.map(Map::new(map)),
        DONE,
        with_json("POST /map", r#"{"a":1,"b":2}"#)
    )
    .unwrap();
    let raw = r#"{"b":[1.50,null],"a":1e400}"#;
    let anything: smart_runtime::Json = serde_json::from_str(raw).unwrap();
    call!(
        bodies_json.anything(Anything::new(anything)),
        DONE,
        with_json("POST /anything", raw)
    )
    .unwrap();
    let shared = with_json("POST /shared", r#"{"a":"x"}"#);
    call!(
        bodies_json.shared(Shared::new(types::BBody::new().a("x"))),
        DONE,
        shared
    )
    .unwrap();
    call!(
        bodies_json.optional(Optional::new()),
        DONE,
        "POST /optional HTTP/1.1"
    )
    .unwrap();
    let given = with_json("POST /optional", r#"{"a":"x"}"#);
    call!(
        bodies_json.optional(Optional::new().body(types::OptionalBody::new("x"))),
        DONE,
        given
    )
    .unwrap();

    let any = with_json("POST /plain", r#"{"a":"x"}"#);
    call!(
        bodies_any_media.plain(Plain::new(types::PlainBody::new("x"))),
        DONE,
        any
    )
    .unwrap();
    let two = with_json("POST /plain", r#""x""#);
    call!(bodies_two_kinds.plain(Plain::new().body("x")), DONE, two).unwrap();
    let old = with_json("POST /a/1", r#"{"x":"o"}"#);
    #[allow(deprecated)]
    call!(
        deprecated.b(B::new("1").body(types::OldThing::new("o"))),
        DONE,
        old
    )
    .unwrap();
    let answer = smart_socket::json(200, r#"{"x":"o","y":"b"}"#);
    #[allow(deprecated)]
    let answer = call!(
        deprecated.a(A::new("1").q(types::Old::A)),
        answer,
        get("/a/1?q=a")
    )
    .unwrap();
    assert!(
        serde_json::to_string(&answer)
            .unwrap()
            .contains(r#""y":"b""#)
    );
}

async fn forms() {
    let form = "application/x-www-form-urlencoded";
    let sent = |line: &str, body: &str| format!("{line} HTTP/1.1\ncontent-type: {form}\n\n{body}");
    let whole = sent(
        "POST /plain",
        "a=p%26ss+w%C3%B6rd&n=0.740&i=-3&b=true&d=2025-01-21&e=y",
    );
    let body = corpus::bodies_form::types::PlainBody::new("p&ss wörd")
        .b(true)
        .i(-3)
        .n(amount("0.740"))
        .d("2025-01-21".parse::<smart_runtime::Date>().unwrap())
        .e(corpus::bodies_form::types::PlainBodyE::Y);
    call!(bodies_form.plain(Plain::new(body)), DONE, whole).unwrap();
    call!(
        bodies_form.optional(Optional::new()),
        DONE,
        "POST /optional HTTP/1.1"
    )
    .unwrap();
    let given = sent("POST /optional", "a=x");
    call!(
        bodies_form.optional(Optional::new().body(types::OptionalBody::new("x"))),
        DONE,
        given
    )
    .unwrap();

    let body = corpus::bodies_form_list::types::PlainBody::new();
    let list = body.a(vec!["x y".to_owned(), "z".to_owned()]);
    call!(
        bodies_form_list.plain(Plain::new(list)),
        DONE,
        sent("POST /plain", "a=x+y&a=z")
    )
    .unwrap();

    // A form without fields says that it is empty.
    let server = Server::answering(DONE);
    let nothing = corpus::bodies_form_list::types::PlainBody::new();
    let request = corpus::bodies_form_list::requests::Plain::new(nothing);
    client!(bodies_form_list, server)
        .plain(request)
        .await
        .unwrap();
    assert_eq!(server.requests()[0].header("content-length"), Some("0"));
}

fn amount(text: &str) -> smart_runtime::Amount {
    text.parse().unwrap()
}
