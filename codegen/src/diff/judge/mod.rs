//! Brings together what was found in the documents and in the code, and judges it.

pub(super) mod attribution;
pub(super) mod draft;
pub(super) mod reach;
mod rules;
mod subject;
