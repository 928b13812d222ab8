//! Problems of security.

use super::check;

fn scheme(text: &str, told: &str) {
    check(
        &[(
            "      type: http\n      scheme: bearer\n      description: A token of the harbour.\n",
            text,
        )],
        told,
    );
}

#[test]
fn requirements_name_schemes() {
    check(
        &[("  - bearer: []\n", "  - ①beerer: []\n")],
        "security-unknown ①",
    );
    check(
        &[(
            "    post:\n",
            "    post:\n      security: [{}, {①basic: []}]\n",
        )],
        "security-unknown ①",
    );
}

#[test]
fn schemes_are_complete() {
    check(
        &[
            ("    bearer:\n", "    ①bearer:\n"),
            ("      scheme: bearer\n", ""),
        ],
        "security-incomplete ①",
    );
    check(
        &[
            ("    bearer:\n", "    ①bearer:\n"),
            (
                "      type: http\n      scheme: bearer\n",
                "      type: apiKey\n",
            ),
        ],
        "security-incomplete ①, security-incomplete ①",
    );
    check(
        &[
            ("    bearer:\n", "    ①bearer:\n"),
            (
                "      type: http\n      scheme: bearer\n",
                "      type: oauth2\n",
            ),
        ],
        "security-incomplete ①",
    );
    check(
        &[
            ("    bearer:\n", "    ①bearer:\n"),
            (
                "      type: http\n      scheme: bearer\n",
                "      type: openIdConnect\n",
            ),
        ],
        "security-incomplete ①",
    );
}

#[test]
fn schemes_can_be_used() {
    scheme(
        "      type: apiKey\n      name: a\n      in: ①cookie\n",
        "security-cookie ①",
    );
    scheme(
        "      type: http\n      scheme: ①digest\n",
        "security-http-scheme ①",
    );
    scheme("      type: http\n      scheme: Basic\n", "");
    scheme("      type: apiKey\n      name: a\n      in: header\n", "");
    scheme(
        "      type: oauth2\n      flows: {password: {tokenUrl: /t, scopes: {}}}\n",
        "",
    );
    check(
        &[
            ("  - bearer: []\n", "  - {}\n"),
            (
                "      type: http\n      scheme: bearer\n",
                "      type: http\n      scheme: digest\n",
            ),
        ],
        "",
    );
}

#[test]
fn credentials_do_not_take_each_others_place() {
    check(
        &[
            ("  - bearer: []\n", "  - {bearer: [], ①other: []}\n"),
            (
                "    bearer:\n",
                "    other: {type: http, scheme: basic}\n    bearer:\n",
            ),
        ],
        "security-clash ①",
    );
    check(
        &[
            (
                "  - bearer: []\n",
                "  - {bearer: [], other: []}\n  - bearer: []\n",
            ),
            (
                "    bearer:\n",
                "    other: {type: apiKey, in: header, name: key}\n    bearer:\n",
            ),
        ],
        "",
    );
    // Two ways to one token.
    check(
        &[
            ("  - bearer: []\n", "  - {bearer: [], other: []}\n"),
            (
                "    bearer:\n",
                "    other: {type: oauth2, flows: {}}\n    bearer:\n",
            ),
        ],
        "",
    );
}
