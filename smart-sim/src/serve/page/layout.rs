//! The layout of the page: its head, the bar with clock and reset, and the order of panels.

use maud::{DOCTYPE, Markup, html};

use super::snapshot::Snapshot;
use super::{Outcome, board, exchanges, panels};

/// Returns the page, with the outcome of the form before it.
pub(super) fn page(snapshot: &Snapshot<'_>, base_url: &str, notice: Option<&Outcome>) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { "smart-sim" }
                link rel="icon" href="/_sim/page/icon.svg" type="image/svg+xml";
                link rel="stylesheet" href="/_sim/page/style.css";
                script src="/_sim/page/live.js" defer {}
            }
            body {
                a.skip href="#sessions" { "Skip to the sessions" }
                (bar(snapshot, base_url))
                @match notice {
                    Some(Ok(said)) => p #notice.notice role="status" { (said) },
                    Some(Err(said)) => p #notice.notice.bad role="alert" { (said) },
                    None => {},
                }
                main data-rows=(snapshot.rows) {
                    div.column { (panels::sessions(snapshot)) (panels::claims(snapshot)) }
                    div.column { (panels::benefits(snapshot)) (board::faults(snapshot)) }
                    (exchanges::journal(snapshot))
                }
                footer {
                    p {
                        "Everything here is made up. The same buttons for programs: the control API below "
                        code { "/_sim" } ", see the README of smart-sim."
                    }
                    noscript { p { a href={ "/?rows=" (snapshot.rows) } { "Show the page afresh" } " – without JavaScript it stands still." } }
                    p #live hidden { label { input #live-switch type="checkbox" checked; " Keep the page fresh" } }
                }
            }
        }
    }
}

fn bar(snapshot: &Snapshot<'_>, base_url: &str) -> Markup {
    html! {
        header.bar {
            div.name {
                h1 { "smart-sim" }
                code title="Base URL of the provider API" { (base_url) }
                p data-live="facts" { (snapshot.scenario.name) " · " (snapshot.dialect) " dialect" }
            }
            div.clock {
                div data-live="clock" {
                    span.unseen #clock-title { "Clock" }
                    time #time { (snapshot.time) }
                    " " abbr title="East Africa Time" { "EAT" }
                }
                form.inline method="post" action="/_sim/page/clock" {
                    @for (by, words) in [("15m", "+15 min"), ("1h", "+1 h"), ("24h", "+24 h")] {
                        button #{ "clock-" (by) } name="to" value=(by) aria-label={ "Move the clock " (words) } { (words) }
                    }
                }
                form.inline method="post" action="/_sim/page/clock" {
                    input #clock-to name="to" required autocomplete="off" placeholder="90s, 2d, …" size="9"
                        title="A length of time such as 90s, 15m, 24h, 2d, or a moment such as 2024-05-30 15:20:57"
                        aria-label="Move the clock by a length of time, or to a moment";
                    button #clock-move { "Move" }
                }
            }
            form.inline method="post" action="/_sim/page/reset" { button #reset.danger { "Reset" } }
        }
    }
}
