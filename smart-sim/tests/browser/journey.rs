//! The whole journey with the mouse, beside the calls of the hospital's system.

use crate::browser::Browser;
use crate::hospital::{call, done, send, sim, token, treat};

pub(crate) async fn a_visit_from_the_card_to_the_billed_claim() {
    let sim = sim();
    let browser = Browser::open(1280, 720, &[]).await;
    browser.client.goto(&sim.origin()).await.unwrap();
    browser
        .shows("#journal .empty", "Nothing came in yet")
        .await;

    // The clinic's desk reads a card.
    browser.click("#read-card").await;
    browser.shows("#notice", "session 100001 is PENDING").await;
    browser.shows("[data-session='100001']", "PENDING").await;
    browser
        .shows("[data-session='100001']", "23 h 59 min")
        .await;

    // The hospital's system calls, and the page shows the new state without a reload.
    treat(&sim, 100_001, "V-1", "INV-1");
    browser.shows("[data-session='100001']", "ACTIVE").await;
    browser.shows("[data-session='100001']", "V-1").await;
    browser.shows("[data-invoice='INV-1']", "KES 22.20").await;
    browser.shows("[data-invoice='INV-1']", "Pending").await;
    browser.shows("[data-pool='501']", "50,000.00").await;

    // Smart's billing officer decides.
    browser
        .click("[data-invoice='INV-1'] button[value=Billed]")
        .await;
    browser.shows("#notice", "invoice INV-1 is Billed").await;
    browser.shows("[data-invoice='INV-1']", "Billed").await;
    browser.shows("[data-pool='501']", "49,977.80").await;
    assert_eq!(browser.count("[data-invoice='INV-1'] button").await, 0);
    browser
        .click("[data-invoice='Invoce1500835'] button[value=Rejected]")
        .await;
    browser
        .shows("[data-invoice='Invoce1500835']", "Rejected")
        .await;

    // A day passes.
    browser.click("#clock-24h").await;
    browser.shows("[data-session='62863']", "EXPIRED").await;
    let bearer = format!("Authorization: Bearer {}", token(&sim));
    let merge = "/api/visit/62863/visit-number/V-2";
    let answer = send(&sim, "PUT", merge, &bearer, "");
    assert!(answer.contains("400.2003"), "{answer}");

    browser.click("#reset").await;
    browser.shows("[data-session='62863']", "PENDING").await;
    assert_eq!(browser.count("[data-session='100001']").await, 0);
    browser.shows("[data-pool='501']", "50,000.00").await;
    assert_eq!(sim.request_count(), 0);
    browser.close(&sim.origin()).await;
}

pub(crate) async fn faults_are_switched_on_and_off() {
    let sim = sim();
    let browser = Browser::open(1280, 720, &[]).await;
    browser.client.goto(&sim.origin()).await.unwrap();
    browser.shows("#faults .empty", "Nothing goes wrong").await;

    let fault = browser.find("#fault").await;
    fault
        .select_by_label("502 with a proxy’s HTML")
        .await
        .unwrap();
    let operation = browser.find("#fault-operation").await;
    operation.select_by_label("fetchMember").await.unwrap();
    browser
        .find("#fault-times")
        .await
        .send_keys("2")
        .await
        .unwrap();
    browser.click("#fault-on").await;
    browser
        .shows("[data-fault='1']", "502 with a page of HTML")
        .await;
    browser
        .shows("[data-fault='1']", "on fetchMember · played 0× of 2")
        .await;

    let member = "/api/member?patientNumber=23025764&sessionId=62800";
    assert!(call(&sim, "GET", member, "").starts_with("HTTP/1.1 502 "));
    browser.shows("[data-fault='1']", "played 1× of 2").await;
    browser
        .shows("[data-operation=fetchMember] summary", "502")
        .await;
    browser.click("#fault-off-1").await;
    browser.shows("#faults .empty", "Nothing goes wrong").await;
    done(&sim, "GET", member, "");

    // A written fault has a mistake at first.
    let fault = browser.find("#fault").await;
    fault.select_by_value("own").await.unwrap();
    browser.click("#faults summary").await;
    let own = browser.find("#fault-own").await;
    own.clear().await.unwrap();
    own.send_keys(r#"{"fault": "remove"}"#).await.unwrap();
    browser.click("#fault-on").await;
    browser
        .shows("#notice[role=alert]", "field: text is missing")
        .await;
    browser
        .find("#fault")
        .await
        .select_by_value("own")
        .await
        .unwrap();
    browser.click("#faults summary").await;
    browser.click("#fault-on").await;
    browser
        .shows("[data-fault='2']", "contract drift: amount renamed to sum")
        .await;
    browser.close(&sim.origin()).await;
}

pub(crate) async fn the_journal_shows_both_sides_and_no_secret() {
    let sim = sim();
    let browser = Browser::open(1280, 720, &[]).await;
    browser.client.goto(&sim.origin()).await.unwrap();
    treat(&sim, 62863, "V-1", "<b>&\\\"INV");
    browser.click("#exchange-2 summary").await;
    browser
        .shows("#exchange-2 .message", "authorization: Bearer [masked]")
        .await;
    browser
        .shows("#exchange-2 .message", "\"unit_price\": 0.74")
        .await;
    browser
        .shows(
            "#exchange-2 .message",
            "\"invoice_number\": \"<b>&\\\"INV\"",
        )
        .await;
    browser
        .shows("#exchange-2 .pair > div:last-child", "200 OK")
        .await;
    browser.shows("[data-live=claims]", "<b>&\"INV").await;
    let source = browser.client.source().await.unwrap();
    assert!(!source.contains("a3849fc5"), "the token is in the page");

    // An open entry stays open after a refresh.
    done(&sim, "PUT", "/api/visit/62863/close-session", "");
    browser.shows("#exchange-3 summary", "closeSession").await;
    browser
        .shows("#exchange-2 .pair > div:last-child", "200 OK")
        .await;

    // The clipboard holds the line.
    browser.click("#copy-2").await;
    browser.shows("#copy-2", "Copied").await;
    let field = browser.find("#clock-to").await;
    field.send_keys("\u{e009}v\u{e000}").await.unwrap();
    let pasted = field.prop("value").await.unwrap().unwrap();
    assert!(
        pasted.starts_with("curl -s -H \"Authorization: Bearer $TOKEN\" -H 'content-type: application/json' --data-raw '{"),
        "{pasted}"
    );
    assert!(
        pasted.ends_with(&format!(
            "'{}/api/claims?patientNumber=23025764&sessionId=62863'",
            sim.base_url()
        )),
        "{pasted}"
    );
    // The bar at the top hides the button until the page scrolls.
    browser.run("scrollTo(0, 0);").await;
    browser.click("#forget").await;
    browser
        .shows("#journal .empty", "Nothing came in yet")
        .await;
    browser.close(&sim.origin()).await;
}
