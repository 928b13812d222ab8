//! The totals of a draft, and every problem of a wrong draft with its field.

use proptest::prelude::*;
use proptest::test_runner::Config;
use smart_api::claim::{ClaimDraft, InvoiceDraft, Line, Problems};
use smart_api::enums::{CodingStandard, ModifierType};
use smart_api::types::{Admission, Diagnosis, PaymentModifier};
use smart_api::visit::ActiveSession;
use smart_api::{Amount, LocalDateTime};
use smart_sim::Scenario;

use crate::Desk;
use crate::desk::{draft, invoice};

fn amount(text: &str) -> Amount {
    text.parse().unwrap()
}

fn at(text: &str) -> LocalDateTime {
    text.parse().unwrap()
}

fn line(quantity: Amount, price: Amount) -> Line {
    Line::new("I", "Item", quantity, price, "2025-01-21".parse().unwrap())
}

/// An invoice of one line.
fn bill(number: &str, price: &str) -> InvoiceDraft {
    InvoiceDraft::new(number, at("2025-01-21 11:40:00"))
        .pool_number(501)
        .line(line(1.into(), amount(price)))
}

/// A draft with a diagnosis and no invoice.
fn begun(visit: &ActiveSession) -> ClaimDraft {
    visit
        .draft("CLM-1", at("2025-01-21 09:30:00"))
        .primary_diagnosis(Diagnosis::new("J06.9", CodingStandard::Icd10))
}

fn told(draft: &ClaimDraft) -> Vec<String> {
    let problems = draft
        .check()
        .err()
        .into_iter()
        .flat_map(Problems::into_iter);
    problems
        .map(|problem| format!("{} {}", problem.field(), problem.name()))
        .collect()
}

fn cash(amount: Amount) -> PaymentModifier {
    PaymentModifier::new(ModifierType::CashAboveBalance, amount)
}

