//! Generates clients of foreign documents, one for each feature or oddity. An accepted document
//! compiles without a warning and behaves on the wire as it says. The others are refused by name.
//!
//! A document begins with a comment: what it is about, and, where it is to be refused, a line
//! `# refused:` with the kinds of its problems. A line `# options: open-enums` opens its enums.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use smart_codegen::problem::render;
use smart_codegen::{Options, Output, Source};
use smart_tests::document::workspace;

const MANIFEST: &str = r#"
[package]
name = "corpus"
version = "0.0.0"
edition = "2024"

[workspace]

[dependencies]
serde = "1"
serde_json = "1"
smart-runtime = { path = "{workspace}/runtime" }
smart-socket = { path = "{workspace}/tests/socket" }
tokio = { version = "1", features = ["macros", "rt"] }
"#;

/// The generated modules are those of a library: what is public there needs nobody who uses it.
const LIBRARY: &str = "\
//! What is generated.
#![deny(warnings, missing_docs)]
mod documents;
pub use documents::*;
";

/// The program that calls the generated clients.
const CHECKS: &[(&str, &str)] = &[
    ("main.rs", include_str!("checks/main.rs")),
    ("alternatives.rs", include_str!("checks/alternatives.rs")),
    ("answers.rs", include_str!("checks/answers.rs")),
    ("bodies.rs", include_str!("checks/bodies.rs")),
    ("formats.rs", include_str!("checks/formats.rs")),
    ("names.rs", include_str!("checks/names.rs")),
    ("open.rs", include_str!("checks/open.rs")),
    ("parameters.rs", include_str!("checks/parameters.rs")),
    ("real.rs", include_str!("checks/real.rs")),
    ("schemas.rs", include_str!("checks/schemas.rs")),
    ("tolerated.rs", include_str!("checks/tolerated.rs")),
];

struct Document {
    /// Its file.
    name: String,
    source: Source,
    /// The kinds of problems that it has, with a space before each.
    refused: String,
    options: Options,
}

fn documents() -> Vec<Document> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("compiled/corpus/documents");
    let mut documents: Vec<Document> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            let text = fs::read_to_string(path).unwrap();
            let comments = text.lines().take_while(|line| line.starts_with('#'));
            let is_open = |line: &str| line == "# options: open-enums";
            let options = match comments.clone().any(is_open) {
                true => Options::new().open_enums(),
                false => Options::new(),
            };
            let refused = comments.filter_map(|line| line.strip_prefix("# refused:"));
            Document {
                refused: refused.collect(),
                options,
                source: Source::new(name.clone(), text),
                name,
            }
        })
        .collect();
    documents.sort_by(|one, other| one.name.cmp(&other.name));
    documents
}

impl Document {
    /// The module of its code.
    fn module(&self) -> String {
        let (stem, _) = self.name.split_once('.').unwrap();
        stem.replace('-', "_")
    }

    /// What is generated, or the kinds of its problems and how they read.
    fn generate(&self) -> Result<Output, (String, String)> {
        smart_codegen::generate(&self.source, &self.options).map_err(|problems| {
            let kinds = problems.iter().fold(String::new(), |mut kinds, problem| {
                _ = write!(kinds, " {}", problem.kind());
                kinds
            });
            (kinds, render::plain(&problems, &self.source))
        })
    }
}

#[test]
fn documents_are_generated_or_refused_by_name() {
    let mut wrong = String::new();
    for document in documents() {
        let (kinds, report) = match document.generate() {
            Ok(_) => (String::new(), String::new()),
            Err(problems) => problems,
        };
        if kinds != document.refused {
            writeln!(wrong, "{}: refused:{kinds}\n{report}", document.name).unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn accepted_documents_compile_and_behave_as_they_say() {
    let yard = crate::yard("corpus");
    let mut files = BTreeMap::new();
    let checks: String = CHECKS
        .iter()
        .flat_map(|(_, code)| code.split_whitespace())
        .collect();
    let mut modules = String::new();
    for document in documents() {
        let Ok(output) = document.generate() else {
            continue;
        };
        let module = document.module();
        let calls = [format!("corpus::{module}::"), format!("!({module}.")];
        let called = calls.iter().any(|call| checks.contains(call));
        assert!(called, "nothing in checks/ calls {}", document.name);
        writeln!(modules, "/// {}\npub mod {module};", document.name).unwrap();
        for (name, text) in output.files {
            files.insert(format!("src/documents/{module}/{name}"), text);
        }
    }
    let root = workspace().canonicalize().unwrap();
    let manifest = MANIFEST.replace("{workspace}", &root.to_str().unwrap().replace('\\', "/"));
    files.insert("Cargo.toml".to_owned(), manifest);
    files.insert("src/documents/mod.rs".to_owned(), modules);
    files.insert("src/lib.rs".to_owned(), LIBRARY.to_owned());
    for (name, text) in CHECKS {
        files.insert(format!("src/{name}"), (*text).to_owned());
    }
    yard.keep(&files).unwrap();
    yard.build("corpus", &root.join("Cargo.lock")).unwrap();
    yard.run("corpus", &[]).unwrap();
}
