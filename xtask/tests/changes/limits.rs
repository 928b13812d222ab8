//! Reports of thousands of changes: what GitHub takes, and the worst of it first.

use std::fmt::Write as _;

use crate::sandbox::Sandbox;

const CHANGES: usize = 2000;

/// A document with one operation that moved, and an answer from which thousands of fields went.
fn sandbox() -> Sandbox {
    let mut fields = String::new();
    for number in 0..CHANGES {
        let _ = writeln!(
            fields,
            "        the_field_with_the_number_{number}: {{type: string}}"
        );
    }
    let document = |path: &str, fields: &str| {
        format!(
            "openapi: 3.0.3\ninfo: {{title: Long, version: '1'}}\npaths:\n  {path}:\n    get:\n      operationId: fetchLong\n      responses:\n        '200':\n          description: Long.\n          content:\n            application/json:\n              schema: {{$ref: '#/components/schemas/Long'}}\ncomponents:\n  schemas:\n    Long:\n      type: object\n      properties:\n        id: {{type: string}}\n{fields}"
        )
    };
    let sandbox = Sandbox::new();
    sandbox.write("old.yaml", document("/long", &fields));
    sandbox.write("new.yaml", document("/longer", ""));
    sandbox
}

#[test]
fn a_comment_fits_and_counts_what_it_leaves_out() {
    let sandbox = sandbox();
    let ran = sandbox
        .run(&["diff", "old.yaml", "new.yaml", "--format", "markdown"])
        .exits(0);
    let page = ran.stdout;
    assert!(page.len() <= 65_536, "{}", page.len());
    assert!(page.len() > 60_000, "there was more room: {}", page.len());
    assert!(page.contains(&format!("{} changes", CHANGES + 1)));
    // The worst comes first, and is whole.
    let moved = page
        .find("operation moved: `GET /long` → `GET /longer`")
        .unwrap();
    assert!(moved < page.find("property removed").unwrap());
    let listed = |test: &dyn Fn(&str) -> bool| page.lines().filter(|line| test(line)).count();
    let shown = listed(&|line| line.starts_with("- **`"));
    let fingerprints = listed(&|line| line.starts_with("- `") && line.find("` ") == Some(19));
    assert!(shown > 100 && fingerprints > 0);
    let (changes, fingerprints) = (CHANGES + 1 - shown, CHANGES + 1 - fingerprints);
    let told = format!("holds no more: {changes} changes, {fingerprints} fingerprints.");
    assert!(
        page.contains(&told),
        "{told}\n{}",
        &page[page.len() - 500..]
    );
    assert!(page.ends_with("</sub>\n"));
    assert_eq!(
        page.matches("<details>").count(),
        page.matches("</details>").count()
    );
}

#[test]
fn there_are_ten_annotations_at_most_and_the_last_counts_the_others() {
    let sandbox = sandbox();
    let ran = sandbox
        .run(&["diff", "old.yaml", "new.yaml", "--format", "github"])
        .exits(0);
    let lines: Vec<&str> = ran.stdout.lines().collect();
    assert_eq!(lines.len(), 10);
    let first = "::error file=new.yaml,line=5,col=5,title=operation-moved::";
    assert!(lines[0].starts_with(first), "{}", lines[0]);
    let left = format!("::notice title=api-diff::and {} more: ", CHANGES + 1 - 9);
    assert!(lines[9].starts_with(&left), "{}", lines[9]);
}
