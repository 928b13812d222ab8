//! The same calls without `async`: `.wait()` stands where `.await` stood.
#![expect(clippy::print_stdout, reason = "an example shows what it got")]

use smart_api::blocking::Wait;
use smart_api::{Client, Config, Error};

fn main() -> Result<(), Error> {
    let smart = Client::new(Config::from_env()?)?;
    let Some(pending) = smart.pending_session("23025764").wait()? else {
        println!("no card was read, or 24 hours have passed");
        return Ok(());
    };
    let visit = pending.merge("AKHILS001").wait()?;
    for benefit in visit.benefits() {
        println!("benefit {}: {}", benefit.id, benefit.amount);
    }
    visit.close().wait()
}
