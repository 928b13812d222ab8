//! `wrk`, Debian's load generator, and what it prints.

use std::error::Error;
use std::process::Command;

use super::BEARER;

/// What one run of `wrk` saw.
pub(super) struct Load {
    /// How many answers came.
    pub(super) requests: u64,
    /// Requests per second.
    pub(super) rate: f64,
    /// Median and 99th percentile of the time until an answer, in milliseconds.
    pub(super) latency: (f64, f64),
}

/// Calls a URL over so many connections for some seconds.
pub(super) fn run(url: &str, connections: usize, seconds: u32) -> Result<Load, Box<dyn Error>> {
    let output = Command::new("wrk")
        .args(["--threads", &connections.min(2).to_string()])
        .args(["--connections", &connections.to_string()])
        .args(["--duration", &format!("{seconds}s")])
        // An answer may be late; that is seen in the latency.
        .args(["--timeout", "30s", "--latency", "--header", BEARER, url])
        .output()
        .map_err(|error| format!("wrk (Debian: wrk) cannot be run: {error}"))?;
    let said = String::from_utf8_lossy(&output.stdout);
    if said.contains("Non-2xx") || said.contains("Socket errors") {
        return Err(format!("not every call went well:\n{said}").into());
    }
    read(&said).ok_or_else(|| format!("wrk said something else than usual:\n{said}").into())
}

fn read(said: &str) -> Option<Load> {
    let after = |label: &str| {
        let line = said
            .lines()
            .find_map(|line| line.trim().strip_prefix(label))?;
        Some(line.trim())
    };
    let (requests, _) = said.split_once(" requests in ")?;
    Some(Load {
        requests: requests.lines().last()?.trim().parse().ok()?,
        rate: after("Requests/sec:")?.parse().ok()?,
        latency: (milliseconds(after("50%")?)?, milliseconds(after("99%")?)?),
    })
}

/// A time as `wrk` writes it: `87.00us`, `1.20ms`, `1.05s`.
fn milliseconds(text: &str) -> Option<f64> {
    let units = [("us", 0.001), ("ms", 1.0), ("s", 1000.0)];
    units.iter().find_map(|(unit, factor)| {
        let number: f64 = text.strip_suffix(unit)?.parse().ok()?;
        Some(number * factor)
    })
}
