//! Writes a journey as numbered steps with the requests and answers.

use std::io::Write;

use smart_api::runtime::Operation;

use super::Failure;

/// The columns of a line.
const WIDTH: usize = 98;

/// A transcript and its output.
pub(super) struct Transcript<'a, W> {
    out: &'a mut W,
    step: usize,
}

impl<'a, W: Write> Transcript<'a, W> {
    pub(super) fn new(out: &'a mut W) -> Self {
        Self { out, step: 0 }
    }

    /// Writes a paragraph before the steps or after them.
    pub(super) fn paragraph(&mut self, text: &str) -> Result<(), Failure> {
        if self.step > 0 {
            writeln!(self.out)?;
        }
        self.lines("", "", text)
    }

    /// Writes the head of the next step, and its reason.
    pub(super) fn step(&mut self, title: &str, why: &str) -> Result<(), Failure> {
        writeln!(self.out)?;
        self.step += 1;
        writeln!(self.out, "{:2}. {title}", self.step)?;
        self.lines("    ", "    ", why)
    }

    /// Writes an operation and the values that it sends.
    pub(super) fn sent(&mut self, operation: &Operation, values: &str) -> Result<(), Failure> {
        let (method, path) = (operation.method(), operation.path());
        self.lines("    → ", "      ", &format!("{method} {path}"))?;
        self.lines("      ", "      ", values)
    }

    /// Writes an answer.
    pub(super) fn came(&mut self, text: &str) -> Result<(), Failure> {
        self.lines("    ← ", "      ", text)
    }

    /// Writes an event outside of the two systems.
    pub(super) fn meanwhile(&mut self, text: &str) -> Result<(), Failure> {
        self.lines("    · ", "      ", text)
    }

    fn lines(&mut self, first: &str, next: &str, text: &str) -> Result<(), Failure> {
        let mut line = first.to_owned();
        let mut empty = true;
        for word in text.split(' ') {
            if !empty && line.chars().count() + 1 + word.chars().count() > WIDTH {
                writeln!(self.out, "{line}")?;
                next.clone_into(&mut line);
                empty = true;
            }
            if !empty {
                line.push(' ');
            }
            line.push_str(word);
            empty = false;
        }
        writeln!(self.out, "{line}")?;
        Ok(())
    }
}
