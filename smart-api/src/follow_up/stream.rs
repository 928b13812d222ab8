//! Asks about many invoices, several at a time.

use std::fmt;
use std::future::ready;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::SystemTime;

use futures_core::Stream;
use futures_core::stream::BoxStream;
use futures_util::{StreamExt, stream};

use super::{NotAsked, PostedInvoice, Unbilled};
use crate::Client;
use crate::requests::FetchClaimStatus;

/// The invoices that are not billed. [`next`](Self::next) returns one after the other; the type is
/// also a [stream](https://docs.rs/futures-core/0.3/futures_core/stream/trait.Stream.html). If the
/// stream ends without an invoice, all are billed.
///
/// Nothing is asked before the first poll, and nothing continues after a drop. Invoices come in the
/// order of the answers. The stream needs tokio's runtime, as every call does.
#[must_use = "nothing is asked before it is polled"]
pub struct FollowUp(BoxStream<'static, Result<Unbilled, NotAsked>>);

impl Client {
    /// Asks claim-status for many invoices, `concurrency` at a time (at least one). The stream
    /// yields those that are not billed, with age, amount and action. If an invoice cannot be asked
    /// about, the stream yields the error and goes on with the others.
    ///
    /// The iterator is read only as fast as questions can be asked. Ask after hours, not after
    /// seconds: a person does the billing.
    pub fn follow_up<I>(&self, invoices: I, concurrency: usize) -> FollowUp
    where
        I: IntoIterator<Item = PostedInvoice>,
        I::IntoIter: Send + 'static,
    {
        let client = self.clone();
        let answers = stream::iter(invoices)
            .map(move |invoice| ask(client.clone(), invoice))
            .buffer_unordered(concurrency.max(1))
            .filter_map(ready);
        FollowUp(answers.boxed())
    }
}

impl FollowUp {
    /// Returns the next invoice that is not billed, or `None` after the last one.
    pub async fn next(&mut self) -> Option<Result<Unbilled, NotAsked>> {
        self.0.next().await
    }
}

/// Asks about an invoice. Returns `None` if it is billed.
async fn ask(client: Client, invoice: PostedInvoice) -> Option<Result<Unbilled, NotAsked>> {
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
        self.get_mut().0.poll_next_unpin(context)
    }
}

impl fmt::Debug for FollowUp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("FollowUp").finish_non_exhaustive()
    }
}
