//! The parts of two generated modules in which their public surfaces can differ.
//!
//! To read all code as syntax costs a third of what it costs to generate it. So what is written
//! alike on both sides is not read, and bodies of functions, which nobody can see, are not either.

use std::collections::{BTreeMap, HashSet};

use super::surface::{Surface, read};

/// The files that have a public surface, and their modules.
const MODULES: [(&str, &str); 5] = [
    ("types.rs", "types"),
    ("enums.rs", "enums"),
    ("requests.rs", "requests"),
    ("operations.rs", "operations"),
    ("api.rs", ""),
];

type Files = BTreeMap<String, String>;

/// The public surfaces of two generated modules, as far as they can differ: an item that is
/// written alike on both sides is read only if something else is said about it that is not.
///
/// # Errors
/// The name of a file that is no Rust.
pub(super) fn of_both(base: &Files, head: &Files) -> Result<(Surface, Surface), String> {
    let mut surfaces = (Surface::new(), Surface::new());
    for (file, module) in MODULES {
        let text = |files: &Files| files.get(file).cloned().unwrap_or_default();
        let (old, new) = (text(base), text(head));
        if old == new {
            continue;
        }
        if !differences(module, (&old, &new), &mut surfaces) {
            // Written in another manner than ours: as a whole, then.
            for (text, surface) in [(&old, &mut surfaces.0), (&new, &mut surfaces.1)] {
                surface.retain(|name, _| name.module != module);
                if !read(module, &[text], surface) {
                    return Err(file.to_owned());
                }
            }
        }
    }
    Ok(surfaces)
}

/// Enters the items of a module that are not written alike. Whether all of them are Rust.
fn differences(
    module: &'static str,
    (old, new): (&str, &str),
    surfaces: &mut (Surface, Surface),
) -> bool {
    let (old, new) = (outlines(old), outlines(new));
    let known = |pieces: &[String]| -> HashSet<String> { pieces.iter().cloned().collect() };
    let (in_old, in_new) = (known(&old), known(&new));
    let only = |own: &[String], other: &HashSet<String>| -> Vec<String> {
        let pieces = own.iter().filter(|piece| !other.contains(*piece));
        pieces.cloned().collect()
    };
    let entered = read(module, &texts(&only(&old, &in_new)), &mut surfaces.0)
        && read(module, &texts(&only(&new, &in_old)), &mut surfaces.1);
    let names = surfaces.0.keys().chain(surfaces.1.keys());
    let names = names.filter(|name| name.module == module);
    let names: HashSet<String> = names.map(|name| name.item.clone()).collect();
    // What is said of a type stands on the type.
    let owners = old.iter().filter(|piece| {
        in_new.contains(*piece) && defined(piece).is_some_and(|name| names.contains(name))
    });
    let owners: Vec<&str> = owners.map(String::as_str).collect();
    entered && read(module, &owners, &mut surfaces.0) && read(module, &owners, &mut surfaces.1)
}

fn texts(pieces: &[String]) -> Vec<&str> {
    pieces.iter().map(String::as_str).collect()
}

/// The items of a file as printers write them, without documentation and without bodies: what is
/// inside of an item is indented.
fn outlines(text: &str) -> Vec<String> {
    let (mut found, mut piece) = (Vec::new(), Vec::new());
    let mut has_item = false;
    for line in text.lines().filter(|line| !is_comment(line)) {
        let first = line.chars().next().unwrap_or(' ');
        if has_item && (first.is_alphabetic() || first == '#') {
            found.extend(outline(&piece));
            piece.clear();
            has_item = false;
        }
        has_item |= first.is_alphabetic();
        piece.push(line);
    }
    found.extend(outline(&piece));
    found
}

fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with("//")
}

/// An item without the bodies of its functions: of an implemented trait the first line, of methods
/// each by itself.
fn outline(lines: &[&str]) -> Vec<String> {
    let ends = |line: &str| line.ends_with('{') || line.ends_with("{}");
    let is_impl = lines.iter().position(|line| line.starts_with("impl"));
    let head = is_impl.and_then(|first| Some(first + lines[first..].iter().position(|l| ends(l))?));
    let Some(head) = head else {
        return vec![lines.join("\n")];
    };
    let (head, inside) = lines.split_at(head + 1);
    let head = head.join("\n");
    if head.contains(" for ") || head.ends_with('}') {
        let end = if head.ends_with('{') { "}" } else { "" };
        return vec![format!("{head}{end}")];
    }
    let (mut methods, mut signature, mut in_body) = (Vec::new(), String::new(), false);
    for line in inside {
        if in_body {
            in_body = *line != "    }";
            continue;
        }
        signature.push('\n');
        signature.push_str(line);
        if ends(line) && signature.contains("fn ") {
            in_body = line.ends_with('{');
            let end = if in_body { "}" } else { "" };
            methods.push(format!("{head}{signature}{end}\n}}"));
            signature.clear();
        }
    }
    methods
}

/// The name of the type that a piece defines.
fn defined(piece: &str) -> Option<&str> {
    let line = piece.lines().find(|line| line.starts_with("pub "))?;
    let rest = line
        .strip_prefix("pub struct ")
        .or(line.strip_prefix("pub enum "))?;
    let end = rest.find(|sign: char| !sign.is_alphanumeric() && sign != '_');
    Some(&rest[..end.unwrap_or(rest.len())])
}

#[cfg(test)]
mod tests {
    use super::outlines;

    #[test]
    fn an_outline_has_what_can_be_seen() {
        let code = "// @generated\n\nuse a::b;\n/// A berth.\n#[derive(\n    Clone,\n)]\npub struct Berth {\n    /// Its number.\n    pub number: i64,\n}\nimpl Berth {\n    /// Makes one.\n    pub fn new(\n        number: i64,\n    ) -> Self {\n        Self {\n            number,\n        }\n    }\n    pub fn nothing() {}\n}\nimpl Clone for Berth {\n    fn clone(&self) -> Self {\n        Self::new(1)\n    }\n}\n";
        assert_eq!(
            outlines(code),
            [
                "\nuse a::b;",
                "#[derive(\n    Clone,\n)]\npub struct Berth {\n    pub number: i64,\n}",
                "impl Berth {\n    pub fn new(\n        number: i64,\n    ) -> Self {}\n}",
                "impl Berth {\n    pub fn nothing() {}\n}",
                "impl Clone for Berth {}",
            ]
        );
    }
}
