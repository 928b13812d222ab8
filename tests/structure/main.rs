//! The structure of the workspace: no modules of a crate reach each other in a circle, the diagram of
//! CONTRIBUTING shows which folder uses which, and two crates that do not know each other agree.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod circles;
mod diagram;
mod headers;
mod modules;

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use circles::circles;
use diagram::Diagram;
use modules::Modules;
use serde_json::Value;
use smart_tests::document::workspace;

/// Returns the name and the root file of every library and program of the workspace.
fn roots() -> Vec<(String, PathBuf)> {
    let cargo = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--no-deps",
            "--offline",
            "--format-version",
            "1",
        ])
        .current_dir(workspace())
        .output()
        .unwrap();
    let metadata: Value = serde_json::from_slice(&cargo.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let targets = packages
        .iter()
        .flat_map(|package| package["targets"].as_array().unwrap());
    let sources =
        targets.filter(|target| ["lib", "bin"].iter().any(|kind| target["kind"][0] == *kind));
    let mut roots: Vec<(String, PathBuf)> = sources
        .map(|target| {
            let name = target["name"].as_str().unwrap().replace('-', "_");
            // A program may be called like its library.
            let program = if target["kind"][0] == "bin" {
                "bin "
            } else {
                ""
            };
            (
                format!("{program}{name}"),
                target["src_path"].as_str().unwrap().into(),
            )
        })
        .collect();
    roots.sort();
    roots
}

#[test]
fn no_modules_reach_each_other_in_a_circle() {
    let roots = roots();
    for name in ["bin xtask", "smart_api", "smart_codegen", "smart_sim"] {
        assert!(
            roots.iter().any(|(root, _)| root == name),
            "{name} is not among {roots:?}"
        );
    }
    let circles = circles(&Modules::read(&roots).edges());
    let found: String = circles.iter().map(|circle| format!("{circle}\n")).collect();
    assert!(found.is_empty(), "these modules reach each other:\n{found}");
}

#[test]
fn the_diagram_shows_which_folder_uses_which() {
    let page = fs::read_to_string(workspace().join("CONTRIBUTING.md")).unwrap();
    let diagram = Diagram::read(&page).unwrap();
    let workspace = workspace().canonicalize().unwrap();
    let wrong = diagram.compare(&Modules::read(&roots()), &workspace);
    assert!(wrong.is_empty(), "CONTRIBUTING.md:\n{}", wrong.join("\n"));
}

/// A crate in which `a` reaches `b` through a name that `b` hands on, and `b` reaches `a`. The
/// imports of tests and of generated code do not count.
#[test]
fn a_circle_is_found_through_names_that_are_handed_on() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write("lib.rs", "mod a; mod b; mod c; mod d; fn f() { d::f() }");
    write(
        "a.rs",
        "use crate::b::Deep; fn f() { drop(format!(\"{}\", Deep::new())) }",
    );
    write(
        "b/mod.rs",
        "mod deep; mod flat; pub(crate) use deep::Deep; use super::d;",
    );
    write(
        "b/deep.rs",
        "pub(crate) struct Deep; fn f() { crate::a::f() }",
    );
    write("b/flat.rs", "use super::Deep;");
    write("c.rs", "#[cfg(test)] mod tests { use crate::d::f; }");
    write(
        "d.rs",
        "use crate::c::f as g; pub(crate) fn f() { quote!(crate::a::f) }",
    );
    let roots = [("harbour".to_owned(), folder.path().join("lib.rs"))];
    let circles = circles(&Modules::read(&roots).edges());
    let names: Vec<_> = circles
        .iter()
        .map(|circle| circle.names.join("–"))
        .collect();
    assert_eq!(names, ["a–b"]);
}

/// A crate in which `a` uses `b`, and both use `c`.
#[test]
fn a_diagram_that_is_wrong_is_told_where() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("lib.rs", "mod a; mod b; mod c;");
    write("a.rs", "use crate::b::f; use crate::c::g;");
    write("b.rs", "use crate::c::g;");
    write("c.rs", "");
    let modules = Modules::read(&[("harbour".to_owned(), folder.path().join("lib.rs"))]);
    let wrong = |lines: &str| {
        let page = format!("# Page\n```mermaid\nflowchart LR\n{lines}\n```\n");
        match Diagram::read(&page) {
            Ok(diagram) => diagram.compare(&modules, folder.path()),
            Err(problem) => vec![problem],
        }
    };
    let boxes = r#"root["lib.rs"]
        a["a.rs"]
        b["b.rs"]
        c["c.rs"]"#;
    let arrows = format!("{boxes}\na --> b\nb --> c");
    assert_eq!(wrong(&arrows), [""; 0]);
    assert_eq!(wrong(&format!("{arrows}\na --> c")), [""; 0]);
    let both = arrows
        .replace("\"b.rs\"", "\"b.rs<br>c.rs\"")
        .replace("c[\"c.rs\"]", "");
    assert_eq!(wrong(&both.replace("b --> c", "")), [""; 0]);
    assert_eq!(
        wrong(&format!("{boxes}\na --> b")),
        [
            "no arrow leads from a.rs to c.rs: harbour::a uses harbour::c",
            "no arrow leads from b.rs to c.rs: harbour::b uses harbour::c",
        ]
    );
    assert_eq!(
        wrong(&format!("{arrows} & a")),
        ["an arrow leads from b.rs to a.rs, which it does not use"]
    );
    assert_eq!(
        wrong(&arrows.replace("c.rs", "d.rs")),
        [
            "harbour::c stands in no box",
            "d.rs holds no module",
            "an arrow leads from b.rs to d.rs, which it does not use",
        ]
    );
    assert_eq!(
        wrong(&format!("{arrows}\nc --> d")),
        ["the arrow `c --> d` names a box that is not declared"]
    );
    let more: String = (0..12)
        .map(|n| format!("\nmore{n}[\"a.rs<br>{n}.rs\"]"))
        .collect();
    assert_eq!(wrong(&(arrows + &more))[0], "16 boxes; draw 15 at most");
    assert_eq!(
        Diagram::read("# Page").err().unwrap(),
        "there is no diagram"
    );
}
