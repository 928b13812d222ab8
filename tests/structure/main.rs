//! The structure of the workspace: no modules of a crate reach each other in a circle, and two crates
//! that do not know each other agree.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod circles;
mod headers;
mod modules;

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use circles::circles;
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

/// A crate in which `a` reaches `b` through a name that `b` hands on, and `b` reaches `a`. What tests
/// and generated code reach does not count.
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
