//! Problems of paths, operations, parameters and servers.

use super::check;

const HARBOUR: &str = "        - name: harbour\n          in: path\n";
const DAYS: &str = "        - name: days\n          in: query\n";
const MORE: &str = "        - name: trace-id\n";

fn parameter(text: &str, told: &str) {
    let with = format!("        - {text}\n{MORE}");
    check(&[(MORE, &with)], told);
}

#[test]
fn paths_have_a_form() {
    check(&[("  /tides:\n", "  ①tides:\n")], "path-slash ①");
    check(&[("  /tides:\n", "  ①/tides?all=1:\n")], "path-query ①");
    check(&[("  /tides:\n", "  ①/tides#all:\n")], "path-query ①");
    for braces in ["/tides/{}", "/tides/{a", "/tides/a}", "/tides/{a/b}"] {
        check(
            &[("  /tides:\n", &format!("  ①'{braces}':\n"))],
            "path-braces ①",
        );
    }
    for segment in [
        "/tides/../a",
        "/./tides",
        "/tides\\\\a",
        "/%2e%2E/a",
        "/a/.%2e",
        "/a%zz",
        "/a%2",
    ] {
        check(
            &[("  /tides:\n", &format!("  ①\"{segment}\":\n"))],
            "path-segment ①",
        );
    }
}

#[test]
fn paths_name_their_parameters() {
    check(
        &[(
            "  /tides/{harbour}:\n    get:",
            "  /tides/{harbour}/{day}:\n    ①get:",
        )],
        "path-name-without-parameter ①",
    );
    check(
        &[
            ("  /tides/{harbour}:\n", "  /tides/high:\n"),
            (HARBOUR, "        - ①name: harbour\n          in: path\n"),
        ],
        "path-parameter-without-name ①",
    );
    check(
        &[("  /tides/{harbour}:\n", "  ①/tides/{harbour}/{harbour}:\n")],
        "path-name-twice ①",
    );
}

#[test]
fn paths_differ_in_more_than_names() {
    check(
        &[
            ("  /tides/{harbour}:\n", "  ③/tides/{harbour}:\n"),
            ("  /tides:\n    post:\n", "  ①/tides/{place}:\n    ②post:\n"),
        ],
        "paths-equal ①③, path-name-without-parameter ②",
    );
}

#[test]
fn one_name_in_path_and_query_is_fine() {
    check(
        &[(DAYS, "        - name: harbour\n          in: query\n")],
        "",
    );
    parameter("{name: body, in: query, schema: {type: string}}", "");
    parameter("{name: DAYS, in: query, schema: {type: string}}", "");
}

#[test]
fn operations_have_names_of_their_own() {
    check(
        &[("    post:\n      operationId: postTide\n", "    ①post:\n")],
        "operation-id-missing ①",
    );
    check(
        &[
            ("operationId: postTide", "operationId: ①fetchTide"),
            ("operationId: fetchTide", "operationId: ②fetchTide"),
        ],
        "operation-id-twice ①②",
    );
    check(
        &[
            ("operationId: postTide", "operationId: ①fetch_tide"),
            ("operationId: fetchTide", "operationId: ②fetchTide"),
        ],
        "operation-ids-alike ①②",
    );
    check(
        &[("operationId: postTide", "operationId: ①'***'")],
        "operation-id-unusable ①",
    );
    let named = |length: usize| format!("operationId: ①{}", "a".repeat(length));
    check(
        &[("operationId: postTide", &named(1_000).replace('①', ""))],
        "",
    );
    check(
        &[("operationId: postTide", &named(1_001))],
        "operation-id-too-long ①",
    );
    check(&[("operationId: postTide", "operationId: type")], "");
}

#[test]
fn parameters_stand_once() {
    check(
        &[
            (DAYS, "        - ②name: days\n          in: query\n"),
            (
                MORE,
                "        - ①{name: days, in: query, schema: {type: string}}\n        - name: trace-id\n",
            ),
        ],
        "parameter-twice ①②",
    );
    check(
        &[(
            MORE,
            "        - ②{name: Trace-ID, in: header, schema: {type: string}}\n        - ①name: trace-id\n",
        )],
        "parameter-twice ①②",
    );
    check(
        &[(
            "  /tides/{harbour}:\n",
            "  /tides/{harbour}:\n    parameters: [{name: days, in: query, schema: {type: string}}]\n",
        )],
        "",
    );
}

