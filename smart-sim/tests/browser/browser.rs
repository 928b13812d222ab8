//! A headless Chromium under WebDriver. A drop ends it.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use fantoccini::actions::{InputSource as _, KeyAction, KeyActions};
use fantoccini::elements::Element;
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

/// The longest wait for the page to show a text. The page refreshes every second.
const PATIENCE: Duration = Duration::from_secs(30);

/// A browser window.
pub(crate) struct Browser {
    pub(crate) client: Client,
    driver: Child,
}

impl Drop for Browser {
    fn drop(&mut self) {
        // The browser ends with its driver, also after a failed test.
        _ = self.driver.kill();
        _ = self.driver.wait();
    }
}

/// The command for the browser's log: errors of scripts, and blocked or failed fetches.
#[derive(Debug)]
struct Complaints;

impl WebDriverCompatibleCommand for Complaints {
    fn endpoint(
        &self,
        base: &url::Url,
        session: Option<&str>,
    ) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/se/log", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(r#"{"type":"browser"}"#.to_owned()))
    }
}

/// Returns whether the driver is installed. Debian's package of it needs the browser.
pub(crate) fn is_installed() -> bool {
    let mut driver = Command::new("chromedriver");
    driver.arg("--version").stdout(Stdio::null());
    driver.status().is_ok_and(|status| status.success())
}

/// Starts a driver. Returns it with its port.
///
/// The driver picks a port that is free in IPv4 or IPv6. It gives up if another process, such as a
/// second driver, has that port in the other one. Then the function tries again.
fn start_driver() -> (Child, String) {
    for _ in 0..20 {
        let mut driver = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver is installed (Debian: chromium-driver)");
        let mut lines = BufReader::new(driver.stdout.take().unwrap()).lines();
        let port = lines.find_map(|line| {
            let line = line.ok()?;
            let port = line.split_once("successfully on port ")?.1;
            Some(port.trim_end_matches('.').to_owned())
        });
        if let Some(port) = port {
            // A driver without a reader of its output would block.
            std::thread::spawn(move || lines.for_each(drop));
            return (driver, port);
        }
        _ = driver.kill();
        _ = driver.wait();
    }
    unreachable!("chromedriver found no port")
}

impl Browser {
    /// Opens a window of this size, with further switches of Chromium.
    pub(crate) async fn open(width: u32, height: u32, switches: &[&str]) -> Browser {
        let (driver, port) = start_driver();
        let mut arguments = vec![
            "--headless=new".to_owned(),
            // CI runs as root in a container, where Chromium has no sandbox.
            "--no-sandbox".to_owned(),
            "--disable-dev-shm-usage".to_owned(),
            "--disable-gpu".to_owned(),
            "--hide-scrollbars".to_owned(),
            format!("--window-size={width},{height}"),
        ];
        arguments.extend(switches.iter().map(|&one| one.to_owned()));
        let capabilities = json!({
            "goog:chromeOptions": {"args": arguments},
            "goog:loggingPrefs": {"browser": "ALL"},
        });
        let Value::Object(capabilities) = capabilities else {
            unreachable!("it is an object")
        };
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities)
            .connect(&format!("http://127.0.0.1:{port}"))
            .await
            .unwrap();
        Browser { client, driver }
    }

    /// Waits for the first element of this selector. Returns it.
    pub(crate) async fn find(&self, css: &str) -> Element {
        let wait = self.client.wait().at_most(PATIENCE);
        let found = wait.for_element(Locator::Css(css)).await;
        found.unwrap_or_else(|error| unreachable!("{css}: {error}"))
    }

    pub(crate) async fn count(&self, css: &str) -> usize {
        self.client.find_all(Locator::Css(css)).await.unwrap().len()
    }

    pub(crate) async fn text(&self, css: &str) -> String {
        self.find(css).await.text().await.unwrap()
    }

    pub(crate) async fn click(&self, css: &str) {
        self.find(css).await.click().await.unwrap();
    }

    /// Waits until an element's text holds these words.
    pub(crate) async fn shows(&self, css: &str, words: &str) {
        for _ in 0..200 {
            // The page may replace the element at any time.
            if let Ok(element) = self.client.find(Locator::Css(css)).await
                && let Ok(text) = element.text().await
                && text.contains(words)
            {
                return;
            }
            tokio::time::sleep(PATIENCE / 200).await;
        }
        let source = self.text("body").await;
        unreachable!("{css} never showed {words:?}; the page shows:\n{source}")
    }

    pub(crate) async fn run(&self, script: &str) -> Value {
        self.client.execute(script, Vec::new()).await.unwrap()
    }

    /// Presses a key at the focus.
    pub(crate) async fn press(&self, key: char) {
        let keys = KeyActions::new("keyboard".to_owned())
            .then(KeyAction::Down { value: key })
            .then(KeyAction::Up { value: key });
        self.client.perform_actions(keys).await.unwrap();
    }

    /// Returns the id, the class or the tag of the element with the focus.
    pub(crate) async fn focus(&self) -> String {
        let script =
            "const one = document.activeElement; return one.id || one.className || one.tagName;";
        let value = self.run(script).await;
        value.as_str().unwrap().to_owned()
    }

    /// Writes a picture of the window into the target directory.
    pub(crate) async fn picture(&self, name: &str) {
        let png = self.client.screenshot().await.unwrap();
        assert!(png.starts_with(b"\x89PNG"), "no picture");
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("page-{name}.png"));
        std::fs::write(path, png).unwrap();
    }

    /// Closes the window. The browser must have an empty log, and no fetch from another origin.
    pub(crate) async fn close(self, origin: &str) {
        let script = "return performance.getEntriesByType('resource').map((one) => one.name);";
        let fetched = self.run(script).await;
        let fetched = fetched.as_array().unwrap();
        assert!(!fetched.is_empty());
        for one in fetched {
            assert!(one.as_str().unwrap().starts_with(origin), "{one}");
        }
        let complaints = self.client.issue_cmd(Complaints).await.unwrap();
        assert_eq!(complaints, json!([]));
        self.client.clone().close().await.unwrap();
    }
}
