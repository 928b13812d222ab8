//! Acknowledged changes: `spec/acknowledged.toml` lists those that may pass.

use std::collections::BTreeSet;

use smart_codegen::diff::Report;

use crate::exit::Failure;

/// The path of the list.
pub(crate) const FILE: &str = "spec/acknowledged.toml";

/// An acknowledged change.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Acknowledged {
    fingerprint: String,
    reason: String,
    line: usize,
}

/// Marks the entries that a file acknowledges. Returns whether every acknowledgement matches an entry;
/// the report notes the others.
pub(crate) fn apply(report: &mut Report, file: &str, text: &str) -> Result<bool, Failure> {
    let mut fine = true;
    for known in read(file, text)? {
        report.acknowledge(&known.fingerprint, &known.reason);
        if !report.has(&known.fingerprint) {
            fine = false;
            report.notes.push(format!(
                "{file}:{}: the acknowledgement {} matches no change any more; delete it",
                known.line, known.fingerprint
            ));
        }
    }
    Ok(fine)
}

fn read(file: &str, text: &str) -> Result<Vec<Acknowledged>, Failure> {
    let wrong = |line: usize, what: &str| {
        Failure::new(format!("{file}:{line}: {what}"))
            .help("an acknowledgement is [[acknowledged]] with `fingerprint` and `reason`")
    };
    let document = toml_edit::Document::parse(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        wrong(line(text, at), error.message().trim())
    })?;
    let mut all = Vec::new();
    let mut seen = BTreeSet::new();
    for (key, item) in document.as_table().iter() {
        let Some(tables) = item.as_array_of_tables().filter(|_| key == "acknowledged") else {
            let at = item.span().map_or(0, |span| span.start);
            return Err(wrong(
                line(text, at),
                &format!("`{key}` has no meaning here"),
            ));
        };
        for table in tables {
            let at = line(text, table.span().map_or(0, |span| span.start));
            let one = acknowledged(table, at).map_err(|what| wrong(at, &what))?;
            if !seen.insert(one.fingerprint.clone()) {
                return Err(wrong(at, &format!("{} stands here twice", one.fingerprint)));
            }
            all.push(one);
        }
    }
    Ok(all)
}

fn acknowledged(table: &toml_edit::Table, line: usize) -> Result<Acknowledged, String> {
    if let Some((key, _)) = table
        .iter()
        .find(|(key, _)| !["fingerprint", "reason"].contains(key))
    {
        return Err(format!("`{key}` has no meaning here"));
    }
    let value = |key: &str| {
        let value = table.get(key).and_then(toml_edit::Item::as_str);
        let value = value.map(str::trim).filter(|value| !value.is_empty());
        value.ok_or_else(|| format!("there is no `{key}`"))
    };
    let fingerprint = value("fingerprint")?;
    let is_digit = |sign: char| sign.is_ascii_digit() || ('a'..='f').contains(&sign);
    if fingerprint.len() != 16 || !fingerprint.chars().all(is_digit) {
        return Err("a fingerprint has 16 digits of 0-9 and a-f, as a report shows it".to_owned());
    }
    Ok(Acknowledged {
        fingerprint: fingerprint.to_owned(),
        reason: value("reason")?.to_owned(),
        line,
    })
}

fn line(text: &str, at: usize) -> usize {
    1 + text.bytes().take(at).filter(|byte| *byte == b'\n').count()
}
