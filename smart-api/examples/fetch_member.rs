//! Who is insured, and what is left in which benefit pool?
#![expect(clippy::print_stdout, reason = "an example shows what it got")]

use smart_api::requests::FetchMember;
use smart_api::{Client, Config};

#[tokio::main]
async fn main() -> Result<(), smart_api::Error> {
    let smart = Client::new(Config::from_env()?)?;
    let request = FetchMember::new("23025764", 93164);
    for member in smart.fetch_member(request).await?.iter() {
        for benefit in &member.benefits {
            let currency = member.policy_currency.as_deref().unwrap_or_default();
            println!("benefit {}: {} {currency}", benefit.id, benefit.amount);
        }
    }
    Ok(())
}
