//! The simulator beside the document: the same routes, the same answers; and the journey, which
//! goes through both.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod answers;
mod journey;
mod routes;
