//! A client without knowledge of the API. It writes bytes to a socket and reads bytes.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::time::Duration;

use smart_sim::{Json, Scenario, Settings, Sim};

/// An answer as received.
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Reply {
    pub(crate) fn parse(bytes: &[u8]) -> Reply {
        let at = bytes
            .windows(4)
            .position(|window| window == b"\r\n\r\n")
            .expect("a whole head");
        let head = String::from_utf8(bytes[..at].to_vec()).unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Reply {
            status,
            head,
            body: bytes[at + 4..].to_vec(),
        }
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }

    pub(crate) fn json(&self) -> Json {
        Json::read(&self.body).unwrap()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().skip(1).find_map(|line| {
            let (key, value) = line.split_once(": ")?;
            key.eq_ignore_ascii_case(name).then_some(value)
        })
    }

    /// Returns the text of the envelope after `"content":`.
    pub(crate) fn content(&self) -> String {
        let text = self.text();
        text.split_once(r#""content":"#).unwrap().1.to_owned()
    }

    /// Returns the dotted code of a business failure, which must have status 400.
    pub(crate) fn refusal(&self) -> String {
        assert_eq!(self.status, 400, "{}", self.text());
        assert_eq!(self.header("content-type"), Some("application/json"));
        let json = self.json();
        assert_eq!(
            json.get("response_type").and_then(Json::as_text),
            Some("ERROR")
        );
        json.get("code").and_then(Json::as_text).unwrap().to_owned()
    }

    /// Asserts that the body is Spring's failure body.
    pub(crate) fn spring(&self, status: u16, path: &str) {
        assert_eq!(self.status, status, "{}", self.text());
        let json = self.json();
        assert_eq!(json.get("status"), Some(&i64::from(status).into()));
        assert_eq!(json.get("path"), Some(&path.into()));
        assert!(json.get("timestamp").is_some() && json.get("error").is_some());
        assert_eq!(json.get("code"), None);
    }
}

/// Writes bytes, and reads until the server closes.
pub(crate) fn exchange(address: SocketAddr, bytes: &[u8]) -> Vec<u8> {
    let mut stream = connect(address);
    // The server may close before the client has written everything.
    _ = stream.write_all(bytes);
    let mut answer = Vec::new();
    _ = stream.read_to_end(&mut answer);
    answer
}

pub(crate) fn connect(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_secs(20)))
        .unwrap();
    stream
}

/// A simulator and a client with a token.
pub(crate) struct Clinic {
    pub(crate) sim: Sim,
    pub(crate) token: String,
}

pub(crate) const BASE: &str = "/providerapi-dev";
pub(crate) const TOKEN: &str = "a3849fc5-lefa-4181-85ef-7d8444132f37";
pub(crate) const BASIC: &str = "SGltaWxvX0hNSVM6c2ltdWxhdGVkLWNsaWVudC1zZWNyZXQ=";
pub(crate) const PASSWORD_GRANT: &str =
    "grant_type=password&username=simulated-user&password=simulated-password";

impl Clinic {
    pub(crate) fn new() -> Clinic {
        Clinic::with(Scenario::built_in())
    }

    pub(crate) fn with(scenario: Scenario) -> Clinic {
        let sim = Sim::start_blocking(scenario, Settings::default()).unwrap();
        Clinic {
            sim,
            token: TOKEN.to_owned(),
        }
    }

    /// Starts the built-in scenario with a clock that stands still.
    pub(crate) fn frozen() -> Clinic {
        let mut scenario = Scenario::built_in();
        scenario.clock = Some("2024-05-30 15:20:57".parse().unwrap());
        scenario.frozen = true;
        Clinic::with(scenario)
    }

    pub(crate) fn send(&self, request: &[u8]) -> Reply {
        Reply::parse(&exchange(self.sim.address(), request))
    }

    /// Sends a request with further headers. The target is below the base path.
    pub(crate) fn call(&self, method: &str, target: &str, headers: &str, body: &[u8]) -> Reply {
        self.at(method, &format!("{BASE}{target}"), headers, body)
    }

    /// Sends a request with further headers to any target.
    pub(crate) fn at(&self, method: &str, target: &str, headers: &str, body: &[u8]) -> Reply {
        let length = body.len();
        let mut request = format!(
            "{method} {target} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nContent-Length: {length}\r\n{headers}\r\n",
            self.sim.address()
        )
        .into_bytes();
        request.extend_from_slice(body);
        self.send(&request)
    }

    pub(crate) fn bearer(&self) -> String {
        format!("Authorization: Bearer {}\r\n", self.token)
    }

    pub(crate) fn get(&self, target: &str) -> Reply {
        self.call("GET", target, &self.bearer(), b"")
    }

    pub(crate) fn put(&self, target: &str) -> Reply {
        self.call("PUT", target, &self.bearer(), b"")
    }

    pub(crate) fn post(&self, target: &str, body: &str) -> Reply {
        let headers = format!("{}Content-Type: application/json\r\n", self.bearer());
        self.call("POST", target, &headers, body.as_bytes())
    }

    pub(crate) fn token(&self, form: &str) -> Reply {
        let headers = format!(
            "Authorization: Basic {BASIC}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        );
        self.call("POST", "/oauth/token", &headers, form.as_bytes())
    }

    /// Fetches a token, and uses it from now on. Returns the answer.
    pub(crate) fn renew(&mut self, form: &str) -> Json {
        let answer = self.token(form).json();
        let token = answer.get("access_token").and_then(Json::as_text);
        self.token = token.unwrap().to_owned();
        answer
    }

    /// Calls the control API.
    pub(crate) fn control(&self, method: &str, target: &str, body: &str) -> Reply {
        self.at(method, &format!("/_sim{target}"), "", body.as_bytes())
    }

    pub(crate) fn status_of(&self, session: i64) -> &'static str {
        self.sim.session(session).unwrap().status.as_str()
    }
}

/// Closes the writing side of a stream.
pub(crate) fn finish(stream: &TcpStream) {
    stream.shutdown(Shutdown::Write).unwrap();
}

/// Returns the body of a claim with one invoice.
pub(crate) fn claim(session: i64, visit: &str, invoice: &str, amount: &str) -> String {
    format!(
        r#"{{"claim_code":"CLM-1","payer_code":"TESTPAYER","amount":{amount},"gross_amount":{amount},"patient_number":"23025764","member_number":"SAMPLETEST502","visit_number":"{visit}","session_id":{session},"visit_start":"2025-01-21 09:30:00","currency":"KES","diagnosis":[{{"code":"J06.9","coding_standard":"ICD10","is_primary":true}}],"pre_authorization":null,"admission":{{}},"invoices":[{{"amount":{amount},"gross_amount":{amount},"invoice_date":"2025-01-21 11:40:00","invoice_number":"{invoice}","pool_number":501,"lines":[{{"item_code":"A","item_name":"A","quantity":1,"unit_price":{amount},"amount":{amount},"charge_date":"2025-01-21"}}],"payment_modifiers":[]}}]}}"#
    )
}
