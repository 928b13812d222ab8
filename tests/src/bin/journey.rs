//! `journey`: one visit, from the token to the closed session, against the simulator. Prints what
//! happens; ends with 0 when all went as it should, else with 1.

use std::io::{self, Write};
use std::process::ExitCode;

use smart_sim::{Scenario, Sim};
use smart_tests::journey;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let mut out = io::stdout().lock();
    let outcome = match Sim::start(Scenario::built_in()).await {
        Ok(sim) => journey::run(&sim, &mut out).await,
        Err(error) => Err(error.into()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Where nobody listens any more, the exit code still says it.
            _ = writeln!(out, "\nThe journey ended early: {error}");
            ExitCode::FAILURE
        }
    }
}
