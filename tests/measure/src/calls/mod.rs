//! What a call costs in the calling process, against a client written by hand. The server is
//! another process.

mod by_hand;
mod server;

use std::error::Error;
use std::future::Future;
use std::hint::black_box;
use std::sync::Arc;

use smart_api::requests::{FetchMember, FetchVisit};
use smart_api::{Client, Config, Credentials, Environment};
use tokio::runtime::{Builder, Runtime};
use tokio::task::JoinSet;

use crate::Measured;
use crate::cpu::{self, Rounds};
use crate::table::Table;
use by_hand::ByHand;
pub(crate) use server::{SERVE, Server, serve};

const ROUNDS: usize = 5;
/// The calls of a round, by each of the two clients.
const CALLS: usize = 20_000;
/// A round is cut into slices, in which the two take turns.
const SLICES: usize = 10;
const TASKS: [usize; 2] = [1, 64];
/// How much of the CPU of a client written by hand we may use.
const RATIO: f64 = 1.15;

pub(crate) const PATIENT: &str = "23025764";
pub(crate) const SESSION: i64 = 62863;

/// One call of either client, of one of the operations.
#[derive(Clone, Copy)]
enum Operation {
    FetchVisit,
    FetchMember,
}

/// Measures two operations with one task and with many.
pub(crate) fn measure() -> Measured {
    let server = Server::start()?;
    let runtime = runtime()?;
    let ours = Arc::new(client(&server)?);
    let theirs = Arc::new(ByHand::new(server.url())?);
    let mut table = Table::new(
        "CPU of a call",
        &[
            "call",
            "by hand, µs",
            "smart-api, µs",
            "ratios of the rounds",
            "ratio",
        ],
    );
    for (operation, name) in [
        (Operation::FetchVisit, "fetch_visit"),
        (Operation::FetchMember, "fetch_member"),
    ] {
        for tasks in TASKS {
            let rounds = runtime.block_on(compare(&theirs, &ours, operation, tasks))?;
            table.row(
                [
                    format!("`{name}`, {tasks} at a time"),
                    format!("{:.1}", rounds.theirs()),
                    format!("{:.1}", rounds.ours()),
                    rounds.spread(),
                ],
                rounds.ratio(),
                Some(RATIO),
            );
        }
    }
    table.note(
        "Both send query, bearer token and `accept`, read at most 10 MiB within a time limit, tell \
         the answers apart by the same table, and decode the same fields with exact decimals. \
         Median of five rounds of 20,000 calls each.",
    );
    Ok(table)
}

/// The runtime of all measurements of calls.
pub(crate) fn runtime() -> std::io::Result<Runtime> {
    Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
}

/// The client that is measured, for `server`.
pub(crate) fn client(server: &Server) -> Result<Client, smart_api::Error> {
    Client::new(Config::new(
        Environment::At(server.url().to_owned()),
        Credentials {
            client_id: "Himilo_HMIS".to_owned(),
            client_secret: "simulated-secret".into(),
            username: "simulated-user".to_owned(),
            password: "simulated-password".into(),
        },
    ))
}

async fn compare(
    theirs: &Arc<ByHand>,
    ours: &Arc<Client>,
    operation: Operation,
    tasks: usize,
) -> Result<Rounds, Box<dyn Error>> {
    let calls = CALLS / SLICES;
    let mut rounds = Rounds::default();
    // The first round opens connections and gets the token, and is not counted.
    for round in 0..=ROUNDS {
        let (mut by_hand, mut by_us) = (0.0, 0.0);
        for slice in 0..SLICES {
            for first in [true, false] {
                if first == (slice % 2 == 0) {
                    by_hand += used(theirs, tasks, calls, move |client| async move {
                        black_box(by_their_client(&client, operation).await).map(drop)
                    })
                    .await?;
                } else {
                    by_us += used(ours, tasks, calls, move |client| async move {
                        black_box(by_our_client(&client, operation).await).map(drop)
                    })
                    .await?;
                }
            }
        }
        if round > 0 {
            rounds.add(by_hand / SLICES as f64, by_us / SLICES as f64);
        }
    }
    Ok(rounds)
}

/// The CPU of one of so many calls that so many tasks share, in microseconds.
async fn used<C, F, E>(
    client: &Arc<C>,
    tasks: usize,
    calls: usize,
    call: impl Fn(Arc<C>) -> F + Copy + Send + 'static,
) -> Result<f64, Box<dyn Error>>
where
    C: Send + Sync + 'static,
    F: Future<Output = Result<(), E>> + Send,
    E: Error + Send + Sync + 'static,
{
    let before = cpu::of_this_process()?;
    share(client, tasks, calls, call).await?;
    let used = cpu::of_this_process()? - before;
    Ok(used.as_secs_f64() * 1e6 / calls as f64)
}

/// Makes so many calls, shared by so many tasks.
pub(crate) async fn share<C, F, E>(
    client: &Arc<C>,
    tasks: usize,
    calls: usize,
    call: impl Fn(Arc<C>) -> F + Copy + Send + 'static,
) -> Result<(), Box<dyn Error>>
where
    C: Send + Sync + 'static,
    F: Future<Output = Result<(), E>> + Send,
    E: Error + Send + Sync + 'static,
{
    let mut set = JoinSet::new();
    for task in 0..tasks {
        // These add up to `calls`.
        let mine = (calls + task) / tasks;
        let client = Arc::clone(client);
        set.spawn(async move {
            for _ in 0..mine {
                call(Arc::clone(&client)).await?;
            }
            Ok::<(), E>(())
        });
    }
    while let Some(ended) = set.join_next().await {
        ended??;
    }
    Ok(())
}
