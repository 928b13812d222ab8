//! The page with the keyboard alone.

use crate::browser::Browser;
use crate::hospital::{sim, treat};

const TAB: char = '\u{e004}';
const ENTER: char = '\u{e007}';
const SPACE: char = ' ';

/// Presses Tab until an element has the focus.
async fn tab_to(browser: &Browser, id: &str) {
    let mut passed = Vec::new();
    for _ in 0..60 {
        browser.press(TAB).await;
        let focus = browser.focus().await;
        if focus == id {
            let outline = "return getComputedStyle(document.activeElement).outlineStyle;";
            assert_eq!(browser.run(outline).await, "solid", "{id} shows no focus");
            return;
        }
        passed.push(focus);
    }
    unreachable!("Tab never came to {id}: {passed:?}")
}

pub(crate) async fn everything_can_be_done_from_the_keyboard() {
    let sim = sim();
    let browser = Browser::open(1280, 720, &[]).await;
    browser.client.goto(&sim.origin()).await.unwrap();

    browser.press(TAB).await;
    assert_eq!(browser.focus().await, "skip");
    browser.picture("keyboard-start").await;
    browser.press(ENTER).await;
    browser.press(TAB).await;
    assert_eq!(browser.focus().await, "patient");
    tab_to(&browser, "read-card").await;
    browser.press(ENTER).await;
    browser.shows("[data-session='100001']", "PENDING").await;

    treat(&sim, 100_001, "V-1", "INV-1");
    browser.shows("[data-invoice='INV-1']", "Pending").await;
    tab_to(&browser, "Retrieve-2").await;
    // The focus stays where it is after a refresh.
    treat(&sim, 62863, "V-2", "INV-2");
    browser.shows("[data-invoice='INV-2']", "Pending").await;
    assert_eq!(browser.focus().await, "Retrieve-2");
    browser.picture("keyboard").await;
    browser.press(ENTER).await;
    browser.shows("[data-invoice='INV-1']", "Billed").await;

    // Tab goes on from the claims, not from the start of the page.
    tab_to(&browser, "fault").await;
    tab_to(&browser, "fault-on").await;
    browser.press(SPACE).await;
    browser
        .shows("[data-fault='1']", "latency of 3000 ms")
        .await;
    tab_to(&browser, "fault-off-1").await;
    browser.press(SPACE).await;
    browser.shows("#faults .empty", "Nothing goes wrong").await;

    let entry = "document.querySelector('#exchange-1 > summary').focus();";
    browser.run(entry).await;
    browser.press(ENTER).await;
    browser.shows("#exchange-1 .message", "PUT ").await;
    tab_to(&browser, "copy-1").await;
    browser.press(ENTER).await;
    browser.shows("#copy-1", "Copied").await;

    browser.client.goto(&sim.origin()).await.unwrap();
    tab_to(&browser, "clock-24h").await;
    browser.press(ENTER).await;
    browser.shows("[data-session='62863']", "EXPIRED").await;
    browser.client.goto(&sim.origin()).await.unwrap();
    tab_to(&browser, "reset").await;
    browser.press(ENTER).await;
    browser.shows("[data-session='62863']", "PENDING").await;
    browser.close(&sim.origin()).await;
}
