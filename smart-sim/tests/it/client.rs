//! A client that knows nothing: it writes bytes to a socket and reads bytes.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::time::Duration;

use smart_sim::{Json, Scenario, Settings, Sim};

/// An answer as it came over the wire.
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

    /// The dotted code of a business failure, which must have come with 400.
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

    /// Checks that this is Spring's failure body.
    pub(crate) fn spring(&self, status: u16, path: &str) {
        assert_eq!(self.status, status, "{}", self.text());
        let json = self.json();
        assert_eq!(json.get("status"), Some(&i64::from(status).into()));
        assert_eq!(json.get("path"), Some(&path.into()));
        assert!(json.get("timestamp").is_some() && json.get("error").is_some());
        assert_eq!(json.get("code"), None);
    }
}

/// Writes bytes and reads until the other side closes.
pub(crate) fn exchange(address: SocketAddr, bytes: &[u8]) -> Vec<u8> {
    let mut stream = connect(address);
    // The server may answer and close before everything is written.
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

    /// The built-in scenario at a clock that stands still.
    pub(crate) fn frozen() -> Clinic {
        let mut scenario = Scenario::built_in();
        scenario.clock = Some("2024-05-30 15:20:57".parse().unwrap());
        scenario.frozen = true;
        Clinic::with(scenario)
    }

    pub(crate) fn send(&self, request: &[u8]) -> Reply {
        Reply::parse(&exchange(self.sim.address(), request))
    }

    /// A request with headers of the test's own; the target is below the base path.
    pub(crate) fn call(&self, method: &str, target: &str, headers: &str, body: &[u8]) -> Reply {
        self.at(method, &format!("{BASE}{target}"), headers, body)
    }

    /// A request with headers of the test's own, at any target.
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

    /// Tells the simulator what to do, over its control API.
    pub(crate) fn control(&self, method: &str, target: &str, body: &str) -> Reply {
        self.at(method, &format!("/_sim{target}"), "", body.as_bytes())
    }

    pub(crate) fn status_of(&self, session: i64) -> &'static str {
        self.sim.session(session).unwrap().status.as_str()
    }
}

/// Closes a stream's writing side, so that the server sees the end.
pub(crate) fn finish(stream: &TcpStream) {
    stream.shutdown(Shutdown::Write).unwrap();
}

/// A claim of one invoice.
pub(crate) fn claim(session: i64, visit: &str, invoice: &str, amount: &str) -> String {
    format!(
        r#"{{"claim_code":"CLM-1","payer_code":"TESTPAYER","amount":{amount},"gross_amount":{amount},"patient_number":"23025764","member_number":"SAMPLETEST502","visit_number":"{visit}","session_id":{session},"visit_start":"2025-01-21 09:30:00","currency":"KES","diagnosis":[{{"code":"J06.9","coding_standard":"ICD10","is_primary":true}}],"pre_authorization":null,"admission":{{}},"invoices":[{{"amount":{amount},"gross_amount":{amount},"invoice_date":"2025-01-21 11:40:00","invoice_number":"{invoice}","pool_number":501,"lines":[{{"item_code":"A","item_name":"A","quantity":1,"unit_price":{amount},"amount":{amount},"charge_date":"2025-01-21"}}],"payment_modifiers":[]}}]}}"#
    )
}
