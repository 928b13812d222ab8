//! The panels of sessions, claims and benefits: tables with buttons in their rows.

use maud::{Markup, html};

use super::snapshot::{Claim, Latest, Snapshot};
use super::words;
use crate::amount::Amount;
use crate::status::ClaimState;
use crate::world::{Pool, Session};

/// Returns the sessions, with the form that reads a card.
pub(super) fn sessions(snapshot: &Snapshot<'_>) -> Markup {
    html! {
        section #sessions aria-labelledby="sessions-title" tabindex="-1" {
            header {
                h2 #sessions-title { "Sessions" }
                (card_form(snapshot))
            }
            div data-live="sessions" {
                @if snapshot.sessions.shown.is_empty() {
                    p.empty { "No session yet. Read a card: a session opens and waits to be merged with a visit." }
                } @else {
                    table {
                        thead { tr {
                            th scope="col" { "Session" }
                            th scope="col" { "Status" }
                            th scope="col" { "Patient" }
                            th scope="col" { "Member" }
                            th scope="col" { "Visit" }
                            th.number scope="col" { "Time left" }
                        } }
                        tbody { @for session in &snapshot.sessions.shown { (session_row(session, snapshot)) } }
                    }
                }
                (more(&snapshot.sessions))
            }
        }
    }
}

fn session_row(session: &Session, snapshot: &Snapshot<'_>) -> Markup {
    let expire = snapshot.scenario.rules.active_sessions_expire;
    html! {
        tr data-session=(session.id) {
            th scope="row" { (session.id) }
            td { (words::session_status(session.status)) }
            td { (session.patient_number) }
            td { (session.member_number) }
            td { (session.visit_number.as_deref().unwrap_or("–")) }
            td.number title={ "opened " (session.opened) ", expires " (session.expires) } {
                (words::time_left(session, snapshot.time, expire))
            }
        }
    }
}

fn card_form(snapshot: &Snapshot<'_>) -> Markup {
    html! {
        form.inline method="post" action="/_sim/page/card" {
            label for="patient" { "Patient’s card" }
            @if snapshot.scenario.patients.len() > MOST_PATIENTS {
                input #patient name="patient" required autocomplete="off" placeholder="patient number";
            } @else {
                select #patient name="patient" required {
                    @for patient in &snapshot.scenario.patients {
                        @for member in &patient.members {
                            option value={ (patient.patient_number) " " (member) } {
                                (patient.patient_number) " · " (patient.forenames) " " (patient.surname)
                                @if patient.members.len() > 1 { " · " (member) }
                            }
                        }
                    }
                }
            }
            button #read-card.main disabled[snapshot.scenario.patients.is_empty()] { "Read card" }
        }
    }
}

/// The most patients in a list. Beyond it, the form takes a number.
const MOST_PATIENTS: usize = 200;

/// Returns the claims, with the decisions of a billing officer.
pub(super) fn claims(snapshot: &Snapshot<'_>) -> Markup {
    html! {
        section #claims aria-labelledby="claims-title" tabindex="-1" {
            header { h2 #claims-title { "Claims" } }
            div data-live="claims" {
                @if snapshot.claims.shown.is_empty() {
                    p.empty { "No invoice was posted yet. One that comes in waits here as Pending until you retrieve it." }
                } @else {
                    table {
                        thead { tr {
                            th scope="col" { "Invoice" }
                            th scope="col" { "Attempt" }
                            th scope="col" { "Session" }
                            th.number scope="col" { "Amount" }
                            th scope="col" { "State" }
                            th scope="col" { span.unseen { "Decision" } }
                        } }
                        tbody { @for claim in &snapshot.claims.shown { (claim_row(claim, snapshot)) } }
                    }
                }
                (more(&snapshot.claims))
            }
        }
    }
}

