//! What became of an invoice? One entry for each time it was posted.
#![expect(clippy::print_stdout, reason = "an example shows what it got")]

use smart_api::requests::FetchClaimStatus;
use smart_api::{Client, Config};

#[tokio::main]
async fn main() -> Result<(), smart_api::Error> {
    let smart = Client::new(Config::from_env()?)?;
    let request = FetchClaimStatus::new("Invoce1500835", "87")
        .member_number("SAMPLETEST502")
        .session_id(93164);
    for attempt in smart.fetch_claim_status(request).await?.iter() {
        println!("{} for {:?}", attempt.claim_status, attempt.amount);
    }
    Ok(())
}
