//! Posts a claim that was put together field by field. It is posted once and never repeated; what
//! to do when the answer is lost is what `journey` shows.
#![expect(clippy::print_stdout, reason = "an example shows what it got")]

use smart_api::enums::CodingStandard;
use smart_api::requests::PostClaim;
use smart_api::types::{Claim, Diagnosis, Invoice, InvoiceLine};
use smart_api::{Amount, Client, Config, Outcome};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let smart = Client::new(Config::from_env()?)?;
    let amount: Amount = "22.20".parse()?;
    let line = InvoiceLine::builder()
        .amount(amount)
        .charge_date("2025-01-21".parse()?)
        .item_code("PARA-500")
        .item_name("Paracetamol 500 mg")
        .quantity(30)
        .unit_price("0.74".parse::<Amount>()?)
        .build();
    let invoice = Invoice::builder()
        .amount(amount)
        .gross_amount(amount)
        .invoice_date("2025-01-21 11:40:00".parse()?)
        .invoice_number("INV-2025-0001")
        .lines([line])
        .build()
        .pool_number(501);
    let claim = Claim::builder()
        .claim_code("CLM-2025-0001")
        .payer_code("TESTPAYER")
        .amount(amount)
        .gross_amount(amount)
        .patient_number("23025764")
        .member_number("SAMPLETEST502")
        .visit_number("87")
        .session_id(93164)
        .visit_start("2025-01-21 09:30:00".parse()?)
        .currency("KES")
        .invoices([invoice])
        .build()
        .diagnosis([Diagnosis::new("J06.9", CodingStandard::Icd10).is_primary(true)]);
    match smart
        .post_claim(PostClaim::new("23025764", 93164, claim))
        .await
    {
        Ok(reply) => println!(
            "posted: {}",
            reply.as_ref().is_some_and(|receipt| receipt.id.is_some())
        ),
        Err(error) if error.outcome() == Outcome::Unknown => println!("ask before you repeat it"),
        Err(error) => return Err(error.into()),
    }
    Ok(())
}
