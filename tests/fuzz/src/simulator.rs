//! A simulator as a process of its own.

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};

use crate::process::{LONGEST, bounded};
use crate::report::Stopped;

/// Asks for a token as the built-in scenario wants it.
const TOKEN: (&str, &str) = (
    "POST /providerapi-dev/oauth/token",
    "grant_type=password&username=simulated-user&password=simulated-password",
);

/// A simulator that listens; it is ended with its value.
pub(crate) struct Simulator {
    child: Child,
    complaints: PathBuf,
    /// Where it listens, as `address:port`.
    pub(crate) host: String,
}

impl Simulator {
    /// Starts it, with the built-in scenario or one of its own.
    pub(crate) fn start(
        program: &Path,
        folder: &Path,
        scenario: Option<&str>,
    ) -> Result<Self, Stopped> {
        let complaints = folder.join("complaints");
        let mut command = bounded(program);
        command.args(["--listen", "127.0.0.1:0"]);
        if let Some(scenario) = scenario {
            command.args(["--scenario", scenario]);
        }
        let mut child = command
            .current_dir(folder)
            .stdout(Stdio::piped())
            .stderr(File::create(&complaints)?)
            .spawn()?;
        let out = child.stdout.take();
        let mut simulator = Self {
            child,
            complaints,
            host: String::new(),
        };
        let lines = BufReader::new(out.ok_or("it has no output")?).lines();
        for line in lines {
            if let Some(url) = line?.strip_prefix("SMART_BASE_URL=http://") {
                let host = url.split('/').next();
                simulator.host = host.unwrap_or_default().to_owned();
                return Ok(simulator);
            }
        }
        let said = simulator.complaint()?.unwrap_or_default();
        Err(format!("smart-sim does not start: {said}").into())
    }

    /// Starts over, with the token that the requests carry.
    pub(crate) fn start_over(&self) -> Result<(), Stopped> {
        self.ask("POST /_sim/reset", "", "")?;
        let (line, body) = TOKEN;
        let authorization = "authorization: Basic SGltaWxvX0hNSVM6c2ltdWxhdGVkLWNsaWVudC1zZWNyZXQ=\r\ncontent-type: application/x-www-form-urlencoded\r\n";
        let answer = self.ask(line, authorization, body)?;
        if answer.contains("a3849fc5-lefa-4181-85ef-7d8444132f37") {
            Ok(())
        } else {
            Err(format!("the requests carry another token: {answer}").into())
        }
    }

    /// Returns what it says about the first damage that it does not bear.
    pub(crate) fn complaint(&mut self) -> Result<Option<String>, Stopped> {
        let said = fs::read(&self.complaints)?;
        let said = String::from_utf8_lossy(&said);
        if let Some(status) = self.child.try_wait()? {
            return Ok(Some(format!("ends it, {status}: {:?}", said.trim())));
        }
        let said = said.trim();
        Ok((!said.is_empty()).then(|| format!("makes it say {said:?}")))
    }

    /// Asks whether it is well.
    pub(crate) fn health(&self) -> Result<(), String> {
        let answer = self.ask("GET /_sim/health", "", "");
        match answer {
            Ok(answer) if answer.starts_with("HTTP/1.1 200 ") => Ok(()),
            Ok(answer) => Err(answer),
            Err(error) => Err(error.to_string()),
        }
    }

    /// Sends a whole request and returns the whole answer.
    pub(crate) fn ask(&self, line: &str, headers: &str, body: &str) -> std::io::Result<String> {
        let mut stream = TcpStream::connect(&self.host)?;
        stream.set_read_timeout(Some(LONGEST))?;
        let (host, length) = (&self.host, body.len());
        write!(
            stream,
            "{line} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n{headers}content-length: {length}\r\n\r\n{body}"
        )?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        Ok(answer)
    }
}

impl Drop for Simulator {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
