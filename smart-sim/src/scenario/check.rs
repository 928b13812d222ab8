//! Checks that the parts of a scenario fit together.

use std::collections::BTreeSet;
use std::fmt;

use super::Scenario;
use crate::status::{ClaimState, SessionStatus};

/// The most sessions of one entry. A limit protects the memory of the machine.
const MOST_SESSIONS: u32 = 100_000;

/// A problem of a scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ScenarioProblem {
    /// The path of the value, such as `sessions[3].patient`. A mistake of form has none.
    pub path: String,
    /// The problem, in words.
    pub what: String,
    /// The line and column in the scenario file.
    pub place: Option<(u64, u64)>,
}

impl fmt::Display for ScenarioProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some((line, column)) = self.place {
            write!(f, "line {line} column {column}: ")?;
        }
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        f.write_str(&self.what)
    }
}

/// A list of problems.
#[derive(Default)]
struct Check {
    problems: Vec<ScenarioProblem>,
}

impl Check {
    fn add(&mut self, path: String, what: impl Into<String>) {
        self.problems.push(ScenarioProblem {
            path,
            what: what.into(),
            place: None,
        });
    }

    /// Adds a problem if an identifier is in `seen` already, and else adds it to `seen`.
    fn once<T: Ord + fmt::Display>(&mut self, seen: &mut BTreeSet<T>, value: T, path: String) {
        let what = format!("{value} is given twice");
        if !seen.insert(value) {
            self.add(path, what);
        }
    }
}

impl Scenario {
    /// Returns all places where parts of this scenario do not fit together.
    pub fn problems(&self) -> Vec<ScenarioProblem> {
        let mut check = Check::default();
        self.check_cover(&mut check);
        self.check_patients(&mut check);
        self.check_sessions(&mut check);
        self.check_claims(&mut check);
        if let Some(first) = &self.tokens.first
            && first.expires_in > self.tokens.lifetime
        {
            check.add(
                "tokens.first.expires_in".into(),
                "is longer than the lifetime of a token",
            );
        }
        check.problems
    }

    fn check_cover(&self, check: &mut Check) {
        let mut policies = BTreeSet::new();
        let mut members = BTreeSet::new();
        let mut benefits = BTreeSet::new();
        for (at, policy) in self.policies.iter().enumerate() {
            check.once(&mut policies, policy.id, format!("policies[{at}].id"));
            for (nth, benefit) in policy.benefits.iter().enumerate() {
                let path = format!("policies[{at}].benefits[{nth}].id");
                check.once(&mut benefits, benefit.id, path);
            }
        }
        for (at, member) in self.members.iter().enumerate() {
            let path = format!("members[{at}].member_number");
            check.once(&mut members, &member.member_number, path);
            if !policies.contains(&member.policy) {
                let what = format!("there is no policy {}", member.policy);
                check.add(format!("members[{at}].policy"), what);
            }
            for (nth, benefit) in member.benefits.iter().enumerate() {
                let path = format!("members[{at}].benefits[{nth}].id");
                check.once(&mut benefits, benefit.id, path);
            }
        }
    }

    fn check_patients(&self, check: &mut Check) {
        let mut patients = BTreeSet::new();
        for (at, patient) in self.patients.iter().enumerate() {
            let path = format!("patients[{at}].patient_number");
            check.once(&mut patients, &patient.patient_number, path);
            if patient.members.is_empty() {
                check.add(
                    format!("patients[{at}].members"),
                    "a patient needs a membership",
                );
            }
            for (nth, number) in patient.members.iter().enumerate() {
                if !self
                    .members
                    .iter()
                    .any(|member| member.member_number == *number)
                {
                    let path = format!("patients[{at}].members[{nth}]");
                    check.add(path, format!("there is no member {number}"));
                }
            }
        }
    }

    fn check_sessions(&self, check: &mut Check) {
        let mut sessions = BTreeSet::new();
        for (at, session) in self.sessions.iter().enumerate() {
            if session.count > MOST_SESSIONS {
                check.add(
                    format!("sessions[{at}].count"),
                    format!("more than {MOST_SESSIONS}"),
                );
                continue;
            }
            for id in session.ids() {
                check.once(&mut sessions, id, format!("sessions[{at}].id"));
            }
            let patient = self
                .patients
                .iter()
                .find(|one| one.patient_number == session.patient);
            match (patient, &session.member) {
                (None, _) => {
                    let what = format!("there is no patient {}", session.patient);
                    check.add(format!("sessions[{at}].patient"), what);
                }
                (Some(patient), Some(member)) if !patient.members.contains(member) => {
                    let what = format!("patient {} has no membership {member}", session.patient);
                    check.add(format!("sessions[{at}].member"), what);
                }
                _ => {}
            }
            let merged = session.visit_number.is_some();
            match session.status {
                SessionStatus::Pending if merged => {
                    let path = format!("sessions[{at}].visit_number");
                    check.add(path, "a PENDING session has no visit number yet");
                }
                SessionStatus::Active | SessionStatus::Billed if !merged => {
                    let path = format!("sessions[{at}].status");
                    check.add(path, "a merged session needs its visit_number");
                }
                _ => {}
            }
        }
    }

