//! Text of a block: none of it is Markdown unless it was added as such.

use super::markdown::is_entity;

/// Where text stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Surroundings {
    #[default]
    Paragraph,
    Heading,
    Cell,
}

/// How a line ends before more is added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// In the source alone.
    Soft,
    /// For readers too.
    Hard,
}

/// Text of a block, as far as it is written.
#[derive(Default)]
pub(super) struct Inline {
    pub(super) place: Surroundings,
    text: String,
    /// Text that may go on, and is not written yet.
    pending: String,
    /// Where the last line begins.
    line: usize,
    end: Option<End>,
    /// Marks of emphasis that are open.
    marks: Vec<&'static str>,
    /// How many of them are still to be written: no blank may follow one.
    unwritten: usize,
}

impl Inline {
    /// Returns the text, and begins anew.
    pub(super) fn take(&mut self) -> String {
        self.write_pending();
        let place = self.place;
        let text = std::mem::replace(
            self,
            Self {
                place,
                ..Self::default()
            },
        )
        .text;
        text.trim().to_owned()
    }

    /// How much is written.
    pub(super) fn len(&mut self) -> usize {
        self.write_pending();
        self.text.len()
    }

    /// Adds Markdown.
    pub(super) fn markdown(&mut self, markdown: &str) {
        self.write_pending();
        self.begin();
        self.text.push_str(markdown);
    }

    /// Opens emphasis.
    pub(super) fn open(&mut self, mark: &'static str) {
        self.write_pending();
        self.marks.push(mark);
        self.unwritten += 1;
    }

    /// Closes the emphasis that was opened last. Of emphasis with nothing in it, nothing remains.
    pub(super) fn close(&mut self) {
        self.write_pending();
        let mark = self.marks.pop().unwrap_or_default();
        if self.unwritten > 0 {
            self.unwritten -= 1;
            return;
        }
        let blanks = self.text.split_off(self.text.trim_end().len());
        self.text.push_str(mark);
        self.text.push_str(&blanks);
    }

    /// Ends the line, also for readers.
    pub(super) fn end_line(&mut self) {
        self.text("\n");
        if self.place == Surroundings::Paragraph {
            self.write_pending();
            self.end = Some(End::Hard);
        }
    }

    /// Adds text of which nothing is Markdown.
    pub(super) fn text(&mut self, text: &str) {
        if self.place == Surroundings::Paragraph {
            self.pending.push_str(text);
        } else {
            // There is one line only.
            self.pending.push_str(&text.replace('\n', " "));
        }
    }

    fn write_pending(&mut self) {
        let text = std::mem::take(&mut self.pending);
        let mut before = None;
        for (at, character) in text.char_indices() {
            let after = &text[at + character.len_utf8()..];
            match character {
                '\n' => self.end = self.end.or(Some(End::Soft)),
                // A line that begins with blanks could be code.
                _ if is_blank(character) && self.begins() => {}
                _ if is_blank(character) => self.text.push(character),
                _ => {
                    let escaped = self.is_markdown(before, character, after);
                    self.begin();
                    self.text.push_str(if escaped { "\\" } else { "" });
                    self.text.push(character);
                }
            }
            before = Some(character);
        }
    }

    /// Ends the line if it is to end, and writes the marks that are still to be written.
    fn begin(&mut self) {
        if let Some(end) = self.end.take() {
            self.text.truncate(self.text.trim_end().len());
            self.text.push_str(match end {
                End::Soft => "\n",
                End::Hard => "\\\n",
            });
            self.line = self.text.len();
        }
        let written = self.marks.len() - self.unwritten;
        self.text.push_str(&self.marks[written..].concat());
        self.unwritten = 0;
    }

    /// Whether what comes next begins a line.
    fn begins(&self) -> bool {
        self.end.is_some() || self.line == self.text.len()
    }

    /// Whether a character could be Markdown between these.
    fn is_markdown(&self, before: Option<char>, character: char, after: &str) -> bool {
        let next = after.chars().next();
        let blank_follows = next.is_none_or(char::is_whitespace);
        // Between blanks, nothing begins or ends.
        let alone = |beside: Option<char>| beside.is_some_and(is_blank);
        let within = |beside: Option<char>| beside.is_some_and(char::is_alphanumeric);
        // Code, a link or the next line may follow.
        let rest = after.trim_start_matches(is_blank);
        let last = rest.is_empty() || rest.starts_with('\n');
        let begins = self.begins();
        match character {
            '`' | '[' | ']' => true,
            '*' | '~' => !alone(before) || !alone(next) || last || begins,
            '<' => !alone(next) || last,
            '_' => !within(before) || !within(next),
            '\\' => next.is_some_and(|next| next.is_ascii_punctuation()) || last,
            '&' => is_entity(after),
            '!' => last,
            '#' => begins || self.place == Surroundings::Heading,
            '|' => begins || self.place == Surroundings::Cell,
            '=' | '-' | '>' | ':' => begins,
            '+' => begins && blank_follows,
            '.' | ')' => blank_follows && self.is_number(),
            _ => false,
        }
    }

    /// Whether the line so far could be the number of an item.
    fn is_number(&self) -> bool {
        let line = &self.text[self.line..];
        // The length is looked at first, because a line may hold a million digits.
        self.end.is_none()
            && (1..=9).contains(&line.len())
            && line.bytes().all(|byte| byte.is_ascii_digit())
    }
}

/// Whether a character is blank within a line.
fn is_blank(character: char) -> bool {
    character.is_whitespace() && character != '\n'
}
