//! Problems of the text itself.

use smart_codegen::document::{Document, LONGEST, Source, Value};
use smart_codegen::lint::Rules;

use super::{check, check_text, edited};

fn yaml(text: &str, told: &str) {
    check_text("a.yaml", text, Rules::Generation, told);
}

fn json(text: &str, told: &str) {
    check_text("a.json", text, Rules::Generation, told);
}

#[test]
fn yaml_that_is_none_is_refused_with_its_place() {
    yaml("openapi: 3.0.3\ninfo: {title: x\npaths①: ]", "not-yaml ①");
    yaml("openapi: 3.0.3\ninfo: ①\"x", "not-yaml ①");
    yaml("a: b①: c", "not-yaml ①");
    yaml("a:\n  - b\n ①c: d", "not-yaml ①");
    yaml("openapi: 3.0.3\ninfo:\n\t①title: x\n", "tab ①");
    yaml("a: 1\n①---\nb: 2\n", "several-documents ①");
}

#[test]
fn keys_are_text_and_stand_once() {
    check(
        &[(
            "  title: Tide tables\n",
            "  ②title: Tide tables\n  ①title: Tides\n",
        )],
        "duplicate-key ①②",
    );
    yaml("①[a, b]: c", "key-not-text ①");
    yaml("? ①{a: b}\n: c", "key-not-text ①");
    yaml("①: c", "key-not-text ①");
    yaml("a: &x {b: c}\nd:\n  ①<<: *x\n", "merge-key ①");
}

#[test]
fn tags_and_aliases_do_what_they_say() {
    yaml("a: ①!!int x", "yaml-tag ①");
    yaml("a: ①!mine x", "yaml-tag ①");
    yaml("a: ①!!set {b: c}", "yaml-tag ①");
    yaml("a: ①*b", "unknown-alias ①");
    yaml("a: &b {c: ①*b}", "recursive-alias ①");
    yaml("a: &b [①*b]", "recursive-alias ①");
    check(
        &[
            ("- name: days\n", "- &days\n          name: days\n"),
            (
                "  /tides:\n    post:\n",
                "  /tides:\n    parameters: [*days]\n    post:\n",
            ),
        ],
        "",
    );
}

#[test]
fn aliases_that_unfold_without_end_are_refused() {
    let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for level in 1..30 {
        let below = format!("*a{}", level - 1);
        let ten = vec![below; 10].join(", ");
        bomb.push_str(&format!("a{level}: &a{level} [{ten}]\n"));
    }
    let found = super::problems("bomb.yaml", &bomb, Rules::All);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].kind(), "alias-bomb");
    // Few nodes may hold much text.
    let text = "v".repeat(20_000);
    let bomb = format!(
        "a: &a {{d: {text}}}\nb: [{}]\n",
        vec!["*a"; 20_000].join(", ")
    );
    let found = super::problems("bomb.yaml", &bomb, Rules::All);
    assert_eq!(found[0].kind(), "alias-bomb");
}

#[test]
fn json_that_is_none_is_refused_with_its_place() {
    json("{\"a\": ①}", "not-json ①");
    json("{\"a\": 1①", "not-json ①");
    json("{\"a\": 1 ①\"b\": 2}", "not-json ①");
    json("{\"a\": 1, ①}", "not-json ①");
    json("[1①", "not-json ①");
    json("{①a: 1}", "not-json ①");
    json("{\"a\" ①1}", "not-json ①");
    json("{\"a\": ①01}", "not-json ①");
    json("{\"a\": ①1.}", "not-json ①");
    json("{\"a\": ①True}", "not-json ①");
    json("{} ①{}", "not-json ①");
    json("{\"é\": ①\"b", "not-json ①");
    json("{\"a\": \"b①\n\"}", "not-json ①");
    json("{\"a\": \"①\\x\"}", "not-json ①");
    json("{\"a\": \"①\\u12\"}", "not-json ①");
    json("{\"a\": \"①\\ud83d\"}", "not-json ①");
    json("{\"a\": \"①\\ude00\"}", "not-json ①");
    json("{\"a\": \"①\\ud83d\\u0041\"}", "not-json ①");
    json("①", "not-json ①");
    json(
        r#"{"openapi": "3.0.3", "info": {②"title": "a", "version": "1", ①"title": "b"}, "paths": {}}"#,
        "duplicate-key ①②",
    );
}

