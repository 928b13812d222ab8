//! Packs the client and the runtime as for a release, and builds and calls them from a crate
//! outside of the workspace.

use std::fs::{self, File};

use flate2::read::GzDecoder;
use smart_socket::{Server, json};
use smart_tests::document::workspace;
use tar::Archive;

const CONSUMER: &str = r#"
[package]
name = "outsider"
version = "0.0.0"
edition = "2024"

[workspace]
exclude = ["smart-api", "smart-runtime"]

[dependencies]
smart-api = { path = "smart-api" }
tokio = { version = "1", features = ["macros", "rt"] }

[patch.crates-io]
smart-runtime = { path = "smart-runtime" }
"#;

/// The packages that an application of the client needs.
const PACKAGES: [&str; 2] = ["smart-api", "smart-runtime"];

#[test]
fn the_packages_are_built_and_called_outside_of_the_workspace() {
    let yard = crate::yard("package");
    // The lock file of a package would ask the registry for the runtime.
    let mut made = vec![
        "package",
        "--offline",
        "--allow-dirty",
        "--no-verify",
        "--exclude-lockfile",
    ];
    made.extend(PACKAGES.iter().flat_map(|name| ["--package", name]));
    yard.cargo_at(&workspace(), &made).unwrap();
    for name in PACKAGES {
        let versioned = format!("{name}-{}", env!("CARGO_PKG_VERSION"));
        let unpacked = yard.folder().join(name);
        // What an earlier package had must not help this one.
        if unpacked.exists() {
            fs::remove_dir_all(&unpacked).unwrap();
        }
        let package = yard.built().join(format!("package/{versioned}.crate"));
        let package = GzDecoder::new(File::open(package).unwrap());
        Archive::new(package).unpack(yard.folder()).unwrap();
        fs::rename(yard.folder().join(versioned), &unpacked).unwrap();
    }

    yard.write("Cargo.toml", CONSUMER).unwrap();
    yard.write("src/main.rs", include_str!("consumer.rs"))
        .unwrap();
    yard.build("outsider", &workspace().join("Cargo.lock"))
        .unwrap();

    let server = Server::start(|_, request| {
        if request.target() == "/oauth/token" {
            json(200, r#"{"access_token":"t0ken"}"#)
        } else {
            let benefits = r#"[{"id":1,"amount":0.1},{"id":2,"amount":"0.20"}]"#;
            json(
                200,
                &format!(r#"{{"code":"200","content":[{{"benefits":{benefits}}}]}}"#),
            )
        }
    });
    assert_eq!(yard.run("outsider", &[&server.url()]).unwrap(), "0.30\n");
    let lines: Vec<String> = server
        .requests()
        .iter()
        .map(|one| one.line().to_owned())
        .collect();
    assert_eq!(
        lines,
        [
            "POST /oauth/token HTTP/1.1",
            "GET /api/member?patientNumber=23025764&sessionId=62863 HTTP/1.1",
        ]
    );
}
