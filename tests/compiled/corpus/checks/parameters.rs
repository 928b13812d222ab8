//! Parameters on the wire.

use smart_runtime::{Amount, Config, Credential, ErrorKind, Transport};

use smart_socket::{Server, json};
use crate::{DONE, call, client, get, sent};

pub(crate) async fn check() {
    in_paths().await;
    in_queries().await;
    in_headers().await;
    formats().await;
    security().await;
}

async fn in_paths() {
    macro_rules! odd {
        ($method:ident, $request:ident, $path:expr) => {
            let answer = json(200, r#""x""#);
            call!(paths_odd.$method($request::new()), answer, get($path)).unwrap();
        };
    }
    odd!(p0, P0, "/");
    odd!(p1, P1, "/trailing/");
    odd!(p2, P2, "/a//b");
    odd!(p3, P3, "/$metadata");
    odd!(p4, P4, "/func(1)");
    odd!(p5, P5, "/a,b;c=d");
    odd!(p6, P6, "/caf%C3%A9");
    odd!(p7, P7, "/a.b-c_d~e");
    odd!(p8, P8, "/@x:y");
    odd!(p9, P9, "/a+b");

    call!(
        segments.file(File::new("a/b c")),
        DONE,
        get("/files/a%2Fb%20c.json")
    )
    .unwrap();
    let act = "POST /things/a%3Ab:c%2Fd HTTP/1.1";
    call!(segments.act(Act::new("a:b", "c/d")), DONE, act).unwrap();
    call!(
        segments.range(Range::new(-1, 7)),
        DONE,
        get("/range/-1..7/x")
    )
    .unwrap();

    let both = get("/thing/a?page=2&verbose=true");
    call!(
        parameters_of_paths.get_thing(GetThing::new("a", true).page(2)),
        DONE,
        both
    )
    .unwrap();
    let own = "PUT /thing/7?verbose=x HTTP/1.1";
    call!(
        parameters_of_paths.put_thing(PutThing::new(7).verbose("x")),
        DONE,
        own
    )
    .unwrap();

    for segment in ["", ".", ".."] {
        let server = Server::answering(DONE);
        let request = corpus::parameters_of_paths::requests::GetThing::new(segment, true);
        let refused = client!(parameters_of_paths, server)
            .get_thing(request)
            .await;
        assert_eq!(refused.unwrap_err().kind(), ErrorKind::InvalidRequest);
        assert!(server.requests().is_empty());
    }
}

async fn in_queries() {
    let numbers: Vec<Amount> = vec!["0.740".parse().unwrap(), "-1".parse().unwrap()];
    let request = {
        use corpus::query_lists::{requests::Read, types::ReadDItem};
        Read::new(numbers.clone(), vec![ReadDItem::X, ReadDItem::Y])
            .a(vec!["a b".to_owned(), "c&d".to_owned()])
            .b(vec![1, 2])
            .e("")
            .f(vec![true, false])
    };
    let all = "/thing?a=a+b&a=c%26d&b=1%2C2&c=0.740&c=-1&d=x%2Cy&e=&f=true&f=false";
    call!(query_lists.read(request), DONE, get(all)).unwrap();
    let few = get("/thing?c=0.740&c=-1&d=x");
    call!(
        query_lists.read(Read::new(numbers, vec![types::ReadDItem::X])),
        DONE,
        few
    )
    .unwrap();

    // One empty text is no empty list.
    let empty = vec![String::new()];
    call!(query_pipedelimited.read(Read::new().a(empty)), DONE, get("/thing?a=")).unwrap();
    let values = || vec!["a b".to_owned(), "c".to_owned()];
    let pipes = get("/thing?a=a+b%7Cc");
    call!(
        query_pipedelimited.read(Read::new().a(values())),
        DONE,
        pipes
    )
    .unwrap();
    let spaces = get("/thing?a=a+c");
    let plain = vec!["a".to_owned(), "c".to_owned()];
    call!(
        query_spacedelimited.read(Read::new().a(plain)),
        DONE,
        spaces
    )
    .unwrap();

    let inline = get("/a?status=on&sort=x&sort=y");
    let answer = json(200, r#"{"status":"q"}"#);
    let request = {
        use corpus::enums_inline_everywhere::{requests::A, types::*};
        A::new()
            .status(AStatus::On)
            .sort(vec![ASortItem::X, ASortItem::Y])
    };
    let answer = call!(enums_inline_everywhere.a(request), answer, inline).unwrap();
    assert_eq!(answer.status.unwrap().as_str(), "q");
    let answer = json(200, r#"{"status":["r","s"]}"#);
    let answer = call!(enums_inline_everywhere.b(B::new()), answer, get("/b")).unwrap();
    assert_eq!(answer.status.len(), 2);
}

async fn in_headers() {
    let server = Server::answering(json(200, r#""x""#));
    let request = {
        use corpus::headers::{requests::Read, types::ReadXKind};
        Read::new("a b")
            .x_number(-7)
            .x_flag(false)
            .x_amount("0.740".parse::<Amount>().unwrap())
            .x_day("2025-01-21".parse::<smart_runtime::Date>().unwrap())
            .x_kind(ReadXKind::B)
            .if_none_match("\"e\"")
            .accept_language("sw")
            .user_agent("kiosk/1")
    };
    client!(headers, server).read(request).await.unwrap();
    let requests = server.requests();
    for (name, value) in [
        ("x-text", "a b"),
        ("x-number", "-7"),
        ("x-flag", "false"),
        ("x-amount", "0.740"),
        ("x-day", "2025-01-21"),
        ("x-kind", "b"),
        ("if-none-match", "\"e\""),
        ("accept-language", "sw"),
        ("user-agent", "kiosk/1"),
    ] {
        assert_eq!(requests[0].header(name), Some(value), "{name}");
        let lines = requests[0].text();
        let same = lines
            .lines()
            .filter(|line| line.starts_with(&format!("{name}: ")));
        assert_eq!(same.count(), 1, "{name}");
    }

    for text in ["a\nb: c", "a\0"] {
        let server = Server::answering(DONE);
        let request = corpus::headers::requests::Read::new(text);
        let refused = client!(headers, server).read(request).await.unwrap_err();
        assert_eq!(refused.kind(), ErrorKind::InvalidRequest);
        assert!(server.requests().is_empty());
    }
}

async fn formats() {
    let request = corpus::formats_in_parameters::requests::Read::builder()
        .day("2025-01-21".parse::<smart_runtime::Date>().unwrap())
        .at("2025-01-21T10:00:00+03:00"
            .parse::<smart_runtime::Timestamp>()
            .unwrap())
        .id("an/id")
        .n("1.50".parse::<Amount>().unwrap())
        .flag(true)
        .build()
        .p("s3cret")
        .b("YQ==")
        .i(7)
        .days(vec![
            "2025-01-21".parse::<smart_runtime::Date>().unwrap(),
        ]);
    assert!(!format!("{request:?}").contains("s3cret"));
    let line = "/d/2025-01-21/2025-01-21T10%3A00%3A00%2B03%3A00/an%2Fid/1.50/true\
                ?p=s3cret&b=YQ%3D%3D&days=2025-01-21";
    let answer = json(200, r#""2025-01-21T07:00:00.5Z""#);
    let wanted = format!("{}\ni: 7", get(line));
    let at = call!(formats_in_parameters.read(request), answer, wanted).unwrap();
    assert_eq!(at.to_string(), "2025-01-21T07:00:00.5Z");
}

async fn security() {
    let config = |server: &Server| {
        Config::new(server.url())
            .credential("bearer", Credential::bearer("t0ken"))
            .credential("basic", Credential::basic("ann", "w0rd"))
            .credential("key", Credential::api_key("k"))
            .credential("user", Credential::api_key("u"))
            .credential("query", Credential::api_key("q&"))
            .credential("oauth", Credential::bearer("o"))
    };
    macro_rules! secured {
        ($method:ident, $request:ident, $sent:expr) => {
            let server = Server::answering(DONE);
            let schemes = corpus::security::operations::SECURITY_SCHEMES;
            let transport = Transport::new(config(&server), schemes).unwrap();
            let client = corpus::security::Client::from(transport);
            client
                .$method(corpus::security::requests::$request::new())
                .await
                .unwrap();
            assert_eq!(sent(&server), $sent);
        };
    }
    secured!(a, A, format!("{}\nauthorization: Bearer t0ken", get("/a")));
    secured!(b, B, get("/b"));
    secured!(
        c,
        C,
        format!("{}\nauthorization: Basic YW5uOncwcmQ=", get("/c"))
    );
    secured!(d, D, format!("{}\nx-key: k\nx-user: u", get("/d")));
    secured!(e, E, format!("{}\nauthorization: Bearer o", get("/e")));
    secured!(f, F, get("/f?api-key=q%26"));

    // Without a credential nothing is sent, unless none is needed.
    let server = Server::answering(DONE);
    let refused = client!(security, server)
        .a(corpus::security::requests::A::new())
        .await;
    assert_eq!(refused.unwrap_err().kind(), ErrorKind::Authentication);
    assert!(server.requests().is_empty());
    call!(security.c(C::new()), DONE, get("/c")).unwrap();
}
