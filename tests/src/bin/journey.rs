//! `journey`: runs one visit at the simulator, from the token to the closed session, and prints
//! each step. The exit code is 0 for success, else 1.

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
