//! Sessions: opened when a card is read, merged with a visit, expired by the clock, closed.

use serde::Deserialize;

use super::{Reason, Refusal, World};
use crate::clock::Moment;
use crate::scenario::{Rules, Scenario};

/// How far a session has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[non_exhaustive]
pub enum SessionStatus {
    /// Opened, not merged yet.
    #[default]
    Pending,
    /// Merged with the hospital's visit number.
    Active,
    /// Past its lifetime.
    Expired,
    /// Ended by the hospital.
    Closed,
    /// Its claim was billed; only with the rule `bill_sessions`.
    Billed,
}

impl SessionStatus {
    /// All statuses.
    pub const ALL: [SessionStatus; 5] = [
        SessionStatus::Pending,
        SessionStatus::Active,
        SessionStatus::Expired,
        SessionStatus::Closed,
        SessionStatus::Billed,
    ];

    /// The word on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            SessionStatus::Pending => "PENDING",
            SessionStatus::Active => "ACTIVE",
            SessionStatus::Expired => "EXPIRED",
            SessionStatus::Closed => "CLOSED",
            SessionStatus::Billed => "BILLED",
        }
    }
}

/// One session, as it stands at some instant.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Session {
    /// Smart's number.
    pub id: i64,
    /// Patient file number.
    pub patient_number: String,
    /// Membership number.
    pub member_number: String,
    /// Status at that instant.
    pub status: SessionStatus,
    /// The hospital's visit number, once merged.
    pub visit_number: Option<String>,
    /// When the card was read.
    pub opened: Moment,
    /// When the session expires, or would have.
    pub expires: Moment,
    /// Remarks.
    pub comments: Option<String>,
}

impl Session {
    /// The session with the status that the clock makes of it.
    fn at(&self, now: Moment, rules: &Rules) -> Session {
        let mut session = self.clone();
        let mortal = match self.status {
            SessionStatus::Pending => true,
            SessionStatus::Active => rules.active_sessions_expire,
            _ => false,
        };
        if mortal && now >= self.expires {
            session.status = SessionStatus::Expired;
        }
        session
    }
}

/// Why a card could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotOpened {
    /// The scenario has no such patient.
    #[error("no patient has this number")]
    UnknownPatient,
    /// The patient does not have that membership.
    #[error("the patient has no such membership")]
    UnknownMember,
}

impl World {
    pub(super) fn seed_sessions(&mut self, scenario: &Scenario) {
        let now = self.now();
        for seed in &scenario.sessions {
            let usual = self
                .patients
                .get(&seed.patient)
                .and_then(|one| one.members.first());
            let opened = now.before(seed.opened_ago);
            let first = Session {
                id: seed.id,
                patient_number: seed.patient.clone(),
                member_number: seed.member.as_ref().or(usual).cloned().unwrap_or_default(),
                status: seed.status,
                visit_number: seed.visit_number.clone(),
                opened,
                expires: opened.after(self.rules.session_lifetime),
                comments: seed.comments.clone(),
            };
            for id in seed.ids() {
                self.keep_session(Session {
                    id,
                    ..first.clone()
                });
            }
        }
    }

    fn keep_session(&mut self, session: Session) {
        self.next_session = self.next_session.max(session.id.saturating_add(1));
        self.sessions_of
            .entry(session.patient_number.clone())
            .or_default()
            .push(session.id);
        self.sessions.insert(session.id, session);
    }

    /// What happens at the clinic's desk: the patient's card is read and a session opens.
    pub(crate) fn read_card(
        &mut self,
        patient: &str,
        member: Option<&str>,
    ) -> Result<Session, NotOpened> {
        let found = self
            .patients
            .get(patient)
            .ok_or(NotOpened::UnknownPatient)?;
        let member = match member {
            Some(number) => found.members.iter().find(|one| *one == number),
            None => found.members.first(),
        };
        let opened = self.now();
        let session = Session {
            id: self.next_session,
            patient_number: patient.to_owned(),
            member_number: member.ok_or(NotOpened::UnknownMember)?.clone(),
            status: SessionStatus::Pending,
            visit_number: None,
            opened,
            expires: opened.after(self.rules.session_lifetime),
            comments: None,
        };
        self.keep_session(session.clone());
        Ok(session)
    }

    /// The session as it stands now.
    pub(crate) fn session(&self, id: i64) -> Option<Session> {
        Some(self.sessions.get(&id)?.at(self.now(), &self.rules))
    }

    /// The session, if it is this patient's.
    pub(crate) fn session_of(&self, patient: &str, id: i64) -> Result<Session, Refusal> {
        self.patient(patient)?;
        self.session(id)
            .filter(|session| session.patient_number == patient)
            .ok_or_else(|| Refusal::new(Reason::UnknownSession))
    }

    /// All sessions as they stand now, by number.
    pub(crate) fn sessions(&self) -> Vec<Session> {
        self.sessions
            .values()
            .map(|one| one.at(self.now(), &self.rules))
            .collect()
    }

    /// The sessions with the highest numbers, which are the ones opened last, as they stand now.
    pub(crate) fn latest_sessions(&self, most: usize) -> Vec<Session> {
        let latest = self.sessions.values().rev().take(most);
        latest.map(|one| one.at(self.now(), &self.rules)).collect()
    }

    pub(crate) fn session_count(&self) -> usize {
        self.sessions.len()
    }

    /// The patient's sessions in one status, or in all.
    pub(crate) fn sessions_of(&self, patient: &str, status: Option<SessionStatus>) -> Vec<Session> {
        let ids = self
            .sessions_of
            .get(patient)
            .map(Vec::as_slice)
            .unwrap_or_default();
        ids.iter()
            .filter_map(|id| self.session(*id))
            .filter(|session| status.is_none_or(|wanted| session.status == wanted))
            .collect()
    }

    /// PENDING → ACTIVE, with the hospital's visit number.
    pub(crate) fn merge(&mut self, id: i64, visit: &str) -> Result<Session, Refusal> {
        let session = self
            .session(id)
            .ok_or_else(|| Refusal::new(Reason::UnknownSession))?;
        if session.status != SessionStatus::Pending {
            return Err(Refusal::of_status(session.status, id));
        }
        if let Some(kept) = self.sessions.get_mut(&id) {
            kept.status = SessionStatus::Active;
            kept.visit_number = Some(visit.to_owned());
        }
        self.session(id)
            .ok_or_else(|| Refusal::new(Reason::UnknownSession))
    }

    /// PENDING, ACTIVE or BILLED → CLOSED. Closing a closed session changes nothing.
    pub(crate) fn close(&mut self, id: i64) -> Result<Session, Refusal> {
        let session = self
            .session(id)
            .ok_or_else(|| Refusal::new(Reason::UnknownSession))?;
        if session.status == SessionStatus::Expired {
            return Err(Refusal::of_status(session.status, id));
        }
        self.set_status(id, SessionStatus::Closed);
        self.session(id)
            .ok_or_else(|| Refusal::new(Reason::UnknownSession))
    }

    pub(super) fn set_status(&mut self, id: i64, status: SessionStatus) {
        if let Some(kept) = self.sessions.get_mut(&id) {
            kept.status = status;
        }
    }

    /// The sessions that are merged with this visit number, latest first.
    pub(crate) fn sessions_of_visit(&self, visit: &str) -> Vec<Session> {
        let merged = self.sessions.values().rev();
        merged
            .filter(|session| session.visit_number.as_deref() == Some(visit))
            .map(|session| session.at(self.now(), &self.rules))
            .collect()
    }
}
