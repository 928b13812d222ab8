//! Asks about many invoices, so many at a time and no more.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::SystemTime;

use futures_core::Stream;

use super::{NotAsked, PostedInvoice, Unbilled};
use crate::Client;
use crate::requests::FetchClaimStatus;
use crate::runtime::BoxFuture;

/// One answer: nothing for an invoice that is billed.
type Answer = Option<Result<Unbilled, NotAsked>>;

/// The invoices that are not billed, as they are found, by [`next`](Self::next) or as a
/// [stream](https://docs.rs/futures-core/0.3/futures_core/stream/trait.Stream.html). When it ends
/// without any, all are billed.
///
/// Nothing is asked before it is polled, and nothing goes on once it is dropped. The order is that
/// of the answers. It needs tokio's runtime, as every call does.
#[must_use = "nothing is asked before it is polled"]
pub struct FollowUp {
    client: Client,
    waiting: Box<dyn Iterator<Item = PostedInvoice> + Send>,
    /// The calls under way.
    asked: Vec<BoxFuture<'static, Answer>>,
    concurrency: usize,
}

impl Client {
    /// Asks claim-status for many invoices, `concurrency` at a time (at least one), and yields those
    /// that are not billed, with age, amount and what is to be done. An invoice that cannot be asked
    /// about is yielded with the error, and the others go on.
    ///
    /// Invoices are taken from the iterator as there is room for them. Ask after hours, not after
    /// seconds: billing is an act of a person.
    pub fn follow_up<I>(&self, invoices: I, concurrency: usize) -> FollowUp
    where
        I: IntoIterator<Item = PostedInvoice>,
        I::IntoIter: Send + 'static,
    {
        FollowUp {
            client: self.clone(),
            waiting: Box::new(invoices.into_iter().fuse()),
            asked: Vec::new(),
            concurrency: concurrency.max(1),
        }
    }
}

impl FollowUp {
    /// The next invoice that is not billed; `None` when all have been asked about.
    pub async fn next(&mut self) -> Option<Result<Unbilled, NotAsked>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Fills the free places. Whether there is a call under way.
    fn fill(&mut self) -> bool {
        while self.asked.len() < self.concurrency
            && let Some(invoice) = self.waiting.next()
        {
            self.asked.push(Box::pin(ask(self.client.clone(), invoice)));
        }
        !self.asked.is_empty()
    }
}

async fn ask(client: Client, invoice: PostedInvoice) -> Answer {
    let mut request =
        FetchClaimStatus::new(invoice.invoice_number.clone(), invoice.visit_number.clone());
    request.member_number = invoice.member_number.clone();
    request.session_id = invoice.session_id;
    match client.fetch_claim_status(request).await {
        Ok(attempts) => Unbilled::of(invoice, attempts.into_payload(), SystemTime::now()).map(Ok),
        Err(error) => Some(Err(NotAsked { invoice, error })),
    }
}

impl Stream for FollowUp {
    type Item = Result<Unbilled, NotAsked>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        let mut at = 0;
        // A place that becomes free is filled and asked at once, or nobody would wake us for it.
        while this.fill() && at < this.asked.len() {
            match this
                .asked
                .get_mut(at)
                .map(|call| call.as_mut().poll(context))
            {
                Some(Poll::Ready(answer)) => {
                    drop(this.asked.swap_remove(at));
                    if let Some(answer) = answer {
                        return Poll::Ready(Some(answer));
                    }
                }
                _ => at += 1,
            }
        }
        if this.asked.is_empty() {
            Poll::Ready(None)
        } else {
            Poll::Pending
        }
    }
}

impl fmt::Debug for FollowUp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("FollowUp")
            .field("under_way", &self.asked.len())
            .field("concurrency", &self.concurrency)
            .finish_non_exhaustive()
    }
}
