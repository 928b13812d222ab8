//! Calls the generated clients on a raw socket.
#![deny(warnings)]

mod documents;

fn main() {}
