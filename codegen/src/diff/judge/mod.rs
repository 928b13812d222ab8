//! Brings the changes of the documents and the differences of the code together, and judges them.

mod entries;
mod reach;
mod rules;
mod subject;

pub(super) use entries::entries;
