//! Characters that end lines, command a terminal, cannot be seen, or turn the direction of writing.

/// Whether a character cannot be seen as what it is: a control character, a line end, one without
/// width, or one that turns the direction of writing. The compiler refuses some of them.
pub(crate) fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}'
        )
}

/// Whether a character joins or parts letters, as some scripts need it.
fn is_joining(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}')
}

/// Returns a name on one line; what cannot be seen is shown as an escape.
pub(crate) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\t' | '\n' | '\r' => line.extend(character.escape_default()),
            _ if is_hidden(character) => line.extend(character.escape_unicode()),
            _ => line.push(character),
        }
    }
    line
}

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
            _ if is_hidden(character) && !is_joining(character) => clean.push(' '),
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
