//! Damaged scenarios: each is refused by name, or the simulator starts on it and works.

use std::fs;
use std::path::{Path, PathBuf};

use crate::chance::Chance;
use crate::mutate::{self, Seed};
use crate::process::{self, LONGEST};
use crate::report::{Stopped, Tally};
use crate::simulator::Simulator;

/// How many there are.
pub(crate) const CASES: usize = 2_500;

/// Calls after which most of a scenario was looked at, whether or not they are allowed.
const CALLS: [(&str, &str); 5] = [
    ("GET /_sim/state", ""),
    ("POST /_sim/cards", r#"{"patient_number": "23025764"}"#),
    ("POST /_sim/clock", r#"{"advance": "240h"}"#),
    ("GET /_sim/state", ""),
    ("GET /_sim/journal.har", ""),
];

/// The simulator and what is damaged.
pub(crate) struct Scenarios {
    program: PathBuf,
    seeds: Vec<Seed>,
}

impl Scenarios {
    /// Reads the scenarios of the workspace at `root`.
    pub(crate) fn new(root: &Path) -> Result<Self, Stopped> {
        let seed = |name| -> Result<Seed, Stopped> {
            Ok(Seed::yaml(fs::read_to_string(root.join(name))?)?)
        };
        Ok(Self {
            program: process::program("smart-sim")?,
            seeds: vec![
                seed("smart-sim/scenarios/busy-clinic.yaml")?,
                seed("smart-sim/scenarios/judging.yaml")?,
                seed("smart-sim/scenarios/smart-text.yaml")?,
            ],
        })
    }

    /// Checks one damaged scenario, and starts the simulator on it where it is accepted.
    pub(crate) fn one(&self, number: usize, folder: &Path) -> Result<Tally, Stopped> {
        let mut chance = Chance::new("scenarios", number);
        let mut tally = Tally::default();
        let Some(seed) = chance.pick(&self.seeds) else {
            return Ok(tally);
        };
        let (text, _) = mutate::document(&mut chance, seed);
        fs::write(folder.join("damaged.yaml"), text)?;
        let arguments = ["--scenario", "damaged.yaml", "--check"];
        let ended = process::run(folder, &self.program, &arguments)?;
        tally.took(number, ended.took);
        let said = String::from_utf8_lossy(&ended.said);
        match ended.code {
            _ if ended.took > LONGEST => {
                tally.finding(number, format!("takes longer than {LONGEST:?}"));
            }
            Some(code @ (2 | 100)) if !said.is_empty() => {
                tally.count(format!("refused with {code}"))
            }
            Some(0) if said.is_empty() => match self.works(folder) {
                Ok(()) => tally.count("accepted, and works".to_owned()),
                Err(what) => tally.finding(number, what.to_string()),
            },
            code => tally.finding(number, format!("ends with {code:?}: {:?}", said.trim())),
        }
        Ok(tally)
    }

    fn works(&self, folder: &Path) -> Result<(), Stopped> {
        let mut simulator = Simulator::start(&self.program, folder, Some("damaged.yaml"))?;
        for (line, body) in CALLS {
            let answer = simulator.ask(line, "content-type: application/json\r\n", body)?;
            if !answer.starts_with("HTTP/1.1 ") {
                return Err(format!("{line} is answered with {answer:?}").into());
            }
        }
        simulator.health()?;
        match simulator.complaint()? {
            Some(what) => Err(what.into()),
            None => Ok(()),
        }
    }
}