    fn check_claims(&self, check: &mut Check) {
        for (at, claim) in self.claims.iter().enumerate() {
            let Some(session) = self.sessions.iter().find(|one| one.id == claim.session) else {
                let what = format!("there is no session {}", claim.session);
                check.add(format!("claims[{at}].session"), what);
                continue;
            };
            if session.visit_number.is_none() {
                let what = format!("session {} has no visit yet", claim.session);
                check.add(format!("claims[{at}].session"), what);
            }
            let known = self
                .policies
                .iter()
                .flat_map(|policy| &policy.benefits)
                .chain(self.members.iter().flat_map(|member| &member.benefits))
                .any(|benefit| Some(benefit.pool_nr) == claim.pool_nr);
            if let Some(pool) = claim.pool_nr
                && !known
            {
                check.add(
                    format!("claims[{at}].pool_nr"),
                    format!("there is no pool {pool}"),
                );
            }
            // The balances at the start are those after the payment of billed claims.
            if claim.claim_status == ClaimState::Billed && claim.pool_nr.is_none() {
                check.add(
                    format!("claims[{at}].pool_nr"),
                    "a billed claim names its pool",
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{BUILT_IN, Scenario};

    #[test]
    fn the_built_in_scenario_is_sound() {
        assert!(Scenario::built_in().problems().is_empty());
        assert!(Scenario::default().problems().is_empty());
    }

    #[test]
    fn a_wrong_form_is_reported_with_its_place() {
        for (text, expected) in [
            (
                "name: x\nsessions:\n  - id: ten\n",
                "line 3 column 9: invalid i64",
            ),
            (
                "rules: {session_lifetime: soon}\n",
                "line 1 column 27: not a length of time like 90s, 15m, 24h, 2d",
            ),
            (
                "clock: now\n",
                "line 1 column 8: not a time like 2024-05-30 15:20:57 (East Africa Time, 1970 to 9999)",
            ),
            (
                "dialect: id, french\n",
                "line 1 column 10: \"french\" is no dialect; known are: default, id, text, bare, failures-200, numeric-code, created",
            ),
        ] {
            assert_eq!(Scenario::from_yaml(text).unwrap_err().to_string(), expected);
        }
        let error = Scenario::from_yaml("nmae: x\n").unwrap_err().to_string();
        assert!(
            error.starts_with("line 1 column 1: unknown field `nmae`, expected one of"),
            "{error}"
        );
        for text in [
            "sessions: [",
            "name: x\nname: y\n",
            "seed: -1",
            "policies: [{id: 1}]",
        ] {
            let error = Scenario::from_yaml(text).unwrap_err();
            assert!(error.problems[0].place.is_some(), "{text}: {error}");
        }
    }

    #[test]
    fn everything_that_does_not_fit_is_reported_at_once() {
        let text = "\
policies:
  - {id: 1, payer_code: P, payer_name: P, scheme_code: S, scheme_name: S}
  - {id: 1, payer_code: P, payer_name: P, scheme_code: S, scheme_name: S}
members:
  - {member_number: M, name: N, policy: 2}
patients:
  - {patient_number: \"1\", surname: A, forenames: B, members: [X]}
sessions:
  - id: 5
    patient: \"2\"
  - {id: 5, patient: \"1\", status: ACTIVE}
  - {id: 9, patient: \"1\", count: 4000000000}
claims:
  - {session: 6, invoice_number: I, amount: 1.00}
";
        let error = Scenario::from_yaml(text).unwrap_err().to_string();
        let expected = "\
line 3 column 10: policies[1].id: 1 is given twice
line 5 column 41: members[0].policy: there is no policy 2
line 7 column 63: patients[0].members[0]: there is no member X
line 10 column 14: sessions[0].patient: there is no patient 2
line 11 column 10: sessions[1].id: 5 is given twice
line 11 column 35: sessions[1].status: a merged session needs its visit_number
line 12 column 34: sessions[2].count: more than 100000
line 14 column 15: claims[0].session: there is no session 6";
        assert_eq!(error, expected);
    }

    #[test]
    fn an_alias_bomb_is_refused() {
        let mut bomb = String::from("name: &a0 x\n");
        for level in 1..60 {
            let below = format!("*a{}, ", level - 1).repeat(9);
            bomb.push_str(&format!("x{level}: &a{level} [{below}]\n"));
        }
        assert!(Scenario::from_yaml(&bomb).is_err());
        assert!(Scenario::from_yaml(&BUILT_IN.repeat(2)).is_err());
    }
}
