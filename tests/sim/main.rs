//! Compares the simulator with the document, and runs the journey with the client.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod answers;
mod journey;
mod routes;
