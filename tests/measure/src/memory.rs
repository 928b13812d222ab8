//! Whether memory stays flat over a million calls, failures among them.

use std::error::Error;
use std::fs;
use std::sync::Arc;

use smart_api::requests::FetchCopay;
use smart_api::{Client, ErrorKind};

use crate::Measured;
use crate::calls::{Operation, Server, client, runtime, share};
use crate::table::Table;

const STEPS: usize = 10;
/// The calls between two looks.
const CALLS: usize = 100_000;
const TASKS: usize = 64;
/// How many of them the server refuses.
const REFUSED: usize = 10_000;
/// What may be resident at any later look, against the first.
const GROWTH: f64 = 1.05;

/// Looks at the resident memory after every 100,000 calls.
pub(crate) fn measure() -> Measured {
    let server = Server::start()?;
    let runtime = runtime()?;
    let client = Arc::new(client(&server)?);
    let mut table = Table::new(
        "Memory over a million calls",
        &["calls", "resident, KiB", "against the first"],
    );
    let mut first = None;
    for step in 1..=STEPS {
        for operation in Operation::ALL {
            let calls = (CALLS - REFUSED) / Operation::ALL.len();
            runtime.block_on(share(&client, TASKS, calls, operation))?;
        }
        runtime.block_on(refuse(&client))?;
        let resident = resident("self")?;
        let first = *first.get_or_insert(resident);
        table.row(
            [format!("{}00,000", step), format!("{resident:.0}")],
            resident / first,
            (step > 1).then_some(GROWTH),
        );
    }
    table.note(
        "Of 100,000 calls 45,000 are `fetch_visit` and 45,000 `fetch_member`, 64 at a time, and \
         10,000 are `fetch_copay`, which the server refuses.",
    );
    Ok(table)
}

/// Makes the calls that the server refuses.
async fn refuse(client: &Client) -> Result<(), Box<dyn Error>> {
    for _ in 0..REFUSED {
        match client
            .fetch_copay(FetchCopay::new(93181, "SKSP_6122", "67"))
            .await
        {
            Err(error) if error.kind() == ErrorKind::Business => {}
            Err(error) => return Err(error.into()),
            Ok(_) => return Err("a call went well that ought to be refused".into()),
        }
    }
    Ok(())
}

/// The memory of a process that is resident, in KiB, as Linux says it: a process number, or `self`.
pub(crate) fn resident(process: &str) -> Result<f64, Box<dyn Error>> {
    stated(process, "VmRSS:")
}

/// The most that has been resident so far.
pub(crate) fn most_resident() -> Result<f64, Box<dyn Error>> {
    stated("self", "VmHWM:")
}

fn stated(process: &str, name: &str) -> Result<f64, Box<dyn Error>> {
    let status = fs::read_to_string(format!("/proc/{process}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    let size = line.and_then(|line| line.trim().strip_suffix(" kB"));
    let size = size.ok_or("/proc does not say what is resident")?;
    Ok(size.trim().parse()?)
}
