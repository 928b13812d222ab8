//! What proves the workspace: a server on a raw socket, cargo in folders of its own, the journey
//! from the token to the closed session, and what measurements share.

pub mod journey;
pub mod server;