#[tokio::test]
async fn every_rule_names_its_field() {
    let visit = Desk::open().await.visit().await;
    let good = || draft(&visit);
    let one = |invoice| begun(&visit).invoice(invoice);
    let line_of = |code: &str, name: &str, day: &str| {
        Line::new(code, name, 1, amount("5"), day.parse().unwrap())
    };
    assert_eq!(told(&good()), [""; 0]);
    let cases: Vec<(ClaimDraft, &[&str])> = vec![
        (
            visit
                .draft(" ", at("2025-01-21 09:30:00"))
                .diagnosis_follows()
                .payer_code("")
                .invoice(bill("", "5").line(line_of("", "\t", "2025-01-21"))),
            &[
                "/claim_code missing-field",
                "/payer_code missing-field",
                "/invoices/0/invoice_number missing-field",
                "/invoices/0/lines/1/item_code missing-field",
                "/invoices/0/lines/1/item_name missing-field",
            ],
        ),
        (good().currency(""), &["/currency missing-field"]),
        (
            good().diagnosis(Diagnosis::new("", CodingStandard::Icd11)),
            &["/diagnosis/1/code missing-field"],
        ),
        (
            one(bill("A", "5").modifier(PaymentModifier::new("", 1))),
            &["/invoices/0/payment_modifiers/0/type missing-field"],
        ),
        (begun(&visit), &["/invoices no-invoice"]),
        (
            one(InvoiceDraft::new("A", at("2025-01-21 11:40:00")).pool_number("501")),
            &["/invoices/0/lines no-line"],
        ),
        (
            one(bill("A", "5"))
                .invoice(bill("B", "5"))
                .invoice(bill("A", "6")),
            &["/invoices/2/invoice_number repeated-invoice"],
        ),
        (
            one(bill("A", "5").line(line(30.into(), amount("9999999999999999999999999999")))),
            &["/invoices/0/lines/1/amount too-many-digits"],
        ),
        (
            one(bill("A", "5").line(line(3.into(), amount("0.333")).stated_amount(amount("1.00")))),
            &["/invoices/0/lines/1/amount line-amount"],
        ),
        (
            one(bill("A", "5").stated_gross(amount("5.01"))),
            &["/invoices/0/gross_amount invoice-gross"],
        ),
        (
            one(bill("A", "5").stated_net(amount("4.99"))),
            &["/invoices/0/amount invoice-net"],
        ),
        (
            one(bill("A", "5").modifier(cash(6.into()))),
            &["/invoices/0/amount negative-net"],
        ),
        (
            good().stated_gross(amount("1")),
            &["/gross_amount claim-gross"],
        ),
        (good().stated_net(amount("1")), &["/amount claim-net"]),
        (
            one(InvoiceDraft::new("A", at("2025-01-21 11:40:00")).line(line(1.into(), 5.into()))),
            &["/invoices/0/pool_number pool-missing"],
        ),
        (
            one(bill("A", "5").pool_number(999)),
            &["/invoices/0/pool_number pool-unknown"],
        ),
        (
            one(bill("A", "5").pool_number("503")),
            &["/invoices/0/pool_number pool-not-claimable"],
        ),
        (
            one(bill("A", "50000.01")),
            &["/invoices/0/pool_number pool-balance"],
        ),
        (
            visit
                .draft("C", at("2025-01-21 09:30:00"))
                .invoice(bill("A", "5")),
            &["/diagnosis no-diagnosis"],
        ),
        (
            good().primary_diagnosis(Diagnosis::new("J07", CodingStandard::Icd10)),
            &["/diagnosis primary-diagnosis"],
        ),
        (
            visit
                .draft("C", at("2025-01-21 09:30:00"))
                .diagnosis(Diagnosis::new("J07", CodingStandard::Icd10))
                .invoice(bill("A", "5")),
            &["/diagnosis primary-diagnosis"],
        ),
        (
            good().visit_end(at("2025-01-21 09:29:59")),
            &["/visit_end date-order"],
        ),
        (
            good().batch("7", at("2025-01-20 23:59:59")),
            &["/dispatch_date date-order"],
        ),
        (
            good().admission(
                Admission::new()
                    .admission_date(at("2025-01-21 10:00:00"))
                    .discharge_date(at("2025-01-21 09:00:00")),
            ),
            &["/admission/discharge_date date-order"],
        ),
        (
            one(InvoiceDraft::new("A", at("2025-01-20 11:40:00"))
                .pool_number(501)
                .line(line_of("I", "i", "2025-01-20"))),
            &[
                "/invoices/0/invoice_date date-order",
                "/invoices/0/lines/0/charge_date date-order",
            ],
        ),
        (
            one(bill("A", "5").line(line_of("I", "i", "2025-01-22"))),
            &["/invoices/0/lines/1/charge_date date-order"],
        ),
        (
            one(bill("A", "5").currency("UGX")),
            &["/invoices/0 currency"],
        ),
        (good().currency("UGX"), &["/currency currency"]),
        (good().allow("no-diagnosis"), &[" not-liftable"]),
        (good().allow("pool-blance"), &[" not-liftable"]),
    ];
    for (draft, expected) in cases {
        assert_eq!(told(&draft), expected);
    }
}

#[tokio::test]
async fn all_problems_are_reported_at_once_without_personal_values() {
    let visit = Desk::open().await.visit().await;
    let draft = visit
        .draft("", at("2025-01-21 09:30:00"))
        .visit_end(at("2025-01-20 09:30:00"))
        .invoice(
            bill("A", "70000")
                .stated_gross(amount("70001"))
                .line(line(2.into(), amount("0.55")).stated_amount(amount("1.11"))),
        )
        .invoice(bill("B", "5").pool_number(503).currency("USD"));
    let problems = draft.check().unwrap_err();
    assert_eq!(
        problems.to_string(),
        "/claim_code: must not be empty (missing-field)\n\
         /visit_end: is before the visit began (date-order)\n\
         /diagnosis: every claim carries a diagnosis (no-diagnosis)\n\
         /invoices/0/lines/1/amount: is not unit price × quantity (line-amount)\n\
         /invoices/0/gross_amount: is not the sum of the lines (invoice-gross)\n\
         /invoices/1: is in another currency than the claim (currency)\n\
         /invoices/0/pool_number: the benefit pool holds less; the patient pays the rest in cash \
         (pool-balance)\n\
         /invoices/1/pool_number: claims may not use this benefit pool (pool-not-claimable)"
    );
    let figures = |nth: usize| (problems[nth].found(), problems[nth].expected());
    assert_eq!(figures(3), (Some(amount("1.11")), Some(amount("1.10"))));
    assert_eq!(
        figures(4),
        (Some(amount("70001")), Some(amount("70001.11")))
    );
    assert_eq!(
        figures(6),
        (Some(amount("70001")), Some(amount("50000.00")))
    );
    let shown = format!("{draft:?} {problems:?} {problems}");
    for secret in ["23025764", "SAMPLETEST502", "7000", "AKHILS001"] {
        assert!(!shown.contains(secret), "{secret}: {shown}");
    }
}

