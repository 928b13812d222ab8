//! Texts in quotation marks and their escapes.

use super::JsonReader;
use crate::document::Span;
use crate::problem::Problem;

impl JsonReader<'_> {
    /// Reads a text in quotation marks.
    pub(super) fn string(&mut self) -> Result<String, Problem> {
        let start = self.span;
        self.bump();
        let mut text = String::new();
        loop {
            let run = self.bytes[self.at..]
                .iter()
                .take_while(|byte| !matches!(byte, b'"' | b'\\' | 0..=0x1F))
                .count();
            let plain = &self.text[self.at..self.at + run];
            text.push_str(plain);
            // None of it ends a line.
            let columns = u32::try_from(plain.chars().count()).unwrap_or(u32::MAX);
            self.span.column = self.span.column.saturating_add(columns);
            self.at += run;
            match self.peek() {
                Some(b'"') => break,
                Some(b'\\') => text.push(self.escape()?),
                Some(_) => {
                    let what = format!(
                        "{} inside a text must be written as an escape",
                        self.found()
                    );
                    return Err(self.wrong(what));
                }
                None => return Err(self.wrong_at(start, "this text has no closing `\"`")),
            }
        }
        self.bump();
        Ok(text)
    }

    fn escape(&mut self) -> Result<char, Problem> {
        let start = self.span;
        self.bump();
        let character = match self.peek() {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                self.bump();
                return self.unicode(start);
            }
            _ => {
                let what = format!("`\\` cannot stand before {}", self.found());
                return Err(self.wrong_at(start, what));
            }
        };
        self.bump();
        Ok(character)
    }

    /// Returns the character of `\uXXXX`, or of the two of them that make one beyond U+FFFF.
    fn unicode(&mut self, start: Span) -> Result<char, Problem> {
        let lone = "half of a character: a surrogate `\\uD800` to `\\uDFFF` without its other half";
        let first = self.hex4(start)?;
        if !(0xD800..0xDC00).contains(&first) {
            return char::from_u32(first).ok_or_else(|| self.wrong_at(start, lone));
        }
        if !self.bytes[self.at..].starts_with(b"\\u") {
            return Err(self.wrong_at(start, lone));
        }
        self.bump_by(2);
        let second = self.hex4(start)?;
        if !(0xDC00..0xE000).contains(&second) {
            return Err(self.wrong_at(start, lone));
        }
        let code = 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
        char::from_u32(code).ok_or_else(|| self.wrong_at(start, lone))
    }

    fn hex4(&mut self, start: Span) -> Result<u32, Problem> {
        let digits = self.bytes.get(self.at..self.at + 4).unwrap_or_default();
        if digits.len() < 4 || !digits.iter().all(u8::is_ascii_hexdigit) {
            return Err(self.wrong_at(start, "`\\u` needs four hexadecimal digits"));
        }
        let code = digits.iter().fold(0, |code, digit| {
            code * 16 + char::from(*digit).to_digit(16).unwrap_or_default()
        });
        self.bump_by(4);
        Ok(code)
    }
}
