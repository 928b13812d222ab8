//! Runs rustdoc on the texts of a document. It must find no code to test and no live markup, except
//! the examples of the generator, which compile.
//!
//! `PROPTEST_CASES` says how many random texts are tried; without it, 4,000 are.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod document;
mod page;
#[path = "../../codegen/src/prose/random.rs"]
mod random;
mod texts;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use proptest::strategy::{Strategy as _, ValueTree as _};
use proptest::test_runner::TestRunner;
use smart_codegen::problem::render;
use smart_codegen::{Options, Source};
use smart_tests::building::Yard;
use smart_tests::document::workspace;

use document::{Document, Texts};
use texts::{CODE_BLOCKS, LEAVING, LIVE, REACHING};

const MANIFEST: &str = r#"
[package]
name = "{name}"
version = "0.0.0"
edition = "2024"

[workspace]

[dependencies]
serde = "1"
serde_json = "1"
smart-runtime = { path = "{workspace}/runtime" }
"#;

/// Arguments of cargo that have rustdoc list what it would test.
const LIST: &[&str] = &["rustdoc", "--lib", "--", "--test", "--test-args", "--list"];

/// The crate of a test.
struct Crate {
    yard: Yard,
    /// The examples that the generator wrote: the path of each item that has one.
    examples: Vec<String>,
}

impl Crate {
    /// The crate of a generated document.
    fn generated(name: &str, document: &Document) -> Self {
        let source = Source::new("prose.json", document.text());
        let options = Options::new().module(format!("{}::tide", name.replace('-', "_")));
        let output = smart_codegen::generate(&source, &options)
            .map_err(|problems| render::plain(&problems, &source))
            .unwrap();
        let methods = output.files["api.rs"].lines().filter_map(|line| {
            let name = line.strip_prefix("    pub async fn ")?;
            Some(format!("tide::api::Client::{}", name.split_once('(')?.0))
        });
        let mut examples: Vec<String> = methods.collect();
        examples.sort();
        assert_eq!(examples.len(), document.parts());
        let mut files: BTreeMap<_, _> = output
            .files
            .into_iter()
            .map(|(name, text)| (format!("src/tide/{name}"), text))
            .collect();
        // Here, no name of a type is that of a macro, and each link leads somewhere.
        let allowed = "rustdoc::broken_intra_doc_links,";
        let module = files.get_mut("src/tide/mod.rs").unwrap();
        assert!(module.contains(allowed));
        *module = module.replace(allowed, "");
        let root = workspace().canonicalize().unwrap();
        let root = root.to_str().unwrap().replace('\\', "/");
        files.insert(
            "Cargo.toml".to_owned(),
            MANIFEST
                .replace("{workspace}", &root)
                .replace("{name}", name),
        );
        files.insert(
            "src/lib.rs".to_owned(),
            "//! A crate.\n#![deny(warnings, missing_docs)]\n/// A client.\npub mod tide;\n"
                .to_owned(),
        );
        let yard = Yard::new(env!("CARGO_TARGET_TMPDIR"), name);
        yard.keep(&files).unwrap();
        Self { yard, examples }
    }

    /// What cargo prints.
    fn cargo(&self, arguments: &[&str]) -> String {
        let versions = workspace().join("Cargo.lock");
        self.yard.cargo_locked(&versions, arguments).unwrap()
    }

    /// Asserts that these tests are the examples that the generator wrote, and no others.
    fn assert_examples(&self, tests: &[(String, String)]) {
        let strange: String = tests
            .iter()
            .filter(|(path, _)| !self.examples.contains(path))
            .fold(String::new(), |mut all, (path, place)| {
                _ = writeln!(all, "{path}, {place}");
                all
            });
        assert!(strange.is_empty(), "code of the document:\n{strange}");
        let paths: Vec<_> = tests.iter().map(|(path, _)| path.clone()).collect();
        assert_eq!(paths, self.examples);
    }
}

/// The tests that a list or run of rustdoc's names: the path of each item, and its place.
fn doctests(printed: &str) -> Vec<(String, String)> {
    let tests = printed.lines().filter_map(|line| {
        let line = line
            .strip_suffix(": test")
            .or_else(|| line.strip_prefix("test "))?;
        let (file, rest) = line.split_once(" - ")?;
        let (path, place) = rest.split_once(" (")?;
        Some((path.to_owned(), format!("{file} ({place}")))
    });
    let mut tests: Vec<_> = tests.collect();
    tests.sort();
    tests
}

/// Texts with the code that they would have run: it writes a file of their name.
fn with_code(texts: &[(&str, &str)], marks: &Path) -> Vec<String> {
    let code = |name: &str| format!("std::fs::write({:?}, \"\").unwrap();", marks.join(name));
    texts
        .iter()
        .map(|(name, text)| text.replace("CODE", &code(name)))
        .collect()
}

