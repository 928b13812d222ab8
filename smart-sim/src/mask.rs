//! Shows requests and answers without the secrets in them.

use std::borrow::Cow;

use crate::json::Json;

const MASK: &str = "[masked]";
/// Names of fields, in JSON, forms and queries, whose value is a secret.
const SECRET_FIELDS: [&str; 6] = [
    "access_token",
    "refresh_token",
    "password",
    "client_secret",
    "username",
    "token",
];
const SECRET_HEADERS: [&str; 3] = ["authorization", "cookie", "proxy-authorization"];

fn is_secret(name: &str) -> bool {
    SECRET_FIELDS
        .iter()
        .any(|secret| name.eq_ignore_ascii_case(secret))
}

/// Header lines; of a credential only the scheme is left.
pub(crate) fn headers(headers: &[(String, Vec<u8>)]) -> Vec<String> {
    let show = |(name, value): &(String, Vec<u8>)| {
        let text = String::from_utf8_lossy(value);
        if !SECRET_HEADERS.contains(&name.as_str()) {
            return format!("{name}: {text}");
        }
        match text.split_once(' ') {
            Some((scheme, _)) => format!("{name}: {scheme} {MASK}"),
            None => format!("{name}: {MASK}"),
        }
    };
    headers.iter().map(show).collect()
}

/// A path with its query.
pub(crate) fn target(target: &str) -> String {
    match target.split_once('?') {
        Some((path, query)) => format!("{path}?{}", pairs(query)),
        None => target.to_owned(),
    }
}

/// A body as text.
pub(crate) fn body(content_type: Option<&str>, body: &[u8]) -> String {
    if let Ok(mut json) = Json::read(body) {
        members(&mut json);
        return json.to_text();
    }
    let text = String::from_utf8_lossy(body);
    let form = content_type.is_some_and(|kind| kind.contains("x-www-form-urlencoded"));
    // What is neither JSON nor a form may be a broken one of either: field names decide.
    if form || SECRET_FIELDS.iter().any(|name| text.contains(name)) {
        return if form {
            pairs(&text)
        } else {
            format!("{MASK} ({} bytes)", body.len())
        };
    }
    text.into_owned()
}

fn pairs(text: &str) -> String {
    let show = |pair: &str| match pair.split_once('=') {
        Some((name, _)) if is_secret(&decoded(name)) => format!("{name}={MASK}"),
        _ => pair.to_owned(),
    };
    text.split('&').map(show).collect::<Vec<_>>().join("&")
}

fn decoded(name: &str) -> Cow<'_, str> {
    percent_encoding::percent_decode_str(name).decode_utf8_lossy()
}

fn members(value: &mut Json) {
    match value {
        Json::Object(entries) => {
            for (name, value) in entries {
                if is_secret(name) {
                    *value = MASK.into()
                } else {
                    members(value)
                }
            }
        }
        Json::List(items) => items.iter_mut().for_each(members),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_secret_is_shown() {
        let sent = [
            ("authorization".to_owned(), b"Bearer s3cret".to_vec()),
            ("cookie".to_owned(), b"s3cret".to_vec()),
            ("accept".to_owned(), b"*/*".to_vec()),
        ];
        let shown = headers(&sent).join("\n");
        assert_eq!(
            shown,
            "authorization: Bearer [masked]\ncookie: [masked]\naccept: */*"
        );
        assert_eq!(
            target("/a?b=1&access%5Ftoken=s3cret"),
            "/a?b=1&access%5Ftoken=[masked]"
        );
        let form = Some("application/x-www-form-urlencoded");
        assert_eq!(body(form, b"password=s3cret&a=b"), "password=[masked]&a=b");
        assert_eq!(
            body(None, br#"[{"access_token":"s3cret","a":1.0}]"#),
            r#"[{"access_token":"[masked]","a":1.0}]"#
        );
        assert_eq!(
            body(None, br#"{"access_token":"s3cret"#),
            "[masked] (23 bytes)"
        );
        assert_eq!(body(None, b"plain"), "plain");
    }
}
