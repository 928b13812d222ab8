//! The time from the start of the program until it answers, beside Prism's mock.

use super::Served;
use crate::Measured;
use crate::cpu::Rounds;
use crate::table::Table;

const ROUNDS: usize = 5;
/// How much of Prism's time the simulator may take.
const SHARE: f64 = 0.1;

/// Starts both, in turns.
pub(crate) fn measure() -> Measured {
    let mut rounds = Rounds::default();
    for _ in 0..ROUNDS {
        let theirs = Served::prism()?.started.as_secs_f64();
        let ours = Served::simulator(&[])?.started.as_secs_f64();
        rounds.add(theirs, ours);
    }
    let mut table = Table::new(
        "Starting the simulator",
        &["", "Prism", "simulator", "ratios of the rounds", "ratio"],
    );
    table.row(
        [
            "until the first answer, ms".to_owned(),
            format!("{:.0}", rounds.theirs() * 1000.0),
            format!("{:.1}", rounds.ours() * 1000.0),
            rounds.spread(),
        ],
        rounds.ratio(),
        Some(SHARE),
    );
    table.note(format!("Median of {ROUNDS} starts in turns."));
    Ok(table)
}
