//! Curl lines: each repeats a call of the journal, in a shell with the program's `.env` file.
//!
//! A line holds no secret. It names the variables of that file instead.

use crate::journal::Request;
use crate::mask;
use crate::wire;

/// The headers that curl writes itself, or that a repeated call does not need.
const OWN: [&str; 8] = [
    "accept",
    "accept-encoding",
    "authorization",
    "connection",
    "content-length",
    "host",
    "transfer-encoding",
    "user-agent",
];
const FORM: &str = "application/x-www-form-urlencoded";

/// Returns the line of a request, if its body is text.
pub(super) fn line(request: &Request) -> Option<String> {
    let mut words = vec!["curl -s".to_owned()];
    match request
        .header("authorization")
        .and_then(|value| value.split(' ').next())
    {
        Some("Basic") => words.push("-u \"$SMART_CLIENT_ID:$SMART_CLIENT_SECRET\"".to_owned()),
        Some(_) => words.push("-H \"Authorization: Bearer $TOKEN\"".to_owned()),
        None => {}
    }
    let form = request
        .header("content-type")
        .is_some_and(|kind| kind == FORM);
    for (name, value) in &request.headers {
        let implied = OWN.contains(&name.as_str()) || (form && name == "content-type");
        if !implied {
            let one = [(name.clone(), value.clone())];
            words.push(format!("-H {}", quoted(&mask::headers(&one).join(""))));
        }
    }
    match form.then(|| request.form_pairs()).flatten() {
        Some(pairs) => words.extend(pairs.iter().map(|(name, value)| field(name, value))),
        None if request.body.is_empty() => {}
        None => {
            std::str::from_utf8(&request.body).ok()?;
            let body = mask::body(request.header("content-type"), &request.body);
            words.push(format!("--data-raw {}", quoted(&body)));
        }
    }
    let implied = if request.body.is_empty() {
        "GET"
    } else {
        "POST"
    };
    if request.method != implied {
        words.push(format!("-X {}", request.method));
    }
    let host = request.header("host").unwrap_or("127.0.0.1");
    let target = mask::target(&request.target());
    words.push(quoted(&format!("http://{host}{target}")));
    Some(words.join(" "))
}

fn field(name: &str, value: &str) -> String {
    let variable = match name.to_ascii_lowercase().as_str() {
        "username" => Some("$SMART_USERNAME"),
        "password" => Some("$SMART_PASSWORD"),
        "client_secret" => Some("$SMART_CLIENT_SECRET"),
        "refresh_token" => Some("$REFRESH_TOKEN"),
        "access_token" | "token" => Some("$TOKEN"),
        _ => None,
    };
    match variable {
        Some(variable) => format!("--data-urlencode \"{name}={variable}\""),
        None => format!("--data-urlencode {}", quoted(&format!("{name}={value}"))),
    }
}

/// Returns a word in single quotes for a shell.
fn quoted(word: &str) -> String {
    format!("'{}'", word.replace('\'', "'\\''"))
}

impl Request {
    fn form_pairs(&self) -> Option<Vec<(String, String)>> {
        wire::pairs(std::str::from_utf8(&self.body).ok()?).ok()
    }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;

    use super::*;

    fn request(method: &str, headers: &[(&str, &str)], body: &'static [u8]) -> Request {
        Request {
            method: method.to_owned(),
            path: "/p/it's".to_owned(),
            query: Some("token=s3cret&a=1".to_owned()),
            headers: headers
                .iter()
                .map(|(name, value)| ((*name).to_owned(), value.as_bytes().to_vec()))
                .collect(),
            body: Bytes::from_static(body),
        }
    }

    #[test]
    fn a_line_repeats_the_call_and_holds_no_secret() {
        let claim = [
            ("host", "127.0.0.1:1"),
            ("authorization", "Bearer s3cret"),
            ("content-type", "application/json"),
        ];
        assert_eq!(
            line(&request("POST", &claim, br#"{"a":"it's"}"#)).unwrap(),
            r#"curl -s -H "Authorization: Bearer $TOKEN" -H 'content-type: application/json' --data-raw '{"a":"it'\''s"}' 'http://127.0.0.1:1/p/it'\''s?token=[masked]&a=1'"#
        );
        let token = [
            ("host", "h"),
            ("authorization", "Basic s3cret"),
            ("content-type", FORM),
        ];
        assert_eq!(
            line(&request(
                "POST",
                &token,
                b"grant_type=password&password=s3cret"
            ))
            .unwrap(),
            r#"curl -s -u "$SMART_CLIENT_ID:$SMART_CLIENT_SECRET" --data-urlencode 'grant_type=password' --data-urlencode "password=$SMART_PASSWORD" 'http://h/p/it'\''s?token=[masked]&a=1'"#
        );
        assert_eq!(
            line(&request("PUT", &[("host", "h")], b"")).unwrap(),
            r#"curl -s -X PUT 'http://h/p/it'\''s?token=[masked]&a=1'"#
        );
        assert_eq!(line(&request("POST", &[], b"\xff")), None);
    }
}
