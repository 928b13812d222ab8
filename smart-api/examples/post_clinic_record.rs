//! Sends the diagnosis after the patient has left. Only for hospitals with that arrangement.
#![expect(clippy::print_stdout, reason = "an example shows what it got")]

use smart_api::enums::CodingStandard;
use smart_api::requests::PostClinicRecord;
use smart_api::types::{ClinicRecord, Diagnosis};
use smart_api::{Client, Config};

#[tokio::main]
async fn main() -> Result<(), smart_api::Error> {
    let smart = Client::new(Config::from_env()?)?;
    let record = ClinicRecord::builder()
        .invoice_number("Invoce1500835")
        .member_number("SAMPLETEST502")
        .patient_number("23025764")
        .session_id("93164")
        .visit_number("87")
        .diagnosis([Diagnosis::new("J06.9", CodingStandard::Icd10).is_primary(true)])
        .build();
    let reply = smart
        .post_clinic_record(PostClinicRecord::new(record))
        .await?;
    println!("HTTP {}, code {:?}", reply.status(), reply.code());
    Ok(())
}
