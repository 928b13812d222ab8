//! Damaged requests at the simulator: it answers or closes, says nothing on standard error, and
//! still works afterwards.

use std::fs;
use std::io::{ErrorKind, Read as _, Write as _};
use std::net::{Shutdown, TcpStream};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::chance::Chance;
use crate::mutate;
use crate::process::{self, LONGEST};
use crate::report::{Stopped, Tally};
use crate::simulator::Simulator;

/// How many there are.
pub(crate) const CASES: usize = 12_000;

/// How many go to one simulator, one after the other.
pub(crate) const ROUND: usize = 500;

/// After how many it starts over, for the damage moves the clock and ends tokens.
const FRESH: usize = 25;

/// How long an answer is waited for before the request is ended.
const PATIENCE: Duration = Duration::from_millis(100);

/// Requests of the control API: what people do beside the calls of a client.
const CONTROL: &[(&str, &str)] = &[
    ("GET /_sim/health", ""),
    ("GET /_sim/state", ""),
    ("GET /_sim/journal?operation=postClaim&after=7", ""),
    ("GET /_sim/journal.har", ""),
    ("GET /", ""),
    ("POST /_sim/cards", r#"{"patient_number": "23025764"}"#),
    ("POST /_sim/clock", r#"{"advance": "24h"}"#),
    ("POST /_sim/clock", r#"{"set": "2025-05-30 15:20:57"}"#),
    (
        "POST /_sim/invoices/Invoce1500835/reject",
        r#"{"session_id": 1, "reason": "no"}"#,
    ),
    ("PUT /_sim/dialect", r#"{"dialect": "id,text"}"#),
    (
        "POST /_sim/faults",
        r#"{"fault": "5xx", "status": 502, "body": "html", "operation": "fetchVisit", "times": 3, "skip": 1, "percent": 50}"#,
    ),
    (
        "POST /_sim/faults",
        r#"{"fault": "refuse", "code": "400.1", "message": "no", "after_effect": true, "times": 1}"#,
    ),
    (
        "POST /_sim/faults",
        r#"{"fault": "rename", "field": "content", "to": "contents", "times": 1}"#,
    ),
    ("DELETE /_sim/faults/1", ""),
];

/// The simulator and what is damaged.
pub(crate) struct Requests {
    program: PathBuf,
    seeds: Vec<String>,
}

impl Requests {
    /// Reads the requests of the workspace at `root`.
    pub(crate) fn new(root: &Path) -> Result<Self, Stopped> {
        let mut paths = Vec::new();
        for operation in fs::read_dir(root.join("tests/fixtures"))? {
            for file in fs::read_dir(operation?.path())? {
                let path = file?.path();
                if path
                    .extension()
                    .is_some_and(|extension| extension == "http")
                {
                    paths.push(path);
                }
            }
        }
        paths.sort();
        let mut seeds = Vec::new();
        for path in paths {
            let text = fs::read_to_string(path)?;
            let (head, body) = text.split_once("\n\n").unwrap_or((&text, ""));
            let head = head.replace('\n', "\r\n").replace("{version}", "0.1.0");
            seeds.push(format!(
                "{head}\r\nconnection: close\r\n\r\n{}",
                body.trim_end()
            ));
        }
        seeds.extend(CONTROL.iter().map(|(line, body)| {
            let length = body.len();
            format!(
                "{line} HTTP/1.1\r\nhost: {{host}}\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}"
            )
        }));
        Ok(Self {
            program: process::program("smart-sim")?,
            seeds,
        })
    }

    /// Sends the requests of a round up to a number, each on a connection of its own.
    pub(crate) fn round(&self, last: usize, folder: &Path) -> Result<Tally, Stopped> {
        let mut tally = Tally::default();
        let mut simulator = Simulator::start(&self.program, folder, None)?;
        for number in last / ROUND * ROUND..=last {
            if number % FRESH == 0 {
                simulator.start_over()?;
            }
            let mut chance = Chance::new("requests", number);
            let seed = chance.pick(&self.seeds).cloned().unwrap_or_default();
            let request = mutate::request(&mut chance, &seed.replace("{host}", &simulator.host));
            fs::write(folder.join("request"), &request)?;
            let began = Instant::now();
            match exchange(&simulator.host, &request) {
                Ok(way) => tally.count(way),
                Err(what) => tally.finding(number, what),
            }
            tally.took(number, began.elapsed());
            if let Some(what) = simulator.complaint()? {
                tally.finding(number, what);
                return Ok(tally);
            }
        }
        if let Err(what) = simulator.health() {
            tally.finding(last, format!("afterwards: {what}"));
        }
        Ok(tally)
    }
}

/// Sends a request, and says how it was answered; fails where it was not ended in time.
fn exchange(host: &str, request: &[u8]) -> Result<String, String> {
    let failed = |error: std::io::Error| format!("no connection: {error}");
    let mut stream = TcpStream::connect(host).map_err(failed)?;
    stream.set_read_timeout(Some(PATIENCE)).map_err(failed)?;
    // A server that has seen enough closes before everything is sent.
    let _ = stream.write_all(request);
    let (mut answer, mut ended) = (Vec::new(), false);
    let began = Instant::now();
    loop {
        match stream.read_to_end(&mut answer) {
            Ok(_) => break,
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
                if began.elapsed() > LONGEST {
                    return Err(format!("is neither answered nor closed within {LONGEST:?}"));
                }
                if !ended {
                    // The request may be unfinished: now it is.
                    let _ = stream.shutdown(Shutdown::Write);
                    ended = true;
                }
            }
            Err(_) => return Ok("closed".to_owned()),
        }
    }
    if answer.is_empty() {
        return Ok("closed".to_owned());
    }
    let head = String::from_utf8_lossy(answer.get(..12).unwrap_or(&answer)).into_owned();
    match head.strip_prefix("HTTP/1.1 ").map(str::parse::<u16>) {
        Some(Ok(status)) => Ok(format!("answered with {status}")),
        _ => Err(format!("is answered with {head:?}")),
    }
}
