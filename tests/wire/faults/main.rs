//! Runs every fault between client and Smart for each class of operation. `matrix.md` says what the
//! caller sees and what Smart receives.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod calls;
mod list;
mod smart;

use std::fmt::Write;

use calls::Class;
use list::{Fault, faults};
use smart_api::Error;
use smart_api::runtime::Outcome;

const TABLE: &str = include_str!("matrix.md");

#[tokio::test(flavor = "multi_thread")]
async fn every_fault_ends_as_the_table_says() {
    let rows: Vec<_> = faults()
        .into_iter()
        .map(|fault| tokio::spawn(row(fault)))
        .collect();
    let mut found = String::new();
    for row in rows {
        writeln!(found, "{}", row.await.unwrap()).unwrap();
    }
    let written: String = TABLE
        .lines()
        .filter(|line| line.starts_with("| "))
        .skip(1)
        .filter(|line| cfg!(target_os = "linux") || !line.contains(list::LINUX_ONLY))
        .map(|line| line.to_owned() + "\n")
        .collect();
    assert!(found == written, "what happens is this:\n{found}");
}

/// One row of the table: a fault, and for each class what was seen and what was received.
async fn row(fault: Fault) -> String {
    let mut row = format!("| {} |", fault.name);
    for class in Class::ALL {
        let smart = smart::start(&fault, class).await;
        let client = calls::client(&fault, &smart);
        if fault.kept {
            class.call(&client).await.unwrap();
            smart.forget();
        }
        let result = class.call(&client).await;
        let seen = match &result {
            Ok(()) => "done".to_owned(),
            Err(error) => seen(error),
        };
        write!(row, " {seen} | {} |", smart.received(class)).unwrap();
    }
    row
}

/// The answers to the three questions: what, may it have happened, may I retry.
fn seen(error: &Error) -> String {
    let happened = match error.outcome() {
        Outcome::NotSent => "not sent",
        Outcome::Refused => "refused",
        Outcome::Unknown => "unknown",
        _ => "unlisted",
    };
    let retry = if error.is_retryable() {
        "retry"
    } else {
        "no retry"
    };
    format!("{:?}, {happened}, {retry}", error.kind())
}
