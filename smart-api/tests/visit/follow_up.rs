//! Follow-up of thousands of invoices, with a limit on simultaneous calls.

use std::error::Error as _;
use std::fmt::Write as _;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, SystemTime};

use smart_api::enums::ClaimStatus;
use smart_api::follow_up::{Action, FollowUp, NotAsked, PostedInvoice, Unbilled};
use smart_api::submission::Submission;
use smart_api::{EastAfricaTime, ErrorKind, LocalDateTime};
use smart_sim::{Fault, FaultKind, Operation, Scenario, scenario::BUILT_IN};

use crate::Desk;
use crate::desk::{client, json};
use crate::line::{Exchange, Line, Way};

fn hours_ago(hours: u64) -> LocalDateTime {
    let then = SystemTime::now() - Duration::from_secs(hours * 3600);
    LocalDateTime::from_system_time(then).unwrap()
}

/// An invoice of the built-in visit 87.
fn posted(number: &str) -> PostedInvoice {
    PostedInvoice::new(number, "87", hours_ago(30))
}

/// The built-in scenario with attempts of the visit 87: invoice, status, amount.
async fn desk_with(attempts: impl IntoIterator<Item = (String, &str, String)>) -> Desk {
    let mut text = BUILT_IN.replace("amount: 50000.00", "amount: 50000000.00");
    for (invoice, status, amount) in attempts {
        writeln!(
            text,
            "  - {{session: 93164, invoice_number: {invoice}, amount: {amount}, pool_nr: 501, claim_status: {status}}}"
        )
        .unwrap();
    }
    Desk::of(Scenario::from_yaml(&text).unwrap()).await
}

async fn all(mut follow_up: FollowUp) -> (Vec<Unbilled>, Vec<NotAsked>) {
    let (mut unbilled, mut not_asked) = (Vec::new(), Vec::new());
    while let Some(answer) = follow_up.next().await {
        match answer {
            Ok(one) => unbilled.push(one),
            Err(one) => not_asked.push(one),
        }
    }
    (unbilled, not_asked)
}

/// Lets the oldest question through only when as many as allowed are under way, so that fewer at a
/// time would wait for ever, and remembers how many there were at most.
struct Gate {
    questions: usize,
    at_a_time: usize,
    arrived: Mutex<usize>,
    another: Condvar,
    under_way: AtomicUsize,
    most: AtomicUsize,
}

fn asks(line: &str) -> bool {
    line.contains("/api/claim-status")
}

impl Exchange for Gate {
    fn arrives(&self, line: &str) -> Way {
        if asks(line) {
            let under_way = self.under_way.fetch_add(1, Ordering::SeqCst) + 1;
            self.most.fetch_max(under_way, Ordering::SeqCst);
            let mut arrived = self.arrived.lock().unwrap();
            *arrived += 1;
            let enough = (*arrived + self.at_a_time - 1).min(self.questions);
            self.another.notify_all();
            drop(
                self.another
                    .wait_while(arrived, |arrived| *arrived < enough)
                    .unwrap(),
            );
        }
        Way::Whole
    }

    fn answered(&self, line: &str) {
        if asks(line) {
            self.under_way.fetch_sub(1, Ordering::SeqCst);
        }
    }
}

#[tokio::test]
async fn thousands_of_invoices_keep_to_the_limit_of_simultaneous_calls() {
    const INVOICES: usize = 2_000;
    const AT_A_TIME: usize = 16;
    let number = |nth: usize| format!("F-{nth:04}");
    let status = |nth: usize| ["Billed", "Billed", "Billed", "Pending", "Rejected"][nth % 5];
    let attempts = (0..INVOICES).map(|nth| (number(nth), status(nth), format!("{nth}.50")));
    let desk = desk_with(attempts).await;
    let gate = Arc::new(Gate {
        questions: INVOICES,
        at_a_time: AT_A_TIME,
        arrived: Mutex::new(0),
        another: Condvar::new(),
        under_way: AtomicUsize::new(0),
        most: AtomicUsize::new(0),
    });
    let line = Line::to(desk.sim.address(), gate.clone());
    let smart = client(&desk.sim, line.base_url());

    let follow_up = smart.follow_up(
        (0..INVOICES).map(move |nth| posted(&number(nth))),
        AT_A_TIME,
    );
    assert_eq!(
        desk.sim.request_count(),
        0,
        "nothing is asked before it is polled"
    );
    let (mut unbilled, not_asked) = all(follow_up).await;

    assert!(not_asked.is_empty(), "{not_asked:?}");
    assert_eq!(gate.most.load(Ordering::SeqCst), AT_A_TIME);
    assert_eq!(
        desk.sim.call_count(Operation::FetchClaimStatus),
        INVOICES as u64
    );
    unbilled.sort_by(|one, other| {
        one.invoice
            .invoice_number
            .cmp(&other.invoice.invoice_number)
    });
    assert_eq!(unbilled.len(), INVOICES / 5 * 2);
    for (nth, one) in (0..INVOICES).filter(|nth| nth % 5 > 2).zip(&unbilled) {
        assert_eq!(*one.invoice.invoice_number, format!("F-{nth:04}"));
        assert_eq!(one.amount.unwrap().to_string(), format!("{nth}.50"));
        let (status, action) = match nth % 5 {
            3 => (ClaimStatus::Pending, Action::Retrieve),
            _ => (ClaimStatus::Rejected, Action::FindOutWhy),
        };
        assert_eq!((one.status.clone(), one.action), (Some(status), action));
    }
}

