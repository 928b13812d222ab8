//! Names that differ between Rust and the wire.

use smart_socket::json;
use crate::{DONE, call, client, echo, get, with_json};

pub(crate) async fn check() {
    of_operations().await;
    of_parameters().await;
    of_fields_and_values().await;
    of_types().await;
    of_generated_code().await;
}

async fn of_operations() {
    macro_rules! text {
        ($($method:ident $request:ident $path:expr;)*) => {$(
            let answer = json(200, r#""x""#);
            let target = get(concat!("/", $path));
            let said = call!(names_methods_of_the_client.$method($request::new()), answer, target);
            assert_eq!(said.unwrap(), "x");
        )*};
    }
    text! {
        new_ New "new";
        clone_ CloneType "clone";
        from_ FromType "from";
        fmt_ Fmt "fmt";
        drop DropType "drop";
        call CallType "call";
        client ClientType "client";
        request Request "request";
        as_ref AsRefType "as_ref";
    }
    let words =
        r#"{"type":"t","self":"s","Self":"S","crate":"c","true":false,"async":1,"static":["a"]}"#;
    macro_rules! word {
        ($($method:ident $request:ident $setter:ident $path:expr;)*) => {$(
            let sent = with_json(concat!("POST /", $path, "/a%2Fb?", $path, "_=q"), words);
            let request = corpus::names_words_of_rust::requests::$request::new(
                "a/b",
                serde_json::from_str::<corpus::names_words_of_rust::types::Words>(words).unwrap(),
            );
            call!(names_words_of_rust.$method(request.$setter("q")), DONE, sent).unwrap();
        )*};
    }
    word! {
        type_ Type type_ "type";
        match_ Match match_ "match";
        self_ SelfType self_ "self";
        crate_ Crate crate_ "crate";
        async_ Async async_ "async";
        fn_ FnType fn_ "fn";
        super_ Super super_ "super";
        union Union union_ee8d "union";
        box_ BoxType box_ "box";
    }
}

async fn of_parameters() {
    let folded = format!(
        "{}\nfoo-bar: h\nid: i",
        get("/thing/p?id=q&ID=Q&fooBar=1&foo_bar=2")
    );
    let server = smart_socket::Server::answering(json(200, "{}"));
    let request = corpus::names_that_fold_to_one::requests::GetThing::new("p");
    let request = request
        .id_dd03("q")
        .id_83ae("Q")
        .id_c5a3("i")
        .foo_bar_7cb8("1")
        .foo_bar("2")
        .foo_bar_a59c("h");
    client!(names_that_fold_to_one, server)
        .get_thing(request)
        .await
        .unwrap();
    let requests = server.requests();
    for part in ["id=q", "ID=Q", "fooBar=", "foo_bar="] {
        assert!(requests[0].target().contains(part), "{folded}");
    }
    assert_eq!(requests[0].target().split('?').next(), Some("/thing/p"));
    assert!(requests[0].header("foo-bar").is_some() && requests[0].header("id").is_some());

    let request = corpus::names_with_signs::requests::ThingsListAllOfThem::new("u/1", "x y", 9)
        .filter_name("n")
        .ids(vec![1, 2])
        .dollar_top(3)
        .at_type("t")
        .field_2d(true)
        .x_request_id("r")
        .minus("m")
        .u540d_u524d("名");
    let server = smart_socket::Server::answering(json(200, r#"{"@id":"i","1st":"f"}"#));
    let answer = client!(names_with_signs, server)
        .things_list_all_of_them(request)
        .await;
    assert_eq!(answer.unwrap().at_id, "i");
    let requests = server.requests();
    let (path, query) = requests[0].target().split_once('?').unwrap();
    assert_eq!(path, "/a-b/u%2F1/x%20y/9");
    let mut query: Vec<&str> = query.split('&').collect();
    query.sort_unstable();
    assert_eq!(
        query,
        [
            "%24top=3",
            "%40type=t",
            "%E5%90%8D%E5%89%8D=%E5%90%8D",
            "-=m",
            "2d=true",
            "filter%5Bname%5D=n",
            "ids%5B%5D=1",
            "ids%5B%5D=2",
        ]
    );
    assert_eq!(requests[0].header("x-request-id"), Some("r"));

    let request = corpus::names_of_locals::requests::Write::builder()
        .client("c/")
        .request("r")
        .url("u")
        .body_f41d(corpus::names_of_locals::types::WriteBody::new().body("inside"))
        .build()
        .value_23ed("v")
        .result("w")
        .header_map("h")
        .info("i")
        .url_158c("2");
    let server = smart_socket::Server::answering(json(200, r#""x""#));
    client!(names_of_locals, server)
        .write(request)
        .await
        .unwrap();
    let requests = server.requests();
    let (path, query) = requests[0].target().split_once('?').unwrap();
    assert_eq!(path, "/thing/c%2F/r/u");
    for part in ["result=w", "header_map=h", "info=i"] {
        assert!(query.split('&').any(|given| given == part), "{query}");
    }
    assert_eq!(requests[0].body(), br#"{"body":"inside"}"#);
}

async fn of_fields_and_values() {
    let folded = r#"{"fooBar":"a","foo_bar":1,"foo-bar":true,"FooBar":0.740,"kind":"a-b"}"#;
    let answer = call!(
        names_that_fold_to_one.get_thing(GetThing::new("p")),
        json(200, folded),
        get("/thing/p")
    );
    let again = serde_json::to_value(answer.unwrap()).unwrap();
    let given: serde_json::Value = serde_json::from_str(folded).unwrap();
    assert_eq!(again, given);

    for value in [
        r#""""#,
        r#"" ""#,
        r#""1""#,
        r#""-1""#,
        r#""+1""#,
        r#""a b""#,
        r#""日本""#,
        r#""true""#,
        r#""Self""#,
        r#""self""#,
        r#""Unlisted""#,
        r#""q\"uote""#,
        r#""back\\slash""#,
        r#""line\nbreak""#,
        r#""*""#,
        r#""2d""#,
        r#""~""#,
    ] {
        echo!(enums_odd_values.write(Write(E)), value);
    }
    let request = {
        use corpus::enums_odd_values::{requests::List, types::E};
        let value = |text: &str| serde_json::from_value::<E>(text.into()).unwrap();
        List::new()
            .e(value("a/b"))
            .many(vec![value("+1"), value("a b")])
            .x_e(value("*"))
    };
    let wanted = format!("{}\nx-e: *", get("/list?e=a%2Fb&many=%2B1&many=a+b"));
    call!(
        enums_odd_values.list(request),
        json(200, r#"["~",""]"#),
        wanted
    )
    .unwrap();

    echo!(names_schemas_fold.send0(Send0(FooBar6058)), r#"{"a":"x"}"#);
    echo!(names_schemas_fold.send1(Send1(FooBar)), r#"{"b":"x"}"#);
}

/// What a future must be to be spawned, however deeply its types stand in each other.
fn is_send<T: Send>(value: T) -> T {
    value
}

async fn of_types() {
    let nested = r#"{"a":"1","b":{"a":"2","b":{"a":"3","n":0.740,"l":["x"]}}}"#;
    echo!(names_of_types.send0(Send0(StringType)), nested);
    let server = smart_socket::Server::answering(json(200, nested));
    let request = corpus::names_of_types::requests::Send0::new(
        corpus::names_of_types::types::StringType::new("1"),
    );
    let client = client!(names_of_types, server);
    is_send(client.send0(request)).await.unwrap();

    echo!(names_of_enums.send0(Send0(StringType)), r#""Unlisted""#);
    echo!(names_of_enums.send1(Send1(OptionType)), r#""None""#);
    echo!(names_of_newtypes.send0(Send0(StringType)), r#""x""#);
}

/// Schemas and operations that are called as generated code calls its own things.
async fn of_generated_code() {
    use corpus::names_of_generated_code::enums::S;
    use corpus::names_of_generated_code::requests::{GetIt, GetItBuilder93DA};
    use corpus::names_of_generated_code::types::{Big, BigBuilderB3F4, V0Type, V1Type};

    let big = || {
        let big = Big::builder().d("d").c(S::A);
        big.b(V0Type::new().y("y")).a(V1Type::new()).build()
    };
    let written = "{\"a\":{},\"b\":{\"\u{202e}y\":\"y\"},\"c\":\"a\",\"d\":\"d\"}";
    let sent = with_json("PUT /a?one=1&two=2&three=3&four=4", written);
    let request = GetIt::builder().body(big());
    let request = request.four("4").three("3").two("2").one("1").build();
    let answer = json(200, r#"{"id":"i","fields":{"d":{"n":7},"s":"a"},"more":"m"}"#);
    let a = call!(names_of_generated_code.get_it(request), answer, sent).unwrap();
    let fields = a.fields.as_ref().unwrap();
    assert_eq!(fields.d.as_ref().unwrap().extra["n"], 7);
    assert_eq!(a.extra["more"], "m");

    let request = GetItBuilder93DA::new(BigBuilderB3F4::new().big(big()));
    let sent = with_json("PUT /b", &format!("{{\"big\":{written}}}"));
    let answer = json(200, r#"{"a":{"id":"i"}}"#);
    let d = call!(names_of_generated_code.get_it_builder(request), answer, sent).unwrap();
    assert_eq!(d.a.unwrap().id.as_deref(), Some("i"));
}
