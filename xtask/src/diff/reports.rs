//! Writes reports as files, and hands them to a workflow of GitHub.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use smart_codegen::diff::render::{self, LONGEST};

use crate::diff::Compared;
use crate::exit::Failure;
use crate::file;
use crate::terminal::Terminal;
use crate::workspace::shown;

/// Writes all formats into a folder. A workflow also gets a summary, outputs and annotations.
pub(super) fn write(
    compared: &Compared,
    folder: &Path,
    terminal: &mut Terminal,
) -> Result<(), Failure> {
    let report = &compared.report;
    let comment = render::markdown(report, compared.version.as_deref(), LONGEST);
    let annotations = render::github(report, compared.head.source().name());
    let outputs = format!(
        "bump={}\nwire={}\nrust={}\ngenerates={}\n",
        report.bump(),
        report.wire(),
        report.rust().as_str().replace(' ', "-"),
        report.generates()
    );
    fs::create_dir_all(folder).map_err(|error| Failure::io("create", folder, &error))?;
    let files = [
        ("comment.md", &comment),
        ("report.json", &render::json(report)),
        ("annotations.txt", &annotations),
        ("outputs.txt", &outputs),
    ];
    for (name, text) in files {
        let path = folder.join(name);
        if path.is_symlink() {
            return Err(Failure::new(format!(
                "{} is a link, and a report would be written where it leads",
                shown(&path)
            ))
            .help("name a folder that holds reports only, or delete the link"));
        }
        file::write(&path, text).map_err(|error| Failure::io("write", &path, &error))?;
    }
    append("GITHUB_STEP_SUMMARY", &comment)?;
    if append("GITHUB_OUTPUT", &outputs)? {
        terminal.report(&annotations);
    }
    Ok(())
}

/// Appends to the file that a variable names. Returns whether it names one.
#[expect(
    clippy::disallowed_methods,
    reason = "the file belongs to the workflow, whose other steps append to it too"
)]
fn append(variable: &str, text: &str) -> Result<bool, Failure> {
    let Some(path) = std::env::var_os(variable).filter(|path| !path.is_empty()) else {
        return Ok(false);
    };
    let path = PathBuf::from(path);
    let file = fs::OpenOptions::new().create(true).append(true).open(&path);
    file.and_then(|mut file| file.write_all(text.as_bytes()))
        .map_err(|error| Failure::io("write", &path, &error))?;
    Ok(true)
}
