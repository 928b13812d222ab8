//! The regeneration drill: Smart changes its API, and somebody changes the document and
//! regenerates. Only a change that the hand-written code uses stops the build, at the place that
//! uses it.

mod green;
mod stopped;

use std::fs;

use smart_codegen::{Options, Source};
use smart_tests::building::Yard;
use smart_tests::document::workspace;

/// Puts text in the place of other text.
struct Edit {
    from: &'static str,
    to: String,
}

/// A copy of the workspace whose document is edited and whose client is regenerated.
fn changed_workspace(name: &str, edits: &[Edit]) -> Yard {
    let yard = crate::yard(name);
    yard.mirror(&workspace()).unwrap();
    let document = fs::read_to_string(yard.folder().join("spec/smart.yaml")).unwrap();
    let document = edits.iter().fold(document, |document, Edit { from, to }| {
        assert_eq!(
            document.matches(from).count(),
            1,
            "{from:?} in the document"
        );
        document.replace(from, to)
    });
    yard.write("spec/smart.yaml", &document).unwrap();
    let options = Options::new().runtime("crate::runtime").module("smart_api");
    let output = smart_codegen::generate(&Source::new("smart.yaml", document), &options);
    let output = output.unwrap_or_else(|problems| panic!("{problems:#?}"));
    for (name, text) in &output.files {
        yard.write(&format!("smart-api/src/generated/{name}"), text)
            .unwrap();
    }
    yard.write("spec/api-digest.txt", &output.digest).unwrap();
    yard
}
