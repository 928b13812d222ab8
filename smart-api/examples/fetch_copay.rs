//! What does the patient pay? Only where the facility relies on Smart to manage its copay.
#![expect(clippy::print_stdout, reason = "an example shows what it got")]

use smart_api::requests::FetchCopay;
use smart_api::{Client, Config};

#[tokio::main]
async fn main() -> Result<(), smart_api::Error> {
    let smart = Client::new(Config::from_env()?)?;
    let request = FetchCopay::new(93181, "SKSP_6122", "87");
    for copay in smart.fetch_copay(request).await?.iter() {
        println!("{:?} {:?}", copay.type_, copay.amount);
    }
    Ok(())
}
