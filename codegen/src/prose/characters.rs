//! Prose without characters that end lines, command a terminal, or turn the direction of writing.

use crate::characters::{is_hidden, is_joiner};

/// Returns prose with line feeds as its only line ends. A tab and what joins letters remain; a blank
/// stands for what else cannot be seen.
pub(super) fn cleaned(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\r' if characters.peek() == Some(&'\n') => {}
            '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                clean.push('\n')
            }
            '\t' => clean.push('\t'),
            _ if is_hidden(character) && !is_joiner(character) => clean.push(' '),
            _ => clean.push(character),
        }
    }
    clean
}

/// Whether prose says nothing.
pub(crate) fn is_blank(text: &str) -> bool {
    let shown = |character: char| !character.is_whitespace() && !is_hidden(character);
    !text.chars().any(shown)
}
