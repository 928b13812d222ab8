//! Changes that somebody decided are all right: `spec/acknowledged.toml`.

use smart_codegen::diff::Report;

use crate::exit::Failure;

/// Where they stand.
pub(crate) const FILE: &str = "spec/acknowledged.toml";

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Acknowledged {
    fingerprint: String,
    reason: String,
    line: usize,
}

/// Marks the entries that are acknowledged. Whether all of the file still matches something; what
/// does not is noted.
pub(crate) fn apply(report: &mut Report, file: &str, text: &str) -> Result<bool, Failure> {
    let mut fine = true;
    for known in read(file, text)? {
        if !report.acknowledge(&known.fingerprint, &known.reason) {
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
    let wrong = |line: usize, what: &str| Failure::new(format!("{file}:{line}: {what}"));
    let document = toml_edit::Document::parse(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        wrong(line(text, at), error.message())
    })?;
    let mut all = Vec::new();
    for (key, item) in document.as_table().iter() {
        let Some(tables) = item.as_array_of_tables().filter(|_| key == "acknowledged") else {
            return Err(wrong(1, "only [[acknowledged]] stands here"));
        };
        for table in tables {
            let at = line(text, table.span().map_or(0, |span| span.start));
            let value = |key: &str| {
                let value = table.get(key).and_then(toml_edit::Item::as_str);
                value
                    .map(str::trim)
                    .filter(|value| !value.is_empty())
                    .map(str::to_owned)
            };
            let (Some(fingerprint), Some(reason)) = (value("fingerprint"), value("reason")) else {
                return Err(wrong(
                    at,
                    "an acknowledgement needs a `fingerprint` and a `reason`",
                ));
            };
            all.push(Acknowledged {
                fingerprint,
                reason,
                line: at,
            });
        }
    }
    Ok(all)
}

fn line(text: &str, at: usize) -> usize {
    1 + text.bytes().take(at).filter(|byte| *byte == b'\n').count()
}
