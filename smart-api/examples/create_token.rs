//! Asks for a token oneself. The client does that for every call, so few will need it.
#![expect(clippy::print_stdout, reason = "an example shows what it got")]

use smart_api::enums::GrantType;
use smart_api::requests::CreateToken;
use smart_api::types::TokenRequest;
use smart_api::{Client, Config};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let smart = Client::new(Config::from_env()?)?;
    let grant = TokenRequest::new(GrantType::Password)
        .username(std::env::var("SMART_USERNAME")?)
        .password(std::env::var("SMART_PASSWORD")?);
    let token = smart.create_token(CreateToken::new(grant)).await?;
    println!(
        "{:?}, good for {:?} s",
        token.access_token, token.expires_in
    );
    Ok(())
}
