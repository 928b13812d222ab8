//! Programs under bounds: of memory, of time, of what they may end with.

use std::error::Error;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};
use std::{io, thread};

/// The most memory that a program may ask for, in KiB.
const MEMORY: u64 = 1 << 20;

/// The longest that a program may take.
pub(crate) const LONGEST: Duration = Duration::from_secs(20);

/// Returns the path of a program that was built beside this one.
pub(crate) fn program(name: &str) -> Result<PathBuf, Box<dyn Error + Send + Sync>> {
    let path = std::env::current_exe()?.with_file_name(name);
    if path.is_file() {
        Ok(path)
    } else {
        Err(format!("{} is not there; run tests/fuzz/run", path.display()).into())
    }
}

/// How a program ended.
pub(crate) struct Ended {
    /// Its exit code; none after a signal.
    pub(crate) code: Option<i32>,
    /// How long it took.
    pub(crate) took: Duration,
    /// What it said: first its report, then its complaints.
    pub(crate) said: Vec<u8>,
}

/// Runs a program to its end; its output goes through a file in the folder, `lint.out` for `lint`.
pub(crate) fn run(folder: &Path, program: &Path, arguments: &[&str]) -> io::Result<Ended> {
    let command = arguments.first().unwrap_or(&"program");
    let path = folder.join(format!("{}.out", command.trim_start_matches('-')));
    let said = File::create(&path)?;
    let mut child = bounded(program)
        .args(arguments)
        .current_dir(folder)
        .stdout(said.try_clone()?)
        .stderr(said)
        .spawn()?;
    let started = Instant::now();
    let status = wait(&mut child, started)?;
    let took = started.elapsed();
    Ok(Ended {
        code: status.code(),
        took,
        said: fs::read(path)?,
    })
}

/// Returns a program that may have so much memory, and no input.
pub(crate) fn bounded(program: &Path) -> Command {
    let mut command = Command::new("sh");
    let script = format!("ulimit -v {MEMORY} && exec \"$0\" \"$@\"");
    command
        .args(["-c", &script])
        .arg(program)
        .env("RUST_BACKTRACE", "0")
        .stdin(Stdio::null());
    command
}

fn wait(child: &mut Child, started: Instant) -> io::Result<ExitStatus> {
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status);
        }
        if started.elapsed() > LONGEST {
            child.kill()?;
            return child.wait();
        }
        thread::sleep(Duration::from_millis(1));
    }
}
