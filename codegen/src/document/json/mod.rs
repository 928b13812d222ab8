//! Reads JSON (RFC 8259) into the positioned tree.
//!
//! The reader is our own: every value needs its place, duplicate keys are reported, and numbers keep
//! the digits they are written with.

mod text;

use indexmap::IndexMap;
use indexmap::map::Entry as Slot;

use super::path::{MAX_DEPTH, Path};
use super::{Entry, Node, Span, Value};
use crate::place::Place;
use crate::problem::{Problem, Reading, quoted};

/// Reads a text. Returns the tree and the problems that leave the text readable.
///
/// # Errors
/// The first problem that leaves the text unreadable.
pub(super) fn read(text: &str) -> Result<(Node, Vec<Problem>), Problem> {
    let mut reader = JsonReader {
        bytes: text.as_bytes(),
        text,
        at: 0,
        span: Span::new(1, 1),
        path: Path::default(),
        problems: Vec::new(),
    };
    reader.skip_space();
    let root = reader.value(0)?;
    reader.skip_space();
    if reader.at < reader.bytes.len() {
        return Err(reader.wrong("something follows the end of the document"));
    }
    Ok((root, reader.problems))
}

struct JsonReader<'t> {
    bytes: &'t [u8],
    text: &'t str,
    at: usize,
    span: Span,
    path: Path,
    problems: Vec<Problem>,
}

impl JsonReader<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Goes one byte on. The column counts characters, so only the first byte of a character counts.
    fn bump(&mut self) {
        match self.peek() {
            Some(b'\n') => {
                self.span.line += 1;
                self.span.column = 1;
            }
            Some(byte) if byte & 0xC0 == 0x80 => {}
            Some(_) => self.span.column += 1,
            None => return,
        }
        self.at += 1;
    }

    fn bump_by(&mut self, count: usize) {
        for _ in 0..count {
            self.bump();
        }
    }

    fn skip_space(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.bump();
        }
    }

    fn wrong(&self, what: impl Into<String>) -> Problem {
        self.wrong_at(self.span, what)
    }

    fn wrong_at(&self, span: Span, what: impl Into<String>) -> Problem {
        let what = what.into();
        Problem::new(Reading::NotJson { what }, self.place(span))
    }

    fn place(&self, span: Span) -> Place {
        Place::new(self.path.pointer(), span)
    }

    /// Returns the character at the reader's place, in words.
    fn found(&self) -> String {
        match self
            .text
            .get(self.at..)
            .and_then(|rest| rest.chars().next())
        {
            Some(character) => quoted(character.encode_utf8(&mut [0; 4])),
            None => "the end of the text".to_owned(),
        }
    }

    fn value(&mut self, depth: usize) -> Result<Node, Problem> {
        let span = self.span;
        if depth > MAX_DEPTH {
            return Err(Problem::new(
                Reading::TooDeep { limit: MAX_DEPTH },
                self.place(span),
            ));
        }
        let value = match self.peek() {
            Some(b'{') => self.map(depth)?,
            Some(b'[') => self.list(depth)?,
            Some(b'"') => Value::Text(self.string()?),
            Some(b'-' | b'0'..=b'9') => Value::Number(self.number()?),
            Some(b'a'..=b'z' | b'A'..=b'Z') => self.word()?,
            _ => return Err(self.wrong(format!("a value is expected, not {}", self.found()))),
        };
        Ok(Node { value, span })
    }

    fn word(&mut self) -> Result<Value, Problem> {
        let length = self.bytes[self.at..]
            .iter()
            .take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_')
            .count();
        let word = &self.text[self.at..self.at + length];
        let value = match word {
            "null" => Value::Null,
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            _ => {
                let what = format!("`{word}` is no value; text stands in quotation marks");
                return Err(self.wrong(what));
            }
        };
        self.bump_by(length);
        Ok(value)
    }

    fn number(&mut self) -> Result<String, Problem> {
        let length = self.bytes[self.at..]
            .iter()
            .take_while(|byte| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E'))
            .count();
        let number = &self.text[self.at..self.at + length];
        if !super::scalar::is_json_number(number) {
            return Err(self.wrong(format!("`{number}` is not a number as JSON writes it")));
        }
        self.bump_by(length);
        Ok(number.to_owned())
    }

    fn list(&mut self, depth: usize) -> Result<Value, Problem> {
        let mut items = Vec::new();
        self.bump();
        self.skip_space();
        if self.peek() == Some(b']') {
            self.bump();
            return Ok(Value::List(items));
        }
        loop {
            self.path.push_index(items.len());
            items.push(self.value(depth + 1)?);
            self.path.pop();
            self.skip_space();
            match self.peek() {
                Some(b',') => self.bump(),
                Some(b']') => break,
                _ => {
                    return Err(self.wrong(format!("`,` or `]` is expected, not {}", self.found())));
                }
            }
            self.skip_space();
        }
        self.bump();
        Ok(Value::List(items))
    }

    fn map(&mut self, depth: usize) -> Result<Value, Problem> {
        let mut map: IndexMap<String, Entry> = IndexMap::new();
        self.bump();
        self.skip_space();
        if self.peek() == Some(b'}') {
            self.bump();
            return Ok(Value::Map(map));
        }
        loop {
            self.entry(&mut map, depth)?;
            self.skip_space();
            match self.peek() {
                Some(b',') => self.bump(),
                Some(b'}') => break,
                _ => {
                    return Err(
                        self.wrong(format!("`,` or `}}` is expected, not {}", self.found()))
                    );
                }
            }
            self.skip_space();
        }
        self.bump();
        // Most objects are small, and have room for more than they hold.
        map.shrink_to_fit();
        Ok(Value::Map(map))
    }

    fn entry(&mut self, map: &mut IndexMap<String, Entry>, depth: usize) -> Result<(), Problem> {
        let key_span = self.span;
        if self.peek() != Some(b'"') {
            let what = format!("a key in quotation marks is expected, not {}", self.found());
            return Err(self.wrong(what));
        }
        let key = self.string()?;
        self.skip_space();
        if self.peek() != Some(b':') {
            return Err(self.wrong(format!("`:` is expected, not {}", self.found())));
        }
        self.bump();
        self.skip_space();
        if let Err(finding) = self.path.push_key(&key) {
            return Err(Problem::new(finding, self.place(key_span)));
        }
        let node = self.value(depth + 1)?;
        self.path.pop();
        match map.entry(key) {
            Slot::Vacant(slot) => {
                slot.insert(Entry {
                    key: key_span,
                    node,
                });
            }
            Slot::Occupied(slot) => {
                let pointer = self.path.pointer_to(slot.key());
                self.problems.push(Problem::at_all(
                    Reading::DuplicateKey {
                        key: slot.key().clone(),
                    },
                    [
                        Place::new(pointer.clone(), key_span),
                        Place::new(pointer, slot.get().key),
                    ],
                ));
            }
        }
        Ok(())
    }
}
