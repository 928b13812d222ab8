//! Client of Smart Applications' provider API.
