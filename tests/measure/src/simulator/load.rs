//! Requests per second and time until the answer, beside Prism's mock.

use super::wrk::{self, Load};
use super::{QUESTION, Served};
use crate::Measured;
use crate::cpu::Rounds;
use crate::table::Table;

const CONNECTIONS: [usize; 3] = [1, 8, 64];
const ROUNDS: usize = 3;
const SECONDS: u32 = 4;
/// How many requests Prism may answer for each that the simulator answers.
const SHARE: f64 = 0.1;

/// Has both answer the same question.
pub(crate) fn measure() -> Measured {
    let simulator = Served::simulator(&[])?;
    let prism = Served::prism()?;
    let mut table = Table::new(
        "The simulator under load",
        &[
            "connections",
            "simulator, requests/s",
            "50 %, ms",
            "99 %, ms",
            "Prism, requests/s",
            "50 %, ms",
            "99 %, ms",
            "ratios of the rounds",
            "Prism's for each of ours",
        ],
    );
    for connections in CONNECTIONS {
        let mut rounds = Rounds::default();
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            let load = |served: &Served| {
                wrk::run(&format!("{}{QUESTION}", served.base), connections, SECONDS)
            };
            let (their, our) = (load(&prism)?, load(&simulator)?);
            // More is better here: the ratio is Prism's rate against ours.
            rounds.add(our.rate, their.rate);
            ours.push(our);
            theirs.push(their);
        }
        let [(our_50, our_99), (their_50, their_99)] = [median(&mut ours), median(&mut theirs)];
        table.row(
            [
                connections.to_string(),
                format!("{:.0}", rounds.theirs()),
                format!("{our_50:.2}"),
                format!("{our_99:.2}"),
                format!("{:.0}", rounds.ours()),
                format!("{their_50:.2}"),
                format!("{their_99:.2}"),
                rounds.spread(),
            ],
            rounds.ratio(),
            Some(SHARE),
        );
    }
    table.note(format!(
        "`GET {QUESTION}` under `wrk`, {SECONDS} s a round, {ROUNDS} rounds in turns, medians. The \
         simulator keeps its state and its journal; Prism's mock reads its answer from the document."
    ));
    Ok(table)
}

/// The latencies of the round whose median latency is in the middle.
fn median(rounds: &mut [Load]) -> (f64, f64) {
    rounds.sort_by(|one, other| one.latency.0.total_cmp(&other.latency.0));
    rounds[rounds.len() / 2].latency
}
