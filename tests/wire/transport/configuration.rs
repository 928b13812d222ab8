//! Mistakes in a configuration, each with its remedy.

use std::time::Duration;

use smart_api::runtime::{Config, Credential, ErrorKind, Limits, Outcome, RetryPolicy, Transport};

use super::SECURITY_SCHEMES;
use super::encryption::authority;

/// With an authority, so that it does not matter whether this machine trusts any.
fn trusting(url: &str) -> Config {
    Config::new(url).root_certificates(authority().pem())
}

fn problem(config: Config) -> String {
    let error = Transport::new(config, SECURITY_SCHEMES).unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Configuration, Outcome::NotSent)
    );
    let text = error.to_string();
    let said = text.strip_prefix("configuration is not usable: ").unwrap();
    said.to_owned()
}

#[test]
fn a_base_url_is_encrypted_or_of_this_machine_and_nothing_else() {
    for url in [
        "https://data.example.org/providerapi-dev",
        "https://data.example.org/providerapi-dev/",
        "http://localhost:8080/x",
        "http://127.8.9.1/",
        "http://[::1]:1/x",
    ] {
        let transport = Transport::new(trusting(url), SECURITY_SCHEMES).unwrap();
        assert_eq!(transport.base_url(), url.trim_end_matches('/'));
    }
    for (url, said) in [
        (
            "",
            "the base URL is not a URL; write it as `https://host/path`",
        ),
        (
            "data.example.org",
            "the base URL is not a URL; write it as `https://host/path`",
        ),
        (
            "mailto:a@b",
            "the base URL has no host; write it as `https://host/path`",
        ),
        (
            "http://data.example.org",
            "the base URL is plain `http`, which only this machine may be reached by; use `https`",
        ),
        (
            "http://localhost.example.org",
            "the base URL is plain `http`, which only this machine may be reached by; use `https`",
        ),
        (
            "ftp://data.example.org",
            "the base URL is neither `https` nor `http`",
        ),
        (
            "https://data.example.org/oauth?",
            "the base URL has a query or a fragment; leave out what follows `?` or `#`",
        ),
        (
            "https://data.example.org/#x",
            "the base URL has a query or a fragment; leave out what follows `?` or `#`",
        ),
        (
            "https://ann:secret@data.example.org",
            "the base URL holds a user or a password; give those as a credential",
        ),
    ] {
        assert_eq!(problem(Config::new(url)), said, "{url}");
    }
}

#[test]
fn each_mistake_is_named() {
    let config = || trusting("https://data.example.org");
    for (config, said) in [
        (
            config().credential("oauth", Credential::bearer("t")),
            "the document has no security scheme `oauth`; it has: basic, bearer, key, query",
        ),
        (
            config().credential("bearer", Credential::api_key("t")),
            "the security scheme `bearer` wants a bearer token, or a source of tokens",
        ),
        (
            config().credential("basic", Credential::bearer("t")),
            "the security scheme `basic` wants a user and a password",
        ),
        (
            config().credential("key", Credential::basic("a", "b")),
            "the security scheme `key` wants an API key",
        ),
        (
            config().credential("basic", Credential::basic("a:b", "c")),
            "the user of `basic` holds a colon, which HTTP Basic cannot carry",
        ),
        (
            config().header("provider key", "x"),
            "`provider key` is not the name of a header",
        ),
        (
            config().header("provider-key", "x\ny"),
            "the value of header `provider-key` cannot stand in a header; use visible ASCII",
        ),
        (
            config().call_id_header(""),
            "`` is not the name of a header",
        ),
        (
            config().header("transfer-encoding", "chunked"),
            "`transfer-encoding` belongs to the connection, and the client writes it; leave it out",
        ),
        (
            config().header("Proxy-Authorization", "Basic YTpi"),
            "`Proxy-Authorization` belongs to the connection, and the client writes it; leave it \
             out",
        ),
        (
            config().credential("bearer", Credential::bearer("a\nb")),
            "the token of `bearer` holds characters that cannot stand in a header",
        ),
        (
            config().limits(Limits::DEFAULT.retry(RetryPolicy::DEFAULT.attempts(0))),
            "the retry policy allows no attempt; one is a call that is never repeated",
        ),
        (
            config().user_agent_suffix("a\r\nb"),
            "the user-agent suffix cannot stand in a header; use plain ASCII",
        ),
        (
            config().connect_timeout(Duration::ZERO),
            "the connect timeout is zero; give it some time",
        ),
        (
            config().limits(Limits::DEFAULT.overall_timeout(Duration::ZERO)),
            "the overall timeout is zero; give it some time",
        ),
        (
            config().limits(Limits::DEFAULT.attempt_timeout(Duration::ZERO)),
            "the attempt timeout is zero; give it some time",
        ),
        (
            config().limits(Limits::DEFAULT.body_limit(0)),
            "the body limit is zero; give it some bytes",
        ),
        (
            config().limits(Limits::DEFAULT.value_limit(0)),
            "the value limit is zero; give it some values",
        ),
        (
            config().proxy("http://"),
            "the proxy is not a URL; write it as `http://host:port`",
        ),
        (
            config().root_certificates("not a certificate"),
            "root certificates are not PEM; give text with `-----BEGIN CERTIFICATE-----`",
        ),
        (
            config()
                .root_certificates("-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n"),
            "root certificates are not PEM; give text with `-----BEGIN CERTIFICATE-----`",
        ),
    ] {
        assert_eq!(problem(config), said);
    }
}

#[test]
fn the_header_of_call_ids_has_no_other_meaning() {
    let config = || trusting("https://data.example.org").header("x-hospital", "Himilo");
    for (names, why) in [
        (
            &[
                "Content-Length",
                "host",
                "Connection",
                "keep-alive",
                "proxy-authorization",
                "Proxy-Connection",
                "te",
                "trailer",
                "transfer-encoding",
                "upgrade",
                "expect",
                "accept-encoding",
            ][..],
            "belongs to the connection",
        ),
        (
            &[
                "authorization",
                "Cookie",
                "Set-Cookie",
                "proxy-authenticate",
                "www-authenticate",
            ],
            "carries credentials",
        ),
        (
            &[
                "accept",
                "accept-language",
                "content-type",
                "if-match",
                "range",
                "user-agent",
                "via",
            ],
            "says what is sent or wanted",
        ),
        // The one is configured, the other carries the key of a security scheme.
        (&["X-Hospital", "x-api-key"], "has a value of its own"),
    ] {
        for name in names {
            assert_eq!(
                problem(config().call_id_header(*name)),
                format!("`{name}` {why}; choose another header for call ids, such as `x-call-id`")
            );
        }
    }
    for name in ["x-call-id", "X-Request-Id", "traceparent", "correlation-id"] {
        Transport::new(config().call_id_header(name), SECURITY_SCHEMES).unwrap();
    }
}
