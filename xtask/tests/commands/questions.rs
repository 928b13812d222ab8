//! `questions`: the letter.

use crate::sandbox::Sandbox;

const DOCUMENT: &str = include_str!("../../../codegen/tests/documents/questions.yaml");

#[test]
fn the_letter_is_the_whole_output() {
    let sandbox = Sandbox::workspace(DOCUMENT);
    let ran = sandbox.run(&["questions"]).exits(0);
    assert!(
        ran.stdout
            .starts_with("# Questions about the Tide tables\n"),
        "{ran:?}"
    );
    assert!(ran.stdout.ends_with("\nThe harbour office\n"), "{ran:?}");
    assert_eq!(ran.stderr, "");
    sandbox.run(&["questions", "spec/smart.yaml"]).exits(0);
}

#[test]
fn text_that_is_no_document_has_no_letter() {
    let sandbox = Sandbox::workspace("a: [");
    sandbox.run(&["questions"]).exits(100).says("error[");
    sandbox.run(&["questions", "nowhere.yaml"]).exits(2);
}