#[test]
fn parameters_travel_in_path_query_or_header() {
    parameter(
        "①{name: c, in: cookie, schema: {type: string}}",
        "parameter-cookie ①",
    );
    parameter(
        "{name: c, in: query, ①content: {application/json: {schema: {}}}}",
        "parameter-content ①",
    );
    parameter(
        "{name: c, in: query, schema: {type: string}, ①content: {application/json: {schema: {}}}}",
        "parameter-schema-and-content ①",
    );
    parameter("①{name: c, in: query}", "parameter-without-schema ①");
    check(
        &[(
            "        - name: harbour\n          in: path\n          required: true\n",
            "        - ①name: harbour\n          in: path\n",
        )],
        "path-parameter-optional ①",
    );
    parameter(
        "{name: c, in: query, schema: {type: string}, ①allowReserved: true}",
        "parameter-reserved-characters ①",
    );
}

#[test]
fn styles_are_those_that_can_be_written() {
    let styled = |location: &str, style: &str, schema: &str, told: &str| {
        let required = if location == "path" {
            "required: true, "
        } else {
            ""
        };
        parameter(
            &format!("{{name: c, in: {location}, {required}{style}, schema: {schema}}}"),
            told,
        );
    };
    let list = "{type: array, items: {type: string}}";
    styled(
        "query",
        "style: ①deepObject",
        "{type: object}",
        "parameter-style ①",
    );
    styled(
        "query",
        "style: ①pipeDelimited, explode: true",
        list,
        "parameter-style ①",
    );
    styled(
        "query",
        "style: ①spaceDelimited",
        "{type: string}",
        "parameter-style ①",
    );
    styled(
        "header",
        "style: ①form",
        "{type: string}",
        "parameter-style ①",
    );
    styled("query", "style: pipeDelimited", list, "");
    styled("query", "style: form, explode: false", list, "");
    styled("header", "style: simple", "{type: string}", "");
    for style in ["matrix", "label"] {
        check(
            &[(
                HARBOUR,
                &format!(
                    "        - name: harbour\n          style: ①{style}\n          in: path\n"
                ),
            )],
            "parameter-style ①",
        );
    }
}

#[test]
fn lists_travel_in_a_query() {
    let list = "{type: array, items: {type: string}}";
    parameter(&format!("{{name: c, in: query, schema: {list}}}"), "");
    parameter(
        &format!("{{name: c, in: header, ①schema: {list}}}"),
        "parameter-list ①",
    );
    parameter(
        &format!("{{name: c, in: header, ①schema: {{allOf: [{list}]}}}}"),
        "parameter-list ①",
    );
    check(
        &[(
            "          schema: {type: string}\n          example: Kilifi\n",
            "          ①schema: {type: array, items: {type: string}}\n",
        )],
        "parameter-list ①",
    );
}

#[test]
fn headers_have_one_owner() {
    for name in [
        "Accept",
        "content-type",
        "AUTHORIZATION",
        "Host",
        "TE",
        "Expect",
        "Upgrade",
        "Trailer",
        "Accept-Encoding",
        "Cookie",
        "Set-Cookie",
        "Keep-Alive",
        "Transfer-Encoding",
        "Proxy-Authorization",
        "Proxy-Connection",
        "HTTP2-Settings",
    ] {
        parameter(
            &format!("{{name: ①{name}, in: header, schema: {{type: string}}}}"),
            "parameter-header ①",
        );
    }
    for name in ["'a b'", "''", "'a:'", "é"] {
        parameter(
            &format!("{{name: ①{name}, in: header, schema: {{type: string}}}}"),
            "header-name ①",
        );
    }
    check(
        &[
            ("- name: harbour-key", "- name: ②harbour-key"),
            (MORE, "        - name: ①Harbour-Key\n"),
        ],
        "parameter-client-header ①②",
    );
}

#[test]
fn servers_are_those_of_the_document() {
    check(
        &[(
            "    post:\n",
            "    ①servers: [{url: https://other.example}]\n    post:\n",
        )],
        "server-override ①",
    );
    check(
        &[(
            "    post:\n",
            "    post:\n      ①servers: [{url: https://other.example}]\n",
        )],
        "server-override ①",
    );
    let server =
        |text: &str, told: &str| check(&[("  - url: https://tides.example\n", text)], told);
    server("  - url: ①https://{place}.example\n", "server-variable ①");
    server(
        "  - url: https://{place}.example\n    variables: {place: {default: a}}\n",
        "",
    );
    server(
        "  - url: https://{place}.example\n    variables: {place: {default: a, enum: [a, b]}}\n",
        "",
    );
    server(
        "  - url: https://{place}.example\n    variables: {place: {default: ①c, enum: [a, b]}}\n",
        "server-default ①",
    );
    server(
        "  - url: https://{place}.example\n    variables: {①place: {enum: [a, b]}}\n",
        "missing-key ①",
    );
}