#[test]
fn only_openapi_3_is_understood() {
    yaml("openapi: ①3.3.0\n", "unsupported-version ①");
    yaml("openapi: ①3.1\n", "unsupported-version ①");
    yaml("openapi: ①3.0\n", "unsupported-version ①");
    yaml("openapi: ①4.0.0\n", "unsupported-version ①");
    yaml("openapi: ①\"3.0.x\"\n", "unsupported-version ①");
    yaml("①swagger: \"2.0\"\n", "unsupported-version ①");
    yaml("①info: {}\n", "not-openapi ①");
    yaml("①- a\n", "not-openapi ①");
    yaml("①\n", "not-openapi ①");
    json("①[]", "not-openapi ①");
    json("{\"openapi\": ①\"3.3.0\"}", "unsupported-version ①");
}

#[test]
fn a_version_is_refused_in_one_clear_sentence() {
    let sentence = |text: &str| {
        let found = super::problems("a.yaml", text, Rules::All);
        assert_eq!(found.len(), 1);
        format!("{}; {}", found[0].finding, found[0].fix())
    };
    assert_eq!(
        sentence("openapi: 4.0.0\n"),
        "this is OpenAPI 4.0.0; OpenAPI 3.0, 3.1 and 3.2 are understood; \
         convert the document to OpenAPI 3.0, 3.1 or 3.2"
    );
    assert_eq!(
        sentence("swagger: '2.0'\n"),
        "this is Swagger 2.0; OpenAPI 3.0, 3.1 and 3.2 are understood; \
         convert the document to OpenAPI 3.0, for example with swagger2openapi or the Swagger Converter"
    );
}

#[test]
fn depth_is_limited() {
    for (name, open) in [
        ("a.json", "["),
        ("a.json", "{\"a\":"),
        ("a.yaml", "["),
        ("a.yaml", "{a: "),
        ("a.yaml", "- "),
    ] {
        let small_stack = std::thread::Builder::new().stack_size(2 << 20);
        let text = open.repeat(100_000);
        let kinds = small_stack
            .spawn(move || {
                let found = super::problems(name, &text, Rules::All);
                found
                    .iter()
                    .map(|problem| problem.kind())
                    .collect::<Vec<_>>()
            })
            .expect("a thread")
            .join()
            .expect("no panic");
        assert_eq!(kinds, ["too-deep"], "{name} {open}");
    }
    let mut indented = String::new();
    for level in 0..3_000 {
        indented.push_str(&format!("{}a:\n", " ".repeat(level)));
    }
    assert_eq!(
        super::problems("a.yaml", &indented, Rules::All)[0].kind(),
        "too-deep"
    );
}

#[test]
fn aliases_do_not_get_round_the_limit_of_depth() {
    let mut text = String::from("a0: &a0 x\n");
    for level in 1..200 {
        text.push_str(&format!("a{level}: &a{level} [*a{}]\n", level - 1));
    }
    let found = super::problems("a.yaml", &text, Rules::All);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].kind(), "too-deep");
}

fn value(name: &str, text: &str, key: &str) -> Value {
    let document = Document::load(&Source::new(name, text)).expect("readable");
    document.root().get(key).expect("the key").value.clone()
}

#[test]
fn plain_scalars_stay_what_was_written() {
    let text = "\u{feff}openapi: 3.0.3\r\nyes: no\r\nzip: 0123\r\nhex: 0x1F\r\nthousand: 1_000\r\n\
                sum: 12345678901234567.890\r\nquoted: \"5\"\r\nday: 2025-01-21\r\nnothing: ~\r\n\
                tagged: !!str 5\r\n200: x\r\ntrue: y\r\n";
    let text_of = |key: &str| value("a.yaml", text, key);
    assert_eq!(text_of("yes"), Value::Text("no".to_owned()));
    assert_eq!(text_of("zip"), Value::Text("0123".to_owned()));
    assert_eq!(text_of("hex"), Value::Text("0x1F".to_owned()));
    assert_eq!(text_of("thousand"), Value::Text("1_000".to_owned()));
    assert_eq!(
        text_of("sum"),
        Value::Number("12345678901234567.890".to_owned())
    );
    assert_eq!(text_of("quoted"), Value::Text("5".to_owned()));
    assert_eq!(text_of("day"), Value::Text("2025-01-21".to_owned()));
    assert_eq!(text_of("nothing"), Value::Null);
    assert_eq!(text_of("tagged"), Value::Text("5".to_owned()));
    assert_eq!(text_of("200"), Value::Text("x".to_owned()));
    assert_eq!(text_of("true"), Value::Text("y".to_owned()));
}

