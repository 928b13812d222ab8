//! Damaged documents through `xtask lint` and `xtask diff`, each a process of its own.

use std::fs;
use std::path::{Path, PathBuf};

use crate::chance::Chance;
use crate::mutate::{self, Seed};
use crate::process::{self, Ended, LONGEST};
use crate::report::{Stopped, Tally};

/// How many there are.
pub(crate) const CASES: usize = 12_000;

/// What a command may end with: clean, the answer is no, unreadable, problems.
const CODES: [i32; 4] = [0, 1, 2, 100];

/// The tool and what is damaged.
pub(crate) struct Documents {
    xtask: PathBuf,
    seeds: Vec<Seed>,
}

impl Documents {
    /// Reads the documents of the workspace at `root`.
    pub(crate) fn new(root: &Path) -> Result<Self, Stopped> {
        let seed = |name| -> Result<Seed, Stopped> {
            Ok(Seed::yaml(fs::read_to_string(root.join(name))?)?)
        };
        Ok(Self {
            xtask: process::program("xtask")?,
            seeds: vec![
                seed("spec/smart.yaml")?,
                seed("codegen/tests/problems/base.yaml")?,
                seed("codegen/tests/diff/harbour.yaml")?,
            ],
        })
    }

    /// Gives one damaged document to both commands.
    pub(crate) fn one(&self, number: usize, folder: &Path) -> Result<Tally, Stopped> {
        let mut chance = Chance::new("documents", number);
        let Some(seed) = chance.pick(&self.seeds) else {
            return Ok(Tally::default());
        };
        let (text, form) = mutate::document(&mut chance, seed);
        let damaged = format!("damaged.{form}");
        fs::write(folder.join("seed.yaml"), &seed.text)?;
        fs::write(folder.join(&damaged), text)?;
        let mut sides = ["seed.yaml", &damaged];
        if number % 2 == 1 {
            sides.reverse();
        }
        let mut tally = Tally::default();
        for arguments in [&["lint", &damaged][..], &["diff", sides[0], sides[1]]] {
            let ended = process::run(folder, &self.xtask, arguments)?;
            let command = arguments.first().unwrap_or(&"");
            tally.took(number, ended.took);
            match wrong(&ended) {
                Some(what) => tally.finding(number, format!("{command} {what}")),
                None => tally.count(format!(
                    "{command} ends with {}",
                    ended.code.unwrap_or_default()
                )),
            }
        }
        Ok(tally)
    }
}

/// What is wrong with how a command ended and what it said.
fn wrong(ended: &Ended) -> Option<String> {
    let said = String::from_utf8_lossy(&ended.said);
    let last = said.lines().last().unwrap_or_default();
    if ended.took > LONGEST {
        return Some(format!("takes longer than {LONGEST:?}"));
    }
    match ended.code {
        Some(code) if CODES.contains(&code) => {}
        Some(code) => return Some(format!("ends with {code}: {last:?}")),
        None => return Some(format!("is ended by a signal: {last:?}")),
    }
    let raw = |sign: &char| sign.is_control() && *sign != '\n';
    let raw = said.chars().find(raw);
    raw.map(|sign| format!("says {sign:?} as it stands in the document"))
}
