//! The simulator as a program, beside Prism's mock from the same document.

pub(crate) mod load;
pub(crate) mod memory;
pub(crate) mod start;
mod wrk;

use std::error::Error;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::documents::workspace;

/// The header of a call; the token is the one that the built-in scenario begins with. Prism takes
/// any.
const BEARER: &str = "Authorization: Bearer a3849fc5-lefa-4181-85ef-7d8444132f37";
/// A question of Smart's own text, which both can answer from the document's example.
const QUESTION: &str = "/api/member?patientNumber=23025764&sessionId=62800";
/// How long a program may take until it answers.
const PATIENCE: Duration = Duration::from_secs(60);

/// A program that serves, ended when it is dropped.
struct Served {
    child: Child,
    /// Whatever it prints; closed, it could not print any more.
    _stdout: Option<BufReader<ChildStdout>>,
    /// Where the operations are.
    base: String,
    /// From its start until it answered.
    started: Duration,
}

impl Drop for Served {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to end.
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

impl Served {
    /// The simulator, built with optimizations.
    fn simulator(further: &[&str]) -> Result<Served, Box<dyn Error>> {
        let program = simulator()?;
        let begin = Instant::now();
        let mut child = Command::new(program)
            .args(["--listen", "127.0.0.1:0"])
            .args(further)
            .stdout(Stdio::piped())
            .spawn()?;
        let mut stdout = BufReader::new(child.stdout.take().ok_or("no standard output")?);
        let mut line = String::new();
        let base = loop {
            line.clear();
            if stdout.read_line(&mut line)? == 0 {
                return Err("the simulator ended without a word".into());
            }
            if let Some(base) = line.trim_end().strip_prefix("SMART_BASE_URL=") {
                break base.to_owned();
            }
        };
        answers(&base)?;
        Ok(Served {
            child,
            _stdout: Some(stdout),
            base,
            started: begin.elapsed(),
        })
    }

    /// Prism's mock, which answers below no base path.
    fn prism() -> Result<Served, Box<dyn Error>> {
        let folder = workspace().join("tests/measure/prism");
        let program = folder.join("node_modules/.bin/prism");
        if !program.exists() {
            let folder = folder.display();
            return Err(format!("Prism is not installed; run `npm ci` in {folder}").into());
        }
        // A port that was free a moment ago: Prism does not take 0.
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let begin = Instant::now();
        let child = Command::new(program)
            .args([
                "mock",
                "--port",
                &port.to_string(),
                "--verboseLevel",
                "fatal",
            ])
            .arg(workspace().join("spec/smart.yaml"))
            .stdout(Stdio::null())
            .spawn()?;
        let mut served = Served {
            child,
            _stdout: None,
            base: format!("http://127.0.0.1:{port}"),
            started: Duration::ZERO,
        };
        while answers(&served.base).is_err() {
            if begin.elapsed() > PATIENCE || served.child.try_wait()?.is_some() {
                return Err("Prism does not answer".into());
            }
            thread::sleep(Duration::from_millis(1));
        }
        served.started = begin.elapsed();
        Ok(served)
    }
}

/// Builds the simulator with optimizations; where it is.
fn simulator() -> Result<PathBuf, Box<dyn Error>> {
    let built = Command::new(env!("CARGO"))
        .args([
            "build",
            "--quiet",
            "--release",
            "--locked",
            "-p",
            "smart-sim",
        ])
        .current_dir(workspace())
        .status()?;
    if !built.success() {
        return Err("the simulator does not build".into());
    }
    let here = std::env::current_exe()?;
    let target = here.ancestors().nth(2).ok_or("no target directory")?;
    let program = format!("smart-sim{}", std::env::consts::EXE_SUFFIX);
    Ok(target.join("release").join(program))
}

/// Puts the question once; the answer must be a good one.
fn answers(base: &str) -> Result<(), Box<dyn Error>> {
    let rest = base.strip_prefix("http://").ok_or("no URL")?;
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let slash = if path.is_empty() { "" } else { "/" };
    let mut stream = TcpStream::connect(host)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    let request = format!(
        "GET {slash}{path}{QUESTION} HTTP/1.1\r\nHost: {host}\r\n{BEARER}\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(request.as_bytes())?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    match answer.starts_with("HTTP/1.1 200 ") {
        true => Ok(()),
        false => Err(format!("{base} answers {answer:?}").into()),
    }
}
