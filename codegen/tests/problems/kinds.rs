//! Every kind of problem that a lint can find has a test beside this one.

const WORDS: &[&str] = &[
    include_str!("../../src/problem/access.rs"),
    include_str!("../../src/problem/body.rs"),
    include_str!("../../src/problem/extension.rs"),
    include_str!("../../src/problem/house.rs"),
    include_str!("../../src/problem/parameter.rs"),
    include_str!("../../src/problem/reading.rs"),
    include_str!("../../src/problem/reference.rs"),
    include_str!("../../src/problem/routing.rs"),
    include_str!("../../src/problem/schema.rs"),
    include_str!("../../src/problem/shape.rs"),
];

const TESTS: &[&str] = &[
    include_str!("../output/selection.rs"),
    include_str!("access.rs"),
    include_str!("bodies.rs"),
    include_str!("extensions.rs"),
    include_str!("house.rs"),
    include_str!("one_of.rs"),
    include_str!("reading.rs"),
    include_str!("references.rs"),
    include_str!("routes.rs"),
    include_str!("schemas.rs"),
    include_str!("shape.rs"),
];

#[test]
fn every_kind_has_a_test() {
    let mut kinds: Vec<&str> = WORDS
        .iter()
        .flat_map(|words| words.split("Words::new(").skip(1))
        .filter_map(|words| words.split('"').nth(1))
        .collect();
    assert!(kinds.len() > 90, "{}", kinds.len());
    kinds.retain(|kind| {
        let with_places = format!("{kind} ①");
        let alone = format!("\"{kind}\"");
        !TESTS.iter().any(|test| {
            test.contains(&with_places)
                || test.contains(&alone)
                || test.contains(&format!("{kind} ②"))
        })
    });
    assert_eq!(kinds, [""; 0], "kinds without a test");
}
