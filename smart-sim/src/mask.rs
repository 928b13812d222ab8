//! Text forms of requests and answers with masked secrets.

use std::borrow::Cow;

use crate::json::Json;

const MASK: &str = "[masked]";

/// Parts of the names of fields that hold a secret.
const SECRET_NAMES: [&str; 4] = ["token", "secret", "passw", "username"];
/// Fields that hold no secret, although some have such a part in their name.
const HARMLESS_NAMES: [&str; 8] = [
    "token_type",
    "expires_in",
    "scope",
    "iat",
    "client_id",
    "grant_type",
    "error",
    "error_description",
];
/// Fields that mark an answer of the token endpoint, even if a fault renames one of them.
const TOKEN_ANSWER: [&str; 4] = ["access_token", "refresh_token", "token_type", "expires_in"];

/// Headers without a secret, by name or by the beginning of the name.
///
/// Any other header may be a misspelled `Authorization`.
const HARMLESS_HEADERS: [&str; 20] = [
    "accept",
    "accept-",
    "allow",
    "cache-control",
    "connection",
    "content-",
    "date",
    "expect",
    "host",
    "keep-alive",
    "origin",
    "pragma",
    "provider-key",
    "retry-after",
    "sec-",
    "te",
    "traceparent",
    "transfer-encoding",
    "user-agent",
    "x-request-id",
];

fn is_harmless(name: &str) -> bool {
    HARMLESS_NAMES
        .iter()
        .any(|known| name.eq_ignore_ascii_case(known))
}

fn is_secret(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    !is_harmless(name) && SECRET_NAMES.iter().any(|part| lower.contains(part))
}

fn is_harmless_header(name: &str) -> bool {
    HARMLESS_HEADERS
        .iter()
        .any(|known| match known.ends_with('-') {
            true => name.starts_with(known),
            false => name == *known,
        })
}

/// Returns header lines. A masked value keeps its scheme, `Basic` or `Bearer`.
pub(crate) fn headers(headers: &[(String, Vec<u8>)]) -> Vec<String> {
    let show = |(name, value): &(String, Vec<u8>)| {
        if is_harmless_header(name) {
            return format!("{name}: {}", String::from_utf8_lossy(value));
        }
        let scheme = ["Basic ", "Bearer "].into_iter().find(|scheme| {
            let start = value.get(..scheme.len()).unwrap_or_default();
            start.eq_ignore_ascii_case(scheme.as_bytes())
        });
        format!("{name}: {}{MASK}", scheme.unwrap_or_default())
    };
    headers.iter().map(show).collect()
}

/// Returns a path and query with masked secrets.
pub(crate) fn target(target: &str) -> String {
    match target.split_once('?') {
        Some((path, query)) => format!("{path}?{}", pairs(query, is_secret)),
        None => target.to_owned(),
    }
}

/// Returns a body as text with masked secrets.
pub(crate) fn body(content_type: Option<&str>, body: &[u8]) -> String {
    if let Ok(mut json) = Json::read(body) {
        mask_members(&mut json);
        return json.to_text();
    }
    let text = String::from_utf8_lossy(body);
    let form = content_type.is_some_and(|kind| kind.contains("x-www-form-urlencoded"));
    if form {
        // Only the token endpoint takes forms, so an unknown field may be a misspelled secret.
        return pairs(&text, |name| !is_harmless(name));
    }
    // Any other body may be broken JSON or a broken form.
    let lower = text.to_ascii_lowercase();
    if SECRET_NAMES.iter().any(|part| lower.contains(part)) {
        return format!("{MASK} ({} bytes)", body.len());
    }
    text.into_owned()
}

fn pairs(text: &str, hide: impl Fn(&str) -> bool) -> String {
    let show = |pair: &str| match pair.split_once('=') {
        Some((name, _)) if hide(&decoded(name)) => format!("{name}={MASK}"),
        _ => pair.to_owned(),
    };
    text.split('&').map(show).collect::<Vec<_>>().join("&")
}

fn decoded(name: &str) -> Cow<'_, str> {
    percent_encoding::percent_decode_str(name).decode_utf8_lossy()
}

fn mask_members(value: &mut Json) {
    match value {
        Json::Object(entries) => {
            let of_token = |(name, _): &(String, Json)| TOKEN_ANSWER.contains(&name.as_str());
            let all = entries.iter().any(of_token);
            for (name, value) in entries {
                if is_secret(name) || (all && !is_harmless(name)) {
                    *value = MASK.into()
                } else {
                    mask_members(value)
                }
            }
        }
        Json::List(items) => items.iter_mut().for_each(mask_members),
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
            ("authorisation".to_owned(), b"Bearer s3cret".to_vec()),
            ("autorization".to_owned(), b"Bear\xffr s3cret".to_vec()),
            ("accept".to_owned(), b"*/*".to_vec()),
        ];
        let shown = headers(&sent).join("\n");
        assert_eq!(
            shown,
            "authorization: Bearer [masked]\ncookie: [masked]\nauthorisation: Bearer [masked]\n\
             autorization: [masked]\naccept: */*"
        );
        assert_eq!(
            target("/a?b=1&access%5Ftoken=s3cret"),
            "/a?b=1&access%5Ftoken=[masked]"
        );
        let form = Some("application/x-www-form-urlencoded");
        assert_eq!(
            body(form, b"pasword=s3cret&grant_type=password"),
            "pasword=[masked]&grant_type=password"
        );
        assert_eq!(
            body(None, br#"[{"access_token":"s3cret","iat":1.0}]"#),
            r#"[{"access_token":"[masked]","iat":1.0}]"#
        );
        assert_eq!(
            body(
                None,
                br#"{"ticket":"s3cret","token_type":"bearer","expires_in":7}"#
            ),
            r#"{"ticket":"[masked]","token_type":"bearer","expires_in":7}"#
        );
        assert_eq!(
            body(None, br#"{"access_token":"s3cret"#),
            "[masked] (23 bytes)"
        );
        assert_eq!(body(None, b"plain"), "plain");
    }
}
