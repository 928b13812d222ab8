//! The one list of characters that are not shown as they are, and what is shown in their place.
//!
//! A terminal obeys some of them, others turn the direction of writing round, and most of them
//! take no room: a text with them does not look like what it is.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Returns whether a character must not be shown as it is: it controls, ends a line, turns the
/// direction of writing round or cannot be seen.
///
/// These are Unicode's control and format characters (Cc and Cf), line and paragraph separators,
/// and whatever Unicode lets a reader ignore, not assigned ones included.
pub fn is_hidden(character: char) -> bool {
    if character.is_ascii() {
        return character.is_ascii_control();
    }
    character.is_control()
        || matches!(
            character,
            '\u{ad}'
                | '\u{34f}'
                | '\u{600}'..='\u{605}'
                | '\u{61c}'
                | '\u{6dd}'
                | '\u{70f}'
                | '\u{890}'..='\u{891}'
                | '\u{8e2}'
                | '\u{115f}'..='\u{1160}'
                | '\u{17b4}'..='\u{17b5}'
                | '\u{180b}'..='\u{180f}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{3164}'
                | '\u{fe00}'..='\u{fe0f}'
                | '\u{feff}'
                | '\u{ffa0}'
                | '\u{fff0}'..='\u{fffb}'
                | '\u{110bd}'
                | '\u{110cd}'
                | '\u{13430}'..='\u{1343f}'
                | '\u{1bca0}'..='\u{1bca3}'
                | '\u{1d173}'..='\u{1d17a}'
                | '\u{e0000}'..='\u{e0fff}'
        )
}

/// Returns whether a hidden character is part of ordinary writing: it joins or parts letters, as in
/// Persian, in Thai and in emoji, or chooses a variant of the sign before it.
///
/// Prose that is read as prose may keep these; names, values and source lines may not.
pub fn is_joiner(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{fe00}'..='\u{fe0f}'
    )
}

/// Returns the character that is shown in the place of another, in one column: a blank for one
/// that ends a line or is a tab, U+FFFD for any other that is hidden.
pub fn visible(character: char) -> char {
    match character {
        '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}' => ' ',
        character if is_hidden(character) => '\u{fffd}',
        character => character,
    }
}

/// Returns a text on one line in which hidden characters are written as Rust's escapes: `\n`,
/// `\u{1b}`.
pub fn escaped(text: &str) -> Cow<'_, str> {
    if !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        if is_hidden(character) {
            out.extend(character.escape_default());
        } else {
            out.push(character);
        }
    }
    Cow::Owned(out)
}

/// Returns a value as indented JSON in which hidden characters are written as JSON's escapes, so
/// that programs read the same text and a terminal obeys none of it.
pub fn json(value: &serde_json::Value) -> String {
    let text = format!("{value:#}");
    let is_raw = |character: char| character != '\n' && is_hidden(character);
    if !text.contains(is_raw) {
        return text;
    }
    let mut out = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        if is_raw(character) {
            for unit in character.encode_utf16(&mut [0; 2]) {
                // Writing to a text cannot fail.
                _ = write!(out, "\\u{unit:04x}");
            }
        } else {
            out.push(character);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the characters of a class as Unicode's own tables have them.
    fn unicode(class: &str) -> Vec<std::ops::RangeInclusive<char>> {
        let parsed = regex_syntax::parse(class).map(regex_syntax::hir::Hir::into_kind);
        let Ok(regex_syntax::hir::HirKind::Class(regex_syntax::hir::Class::Unicode(class))) =
            parsed
        else {
            panic!("{class} is no class");
        };
        let ranges = class.ranges().iter();
        ranges.map(|range| range.start()..=range.end()).collect()
    }

    #[test]
    fn the_list_is_that_of_unicode() {
        let hidden = unicode(r"[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]");
        for character in '\0'..=char::MAX {
            let is = hidden.iter().any(|range| range.contains(&character));
            assert_eq!(is_hidden(character), is, "{}", character.escape_unicode());
        }
    }

    #[test]
    fn hidden_characters_are_escaped_on_one_line() {
        assert_eq!(escaped("plain\\ ä"), "plain\\ ä");
        assert_eq!(escaped("a\n\u{1b}[2J\u{202e}"), "a\\n\\u{1b}[2J\\u{202e}");
        assert_eq!(
            "a\tb\u{2028}\u{200b}"
                .chars()
                .map(visible)
                .collect::<String>(),
            "a b \u{fffd}"
        );
    }

    #[test]
    fn json_is_the_same_to_programs() {
        let value = serde_json::json!({"a\u{202e}": ["\u{1b}\u{9b}\u{e0041}\n", 1]});
        let text = json(&value);
        assert!(
            text.chars().all(|sign| sign == '\n' || !is_hidden(sign)),
            "{text:?}"
        );
        assert!(text.contains(r"\u001b\u009b\udb40\udc41\n"), "{text}");
        assert_eq!(
            serde_json::from_str::<serde_json::Value>(&text).ok(),
            Some(value)
        );
    }
}
