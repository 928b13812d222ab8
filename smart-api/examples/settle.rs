//! After a restart: what became of the claim that the journey stored? Nothing is posted.
#![expect(clippy::print_stdout, reason = "an example shows what it got")]

use smart_api::submission::{ResumeHandle, Settlement};
use smart_api::types::Session;
use smart_api::{Client, Config};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let smart = Client::new(Config::from_env()?)?;
    let stored = std::fs::read_to_string("CLM-2025-0001.json")?;
    // The session is for a repost, if somebody decides on one: the claim is drafted from it again.
    let (_session, handle): (Session, ResumeHandle) = serde_json::from_str(&stored)?;
    match smart.settle(&handle).await? {
        Settlement::Accepted(accepted) => println!("{} entry", accepted.entries().len()),
        Settlement::CancelledOrRejected(_) => println!("it arrived, and somebody said no"),
        // Not found is not lost: the post may still be on its way.
        Settlement::Unknown(_) => println!("ask again later, or ask Smart"),
    }
    Ok(())
}