#[tokio::test]
async fn the_rules_of_arithmetic_and_balance_can_be_lifted_by_name() {
    let visit = Desk::open().await.visit().await;
    let draft = begun(&visit)
        .invoice(
            bill("A", "60000")
                .line(line(3.into(), amount("0.333")).stated_amount(amount("1.00")))
                .stated_gross(amount("60002"))
                .stated_net(amount("60003")),
        )
        .invoice(bill("B", "5").modifier(cash(6.into())))
        .stated_gross(amount("60010"))
        .stated_net(amount("60009"));
    let names = [
        "line-amount",
        "invoice-gross",
        "invoice-net",
        "negative-net",
        "claim-gross",
        "claim-net",
        "pool-balance",
    ];
    assert_eq!(told(&draft).len(), names.len());
    for left_out in 0..names.len() {
        let lifted = names.iter().enumerate().filter(|(nth, _)| *nth != left_out);
        let draft = lifted.fold(draft.clone(), |draft, (_, name)| draft.allow(*name));
        let problems = draft.check().unwrap_err();
        assert_eq!(problems.len(), 1, "{problems}");
        assert_eq!(problems[0].name(), names[left_out]);
    }
    let draft = names.into_iter().fold(draft, ClaimDraft::allow);
    let checked = draft.check().unwrap();
    let claim = checked.claim();
    assert_eq!(claim.gross_amount.to_string(), "60010");
    assert_eq!(claim.amount.to_string(), "60009");
    let first = &claim.invoices[0];
    assert_eq!(first.lines[1].amount.to_string(), "1.00");
    assert_eq!(
        (first.gross_amount, first.amount),
        (60002.into(), 60003.into())
    );
    assert_eq!(claim.invoices[1].amount, (-1).into());
}

#[tokio::test]
async fn what_a_pool_lacks_is_proposed_as_cash_and_the_accepted_draft_passes() {
    let visit = Desk::open().await.visit().await;
    // 501 holds 50000.00 and 502 holds 10000.50; invoices draw on a pool in their order.
    let mut draft = begun(&visit)
        .invoice(bill("A", "49999.99"))
        .invoice(bill("B", "0.75"))
        .invoice(bill("C", "10000.50").pool_number("502"))
        .invoice(bill("D", "3"));
    let problems = draft.check().unwrap_err();
    let proposed: Vec<_> = problems
        .iter()
        .map(|problem| {
            let proposal = problem.proposal().unwrap();
            let modifier = proposal.modifier();
            (
                problem.field(),
                proposal.invoice(),
                modifier.type_.as_str(),
                modifier.amount.to_string(),
            )
        })
        .collect();
    assert_eq!(
        proposed,
        [
            ("/invoices/1/pool_number", 1, "0", "0.74".to_owned()),
            ("/invoices/3/pool_number", 3, "0", "3".to_owned()),
        ]
    );
    for problem in problems {
        draft = draft.accept(problem.proposal().unwrap());
    }
    let claim = draft.check().unwrap();
    let nets: Vec<_> = claim
        .claim()
        .invoices
        .iter()
        .map(|one| one.amount.to_string())
        .collect();
    assert_eq!(nets, ["49999.99", "0.01", "10000.50", "0"]);
    assert_eq!(claim.claim().amount.to_string(), "60000.50");
    assert_eq!(claim.claim().gross_amount.to_string(), "60004.24");
}

