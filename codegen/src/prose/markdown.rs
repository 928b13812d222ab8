//! Code, addresses, and text without Markdown.

/// Returns text in which nothing is Markdown, on one line.
pub(super) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !plain.is_empty() {
            plain.push(' ');
        }
        for character in word.chars() {
            if character.is_ascii_punctuation() {
                plain.push('\\');
            }
            plain.push(character);
        }
    }
    plain
}

/// Returns a text on one line as code within text.
pub(super) fn code(text: &str) -> String {
    let ticks = "`".repeat(longest_run(text, '`').map_or(1, |run| run + 1));
    let blank = text.trim_matches(' ').is_empty();
    // One blank on each side is taken away again.
    let padded = text.starts_with('`') || text.ends_with('`');
    let padded = padded || !blank && text.starts_with(' ') && text.ends_with(' ');
    match (text, padded) {
        ("", _) => "` `".to_owned(),
        (_, true) => format!("{ticks} {text} {ticks}"),
        (_, false) => format!("{ticks}{text}{ticks}"),
    }
}

/// Returns lines as a block of code.
pub(super) fn code_block(info: &str, lines: &str) -> String {
    let ticks = "`".repeat(longest_run(lines, '`').map_or(3, |run| (run + 1).max(3)));
    let lines = lines.trim_end_matches('\n');
    let end = if lines.is_empty() { "" } else { "\n" };
    format!("{ticks}{info}\n{lines}{end}{ticks}")
}

/// How often a character stands in a row at most.
fn longest_run(text: &str, character: char) -> Option<usize> {
    let (mut longest, mut run) = (0, 0);
    for found in text.chars() {
        run = if found == character { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    (longest > 0).then_some(longest)
}

/// Whether an address leads to the web.
pub(super) fn is_web(address: &str) -> bool {
    let after = |scheme: &str| {
        let start = address.get(..scheme.len())?;
        start
            .eq_ignore_ascii_case(scheme)
            .then(|| &address[scheme.len()..])
    };
    after("https://")
        .or_else(|| after("http://"))
        .is_some_and(|host| host.starts_with(|first: char| first.is_alphanumeric() || first == '['))
}

/// Returns an address of which nothing ends a link. What could is percent-encoded.
pub(super) fn address(address: &str) -> String {
    let mut safe = String::with_capacity(address.len());
    for (at, character) in address.char_indices() {
        if character == '&' && is_entity(&address[at + 1..]) {
            safe.push_str("\\&");
        } else if character.is_alphanumeric() || "-._~:/?#@!$&'*+,;=%".contains(character) {
            safe.push(character);
        } else {
            let mut bytes = [0; 4];
            for byte in character.encode_utf8(&mut bytes).bytes() {
                safe.push_str(&format!("%{byte:02X}"));
            }
        }
    }
    safe
}

/// Whether an `&` before this text begins an entity such as `&lt;`.
pub(super) fn is_entity(after: &str) -> bool {
    let name = after.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '#');
    name.len() < after.len() && name.starts_with(';')
}
