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
/// Balances are those of the moment when they were read; [`ActiveSession::refresh`] reads them
/// again.
#[derive(Clone)]
pub struct ActiveSession {
    client: Client,
    session: Session,
    patient_number: PatientNumber,
    visit_number: VisitNumber,
    member: Member,
}

impl Client {
    /// An active session that was stored; reads member and benefits.
    ///
    /// # Errors
    /// When the session says that it is not `ACTIVE`, or does not name patient and visit: nothing is
    /// sent then. When the call fails, as it does when the session was closed since it was stored
    /// (assumed), or the answer does not hold the member of this session.
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
    /// Smart's id of the session.
    pub fn session_id(&self) -> SessionId {
        self.session.session_id
    }

    /// The session with all that its answers said; to be stored, it is written and read with serde.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// The patient file number.
    pub fn patient_number(&self) -> &PatientNumber {
        &self.patient_number
    }

    /// The hospital's number of the visit.
    pub fn visit_number(&self) -> &VisitNumber {
        &self.visit_number
    }

    /// The insured person.
    pub fn member(&self) -> &Member {
        &self.member
    }

    /// The benefit pools with their balances, in the currency of the policy. The hospital picks the
    /// one that this visit consumes.
    pub fn benefits(&self) -> &[Benefit] {
        &self.member.benefits
    }

    /// The benefit pool with this number (`pool_nr`, such as `501`; not the benefit's `id`, which the
    /// copay is asked by).
    pub fn benefit(&self, pool_number: &str) -> Option<&Benefit> {
        let mut benefits = self.benefits().iter();
        benefits.find(|benefit| {
            let number = benefit.pool_nr.as_ref();
            number.is_some_and(|number| number.as_str() == pool_number)
        })
    }

    /// The same session with member and balances as they are now.
    ///
    /// # Errors
    /// As [`Client::resume_active`].
    pub async fn refresh(&self) -> Result<Self, Error> {
        self.client.resume_active(self.session.clone()).await
    }

    /// The copay that is set on a benefit for the provider (hospital) with this key, such as
    /// `SKSP_6122`; `None` when there is none.
    ///
    /// To be asked only where the facility relies on Smart to manage its copay and the insurer
    /// knows (documented).
    ///
    /// # Errors
    /// When the benefit is not one of this session's: nothing is sent then. When the call fails, or
    /// several copays are set.
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

    /// Closes the session, after billing. Observed in two of three integrations, not documented.
    ///
    /// Not while the outcome of a claim is unknown: it could not be drafted and reposted any more.
    ///
    /// # Errors
    /// When the call fails. Closing may be repeated.
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
