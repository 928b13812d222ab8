//! What comparing two documents costs, against generating both of them.

use std::error::Error;
use std::hint::black_box;
use std::process::Command;

use smart_codegen::diff::{Side, compare};
use smart_codegen::{Options, Source};

use crate::Measured;
use crate::cpu::{Rounds, each};
use crate::documents::{self, made};
use crate::memory::most_resident;
use crate::table::Table;

const ROUNDS: usize = 5;
/// The whole, from two texts to a report, against generating both.
const WHOLE: f64 = 1.2;
/// The comparison alone, against generating both.
const ALONE: f64 = 0.1;
/// How much more ten times as many operations may cost.
const SCALE: f64 = 12.0;
/// The hidden command of a process whose memory is looked at.
pub(crate) const PEAK: &str = "peak-of-comparison";

/// Two documents, and how many changes there are between them.
struct Pair {
    name: String,
    base: String,
    head: String,
    changes: usize,
}

/// Measures the workspace's document and made ones of 10, 100 and 1,000 operations.
pub(crate) fn measure() -> Measured {
    let mut table = Table::new(
        "CPU and memory of comparing",
        &[
            "documents",
            "generating both",
            "ours",
            "what",
            "ratios of the rounds",
            "ratio",
        ],
    );
    let own = documents::own()?;
    let head = own.replacen("            schemecode:\n", "            scheme_code:\n", 1);
    let mut pairs = vec![(
        Pair {
            name: "spec/smart.yaml, a field renamed".to_owned(),
            base: own,
            head,
            changes: 1,
        },
        10,
    )];
    for (operations, times) in [(10, 20), (100, 3), (1_000, 1)] {
        for changes in [1, 10, 100]
            .into_iter()
            .filter(|changes| *changes <= operations)
        {
            pairs.push((several(operations, changes), times));
        }
    }
    pairs.push((shared(1_000), 1));
    let mut hundred = None;
    for (pair, times) in &pairs {
        let (whole, alone) = row(&mut table, pair, *times)?;
        match (pair.name.as_str(), &hundred) {
            ("100 operations, 10 changes", _) => hundred = Some((whole, alone)),
            ("1,000 operations, 10 changes", Some((small, few))) => {
                for (what, large, small) in [("whole", &whole, small), ("comparison", &alone, few)]
                {
                    let ratio = large.ours() / small.ours();
                    let cells = [
                        "1,000 operations against 100".into(),
                        String::new(),
                        String::new(),
                    ];
                    let [name, theirs, ours] = cells;
                    table.row(
                        [name, theirs, ours, what.to_owned(), String::new()],
                        ratio,
                        Some(SCALE),
                    );
                }
            }
            _ => {}
        }
    }
    memory(&mut table)?;
    table.note(
        "Milliseconds of CPU, or KiB at the highest. whole: from two texts to the report. \
         comparison: from two sides that are generated to the report. Median of five rounds in turns.",
    );
    Ok(table)
}

/// A document with some of its schemas changed.
fn several(operations: usize, changes: usize) -> Pair {
    let base = made(operations);
    let mut number = 0;
    let lines = base.lines().map(|line| {
        if let Some(thing) = line.strip_prefix("    Thing") {
            number = thing.trim_end_matches(':').parse().unwrap_or_default();
        }
        let is_changed = number % (operations / changes) == 0;
        match line.trim() {
            "flag: {type: boolean}" if is_changed => "        flag: {type: string}\n".to_owned(),
            _ => format!("{line}\n"),
        }
    });
    let head = lines.collect();
    let plural = if changes == 1 { "change" } else { "changes" };
    let thousand = if operations == 1_000 {
        "1,000".to_owned()
    } else {
        operations.to_string()
    };
    Pair {
        name: format!("{thousand} operations, {changes} {plural}"),
        base,
        head,
        changes,
    }
}

/// A change in a schema that all operations use.
fn shared(operations: usize) -> Pair {
    let mut base = String::new();
    for line in made(operations).lines() {
        match line.split_once("schemas/Thing") {
            Some((before, _)) => base += &format!("{before}schemas/Thing0'}}\n"),
            None => base += &format!("{line}\n"),
        }
    }
    let head = base.replacen(
        "        flag: {type: boolean}\n",
        "        flag: {type: string}\n",
        1,
    );
    Pair {
        name: "1,000 operations, a change in a schema of all".to_owned(),
        base,
        head,
        changes: 1,
    }
}

fn row(table: &mut Table, pair: &Pair, times: u32) -> Result<(Rounds, Rounds), Box<dyn Error>> {
    let sides = (side(&pair.base)?, side(&pair.head)?);
    let entries = compare(&sides.0, &sides.1).entries.len();
    if entries != pair.changes {
        return Err(format!("{}: {entries} entries", pair.name).into());
    }
    let (mut whole, mut alone) = (Rounds::default(), Rounds::default());
    for _ in 0..ROUNDS {
        let both = each(times, || {
            generate(&pair.base)?;
            generate(&pair.head)
        })?;
        let all = each(times, || {
            black_box(compare(&side(&pair.base)?, &side(&pair.head)?));
            Ok(())
        })?;
        let only = each(times * 10, || {
            black_box(compare(&sides.0, &sides.1));
            Ok(())
        })?;
        whole.add(both, all);
        alone.add(both, only);
    }
    for (what, rounds, limit) in [("whole", &whole, WHOLE), ("comparison", &alone, ALONE)] {
        table.row(
            [
                pair.name.clone(),
                format!("{:.1}", rounds.theirs()),
                format!("{:.2}", rounds.ours()),
                what.to_owned(),
                rounds.spread(),
            ],
            rounds.ratio(),
            Some(limit),
        );
    }
    Ok((whole, alone))
}

/// What is resident at the highest, in processes of their own.
fn memory(table: &mut Table) -> Result<(), Box<dyn Error>> {
    for operations in [100, 1_000] {
        let peak = |what: &str| -> Result<f64, Box<dyn Error>> {
            let mut command = Command::new(std::env::current_exe()?);
            let output = command
                .args([PEAK, what, &operations.to_string()])
                .output()?;
            Ok(String::from_utf8(output.stdout)?.trim().parse()?)
        };
        let (both, whole) = (peak("generate")?, peak("compare")?);
        table.row(
            [
                format!("{operations} operations, 10 changes"),
                format!("{both:.0}"),
                format!("{whole:.0}"),
                "memory".to_owned(),
                String::new(),
            ],
            whole / both,
            Some(WHOLE),
        );
    }
    Ok(())
}

/// Generates or compares once; what was resident at the highest, in KiB.
pub(crate) fn peak(what: &str, operations: &str) -> Result<f64, Box<dyn Error>> {
    let pair = several(operations.parse()?, 10);
    if what == "compare" {
        let sides = (side(&pair.base)?, side(&pair.head)?);
        black_box(compare(&sides.0, &sides.1));
    } else {
        let options = Options::new();
        let output =
            |text: &str| smart_codegen::generate(&Source::new("measured.yaml", text), &options);
        black_box((output(&pair.base).is_ok(), output(&pair.head).is_ok()));
    }
    most_resident()
}

fn side(text: &str) -> Result<Side, Box<dyn Error>> {
    let side = Side::generate(&Source::new("measured.yaml", text), &Options::new());
    side.map_err(|problems| format!("{} problems", problems.len()).into())
}

fn generate(text: &str) -> Result<(), Box<dyn Error>> {
    let source = Source::new("measured.yaml", text);
    let output = smart_codegen::generate(&source, &Options::new());
    black_box(output.map_err(|problems| format!("{} problems", problems.len()))?);
    Ok(())
}
