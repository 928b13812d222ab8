//! A session that is merged with our visit: member, benefits, copay, and the claim.

use std::fmt;

use super::known::member_of;
use crate::Client;
use crate::enums::SessionStatus;
use crate::operations::{FETCH_COPAY, FETCH_MEMBER};
use crate::requests::{CloseSession, FetchCopay, FetchMember};
use crate::runtime::{Error, ErrorKind};
use crate::types::{Benefit, Copay, Member, PatientNumber, Session, SessionId, VisitNumber};

/// A session that is merged with our visit, and what Smart knows of the member.
///
/// The balances are those of the last reading. [`ActiveSession::refresh`] reads them again.
#[derive(Clone)]
pub struct ActiveSession {
    client: Client,
    session: Session,
    patient_number: PatientNumber,
    visit_number: VisitNumber,
    member: Member,
}

impl Client {
    /// Resumes a stored active session, and reads its member and benefits.
    ///
    /// # Errors
    /// Returns an error if the session is not `ACTIVE`, or does not name patient and visit; nothing
    /// is sent then. Returns an error too if the call fails, or if the answer does not hold the
    /// member of this session. The call fails if the session was closed since it was stored
    /// (assumed).
    pub async fn resume_active(&self, session: Session) -> Result<ActiveSession, Error> {
        let refused = |said| Err(Error::not_sent(ErrorKind::InvalidRequest, said));
        if session.status != SessionStatus::Active {
            return refused("the session is not ACTIVE; merge it first");
        }
        let (Some(patient_number), Some(visit_number)) =
            (session.patient_number.clone(), session.visit_number.clone())
        else {
            return refused("the session does not say patient number and visit number");
        };
        let request = FetchMember::new(patient_number.clone(), session.session_id);
        let reply = self.fetch_member(request).await?;
        let member = member_of(&session, &reply);
        Ok(ActiveSession {
            client: self.clone(),
            member: member.map_err(|said| reply.unexpected(&FETCH_MEMBER, said))?,
            session,
            patient_number,
            visit_number,
        })
    }
}

impl ActiveSession {
    /// Returns Smart's id of the session.
    pub fn session_id(&self) -> SessionId {
        self.session.session_id
    }

    /// Returns the session with all data of its answers. Store it with serde.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// Returns the patient file number.
    pub fn patient_number(&self) -> &PatientNumber {
        &self.patient_number
    }

    /// Returns the hospital's number of the visit.
    pub fn visit_number(&self) -> &VisitNumber {
        &self.visit_number
    }

    /// Returns the insured person.
    pub fn member(&self) -> &Member {
        &self.member
    }

    /// Returns the benefit pools with their balances, in the currency of the policy. The hospital
    /// chooses the pool that this visit uses.
    pub fn benefits(&self) -> &[Benefit] {
        &self.member.benefits
    }

    /// Returns the benefit pool with this number: `pool_nr`, such as `501`. The benefit's `id` is
    /// another number, which [`copay`](Self::copay) needs.
    pub fn benefit(&self, pool_number: &str) -> Option<&Benefit> {
        let mut benefits = self.benefits().iter();
        benefits.find(|benefit| {
            let number = benefit.pool_nr.as_ref();
            number.is_some_and(|number| number.as_str() == pool_number)
        })
    }

    /// Returns the session with the current member and balances.
    ///
    /// # Errors
    /// Returns the errors of [`Client::resume_active`].
    pub async fn refresh(&self) -> Result<Self, Error> {
        self.client.resume_active(self.session.clone()).await
    }

    /// Returns the copay of a benefit for the provider (hospital) with this key, such as
    /// `SKSP_6122`. Returns `None` if no copay is set.
    ///
    /// Ask only if the facility relies on Smart to manage its copay and the insurer knows this
    /// (documented).
    ///
    /// # Errors
    /// Returns an error if the benefit is not one of this session's; nothing is sent then. Returns
    /// an error too if the call fails, or if several copays are set.
    pub async fn copay(
        &self,
        benefit: &Benefit,
        provider_key: &str,
    ) -> Result<Option<Copay>, Error> {
        if !self.benefits().iter().any(|ours| ours.id == benefit.id) {
            return Err(Error::not_sent(
                ErrorKind::InvalidRequest,
                "the benefit is not one of this session's member",
            ));
        }
        let request = FetchCopay::new(benefit.id, provider_key, self.visit_number.clone());
        let reply = self.client.fetch_copay(request).await?;
        match reply.len() {
            0 | 1 => Ok(reply.into_payload().pop()),
            _ => Err(reply.unexpected(&FETCH_COPAY, "several copays for one benefit")),
        }
    }

    /// Closes the session, after billing. The call is observed in two of three integrations, and
    /// not documented.
    ///
    /// Do not close it while the outcome of a claim is unknown, because the claim could no longer
    /// be drafted and reposted.
    ///
    /// # Errors
    /// Returns an error if the call fails. The call can be repeated.
    pub async fn close(&self) -> Result<(), Error> {
        let request = CloseSession::new(self.session_id());
        self.client.close_session(request).await.map(drop)
    }

    pub(crate) fn client(&self) -> &Client {
        &self.client
    }
}

impl fmt::Debug for ActiveSession {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ActiveSession")
            .field("session", &self.session)
            .field("member", &self.member)
            .finish_non_exhaustive()
    }
}
