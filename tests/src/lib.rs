//! What proves the workspace: a server on a raw socket, the document, the journey
//! from the token to the closed session, and what measurements share.

pub mod document;
pub mod journey;
pub mod server;