#[tokio::test]
async fn one_billed_entry_makes_an_invoice_billed_and_a_pending_one_outranks_ended_ones() {
    let attempts = [
        ("A", "Billed", "1"),
        ("A", "Cancelled", "2"),
        ("B", "Cancelled", "3"),
        ("B", "Billed", "4"),
        ("B", "Pending", "5"),
        ("C", "Pending", "6.10"),
        ("C", "Rejected", "7"),
        ("D", "Cancelled", "8"),
        ("D", "Rejected", "9"),
    ];
    let attempts =
        attempts.map(|(invoice, status, amount)| (invoice.to_owned(), status, amount.to_owned()));
    let desk = desk_with(attempts).await;
    let (unbilled, _) = all(desk.smart.follow_up(["A", "B", "C", "D"].map(posted), 1)).await;
    let found: Vec<_> = unbilled
        .iter()
        .map(|one| (one.invoice.invoice_number.as_str(), one.action))
        .collect();
    assert_eq!(found, [("C", Action::Retrieve), ("D", Action::FindOutWhy)]);
    assert_eq!(unbilled[0].amount.unwrap().to_string(), "6.10");
}

#[tokio::test]
async fn age_amount_and_reason_are_there_even_where_smart_knows_nothing() {
    let desk = Desk::open().await;
    let never_seen = posted("LOST-1")
        .amount("12.30".parse().unwrap())
        .reason("the officer is on leave");
    let future = PostedInvoice::new("LOST-2", "87", hours_ago(0)).posted_at_least_now();
    let (unbilled, _) = all(desk.smart.follow_up([never_seen, future], 1)).await;
    let [lost, future] = &unbilled[..] else {
        panic!("{unbilled:?}");
    };
    assert_eq!(
        (lost.action, lost.status.clone()),
        (Action::FindOutWhether, None)
    );
    assert_eq!(lost.age.as_secs() / 3600, 30);
    assert_eq!(lost.amount.unwrap().to_string(), "12.30");
    assert_eq!(lost.reason.as_deref(), Some("the officer is on leave"));
    assert_eq!(future.age, Duration::ZERO);
    assert_eq!((future.amount, future.reason.as_deref()), (None, None));
}

trait Later {
    fn posted_at_least_now(self) -> Self;
}

impl Later for PostedInvoice {
    fn posted_at_least_now(mut self) -> Self {
        let soon = SystemTime::now() + Duration::from_secs(24 * 3600);
        self.posted_at = LocalDateTime::from_system_time(soon).unwrap();
        self
    }
}

#[tokio::test]
async fn a_status_that_is_new_is_looked_at_and_never_called_billed() {
    let desk = Desk::open().await;
    let body = r#"{"code":"200","content":[{"claim_status":"BILLED_IN_PART","amount":1}]}"#;
    desk.sim
        .add_fault(Fault::new(json(200, body)).on(Operation::FetchClaimStatus));
    let (unbilled, _) = all(desk.smart.follow_up([posted("A")], 1)).await;
    assert_eq!(unbilled[0].action, Action::LookAtIt);
    assert_eq!(
        unbilled[0].status,
        Some(ClaimStatus::from("BILLED_IN_PART"))
    );
}

