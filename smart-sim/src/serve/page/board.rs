//! The board of faults: the active ones, and a form that switches one on.

use maud::{Markup, html};

use super::snapshot::Snapshot;
use crate::routes::Operation;

/// The faults in the list of the form: words for people, and the written form.
pub(super) const PRESETS: [(&str, &str); 16] = [
    (
        "Slow: answers after 3 s",
        r#"{"fault":"latency","millis":3000}"#,
    ),
    ("Connection dropped, nothing done", r#"{"fault":"drop"}"#),
    (
        "Connection dropped after it was done",
        r#"{"fault":"drop","after_effect":true}"#,
    ),
    (
        "Body cut after 20 bytes",
        r#"{"fault":"truncate","bytes":20}"#,
    ),
    ("429, retry after 2 s", r#"{"fault":"429","retry_after":2}"#),
    (
        "500 with Spring’s body",
        r#"{"fault":"5xx","status":500,"body":"spring"}"#,
    ),
    (
        "502 with a proxy’s HTML",
        r#"{"fault":"5xx","status":502,"body":"html"}"#,
    ),
    (
        "503 with no body, after it was done",
        r#"{"fault":"5xx","status":503,"body":"empty","after_effect":true}"#,
    ),
    ("Access token expired", r#"{"fault":"expire-token"}"#),
    (
        "Business failure 400.2002",
        r#"{"fault":"refuse","code":"400.2002","message":"Refused on purpose"}"#,
    ),
    (
        "Success that is a page, not JSON",
        r#"{"fault":"replace","status":200,"content_type":"text/html","body":"<html>Sign in</html>"}"#,
    ),
    (
        "Drift: session_id is called sessionId",
        r#"{"fault":"rename","field":"session_id","to":"sessionId"}"#,
    ),
    (
        "Drift: status is gone",
        r#"{"fault":"remove","field":"status"}"#,
    ),
    (
        "Drift: amount has another type",
        r#"{"fault":"retype","field":"amount"}"#,
    ),
    (
        "Drift: claim_status is a new word",
        r#"{"fault":"value","field":"claim_status","value":"Suspended"}"#,
    ),
    (
        "Drift: a new field beside code",
        r#"{"fault":"add","beside":"code","field":"trace_id","value":"sim-1"}"#,
    ),
];

/// Returns the board.
pub(super) fn faults(snapshot: &Snapshot<'_>) -> Markup {
    html! {
        section #faults aria-labelledby="faults-title" tabindex="-1" {
            header { h2 #faults-title { "Faults" } }
            (form())
            div data-live="faults" { (switched_on(snapshot)) }
        }
    }
}

fn switched_on(snapshot: &Snapshot<'_>) -> Markup {
    html! {
        @if snapshot.faults.is_empty() {
            p.empty { "Nothing goes wrong on purpose." }
        } @else {
            ul.faults {
                @for (number, fault, played) in &snapshot.faults {
                    li data-fault=(number) {
                        span.what {
                            (fault)
                            span.note {
                                "on " (fault.operation.map_or("every operation", Operation::id))
                                " · played " (played) "×"
                                @if let Some(times) = fault.times { " of " (times) }
                            }
                        }
                        form method="post" action="/_sim/page/fault-off" {
                            input type="hidden" name="number" value=(number);
                            button #{ "fault-off-" (number) } aria-label={ "Switch off: " (fault) } { "Switch off" }
                        }
                    }
                }
            }
        }
    }
}

fn form() -> Markup {
    html! {
        form.inline.fault method="post" action="/_sim/page/fault-on" {
            label.wide { span { "What goes wrong" }
                select #fault name="fault" {
                    @for (at, (words, _)) in PRESETS.iter().enumerate() {
                        option value=(at) { (words) }
                    }
                    option value="own" { "As written below" }
                }
            }
            label { span { "On" }
                select #fault-operation name="operation" {
                    option value="" { "every operation" }
                    @for operation in Operation::all() { option { (operation.id()) } }
                }
            }
            label.short { span { "Times" }
                input #fault-times name="times" inputmode="numeric" pattern="[0-9]*" placeholder="∞" autocomplete="off"
                    title="How often; empty means until it is switched off";
            }
            button #fault-on.main { "Switch on" }
            details {
                summary { "Write your own" }
                label for="fault-own" { "A fault as the control API takes it, with “As written below” picked above" }
                textarea #fault-own name="own" rows="2" spellcheck="false" {
                    (r#"{"fault": "rename", "field": "amount", "to": "sum", "percent": 50}"#)
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::faults::Fault;
    use crate::json::Json;

    #[test]
    fn every_fault_that_can_be_picked_is_one() {
        for (words, written) in PRESETS {
            let json = Json::read(written.as_bytes()).unwrap();
            assert!(Fault::from_json(&json).is_ok(), "{words}");
        }
    }
}