#[test]
fn json_keeps_digits_and_characters() {
    let text = "\u{feff}{\"openapi\": \"3.0.3\", \"face\": \"\\ud83d\\ude00 \\u00e9\\n\\/\",\r\n\
                \"sum\": 12345678901234567.890, \"none\": null, \"é\": [true, -0.5e+3]}";
    assert_eq!(
        value("a.json", text, "face"),
        Value::Text("😀 é\n/".to_owned())
    );
    assert_eq!(
        value("a.json", text, "sum"),
        Value::Number("12345678901234567.890".to_owned())
    );
    assert_eq!(value("a.json", text, "none"), Value::Null);
    let document = Document::load(&Source::new("a.json", text)).expect("readable");
    let list = document.root().get("é").expect("the key");
    assert_eq!((list.span.line, list.span.column), (2, 50));
}

#[test]
fn the_name_or_the_first_character_decides_the_notation() {
    for (name, text) in [
        ("a.json", "{\"openapi\": \"3.0.3\"}"),
        ("API", " {\"openapi\": \"3.0.3\"}"),
        ("a.yml", "{openapi: 3.0.3}"),
        ("API", "openapi: 3.0.3"),
    ] {
        assert!(
            Document::load(&Source::new(name, text)).is_ok(),
            "{name} {text}"
        );
    }
}

#[test]
fn references_are_followed_and_circles_given_up() {
    let text = "openapi: 3.0.3\na: {$ref: '#/b~1c'}\nb/c: {$ref: '#/d%20e'}\nd e: found\n\
                round: {$ref: '#/round'}\nlost: {$ref: '#/nowhere'}\n";
    let document = Document::load(&Source::new("a.yaml", text)).expect("readable");
    let node = |key: &str| document.root().get(key).expect("the key");
    let resolved = document.resolve(node("a"));
    assert_eq!(resolved.node.as_str(), Some("found"));
    assert_eq!(resolved.pointer.as_deref(), Some("/d e"));
    for key in ["round", "lost", "d e"] {
        assert_eq!(document.resolve(node(key)).node, node(key));
        assert_eq!(document.resolve(node(key)).pointer, None);
    }
}

#[test]
fn places_name_their_operation() {
    let document = Document::load(&Source::new("a.yaml", super::BASE)).expect("readable");
    let operation = |pointer: &str| document.operation_at(pointer);
    assert_eq!(
        operation("/paths/~1tides~1{harbour}/get/parameters/0").as_deref(),
        Some("fetchTide")
    );
    assert_eq!(
        operation("/paths/~1tides/post").as_deref(),
        Some("postTide")
    );
    assert_eq!(operation("/paths/~1tides/parameters"), None);
    assert_eq!(operation("/components/schemas/Tide"), None);
    let text = super::edited(&[("      operationId: postTide\n", "")]);
    let document = Document::load(&Source::new("a.yaml", text)).expect("readable");
    assert_eq!(
        document
            .operation_at("/paths/~1tides/post/responses")
            .as_deref(),
        Some("POST /tides")
    );
}

#[test]
fn what_no_method_is_made_of_is_passed_over_by_name() {
    let later = ("openapi: 3.0.3\n", "openapi: 3.2.0\n");
    super::check(
        &[
            later,
            ("paths:\n", "webhooks:\n  surge: ①{post: {}}\npaths:\n"),
        ],
        "passed-over ①",
    );
    super::check(
        &[
            later,
            (
                "  /tides:\n",
                "  /tides:\n    ①query: {operationId: ask}\n    additionalOperations: {LINK: ②{}}\n",
            ),
        ],
        "passed-over ①, passed-over ②",
    );
}

#[test]
fn a_text_is_refused_from_one_byte_beyond_the_limit_on() {
    // Nothing of it is read but its first character.
    let load = |length: usize| {
        let text = format!("]{}", " ".repeat(length - 1));
        Document::load(&Source::new("a.json", text)).expect_err("no JSON")
    };
    assert_eq!(load(LONGEST)[0].kind(), "not-json");
    let found = load(LONGEST + 1);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].kind(), "too-long");
    let what = found[0].finding.to_string();
    assert_eq!(what, "the document is longer than 256 MiB");
}

