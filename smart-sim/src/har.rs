//! The journal as an HTTP archive (HAR 1.2) with masked secrets, for tools that read traffic.

use crate::journal::{Cut, Exchange};
use crate::json::Json;
use crate::mask;
use crate::wire;

/// Returns an archive of these exchanges.
pub(crate) fn archive<'a>(exchanges: impl IntoIterator<Item = &'a Exchange>) -> Json {
    let creator = Json::object([
        ("name", "smart-sim".into()),
        ("version", env!("CARGO_PKG_VERSION").into()),
    ]);
    Json::object([(
        "log",
        Json::object([
            ("version", "1.2".into()),
            ("creator", creator),
            ("entries", exchanges.into_iter().map(entry).collect()),
        ]),
    )])
}

fn entry(exchange: &Exchange) -> Json {
    let unknown = || Json::from(-1);
    Json::object([
        ("startedDateTime", exchange.at.to_rfc3339().into()),
        // The virtual clock does not measure the time of an answer.
        ("time", 0.into()),
        ("request", request(exchange)),
        ("response", response(exchange)),
        ("cache", Json::object([])),
        (
            "timings",
            Json::object([
                ("send", unknown()),
                ("wait", unknown()),
                ("receive", unknown()),
            ]),
        ),
        (
            "_operation",
            exchange.operation.map(|operation| operation.id()).into(),
        ),
        ("_faults", exchange.faults.iter().collect()),
        ("_dialect", exchange.dialect.to_string().into()),
    ])
}

fn request(exchange: &Exchange) -> Json {
    let request = &exchange.request;
    let target = mask::target(&request.target());
    let host = request.header("host").unwrap_or("127.0.0.1");
    let query = target.split_once('?').map_or("", |(_, query)| query);
    let pairs = wire::pairs(query).unwrap_or_default();
    let Json::Object(mut members) = Json::object([
        ("method", (&request.method).into()),
        ("url", format!("http://{host}{target}").into()),
        ("httpVersion", "HTTP/1.1".into()),
        ("cookies", Json::List(Vec::new())),
        ("headers", headers(&request.headers)),
        (
            "queryString",
            pairs
                .iter()
                .map(|(name, value)| pair(name, value))
                .collect(),
        ),
        ("headersSize", (-1).into()),
        ("bodySize", size(request.body.len())),
    ]) else {
        return Json::Null;
    };
    if !request.body.is_empty() {
        let kind = request.header("content-type");
        let data = Json::object([
            ("mimeType", kind.unwrap_or_default().into()),
            ("text", mask::body(kind, &request.body).into()),
        ]);
        members.push(("postData".to_owned(), data));
    }
    Json::Object(members)
}

fn response(exchange: &Exchange) -> Json {
    let answer = &exchange.answer;
    let kind = answer.header("content-type");
    // An archive marks a missing answer with status 0.
    let (status, sent) = match answer.cut {
        Some(Cut::Dropped) => (0, &[][..]),
        Some(Cut::After(bytes)) => (answer.status, &answer.body[..bytes.min(answer.body.len())]),
        None => (answer.status, &answer.body[..]),
    };
    let reason = http::StatusCode::from_u16(status).ok();
    let reason = reason.and_then(|status| status.canonical_reason());
    Json::object([
        ("status", i64::from(status).into()),
        ("statusText", reason.unwrap_or_default().into()),
        ("httpVersion", "HTTP/1.1".into()),
        ("cookies", Json::List(Vec::new())),
        ("headers", headers(&answer.headers)),
        (
            "content",
            Json::object([
                ("size", size(sent.len())),
                ("mimeType", kind.unwrap_or_default().into()),
                ("text", mask::body(kind, sent).into()),
            ]),
        ),
        ("redirectURL", "".into()),
        ("headersSize", (-1).into()),
        ("bodySize", size(sent.len())),
    ])
}

fn headers(headers: &[(String, Vec<u8>)]) -> Json {
    let lines = mask::headers(headers);
    let lines = lines.iter().filter_map(|line| line.split_once(": "));
    lines.map(|(name, value)| pair(name, value)).collect()
}

fn pair(name: &str, value: &str) -> Json {
    Json::object([("name", name.into()), ("value", value.into())])
}

fn size(bytes: usize) -> Json {
    Json::Number(bytes.to_string())
}
