//! The setup of a test: a simulator, a client of it, and a visit that can be claimed.

use std::time::Duration;

use smart_api::claim::{CheckedClaim, ClaimDraft, InvoiceDraft, Line};
use smart_api::enums::{CodingStandard, ModifierType};
use smart_api::types::{Diagnosis, PaymentModifier};
use smart_api::visit::ActiveSession;
use smart_api::{Client, Config, Credentials, Environment, Limits, RetryPolicy};
use smart_sim::{FaultKind, Operation, Scenario, Sim};

pub(crate) const PATIENT: &str = "23025764";
pub(crate) const VISIT: &str = "AKHILS001";
pub(crate) const INVOICE: &str = "INV-1";

pub(crate) struct Desk {
    pub(crate) sim: Sim,
    pub(crate) smart: Client,
}

impl Desk {
    pub(crate) async fn open() -> Self {
        Self::of(Scenario::built_in()).await
    }

    pub(crate) async fn of(scenario: Scenario) -> Self {
        let sim = Sim::start(scenario).await.unwrap();
        let smart = client(&sim, sim.base_url());
        Self { sim, smart }
    }

    /// The built-in patient's session, merged.
    pub(crate) async fn visit(&self) -> ActiveSession {
        let pending = self.smart.pending_session(PATIENT).await.unwrap().unwrap();
        pending.merge(VISIT).await.unwrap()
    }

    pub(crate) async fn claim(&self) -> CheckedClaim {
        draft(&self.visit().await).check().unwrap()
    }

    /// How many claims were posted, by the simulator's count.
    pub(crate) fn posts(&self) -> u64 {
        self.sim.call_count(Operation::PostClaim)
    }
}

pub(crate) fn client(sim: &Sim, base_url: String) -> Client {
    let keys = sim.credentials();
    let credentials = Credentials {
        client_id: keys.client_id.clone(),
        client_secret: keys.client_secret.clone().into(),
        username: keys.username.clone(),
        password: keys.password.clone().into(),
    };
    let waits = RetryPolicy::DEFAULT.waits(Duration::from_millis(1), Duration::from_millis(2));
    let config = Config::new(Environment::At(base_url), credentials);
    Client::new(config.limits(Limits::DEFAULT.retry(waits))).unwrap()
}

/// A claim of 1522.20 gross and 1322.20 net from pool 501.
pub(crate) fn draft(visit: &ActiveSession) -> ClaimDraft {
    visit
        .draft("CLM-1", "2025-01-21 09:30:00".parse().unwrap())
        .visit_end("2025-01-21 11:45:00".parse().unwrap())
        .doctor_name("Dr Who")
        .primary_diagnosis(Diagnosis::new("J06.9", CodingStandard::Icd10))
        .invoice(invoice(INVOICE, visit))
}

pub(crate) fn invoice(number: &str, visit: &ActiveSession) -> InvoiceDraft {
    let day = "2025-01-21".parse().unwrap();
    InvoiceDraft::new(number, "2025-01-21 11:40:00".parse().unwrap())
        .pool(visit.benefit("501").unwrap())
        .service_type("OUTPATIENT")
        .line(Line::new(
            "CONS-01",
            "Consultation",
            1,
            "1500.00".parse().unwrap(),
            day,
        ))
        .line(
            Line::new("PARA-500", "Paracetamol", 30, "0.74".parse().unwrap(), day)
                .service_group("PHARMACY"),
        )
        .modifier(PaymentModifier::new(ModifierType::FixedCopay, 200).reference_number("RCT-1"))
}

/// A fault that answers with something else.
pub(crate) fn replace(status: u16, content_type: &str, body: &str) -> FaultKind {
    FaultKind::Replace {
        status,
        content_type: content_type.to_owned(),
        body: body.to_owned(),
    }
}

pub(crate) fn json(status: u16, body: &str) -> FaultKind {
    replace(status, "application/json", body)
}
