//! Compiles the generated clients, a few at a time. All at once exceed the memory.

use std::collections::BTreeMap;
use std::io::Write;

use smart_tests::building::{Failed, Yard};
use smart_tests::document::workspace;

use crate::progress;

/// How many bytes of code are compiled at once, unless a single document has more.
const BATCH: usize = 10_000_000;

const MANIFEST: &str = r#"
[package]
name = "catalogue-clients"
version = "0.0.0"
edition = "2024"

[workspace]

[dependencies]
serde = { version = "1", features = ["derive"] }
"#;

/// Whether the code of all documents, given by their names, compiles. What does not is printed.
pub(crate) fn all(generated: &[(String, String)], out: &mut impl Write) -> Result<bool, Failed> {
    let scratch = workspace().join("target/tmp");
    let yard = Yard::new(&scratch.to_string_lossy(), "catalogue");
    let runtime = workspace().join("runtime");
    yard.write(
        "Cargo.toml",
        &format!("{MANIFEST}smart-runtime = {{ path = {runtime:?} }}\n"),
    )?;
    let mut done = 0;
    let mut fine = true;
    for batch in batches(generated) {
        progress(&format!(
            "compiling {} to {} of {}",
            done + 1,
            done + batch.len(),
            generated.len()
        ));
        yard.keep(&sources(batch))?;
        if let Err(failed) = yard.check(&workspace().join("Cargo.lock")) {
            writeln!(out, "{failed}")?;
            fine = false;
        }
        done += batch.len();
    }
    let bytes: usize = generated.iter().map(|(_, code)| code.len()).sum();
    let megabytes = bytes / 1_000_000;
    let verdict = if fine {
        "all compile"
    } else {
        "not all compile"
    };
    writeln!(out, "{done} clients, {megabytes} MB of code: {verdict}")?;
    Ok(fine)
}

fn batches(mut rest: &[(String, String)]) -> impl Iterator<Item = &[(String, String)]> {
    std::iter::from_fn(move || {
        let mut bytes = 0;
        let fitting = rest.iter().take_while(|(_, code)| {
            bytes += code.len();
            bytes <= BATCH
        });
        let (batch, others) = rest.split_at(fitting.count().max(1).min(rest.len()));
        rest = others;
        (!batch.is_empty()).then_some(batch)
    })
}

/// One module for each document, in a file that bears its name.
fn sources(batch: &[(String, String)]) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let mut library = String::new();
    for (number, (name, code)) in batch.iter().enumerate() {
        let file = name.replace(|c: char| !c.is_ascii_alphanumeric(), "_");
        library.push_str(&format!(
            "pub mod m{number} {{ include!(\"documents/{file}.rs\"); }}\n"
        ));
        files.insert(format!("src/documents/{file}.rs"), code.clone());
    }
    files.insert("src/lib.rs".to_owned(), library);
    files
}