fn claim_row(claim: &Claim, snapshot: &Snapshot<'_>) -> Markup {
    let attempt = &claim.attempt;
    let position = claim.position;
    html! {
        tr data-invoice=(attempt.invoice_number) {
            th.long scope="row" title={ "claim " (attempt.claim_id) ", posted " (attempt.posted) } { (attempt.invoice_number) }
            td { (position.nth) " of " (position.of) }
            td { (attempt.session_id) }
            td.number { span.unit { (currency(snapshot, &attempt.member_number)) " " } (words::amount(attempt.amount)) }
            td {
                (words::claim_state(attempt.state))
                @if let Some(reason) = &attempt.reason { span.note { (reason) } }
            }
            td.actions {
                @if claim.decidable {
                    form.inline method="post" action="/_sim/page/decide" {
                        input type="hidden" name="invoice" value=(attempt.invoice_number);
                        input type="hidden" name="session" value=(attempt.session_id);
                        @for (state, verb) in DECISIONS {
                            button.main[state == ClaimState::Billed] #{ (verb) "-" (attempt.id) } name="becomes" value=(state.as_str())
                                aria-label={ (verb) " invoice " (attempt.invoice_number) } { (verb) }
                        }
                    }
                } @else if attempt.state == ClaimState::Pending {
                    span.note { "a later attempt comes first" }
                }
            }
        }
    }
}

/// The decisions of a billing officer on a Pending invoice.
pub(super) const DECISIONS: [(ClaimState, &str); 3] = [
    (ClaimState::Billed, "Retrieve"),
    (ClaimState::Cancelled, "Cancel"),
    (ClaimState::Rejected, "Reject"),
];

fn currency<'a>(snapshot: &Snapshot<'a>, member: &str) -> &'a str {
    let members = &snapshot.scenario.members;
    let policy = members.iter().find(|one| one.member_number == member);
    let policy = policy.and_then(|member| {
        let policies = &snapshot.scenario.policies;
        policies.iter().find(|policy| policy.id == member.policy)
    });
    policy.map_or("", |policy| &policy.currency)
}

/// Returns the benefit pools with their balances.
pub(super) fn benefits(snapshot: &Snapshot<'_>) -> Markup {
    html! {
        section #benefits aria-labelledby="benefits-title" tabindex="-1" {
            header { h2 #benefits-title { "Benefit balances" } }
            div data-live="benefits" {
                @if snapshot.pools.shown.is_empty() {
                    p.empty { "The scenario gives nobody a benefit." }
                } @else {
                    table {
                        thead { tr {
                            th scope="col" { "Pool" }
                            th scope="col" { "Benefit" }
                            th.number scope="col" { "Left" }
                            th.number scope="col" { "of" }
                        } }
                        tbody { @for pool in &snapshot.pools.shown { (pool_row(pool)) } }
                    }
                }
                (more(&snapshot.pools))
            }
        }
    }
}

fn pool_row(pool: &Pool) -> Markup {
    let benefit = &pool.benefit;
    html! {
        tr data-pool=(benefit.pool_nr) {
            th scope="row" title={ "benefitId " (benefit.id) } { (benefit.pool_nr) }
            td {
                (benefit.pool_desc)
                span.note { (pool.owner()) @if !benefit.claimable { " · not claimable" } }
            }
            td.number {
                b { (words::amount(pool.balance)) }
                // A meter needs a range. Screen readers get the numbers beside it.
                @if benefit.amount > Amount::ZERO {
                    meter min="0" max=(benefit.amount) value=(pool.balance) aria-hidden="true" {}
                }
            }
            td.number.faint { (words::amount(benefit.amount)) }
        }
    }
}

/// Returns a link to the rows that the page leaves out.
pub(super) fn more<T>(latest: &Latest<T>) -> Markup {
    let (shown, all) = (latest.shown.len(), latest.all);
    html! {
        @if shown < all {
            p.more {
                "The latest " (shown) " of " (all) ". "
                a href={ "/?rows=" (all.min(super::MOST_ROWS)) } { "Show more" }
            }
        }
    }
}
