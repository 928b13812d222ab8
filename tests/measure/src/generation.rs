//! What generating costs, against progenitor alone on the same document.

use std::error::Error;
use std::hint::black_box;

use openapiv3::OpenAPI;
use smart_codegen::{Options, Source};

use crate::Measured;
use crate::cpu::{Rounds, each};
use crate::documents::{self, made};
use crate::table::Table;

const ROUNDS: usize = 5;
/// How much of progenitor's CPU we may use.
const RATIO: f64 = 2.0;
/// How much more ten times as many operations may cost.
const SCALE: f64 = 12.0;

/// Measures the workspace's document and made ones of 10, 100 and 1,000 operations.
pub(crate) fn measure() -> Measured {
    let mut table = Table::new(
        "CPU of generating",
        &[
            "document",
            "progenitor, ms",
            "smart-codegen, ms",
            "ratios of the rounds",
            "ratio",
        ],
    );
    let own = without_server_failures(&documents::own()?);
    row(&mut table, "spec/smart.yaml, without `5XX`", &own, 20, None)?;
    row(&mut table, "10 operations", &made(10), 30, None)?;
    let hundred = row(&mut table, "100 operations", &made(100), 4, Some(RATIO))?;
    let thousand = row(&mut table, "1,000 operations", &made(1_000), 1, Some(RATIO))?;
    table.row(
        [
            "1,000 operations against 100".to_owned(),
            format!("× {:.2}", thousand.theirs() / hundred.theirs()),
            format!("× {:.2}", thousand.ours() / hundred.ours()),
            String::new(),
        ],
        thousand.ours() / hundred.ours(),
        Some(SCALE),
    );
    table.note(
        "progenitor: `serde_yaml` into `openapiv3`, `Generator::generate_tokens`, `syn`, \
         `prettyplease`. smart-codegen: `generate`, from text to printed files. Median of five \
         rounds in turns. progenitor does not take two types of failure for one operation, which is why \
         `spec/smart.yaml` goes without its `5XX`.",
    );
    Ok(table)
}

fn row(
    table: &mut Table,
    name: &str,
    text: &str,
    times: u32,
    limit: Option<f64>,
) -> Result<Rounds, Box<dyn Error>> {
    let mut rounds = Rounds::default();
    for _ in 0..ROUNDS {
        let theirs = each(times, || progenitor(text))?;
        let ours = each(times, || smart_codegen(text))?;
        rounds.add(theirs, ours);
    }
    table.row(
        [
            name.to_owned(),
            format!("{:.1}", rounds.theirs()),
            format!("{:.1}", rounds.ours()),
            rounds.spread(),
        ],
        rounds.ratio(),
        limit,
    );
    Ok(rounds)
}

/// Without the answers `5XX`, each of which is one line: progenitor takes one type of failure for
/// each operation, and stops the process when there are two.
fn without_server_failures(text: &str) -> String {
    let lines = text.lines().filter(|line| {
        let answer = line.trim_start();
        !answer.starts_with("'5XX': {$ref: ")
    });
    lines.flat_map(|line| [line, "\n"]).collect()
}

fn progenitor(text: &str) -> Result<(), Box<dyn Error>> {
    let document: OpenAPI = serde_yaml::from_str(text)?;
    let tokens = progenitor_impl::Generator::default().generate_tokens(&document)?;
    let file = syn::parse2(tokens)?;
    black_box(prettyplease::unparse(&file));
    Ok(())
}

fn smart_codegen(text: &str) -> Result<(), Box<dyn Error>> {
    let source = Source::new("measured.yaml", text);
    let output = smart_codegen::generate(&source, &Options::new());
    let output = output.map_err(|problems| format!("{} problems", problems.len()))?;
    black_box(output);
    Ok(())
}
