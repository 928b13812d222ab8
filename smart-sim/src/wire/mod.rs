//! Between HTTP and the simulated Smart: reading calls, writing answers.

mod answer;
mod call;
mod dialect;
mod shape;
mod spring;

pub use self::dialect::{Dialect, Envelope, FailureStatus, Numbers, Spelling, UnknownDialect};

pub(crate) use self::answer::{Answer, Object, Rendered};
pub(crate) use self::call::{BadCall, Call, pairs};
pub(crate) use self::shape::{Field, Kind, Shape};
