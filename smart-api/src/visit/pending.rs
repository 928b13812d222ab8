//! The session that waits for a patient, until it is merged with the hospital's visit.

use std::fmt;

use super::ActiveSession;
use super::known::completed;
use crate::Client;
use crate::enums::SessionStatus;
use crate::operations::{FETCH_VISIT, MERGE_VISIT};
use crate::requests::{FetchVisit, MergeVisit};
use crate::runtime::{Error, ErrorKind};
use crate::types::{PatientNumber, Session, SessionId};

/// A session that Smart has opened for a patient. It waits to be merged with our visit.
///
/// It ends 24 hours after it was opened (documented). Smart must then activate a new one.
#[derive(Clone)]
pub struct PendingSession {
    client: Client,
    session: Session,
}

impl Client {
    /// Returns the session that waits for the patient with this file number. Returns `None` if no
    /// card was read, or 24 hours have passed since.
    ///
    /// # Errors
    /// Returns an error if the call fails. Returns an error too if several sessions wait, as for a
    /// patient with two memberships. The client does not guess which one is meant, see
    /// [`Client::pending_sessions`].
    pub async fn pending_session(
        &self,
        patient_number: &str,
    ) -> Result<Option<PendingSession>, Error> {
        let mut sessions = self.pending_sessions(patient_number).await?;
        match sessions.len() {
            0 | 1 => Ok(sessions.pop()),
            count => Err(Error::not_sent(
                ErrorKind::InvalidRequest,
                format!("{count} sessions are pending; choose one of `pending_sessions`"),
            )),
        }
    }

    /// Returns all sessions that wait for the patient with this file number.
    ///
    /// # Errors
    /// Returns an error if the call fails, or the answer holds a session of another patient.
    pub async fn pending_sessions(
        &self,
        patient_number: &str,
    ) -> Result<Vec<PendingSession>, Error> {
        let patient = PatientNumber::from(patient_number);
        let request = FetchVisit::new(patient.clone(), SessionStatus::Pending);
        let reply = self.fetch_visit(request).await?;
        let sessions = reply.iter().cloned();
        sessions
            .filter(|session| session.status == SessionStatus::Pending)
            .map(|mut session| {
                let asked = session
                    .patient_number
                    .get_or_insert_with(|| patient.clone());
                if *asked != patient {
                    return Err(reply.unexpected(&FETCH_VISIT, "a session of another patient"));
                }
                self.resume_pending(session)
            })
            .collect()
    }

    /// Resumes a stored pending session. Nothing is sent.
    ///
    /// # Errors
    /// Returns an error if the session is not `PENDING`, or does not name its patient.
    pub fn resume_pending(&self, session: Session) -> Result<PendingSession, Error> {
        let said = if session.status != SessionStatus::Pending {
            "the session is not PENDING; only such a session can be merged"
        } else if session.patient_number.is_none() {
            "the session says no patient number"
        } else {
            return Ok(PendingSession {
                client: self.clone(),
                session,
            });
        };
        Err(Error::not_sent(ErrorKind::InvalidRequest, said))
    }
}

impl PendingSession {
    /// Returns Smart's id of the session.
    pub fn session_id(&self) -> SessionId {
        self.session.session_id
    }

    /// Returns the session as Smart sent it. Store it with serde.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// Merges the session with our visit, which makes it `ACTIVE`, and reads member and benefits.
    ///
    /// `visit_number` is the hospital's own number of the visit, any text. A session that is
    /// already merged with the same number counts as merged. After a merge whose answer was lost,
    /// call this again: the result shows the outcome.
    ///
    /// # Errors
    /// Returns an error if a call fails, or if Smart answers with another session or one that is
    /// not `ACTIVE`. A session that is merged with another visit is a business failure.
    pub async fn merge(&self, visit_number: &str) -> Result<ActiveSession, Error> {
        let request = MergeVisit::new(self.session_id(), visit_number);
        let reply = self.client.merge_visit(request).await?;
        let unexpected = |said| reply.unexpected(&MERGE_VISIT, said);
        let mut session = match reply.as_ref() {
            Some(answer) => completed(answer, &self.session).map_err(unexpected)?,
            None => Session {
                status: SessionStatus::Active,
                visit_number: None,
                ..self.session.clone()
            },
        };
        let visit = session
            .visit_number
            .get_or_insert_with(|| visit_number.into());
        if visit.as_str() != visit_number {
            return Err(unexpected("a session of another visit"));
        }
        if session.status != SessionStatus::Active {
            return Err(unexpected("the session is merged and not ACTIVE"));
        }
        self.client.resume_active(session).await
    }
}

impl fmt::Debug for PendingSession {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("PendingSession")
            .field("session", &self.session)
            .finish_non_exhaustive()
    }
}
