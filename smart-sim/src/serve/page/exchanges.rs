//! The journal of the page: a line for each exchange, with request and answer side by side inside.

use maud::{Markup, html};

use super::snapshot::Snapshot;
use super::{curl, panels, words};
use crate::journal::{Cut, Exchange};
use crate::json::Json;
use crate::mask;
use crate::routes::Operation;

/// The largest body that the page shows, in bytes. A browser loads the page every second.
const LARGEST: usize = 32 * 1024;

/// Returns the journal, newest exchange first.
pub(super) fn journal(snapshot: &Snapshot<'_>) -> Markup {
    html! {
        section #journal aria-labelledby="journal-title" tabindex="-1" {
            header {
                h2 #journal-title { "Journal" }
                p.faint {
                    span data-live="requests" { (snapshot.requests) @if snapshot.requests == 1 { " request" } @else { " requests" } }
                    " · newest first · secrets masked"
                }
                form.inline.end method="post" action="/_sim/page/forget" { button #forget { "Empty journal" } }
            }
            div data-live="journal" {
                @if snapshot.exchanges.shown.is_empty() {
                    p.empty { "Nothing came in yet. Point your client at the base URL above, or try the curl lines that the program printed." }
                } @else {
                    div.exchanges { @for exchange in &snapshot.exchanges.shown { (entry(exchange)) } }
                }
                (panels::more(&snapshot.exchanges))
            }
        }
    }
}

fn entry(exchange: &Exchange) -> Markup {
    let (request, answer) = (&exchange.request, &exchange.answer);
    let cut = answer.cut.map(|cut| match cut {
        Cut::Dropped => "The connection was dropped; this never left:".to_owned(),
        Cut::After(bytes) => format!("The connection was cut after {bytes} bytes of this body:"),
    });
    let first = format!("{} {}", request.method, mask::target(&request.target()));
    let status = http::StatusCode::from_u16(answer.status).ok();
    let reason = status.and_then(|status| status.canonical_reason());
    html! {
        details #{ "exchange-" (exchange.number) } data-operation=(exchange.operation.map_or("", Operation::id)) {
            summary {
                span.nr { (exchange.number) }
                time { (words::clock_time(exchange.at)) }
                (words::http_status(answer.status, answer.cut.is_some()))
                b { (exchange.operation.map_or("no such route", Operation::id)) }
                code { (first) }
                @for fault in &exchange.faults { span.chip.bad { (fault) } }
            }
            div.pair {
                (message("Request", &first, &mask::headers(&request.headers), &body(request.header("content-type"), &request.body)))
                div {
                    @if let Some(cut) = cut { p.warning { (cut) } }
                    (message(
                        "Answer",
                        &format!("{} {}", answer.status, reason.unwrap_or_default()),
                        &mask::headers(&answer.headers),
                        &body(answer.header("content-type"), &answer.body),
                    ))
                }
            }
            @if let Some(line) = curl::line(request).filter(|line| line.len() <= LARGEST) {
                div.curl {
                    pre #{ "curl-" (exchange.number) } tabindex="0" aria-label="as curl" { (line) }
                    button #{ "copy-" (exchange.number) } type="button" hidden data-copy={ "curl-" (exchange.number) } { "Copy as curl" }
                }
            }
        }
    }
}

fn message(title: &str, first: &str, headers: &[String], body: &str) -> Markup {
    html! {
        div.message {
            h3 { (title) }
            pre tabindex="0" aria-label=(title) {
                b { (first) } "\n"
                span.headers { @for header in headers { (header) "\n" } }
                @if !body.is_empty() { "\n" (body) }
            }
        }
    }
}

/// Returns a body with masked secrets. JSON has a line for each member.
fn body(content_type: Option<&str>, bytes: &[u8]) -> String {
    if bytes.len() > LARGEST {
        return format!(
            "({}; the control API shows all of it)",
            words::size(bytes.len())
        );
    }
    let masked = mask::body(content_type, bytes);
    match Json::read(masked.as_bytes()) {
        Ok(json) => serde_json::to_string_pretty(&json).unwrap_or(masked),
        Err(_) => masked,
    }
}