#[tokio::test]
async fn an_overdrawn_pool_pays_nothing_and_owes_nothing() {
    let mut scenario = Scenario::built_in();
    scenario.members[0].benefits[0].amount = "-20.00".parse().unwrap();
    let desk = Desk::of(scenario).await;
    let draft = begun(&desk.visit().await).invoice(bill("A", "5.50"));
    let problems = draft.check().unwrap_err();
    let proposal = problems[0].proposal().unwrap();
    assert_eq!(proposal.modifier().amount.to_string(), "5.50");
    assert!(draft.accept(proposal).check().is_ok());
}

#[tokio::test]
async fn the_header_of_a_valid_claim_comes_from_the_session() {
    let visit = Desk::open().await.visit().await;
    let checked = draft(&visit)
        .invoice(invoice("INV-2", &visit))
        .check()
        .unwrap();
    let claim = checked.claim();
    assert_eq!(
        (
            claim.payer_code.as_str(),
            claim.currency.as_str(),
            claim.sp_id
        ),
        ("TESTPAYER", "KES", Some(6122))
    );
    assert_eq!(claim.location_code.as_deref(), Some("1001"));
    assert_eq!(claim.gross_amount.to_string(), "3044.40");
    assert_eq!(claim.amount.to_string(), "2644.40");
}

/// Units of a number of places.
fn number() -> impl Strategy<Value = (i64, u32)> {
    (0..1_000_000_000_i64, 0..5_u32)
}

fn exact((units, places): (i64, u32)) -> Amount {
    Amount::new(units.into(), places).unwrap()
}

/// The same in whole hundred-millionths.
fn whole((units, places): (i64, u32)) -> i128 {
    i128::from(units) * 10_i128.pow(8 - places)
}

/// Lines of quantity and price, and modifiers.
type Bill = (Vec<((i64, u32), (i64, u32))>, Vec<(i64, u32)>);

fn bills() -> impl Strategy<Value = Vec<Bill>> {
    let lines = prop::collection::vec((number(), number()), 1..6);
    let modifiers = prop::collection::vec(number(), 0..3);
    prop::collection::vec((lines, modifiers), 1..4)
}

fn visit() -> ActiveSession {
    static VISIT: std::sync::OnceLock<ActiveSession> = std::sync::OnceLock::new();
    let read = || {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(async { Desk::open().await.visit().await })
    };
    VISIT.get_or_init(read).clone()
}

proptest! {
    #![proptest_config(Config { failure_persistence: None, ..Config::default() })]

    #[test]
    fn totals_are_exact_to_the_last_digit(bills in bills()) {
        let mut draft = begun(&visit()).allow("pool-balance").allow("negative-net");
        let (mut gross, mut net) = (0, 0);
        for (nth, (lines, modifiers)) in bills.iter().enumerate() {
            let mut invoice = InvoiceDraft::new(format!("I-{nth}"), at("2025-01-21 11:40:00"))
                .pool_number(501);
            for (quantity, price) in lines {
                invoice = invoice.line(line(exact(*quantity), exact(*price)));
                let product = i128::from(quantity.0) * i128::from(price.0);
                let product = product * 10_i128.pow(8 - quantity.1 - price.1);
                (gross, net) = (gross + product, net + product);
            }
            for modifier in modifiers {
                invoice = invoice.modifier(cash(exact(*modifier)));
                net -= whole(*modifier);
            }
            draft = draft.invoice(invoice);
        }
        let checked = draft.check().unwrap();
        let claim = checked.claim();
        prop_assert_eq!(claim.gross_amount, Amount::new(gross, 8).unwrap());
        prop_assert_eq!(claim.amount, Amount::new(net, 8).unwrap());

        // And in the text that is sent, read with whole numbers only.
        let text = serde_json::to_string(claim).unwrap();
        let begin = text.find("\"gross_amount\":").unwrap() + "\"gross_amount\":".len();
        let digits: String = text[begin..].chars().take_while(|one| !",}".contains(*one)).collect();
        let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
        let sent: i128 = format!("{whole}{fraction:0<8}").parse().unwrap();
        prop_assert_eq!(sent, gross);

        // A state of the books that is one unit off is seen, however small the unit.
        let off = Amount::new(gross + 1, 8).unwrap();
        let problems = draft.stated_gross(off).check().unwrap_err();
        prop_assert_eq!(problems[0].name(), "claim-gross");
    }
}
