//! The list for the morning: which invoices are not billed, and what is to be done about each.
#![expect(clippy::print_stdout, reason = "an example shows what it got")]

use smart_api::follow_up::PostedInvoice;
use smart_api::{Client, Config};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let smart = Client::new(Config::from_env()?)?;
    // From the hospital's books.
    let posted = [
        PostedInvoice::new("Invoce1500835", "87", "2025-01-21 11:40:00".parse()?),
        PostedInvoice::new("INV-LOST", "87", "2025-01-21 12:00:00".parse()?),
    ];
    let mut unbilled = smart.follow_up(posted, 8);
    while let Some(answer) = unbilled.next().await {
        match answer {
            Ok(one) => println!("{}: {}", one.invoice.invoice_number, one.action),
            Err(one) => println!("{}: {}", one.invoice.invoice_number, one.error),
        }
    }
    Ok(())
}