/// An empty folder in which code that runs leaves a file.
fn marks(name: &str) -> std::path::PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join(name)
        .join("marks");
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// The generator must read Markdown as rustdoc does.
#[test]
fn rustdoc_is_built_with_the_release_of_the_parser_that_the_generator_has() {
    let rustdoc = Path::new(env!("CARGO")).with_file_name("rustdoc");
    let rustdoc = rustdoc.with_extension(std::env::consts::EXE_EXTENSION);
    let program = fs::read(rustdoc).unwrap();
    let lock = fs::read_to_string(workspace().join("Cargo.lock")).unwrap();
    let entry = lock.split_once("name = \"pulldown-cmark\"\nversion = \"");
    let (version, _) = entry.unwrap().1.split_once('"').unwrap();
    // Where a program of Rust can panic, it holds the path of the source.
    let path = format!("pulldown-cmark-{version}/");
    let mut places = program.windows(path.len());
    assert!(
        places.any(|bytes| bytes == path.as_bytes()),
        "rustdoc does not hold {path}"
    );
}

/// What shows that the other tests can fail.
#[test]
fn rustdoc_tests_the_code_blocks_of_a_comment_that_holds_them_as_they_are() {
    let mut code = "//! A crate.\n".to_owned();
    for (name, text) in CODE_BLOCKS {
        writeln!(code, "#[doc = {text:?}]\npub fn {name}() {{}}").unwrap();
    }
    let yard = Yard::new(env!("CARGO_TARGET_TMPDIR"), "prose-raw");
    let manifest = "[package]\nname = \"raw\"\nedition = \"2024\"\n\n[workspace]\n";
    yard.write("Cargo.toml", manifest).unwrap();
    yard.write("src/lib.rs", &code).unwrap();
    let printed = yard
        .cargo_locked(&workspace().join("Cargo.lock"), LIST)
        .unwrap();
    let mut tested: Vec<_> = doctests(&printed)
        .into_iter()
        .map(|(path, _)| path)
        .collect();
    tested.dedup();
    let mut wanted: Vec<_> = CODE_BLOCKS
        .iter()
        .map(|(name, _)| (*name).to_owned())
        .collect();
    wanted.sort();
    assert_eq!(tested, wanted);
}

#[test]
fn no_text_of_a_document_runs_and_the_examples_compile() {
    let marks = marks("prose-run");
    let texts = with_code(&[CODE_BLOCKS, REACHING, LEAVING].concat(), &marks);
    let mut document = Document::new(&texts[0]);
    let mut row = Texts::of(&texts);
    while row.taken < 10 * texts.len() {
        document.part(&mut row, 3);
        document.named(&mut row);
    }
    let made = Crate::generated("prose-run", &document);
    made.assert_examples(&doctests(&made.cargo(&["test", "--doc"])));
    let left: Vec<_> = fs::read_dir(&marks).unwrap().collect();
    assert!(left.is_empty(), "code of the document ran: {left:?}");
}

#[test]
fn rustdoc_finds_the_examples_alone_among_all_forms_in_all_places() {
    let all = [CODE_BLOCKS, REACHING, LEAVING, LIVE].concat();
    let mut document = Document::new("Tide");
    for text in with_code(&all, Path::new("marks")) {
        let text = [text];
        document.part(&mut Texts::of(&text), 1);
        document.named(&mut Texts::of(&text));
    }
    let made = Crate::generated("prose-forms", &document);
    made.assert_examples(&doctests(&made.cargo(LIST)));
}

#[test]
fn rustdoc_finds_the_examples_alone_among_random_texts() {
    let cases = std::env::var("PROPTEST_CASES");
    let cases: usize = cases.map_or(4_000, |cases| cases.parse().unwrap());
    let mut runner = TestRunner::deterministic();
    let strategy = random::texts();
    let texts: Vec<String> = (0..cases)
        .map(|_| strategy.new_tree(&mut runner).unwrap().current())
        .collect();
    let mut document = Document::new("Tide");
    let mut row = Texts::of(&texts);
    while row.taken < texts.len() {
        document.part(&mut row, 40);
        document.named(&mut row);
    }
    let made = Crate::generated("prose-random", &document);
    made.assert_examples(&doctests(&made.cargo(LIST)));
}

#[test]
fn no_markup_of_a_document_is_live_in_the_pages() {
    let mut document = Document::new(LIVE[0].1);
    for (_, text) in [LIVE, CODE_BLOCKS, REACHING].concat() {
        let text = [text.to_owned()];
        document.part(&mut Texts::of(&text), 1);
        document.named(&mut Texts::of(&text));
    }
    let made = Crate::generated("prose-pages", &document);
    made.cargo(&["doc", "--no-deps"]);
    let (mut pages, mut alive) = (0, String::new());
    each_page(
        &made.yard.built().join("doc/prose_pages"),
        &mut |path, page| {
            pages += usize::from(page.contains(page::EVIL));
            for what in page::alive(page) {
                writeln!(alive, "{}: {what}", path.display()).unwrap();
            }
        },
    );
    assert!(pages > LIVE.len(), "{pages} pages");
    assert!(alive.is_empty(), "{alive}");
}

fn each_page(folder: &Path, look: &mut dyn FnMut(&Path, &str)) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            each_page(&path, look);
        } else if path
            .extension()
            .is_some_and(|extension| extension == "html")
        {
            look(&path, &fs::read_to_string(&path).unwrap());
        }
    }
}
