//! Sessions: a card opens one, a visit is merged with it, and the clock or a call ends it.

use super::World;
use super::refusal::{Reason, Refusal};
use crate::clock::Moment;
use crate::scenario::{Rules, Scenario};
use crate::status::SessionStatus;

/// A session at some instant.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Session {
    /// Smart's number of the session.
    pub id: i64,
    /// The patient file number.
    pub patient_number: String,
    /// The membership number.
    pub member_number: String,
    /// The status at that instant.
    pub status: SessionStatus,
    /// The hospital's visit number, if the session is merged.
    pub visit_number: Option<String>,
    /// The time at which the card was read.
    pub opened: Moment,
    /// The time at which the lifetime ends.
    pub expires: Moment,
    /// The remarks.
    pub comments: Option<String>,
}

impl Session {
    /// Returns the session with its status at this time.
    fn at(&self, now: Moment, rules: &Rules) -> Session {
        let mut session = self.clone();
        let expires = match self.status {
            SessionStatus::Pending => true,
            SessionStatus::Active => rules.active_sessions_expire,
            _ => false,
        };
        if expires && now >= self.expires {
            session.status = SessionStatus::Expired;
        }
        session
    }
}

/// The reason why a card opens no session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotOpened {
    /// The scenario has no such patient.
    #[error("no patient has this number")]
    UnknownPatient,
    /// The patient has no such membership.
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

    /// Opens a session, as a card at the clinic's desk does.
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

    /// Returns a session as it is now.
    pub(crate) fn session(&self, id: i64) -> Option<Session> {
        Some(self.sessions.get(&id)?.at(self.now(), &self.rules))
    }

    /// Returns a session of this patient.
    pub(crate) fn session_of(&self, patient: &str, id: i64) -> Result<Session, Refusal> {
        self.patient(patient)?;
        self.session(id)
            .filter(|session| session.patient_number == patient)
            .ok_or_else(|| Refusal::new(Reason::UnknownSession))
    }

    /// Returns all sessions as they are now, in the order of their numbers.
    pub(crate) fn sessions(&self) -> Vec<Session> {
        self.sessions
            .values()
            .map(|one| one.at(self.now(), &self.rules))
            .collect()
    }

    /// Returns the sessions with the highest numbers as they are now. They opened last.
    pub(crate) fn latest_sessions(&self, most: usize) -> Vec<Session> {
        let latest = self.sessions.values().rev().take(most);
        latest.map(|one| one.at(self.now(), &self.rules)).collect()
    }

    pub(crate) fn session_count(&self) -> usize {
        self.sessions.len()
    }

    /// Returns the patient's sessions in this status.
    pub(crate) fn sessions_of(&self, patient: &str, status: SessionStatus) -> Vec<Session> {
        let ids = self
            .sessions_of
            .get(patient)
            .map(Vec::as_slice)
            .unwrap_or_default();
        ids.iter()
            .filter_map(|id| self.session(*id))
            .filter(|session| session.status == status)
            .collect()
    }

    /// Turns a PENDING session into an ACTIVE one with the hospital's visit number.
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

    /// Closes a PENDING, ACTIVE or BILLED session. A closed session stays closed.
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

    /// Returns the sessions of this visit number, the latest first.
    pub(crate) fn sessions_of_visit(&self, visit: &str) -> Vec<Session> {
        let merged = self.sessions.values().rev();
        merged
            .filter(|session| session.visit_number.as_deref() == Some(visit))
            .map(|session| session.at(self.now(), &self.rules))
            .collect()
    }
}
