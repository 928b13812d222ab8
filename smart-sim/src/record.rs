//! Records: journals in a folder, for tools that compare the traffic of tests with a document.

use std::env;
use std::io::{self, Write};
use std::path::Path;
use std::process;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::file;
use crate::har;
use crate::journal::Journal;

/// The environment variable that names the folder.
const FOLDER: &str = "SMART_SIM_RECORDS";

/// The number of archives that this process has written. It makes each file name unique.
static WRITTEN: AtomicUsize = AtomicUsize::new(0);

/// Writes the journal into an archive of its own, if the environment names a folder.
pub(crate) fn write(journal: &Journal) {
    let Some(folder) = env::var_os(FOLDER) else {
        return;
    };
    if journal.all().len() == 0 {
        return;
    }
    let count = WRITTEN.fetch_add(1, Ordering::Relaxed);
    let path = Path::new(&folder).join(format!("{}-{count}.har", process::id()));
    if let Err(error) = file::write(&path, har::archive(journal.all()).to_text() + "\n") {
        // A simulator that is dropped cannot return an error.
        let (path, stderr) = (path.display(), &mut io::stderr());
        _ = writeln!(stderr, "smart-sim: {FOLDER}: cannot write {path}: {error}");
    }
}
