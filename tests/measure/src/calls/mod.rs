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
/// A round is cut into slices of so many calls, in which the two take turns. What a round says is the
/// lower quartile of its slices: on a busy machine some are slow, and a task and its connection are
/// now on one thread and now on two, which costs either client half as much or twice as much.
const SLICE: usize = 500;
const SLICES: usize = CALLS / SLICE;
const TASKS: [usize; 2] = [1, 64];
/// How much of the CPU of a client written by hand we may use.
const RATIO: f64 = 1.15;

const PATIENT: &str = "23025764";
const SESSION: i64 = 62863;

/// What is called.
#[derive(Clone, Copy)]
pub(crate) enum Operation {
    FetchVisit,
    FetchMember,
}

impl Operation {
    pub(crate) const ALL: [Self; 2] = [Self::FetchVisit, Self::FetchMember];

    fn name(self) -> &'static str {
        match self {
            Self::FetchVisit => "fetch_visit",
            Self::FetchMember => "fetch_member",
        }
    }
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
    for operation in Operation::ALL {
        for tasks in TASKS {
            let rounds = runtime.block_on(compare(&theirs, &ours, operation, tasks))?;
            table.row(
                [
                    format!("`{}`, {tasks} at a time", operation.name()),
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
    let mut rounds = Rounds::default();
    // The first round opens connections and gets the token, and is not counted.
    for round in 0..=ROUNDS {
        let (mut by_hand_all, mut by_us_all) = (Vec::new(), Vec::new());
        for slice in 0..SLICES {
            // Neither has always the better place.
            let (by_hand, by_us);
            if slice % 2 == 0 {
                by_hand = used(theirs, tasks, operation).await?;
                by_us = used(ours, tasks, operation).await?;
            } else {
                by_us = used(ours, tasks, operation).await?;
                by_hand = used(theirs, tasks, operation).await?;
            }
            by_hand_all.push(by_hand);
            by_us_all.push(by_us);
        }
        if round > 0 {
            rounds.add(
                cpu::lower_quartile(by_hand_all),
                cpu::lower_quartile(by_us_all),
            );
        }
    }
    Ok(rounds)
}

/// A client that makes the calls that are measured.
pub(crate) trait Caller: Send + Sync + 'static {
    /// What a call fails with.
    type Failure: Error + Send + Sync + 'static;

    /// Makes one call and drops what it returns.
    fn call(&self, operation: Operation) -> impl Future<Output = Result<(), Self::Failure>> + Send;
}

impl Caller for ByHand {
    type Failure = by_hand::Failure;

    async fn call(&self, operation: Operation) -> Result<(), Self::Failure> {
        match operation {
            Operation::FetchVisit => drop(black_box(self.fetch_visit(PATIENT, "PENDING").await?)),
            Operation::FetchMember => drop(black_box(self.fetch_member(PATIENT, SESSION).await?)),
        }
        Ok(())
    }
}

impl Caller for Client {
    type Failure = smart_api::Error;

    async fn call(&self, operation: Operation) -> Result<(), Self::Failure> {
        match operation {
            Operation::FetchVisit => {
                let request = FetchVisit::new(PATIENT, "PENDING");
                drop(black_box(self.fetch_visit(request).await?));
            }
            Operation::FetchMember => {
                let request = FetchMember::new(PATIENT, SESSION);
                drop(black_box(self.fetch_member(request).await?));
            }
        }
        Ok(())
    }
}

/// The CPU of one of the calls of a slice that so many tasks share, in microseconds.
async fn used<C: Caller>(
    client: &Arc<C>,
    tasks: usize,
    operation: Operation,
) -> Result<f64, Box<dyn Error>> {
    let before = cpu::of_this_process()?;
    share(client, tasks, SLICE, operation).await?;
    let used = cpu::of_this_process()? - before;
    Ok(used.as_secs_f64() * 1e6 / SLICE as f64)
}

/// Makes so many calls, shared by so many tasks.
pub(crate) async fn share<C: Caller>(
    client: &Arc<C>,
    tasks: usize,
    calls: usize,
    operation: Operation,
) -> Result<(), Box<dyn Error>> {
    let mut set = JoinSet::new();
    for task in 0..tasks {
        // These add up to `calls`.
        let mine = (calls + task) / tasks;
        let client = Arc::clone(client);
        set.spawn(async move {
            for _ in 0..mine {
                client.call(operation).await?;
            }
            Ok::<(), C::Failure>(())
        });
    }
    while let Some(ended) = set.join_next().await {
        ended??;
    }
    Ok(())
}