#[test]
fn keys_lead_only_so_far() {
    let (long, rest) = ("k".repeat(4_000), "k".repeat(86));
    let nested = |last: &str| {
        format!(
            "{{\"openapi\": \"3.0.3\", \"x-{long}\": {{\"a\": {{\"{rest}\": 1}}, \"b\": {{{last}\"{rest}kkkkkkkkk\": 1}}}}}}"
        )
    };
    json(&nested("①"), "place-too-long ①");
    yaml(&nested("①"), "place-too-long ①");
    let shorter = nested("").replacen("kkkkkkkkkk", "k", 1);
    let kept = Document::load(&Source::new("a.json", shorter)).expect("short enough");
    assert!(kept.root().get("openapi").is_some());
}

#[test]
fn a_long_name_of_an_operation_is_told_in_part() {
    let id = format!("post{}", "Tide".repeat(1_000));
    let text = edited(&[("operationId: postTide", &format!("operationId: {id}"))]);
    let document = Document::load(&Source::new("a.yaml", text)).expect("readable");
    let operation = document.operation_at("/paths/~1tides/post/requestBody");
    assert_eq!(operation, Some(format!("{}…", &id[..240])));
}

/// What is shared, so often that little text would be gigabytes of code.
#[test]
fn what_is_shared_unfolds_in_proportion_to_the_text() {
    let lines = |count: usize, line: &dyn Fn(usize) -> String| -> String {
        (0..count).map(|number| line(number) + "\n").collect()
    };
    let base = lines(400, &|n| format!("        p{n}: {{type: string}}"));
    let base = format!("    Base:\n      type: object\n      properties:\n{base}");
    let composed = |count: usize| {
        let whole = |n| {
            let parts = "{$ref: '#/components/schemas/Base'}, {type: object}";
            format!("    Whole{n}: {{allOf: [{parts}]}}")
        };
        edited(&[(
            "  schemas:\n",
            &format!("  schemas:\n{base}{}", lines(count, &whole)),
        )])
    };
    let found = |text: &str| super::problems("a.yaml", text, Rules::Generation);
    let kinds =
        |text: &str| -> Vec<&str> { found(text).iter().map(|problem| problem.kind()).collect() };
    assert_eq!(kinds(&composed(100)), [""; 0]);
    let many = composed(1_000);
    assert_eq!(kinds(&many), ["repetition"]);
    let place = &found(&many)[0].places[0];
    assert!(
        place.pointer.starts_with("/components/schemas/Whole"),
        "{place:?}"
    );

    // Twice as much at each of forty levels.
    let doubled = lines(40, &|n| {
        let next = format!("{{$ref: '#/components/schemas/D{}'}}", n + 1);
        format!("    D{n}: {{allOf: [{next}, {next}]}}")
    });
    let last = "    D40: {type: object, properties: {a: {type: string}}}\n";
    let text = edited(&[("  schemas:\n", &format!("  schemas:\n{doubled}{last}"))]);
    assert_eq!(kinds(&text), ["repetition"]);

    // A page of text at a parameter of every operation.
    let told = |length: usize| {
        let operations = lines(1_000, &|n| {
            let parameters = "parameters: [{$ref: '#/components/parameters/P'}]";
            format!(
                "  /p{n}: {{get: {{operationId: p{n}, {parameters}, responses: {{'204': {{description: a}}}}}}}}"
            )
        });
        let page = "a".repeat(length);
        let parameter = format!(
            "components:\n  parameters:\n    P: {{name: p, in: query, description: {page}, schema: {{type: string}}}}\n"
        );
        edited(&[
            ("paths:\n", &format!("paths:\n{operations}")),
            ("components:\n", &parameter),
        ])
    };
    let text = told(1_000);
    assert!(!kinds(&text).contains(&"repetition"));
    let text = told(100_000);
    assert_eq!(kinds(&text), ["repetition"]);
}

/// Defaults that name each other would double the URL forty times.
#[test]
fn the_url_of_a_server_is_filled_in_once() {
    let variables: Vec<String> = (0..40)
        .map(|n| format!("v{n}: {{default: '{{v{}}}{{v{}}}'}}", n + 1, n + 1))
        .collect();
    let variables = format!("{}, v40: {{default: a}}", variables.join(", "));
    let server = format!("- url: 'https://{{v0}}.example'\n    variables: {{{variables}}}\n");
    let text = "openapi: 3.0.3\ninfo: {title: a, version: b}\nservers:\n  SERVERpaths: {}\n";
    yaml(&text.replace("SERVER", &server), "");
    let long = "a".repeat(1_990);
    let server =
        format!("- url: ①'https://{{a}}.example'\n    variables: {{a: {{default: {long}}}}}\n");
    yaml(&text.replace("SERVER", &server), "server-too-long ①");
}
