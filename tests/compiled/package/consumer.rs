//! Calls the packed client through its public API, as the system of a hospital does.

use smart_api::requests::FetchMember;
use smart_api::runtime::Amount;
use smart_api::{Client, Config, Credentials, Environment};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let url = std::env::args().nth(1).ok_or("no URL")?;
    let credentials = Credentials {
        client_id: "id".into(),
        client_secret: "secret".into(),
        username: "user".into(),
        password: "password".into(),
    };
    let client = Client::new(Config::new(Environment::At(url), credentials))?;
    let members = client.fetch_member(FetchMember::new("23025764", 62863)).await?;
    let benefits = members.iter().flat_map(|member| &member.benefits);
    let left = Amount::checked_sum(benefits.map(|benefit| benefit.amount));
    println!("{}", left.ok_or("too much")?);
    Ok(())
}
