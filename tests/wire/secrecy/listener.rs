//! Hears everything that is logged, at every level, through `tracing` and through `log`.

use std::fmt::{Debug, Write};
use std::sync::Mutex;

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

static HEARD: Mutex<String> = Mutex::new(String::new());

/// What was heard so far.
pub(crate) struct Listener;

impl Listener {
    pub(crate) fn heard(&self) -> String {
        HEARD.lock().unwrap().clone()
    }
}

/// Begins to listen, for the rest of the process.
pub(crate) fn listen() -> Listener {
    tracing::subscriber::set_global_default(Ears).unwrap();
    log::set_logger(&Ears).unwrap();
    log::set_max_level(log::LevelFilter::Trace);
    Listener
}

struct Ears;

struct Writer<'a>(&'a mut String);

impl Visit for Writer<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.0, " {}={value:?}", field.name()).unwrap();
    }
}

fn note(metadata: &Metadata<'_>, record: impl FnOnce(&mut Writer<'_>)) {
    let mut heard = HEARD.lock().unwrap();
    write!(heard, "{} {}", metadata.target(), metadata.name()).unwrap();
    record(&mut Writer(&mut heard));
    heard.push('\n');
}

impl Subscriber for Ears {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        note(span.metadata(), |writer| span.record(writer));
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        let mut heard = HEARD.lock().unwrap();
        values.record(&mut Writer(&mut heard));
        heard.push('\n');
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        note(event.metadata(), |writer| event.record(writer));
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

impl log::Log for Ears {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        let mut heard = HEARD.lock().unwrap();
        writeln!(heard, "{} {}", record.target(), record.args()).unwrap();
    }

    fn flush(&self) {}
}
