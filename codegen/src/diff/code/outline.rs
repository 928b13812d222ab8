//! The parts of two generated modules in which their public surfaces can differ.
//!
//! To read all code as syntax costs a third of what it costs to generate it. So what is written
//! alike on both sides is not read, and bodies of functions, which nobody can see, are not either.

use std::collections::{BTreeMap, HashMap, HashSet};

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
pub(crate) fn of_both(base: &Files, head: &Files) -> Result<(Surface, Surface), String> {
    let mut surfaces = (Surface::new(), Surface::new());
    for (file, module) in MODULES {
        let (old, new) = (text(base, file), text(head, file));
        if old == new {
            continue;
        }
        if !differences(module, (old, new), &mut surfaces) {
            // Written in another manner than ours: as a whole, then.
            for (text, surface) in [(old, &mut surfaces.0), (new, &mut surfaces.1)] {
                surface.retain(|name, _| name.module != module);
                if !read(module, [text], surface) {
                    return Err(file.to_owned());
                }
            }
        }
    }
    Ok(surfaces)
}

fn text<'f>(files: &'f Files, file: &str) -> &'f str {
    files.get(file).map_or("", String::as_str)
}

/// Enters the items of a module that are not written alike. Whether all of them are Rust.
fn differences(
    module: &'static str,
    (old, new): (&str, &str),
    surfaces: &mut (Surface, Surface),
) -> bool {
    let (old, new) = (outlines(old), outlines(new));
    let (in_old, in_new): (HashSet<&String>, HashSet<&String>) =
        (old.iter().collect(), new.iter().collect());
    let only = |own: &[String], other: &HashSet<&String>| -> Vec<String> {
        let pieces = own.iter().filter(|piece| !other.contains(piece));
        pieces.cloned().collect()
    };
    let (only_old, only_new) = (only(&old, &in_new), only(&new, &in_old));
    let entered = read(module, slim(&only_old, &only_new), &mut surfaces.0)
        && read(module, slim(&only_new, &only_old), &mut surfaces.1);
    let names = surfaces.0.keys().chain(surfaces.1.keys());
    let names = names.filter(|name| name.module == module);
    let names: HashSet<&str> = names.map(|name| name.item.as_str()).collect();
    // What is said of a type stands on the type, of which nothing else is asked.
    let owners = old.iter().filter(|piece| {
        in_new.contains(piece) && defined(piece).is_some_and(|name| names.contains(name))
    });
    let owners: Vec<String> = owners.map(|piece| without(piece, |_| true)).collect();
    entered && read(module, &owners, &mut surfaces.0) && read(module, &owners, &mut surfaces.1)
}

/// The pieces, of which the structs lack what they have in common with the struct of the same name in
/// `others`: public fields, and what is derived.
fn slim(pieces: &[String], others: &[String]) -> Vec<String> {
    let structs = others.iter().filter(|piece| is_struct(piece));
    let structs: HashMap<&str, HashSet<String>> = structs
        .filter_map(|piece| Some((defined(piece)?, parts(piece).collect())))
        .collect();
    let slimmed = pieces.iter().map(|piece| {
        let known = defined(piece).filter(|_| is_struct(piece));
        match known.and_then(|name| structs.get(name)) {
            Some(common) => without(piece, |field| common.contains(field)),
            None => piece.clone(),
        }
    });
    slimmed.collect()
}

/// The items of a file as printers write them, without documentation and without bodies: what is
/// inside of an item is indented.
fn outlines(text: &str) -> Vec<String> {
    let (mut found, mut piece) = (Vec::new(), Vec::new());
    let (mut has_item, mut in_unseen) = (false, false);
    for line in text.lines().filter(|line| !is_comment(line)) {
        in_unseen |= is_unseen(line);
        if in_unseen {
            in_unseen = !line.ends_with(']');
            continue;
        }
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

/// Whether an attribute begins that has no part in the surface.
fn is_unseen(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with("#[serde(") || line.starts_with("#[must_use")
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
        .strip_prefix(STRUCT)
        .or(line.strip_prefix("pub enum "))?;
    let end = rest.find(|sign: char| !sign.is_alphanumeric() && sign != '_');
    Some(&rest[..end.unwrap_or(rest.len())])
}

const STRUCT: &str = "pub struct ";

fn is_struct(piece: &str) -> bool {
    piece
        .lines()
        .any(|line| line.starts_with(STRUCT) && line.ends_with('{'))
}

/// What of a struct may be left out: its public fields, each with its attributes, and what is derived.
fn parts(piece: &str) -> impl Iterator<Item = String> {
    let mut found = Vec::new();
    without(piece, |field| {
        found.push(field.to_owned());
        false
    });
    found.into_iter()
}

/// A struct without those of its public fields for which `leave` says so, and without what is derived
/// if it says so of that.
fn without(piece: &str, mut leave: impl FnMut(&str) -> bool) -> String {
    let (mut kept, mut part, mut inside) = (String::new(), String::new(), false);
    for line in piece.lines() {
        let derives = part.is_empty() && line.starts_with("#[derive(") || part.starts_with("#[");
        if !derives && (!inside || line == "}") {
            inside = line.starts_with(STRUCT) && line.ends_with('{');
            kept.push_str(&part);
            part.clear();
            kept.push_str(line);
            kept.push('\n');
            continue;
        }
        part.push_str(line);
        part.push('\n');
        let indented = line.strip_prefix("    ").unwrap_or_default();
        let ends = match derives {
            true => line.ends_with(")]"),
            false => line.ends_with(',') && !indented.starts_with(' '),
        };
        if ends {
            let common = (derives || is_public(&part)) && leave(&part);
            if !common {
                kept.push_str(&part);
            }
            part.clear();
        }
    }
    kept.push_str(&part);
    kept
}

fn is_public(field: &str) -> bool {
    field.lines().any(|line| line.starts_with("    pub "))
}

#[cfg(test)]
mod tests {
    use super::{outlines, slim};

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

    #[test]
    fn of_a_struct_only_what_differs_is_read() {
        let berth = |number: &str| {
            format!(
                "#[derive(\n    Clone,\n)]\n#[non_exhaustive]\npub struct Berth {{\n    pub number: {number},\n    \
                 pub names: Option<\n        String,\n    >,\n    hidden: bool,\n}}"
            )
        };
        assert_eq!(
            slim(&[berth("i64")], &[berth("String")]),
            ["#[non_exhaustive]\npub struct Berth {\n    pub number: i64,\n    hidden: bool,\n}\n"]
        );
    }
}
