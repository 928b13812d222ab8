//! Whether the simulator's memory stays flat over a million requests when its journal is bounded.

use super::{QUESTION, Served, wrk};
use crate::Measured;
use crate::memory::resident;
use crate::table::Table;

const REQUESTS: u64 = 1_000_000;
/// The requests between two looks, at least.
const STEP: u64 = 100_000;
const JOURNAL: &str = "1000";
/// What may be resident at any later look, against the first.
const GROWTH: f64 = 1.05;
/// What is asked in turns.
const QUESTIONS: [&str; 4] = [
    QUESTION,
    "/api/visit?patientNumber=23025764&sessionStatus=PENDING",
    "/api/copayment?benefitId=93181&providerKey=SKSP_6122&visitNumber=67",
    "/api/claim-status?invoiceNumber=Invoce1500835&visitNumber=87",
];

/// Looks at the resident memory after every 100,000 requests or a few more.
pub(crate) fn measure() -> Measured {
    let simulator = Served::simulator(&["--journal", JOURNAL])?;
    let process = simulator.child.id().to_string();
    let mut table = Table::new(
        "The simulator's memory over a million requests",
        &["requests", "resident, KiB", "against the first"],
    );
    let (mut requests, mut next, mut first) = (0, STEP, None);
    while requests < REQUESTS {
        for question in QUESTIONS {
            let url = format!("{}{question}", simulator.base);
            requests += wrk::run(&url, 8, 1)?.requests;
        }
        if requests < next {
            continue;
        }
        next = requests - requests % STEP + STEP;
        let resident = resident(&process)?;
        let first = *first.get_or_insert(resident);
        let limit = (resident != first).then_some(GROWTH);
        table.row(
            [requests.to_string(), format!("{resident:.0}")],
            resident / first,
            limit,
        );
    }
    table.note(format!(
        "Four questions in turns over 8 connections; the journal keeps {JOURNAL} exchanges."
    ));
    Ok(table)
}
