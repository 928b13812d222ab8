//! Simulator of Smart Applications' provider API.
