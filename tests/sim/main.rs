//! The simulator beside the document: the same routes, the same answers; and the journey, which
//! goes through both.

mod answers;
mod journey;
mod routes;
