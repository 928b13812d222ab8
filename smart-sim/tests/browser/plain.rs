//! The page without scripts. Its forms do everything.

use crate::browser::Browser;
use crate::hospital::{sim, treat};

pub(crate) async fn forms_do_everything_without_scripts() {
    let sim = sim();
    let browser = Browser::open(1280, 720, &["--blink-settings=scriptEnabled=false"]).await;
    browser.client.goto(&sim.origin()).await.unwrap();
    browser.shows("noscript", "Show the page afresh").await;
    browser.click("#read-card").await;
    browser.shows("#notice", "session 100001 is PENDING").await;
    treat(&sim, 100_001, "V-1", "INV-1");
    browser.click("noscript a").await;
    browser.shows("[data-invoice='INV-1']", "Pending").await;
    browser
        .click("[data-invoice='INV-1'] button[value=Cancelled]")
        .await;
    browser.shows("[data-invoice='INV-1']", "Cancelled").await;
    browser.click("#fault-on").await;
    browser.click("#fault-off-1").await;
    browser.shows("#faults .empty", "Nothing goes wrong").await;
    browser
        .find("#clock-to")
        .await
        .send_keys("2031-01-01 08:00:00")
        .await
        .unwrap();
    browser.click("#clock-move").await;
    browser.shows("#time", "2031-01-01 08:00:0").await;
    browser.click("#exchange-1 summary").await;
    browser.shows("#curl-1", "-X PUT").await;
    assert!(!browser.find("#copy-1").await.is_displayed().await.unwrap());
    browser.click("#reset").await;
    browser.shows("#notice", "as at the start").await;
    browser.client.clone().close().await.unwrap();
}
