//! Damage: to the bytes of a text, to its lines, to the tree that it stands for.

mod text;
mod tree;

use serde_json::Value;

use crate::chance::Chance;

/// A text to be damaged, and the tree that it stands for.
pub(crate) struct Seed {
    /// The text as it stands in the repository.
    pub(crate) text: String,
    tree: Value,
}

impl Seed {
    /// A seed from YAML.
    pub(crate) fn yaml(text: String) -> Result<Self, serde_yaml::Error> {
        let tree = serde_yaml::from_str(&text)?;
        Ok(Self { text, tree })
    }
}

/// Returns a seed with some damage, and how it is written: `yaml` or `json`.
pub(crate) fn document(chance: &mut Chance, seed: &Seed) -> (Vec<u8>, &'static str) {
    match chance.below(3) {
        0 => (text::bytes(chance, seed.text.as_bytes()), "yaml"),
        1 => (text::lines(chance, seed.text.as_bytes()), "yaml"),
        _ => {
            let tree = tree::damaged(chance, &seed.tree).to_string();
            // JSON is YAML too, which is read by other code.
            let form = if chance.below(2) == 0 { "json" } else { "yaml" };
            (tree.into_bytes(), form)
        }
    }
}

/// Returns a request with some damage: anywhere, to its lines, to a part of where it goes or of its
/// form, or to the tree of its body; the length of a body stays true but for damage anywhere.
pub(crate) fn request(chance: &mut Chance, request: &str) -> Vec<u8> {
    let (head, body) = request.split_once("\r\n\r\n").unwrap_or((request, ""));
    let tree = serde_json::from_str::<Value>(body);
    match (chance.below(6), tree) {
        (0, _) => text::bytes(chance, request.as_bytes()),
        (1, _) => text::lines(chance, request.as_bytes()),
        (2 | 3, Ok(tree)) => with_body(head, &tree::damaged(chance, &tree).to_string()),
        (2, Err(_)) if !body.is_empty() => with_body(head, &part(chance, body)),
        _ => {
            let (target, rest) = head.split_once(" HTTP/1.1").unwrap_or((head, ""));
            let (method, path) = target.split_once(' ').unwrap_or((target, ""));
            let path = part(chance, path);
            format!("{method} {path} HTTP/1.1{rest}\r\n\r\n{body}").into_bytes()
        }
    }
}

/// A request with another body, and its length.
fn with_body(head: &str, body: &str) -> Vec<u8> {
    let lines = head.split("\r\n").map(|line| match line.split_once(": ") {
        Some((name, _)) if name.eq_ignore_ascii_case("content-length") => {
            format!("{name}: {}", body.len())
        }
        _ => line.to_owned(),
    });
    let head = lines.collect::<Vec<_>>().join("\r\n");
    format!("{head}\r\n\r\n{body}").into_bytes()
}

/// Returns a path with its query, or a form, of which a segment, a name or a value is another.
fn part(chance: &mut Chance, text: &str) -> String {
    let mut parts: Vec<String> = text
        .split_inclusive(['/', '?', '&', '='])
        .map(str::to_owned)
        .collect();
    for _ in 0..chance.times(3) {
        let at = chance.below(parts.len());
        let Some(part) = parts.get_mut(at) else { break };
        let value = part.trim_end_matches(['/', '?', '&', '=']);
        let (value, end) = part.split_at(value.len());
        let other = match chance.below(4) {
            0 => String::new(),
            1 => format!("{value}{end}{value}"),
            2 => chance.below(100_000).to_string(),
            _ => escaped(&tree::odd(chance)),
        };
        *part = format!("{other}{end}");
    }
    parts.concat()
}

fn escaped(text: &str) -> String {
    let escape = |byte: u8| match byte {
        b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'-' | b'.' | b'_' => {
            char::from(byte).to_string()
        }
        _ => format!("%{byte:02x}"),
    };
    text.bytes().map(escape).collect()
}