#[tokio::test]
async fn one_failed_call_does_not_stop_the_others() {
    let attempts = ["A", "B", "C", "D"].map(|one| (one.to_owned(), "Pending", "1".to_owned()));
    let desk = desk_with(attempts).await;
    let refused = FaultKind::Refuse {
        code: "400.2008".to_owned(),
        message: "SECRET-NAME".to_owned(),
    };
    let fault = Fault::new(refused).on(Operation::FetchClaimStatus);
    desk.sim.add_fault(fault.skip(1).times(1));
    let (unbilled, not_asked) =
        all(desk.smart.follow_up(["A", "B", "C", "D"].map(posted), 1)).await;
    let found: Vec<_> = unbilled
        .iter()
        .map(|one| one.invoice.invoice_number.as_str())
        .collect();
    assert_eq!(found, ["A", "C", "D"]);
    let [not_asked] = &not_asked[..] else {
        panic!("{not_asked:?}");
    };
    assert_eq!(*not_asked.invoice.invoice_number, "B");
    assert_eq!(not_asked.error.kind(), ErrorKind::Business);
    let shown = format!("{not_asked} {not_asked:?} {:?}", not_asked.source());
    assert!(!shown.contains("SECRET-NAME"), "{shown}");
    // It can be asked about again, from what came back.
    let (unbilled, not_asked) = all(desk.smart.follow_up([not_asked.invoice.clone()], 1)).await;
    assert_eq!((unbilled.len(), not_asked.len()), (1, 0));
}

#[tokio::test]
async fn dropping_a_follow_up_stops_its_calls() {
    let desk = Desk::open().await;
    let late = Fault::new(FaultKind::Latency(Duration::from_secs(3600)));
    desk.sim.add_fault(late.on(Operation::FetchClaimStatus));
    let taken = Arc::new(AtomicUsize::new(0));
    let counted = taken.clone();
    let invoices = (0..1_000).map(move |nth| {
        counted.fetch_add(1, Ordering::SeqCst);
        posted(&format!("F-{nth}"))
    });
    let follow_up = desk.smart.follow_up(invoices, 4);
    let polled = tokio::spawn(all(follow_up));
    let sim = desk.sim.control();
    let asked = tokio::task::spawn_blocking(move || {
        sim.wait_for_calls(Operation::FetchClaimStatus, 4, Duration::from_secs(60))
    });
    assert!(asked.await.unwrap());
    polled.abort();
    assert!(polled.await.unwrap_err().is_cancelled());
    // Invoices are taken as there is room, so no other one can have been asked about.
    assert_eq!(taken.load(Ordering::SeqCst), 4);
    desk.sim.clear_faults();
    assert!(
        desk.smart
            .pending_session("23025764")
            .await
            .unwrap()
            .is_some()
    );
    assert_eq!(desk.sim.call_count(Operation::FetchClaimStatus), 4);
}

#[tokio::test]
async fn zero_at_a_time_asks_one_at_a_time_and_no_invoices_give_an_empty_list() {
    let desk = Desk::open().await;
    let (unbilled, _) = all(desk.smart.follow_up([posted("A"), posted("B")], 0)).await;
    assert_eq!(unbilled.len(), 2);
    let (unbilled, not_asked) = all(desk.smart.follow_up([], 8)).await;
    assert_eq!((unbilled.len(), not_asked.len()), (0, 0));
}

#[tokio::test]
async fn a_submitted_claim_is_followed_up_by_its_handle_until_it_is_billed() {
    let desk = Desk::open().await;
    let Submission::Accepted(accepted) = desk.claim().await.submit().await else {
        panic!("not accepted");
    };
    let posted: Vec<_> = PostedInvoice::of(accepted.handle()).collect();
    let (unbilled, _) = all(desk.smart.follow_up(posted.clone(), 8)).await;
    assert_eq!(unbilled.len(), 1);
    assert_eq!(unbilled[0].action, Action::Retrieve);
    let asked = desk.sim.calls(Operation::FetchClaimStatus);
    assert_eq!(
        asked.last().unwrap().request.target(),
        "/providerapi-dev/api/claim-status?invoiceNumber=INV-1&visitNumber=AKHILS001\
         &memberNumber=SAMPLETEST502&sessionId=62863"
    );
    // A list for the morning, as it is handed on: numbers stay exact, ages are seconds.
    let told: serde_json::Value = serde_json::to_value(&unbilled[0]).unwrap();
    assert_eq!(told["action"], "retrieve");
    assert_eq!(told["invoice"]["invoice_number"], "INV-1");
    assert!(told["age_seconds"].is_u64());
    let shown = format!("{:?}", unbilled[0]);
    for secret in ["SAMPLETEST502", "AKHILS001", "1322"] {
        assert!(!shown.contains(secret), "{shown}");
    }

    desk.sim.retrieve_invoice("INV-1").unwrap();
    let (unbilled, not_asked) = all(desk.smart.follow_up(posted, 8)).await;
    assert_eq!((unbilled.len(), not_asked.len()), (0, 0));
}
