//! The layer between HTTP and the simulated Smart. It reads calls and writes answers.

mod answer;
mod call;
mod dialect;
mod object;
mod shape;
mod spring;

pub use self::dialect::{Dialect, Envelope, FailureStatus, Numbers, Spelling, UnknownDialect};

pub(crate) use self::answer::{Answer, Rendered};
pub(crate) use self::call::{BadCall, Call, pairs};
pub(crate) use self::object::Object;
pub(crate) use self::shape::{Field, Kind, Shape};
