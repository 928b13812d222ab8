//! The looks of the page: pictures for people, and measurements.

use serde_json::Value;
use smart_sim::scenario::BUILT_IN;
use smart_sim::{Scenario, Settings, Sim};

use crate::browser::Browser;
use crate::hospital::{call, treat};

/// A script that returns the texts whose contrast is below 4.5 to 1 (WCAG 2).
const PALE: &str = r"
const channel = (value) => (value <= 10.31475 ? value / 3294.6 : ((value / 255 + 0.055) / 1.055) ** 2.4);
const numbers = (colour) => colour.match(/[\d.]+/g).map(Number);
const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
const behind = (one) => {
  for (; one; one = one.parentElement) {
    const colour = numbers(getComputedStyle(one).backgroundColor);
    if (colour.length === 3 || colour[3] === 1) return colour;
  }
  return [255, 255, 255];
};
const pale = [];
for (const one of document.querySelectorAll('body *')) {
  const own = [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  if (!own || !one.offsetParent || one.closest('[disabled]')) continue;
  const [a, b] = [light(numbers(getComputedStyle(one).color)), light(behind(one))];
  const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  if (contrast < 4.5) pale.push(one.textContent + ' ' + contrast.toFixed(2));
}
return pale;";

/// A script that returns the controls without a name for screen readers.
const NAMELESS: &str = r"
const controls = [...document.querySelectorAll('button, input:not([type=hidden]), select, textarea')];
const named = (one) => one.getAttribute('aria-label') || one.textContent.trim() && one.tagName === 'BUTTON' || one.labels.length;
return controls.filter((one) => !named(one)).map((one) => one.outerHTML);";

const OVERFLOW: &str = "return document.documentElement.scrollWidth - innerWidth;";

pub(crate) async fn it_can_be_read_in_every_light_and_on_every_screen() {
    let yesterday = "sessions:\n  - {id: 61000, patient: \"23025764\", opened_ago: 30h}\n";
    let scenario = BUILT_IN.replacen("sessions:\n", yesterday, 1);
    let scenario = Scenario::from_yaml(&scenario).unwrap();
    let sim = Sim::start_blocking(scenario, Settings::default()).unwrap();
    sim.read_card("23025764", None).unwrap();
    sim.read_card("23025764", None).unwrap();
    treat(&sim, 100_001, "V-1", "INV-2025-000417");
    sim.retrieve_invoice("INV-2025-000417").unwrap();
    treat(
        &sim,
        62863,
        "V-2",
        "INV-2025-000418-with-a-number-that-is-longer-than-any-that-is-known",
    );
    let fault = r#"{"fault":"drop","operation":"fetchMember","after_effect":true}"#;
    let fault = smart_sim::Json::read(fault.as_bytes()).unwrap();
    sim.add_fault(smart_sim::Fault::from_json(&fault).unwrap());
    call(
        &sim,
        "GET",
        "/api/member?patientNumber=23025764&sessionId=62863",
        "",
    );
    call(&sim, "GET", "/api/nothing", "");
    call(&sim, "GET", "/api/visit?patientNumber=999", "");

    const DARK: &str = "--blink-settings=preferredColorScheme=0";
    let screens = [
        ("small-laptop", 1280, 720, None),
        ("small-laptop-dark", 1280, 720, Some(DARK)),
        ("tall", 1280, 1500, None),
        ("tall-dark", 1280, 1500, Some(DARK)),
        ("wide", 1920, 1080, None),
        ("narrow", 500, 1800, None),
    ];
    let mut backs = Vec::new();
    for (name, width, height, switch) in screens {
        let browser = Browser::open(width, height, switch.as_slice()).await;
        browser.client.goto(&sim.origin()).await.unwrap();
        if name.starts_with("tall") {
            browser.click("#exchange-2 summary").await;
        }
        browser.find("#copy-2").await;
        browser.picture(name).await;
        assert_eq!(
            browser.run(OVERFLOW).await,
            0,
            "{name} is wider than its screen"
        );
        for (what, script) in [("pale", PALE), ("nameless", NAMELESS)] {
            assert_eq!(
                browser.run(script).await,
                Value::Array(Vec::new()),
                "{what}: {name}"
            );
        }
        let back = "return getComputedStyle(document.body).backgroundColor;";
        backs.push(browser.run(back).await);
        browser.close(&sim.origin()).await;
    }
    assert_ne!(backs[0], backs[1], "dark mode is as light as the other");
}
