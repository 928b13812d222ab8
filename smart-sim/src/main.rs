//! The program `smart-sim`. It runs a simulator until a signal stops it.

mod file;

use std::error::Error;
use std::fs;
use std::io::{self, Write};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;
use smart_sim::scenario::BUILT_IN;
use smart_sim::{Dialect, Scenario, Settings, Sim, StartError};

/// The time that running calls have to finish after a signal.
const GRACE: Duration = Duration::from_secs(2);

/// Runs a simulator of Smart's provider API until SIGINT or SIGTERM.
///
/// The output is an .env file with base URL and credentials. Its comments have curl lines to try.
#[derive(Debug, Parser)]
#[command(version, after_help = EXIT_CODES)]
struct Arguments {
    /// Address to listen on; port 0 takes any free port
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8087")]
    listen: SocketAddr,
    /// Scenario file (YAML) instead of the built-in one
    #[arg(long, value_name = "FILE")]
    scenario: Option<PathBuf>,
    /// Form of answers: default, or any of id, text, bare, failures-200, numeric-code, created, with
    /// commas between them
    #[arg(long, value_name = "WORDS")]
    dialect: Option<Dialect>,
    /// Path in front of all operations
    #[arg(long, value_name = "PATH", default_value = "/providerapi-dev")]
    base_path: String,
    /// Number of exchanges that the journal keeps
    #[arg(long, value_name = "COUNT", default_value_t = 10_000)]
    journal: usize,
    /// File for the journal at the end: an HTTP archive (HAR) with masked secrets
    #[arg(long, value_name = "FILE")]
    har: Option<PathBuf>,
    /// Allow other machines; the control API needs a password then
    #[arg(long, requires = "password_file")]
    allow_remote: bool,
    /// File whose first line is the control API's password for other machines (user "control", HTTP
    /// Basic)
    #[arg(long, value_name = "FILE")]
    password_file: Option<PathBuf>,
    /// Check the scenario file and stop
    #[arg(long, requires = "scenario")]
    check: bool,
    /// Print the built-in scenario, as a start for another, and stop
    #[arg(long, exclusive = true)]
    print_scenario: bool,
}

const EXIT_CODES: &str = "\
Exit codes: 0 end by a signal, or no problem in the scenario; 1 cannot listen; 2 wrong usage or
unreadable file; 100 problems in the scenario; 101 crash.";

/// The exit code and the message of a failed run.
#[derive(Debug)]
struct Failure {
    code: u8,
    what: String,
}

impl Failure {
    fn listen(what: String) -> Failure {
        Failure { code: 1, what }
    }

    fn usage(what: String) -> Failure {
        Failure { code: 2, what }
    }

    fn problems(what: String) -> Failure {
        Failure { code: 100, what }
    }
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            // A closed standard error has no reader.
            _ = writeln!(io::stderr(), "error: {}", failure.what);
            ExitCode::from(failure.code)
        }
    }
}

fn run(arguments: &Arguments) -> Result<(), Failure> {
    if arguments.print_scenario {
        return print(BUILT_IN);
    }
    let mut scenario = match &arguments.scenario {
        Some(file) => load(file)?,
        None => Scenario::built_in(),
    };
    if arguments.check {
        return Ok(());
    }
    if let Some(dialect) = arguments.dialect {
        scenario.dialect = dialect;
    }
    let mut settings = Settings::default();
    settings.listen = arguments.listen;
    settings.base_path.clone_from(&arguments.base_path);
    settings.journal = arguments.journal;
    if arguments.allow_remote {
        settings.password = arguments
            .password_file
            .as_deref()
            .map(password)
            .transpose()?;
    }
    let sim = Sim::start_blocking(scenario, settings).map_err(|error| match error {
        StartError::Exposed(_) => Failure::usage(format!(
            "{error}: give --allow-remote and --password-file, or listen on 127.0.0.1"
        )),
        StartError::BasePath(_) => Failure::usage(error.to_string()),
        StartError::Scenario(what) => Failure::problems(what),
        _ => match error.source() {
            Some(cause) => Failure::listen(format!("{error}: {cause}")),
            None => Failure::listen(error.to_string()),
        },
    })?;
    print_until_signal(&welcome(&sim))?;
    let control = sim.control();
    sim.stop(GRACE);
    match &arguments.har {
        Some(path) => file::write(path, control.har().to_text() + "\n")
            .map_err(|error| Failure::usage(format!("cannot write {}: {error}", path.display()))),
        None => Ok(()),
    }
}

fn load(file: &Path) -> Result<Scenario, Failure> {
    let name = file.display();
    let text = fs::read_to_string(file)
        .map_err(|error| Failure::usage(format!("cannot read {name}: {error}")))?;
    Scenario::from_yaml(&text).map_err(|error| {
        let lines = error.problems.iter().map(|problem| {
            let mut problem = problem.clone();
            match problem.place.take() {
                Some((line, column)) => format!("{name}:{line}:{column}: {problem}"),
                None => format!("{name}: {problem}"),
            }
        });
        Failure::problems(lines.collect::<Vec<_>>().join("\n"))
    })
}

fn password(file: &Path) -> Result<String, Failure> {
    let name = file.display();
    let text = fs::read_to_string(file)
        .map_err(|error| Failure::usage(format!("cannot read {name}: {error}")))?;
    match text.lines().next().map(str::trim) {
        Some(password) if !password.is_empty() => Ok(password.to_owned()),
        _ => Err(Failure::usage(format!(
            "{name}: the first line holds no password"
        ))),
    }
}

fn print(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout();
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    written.map_err(|error| Failure::usage(format!("cannot write to standard output: {error}")))
}

/// Returns an .env file with comments that show what to try.
fn welcome(sim: &Sim) -> String {
    let (base, control, keys) = (sim.base_url(), sim.control_url(), sim.credentials());
    let mut text = format!(
        "# smart-sim is up. Everything in it is made up; stop it with Ctrl-C.\n\
         # To look at it: {}/\n\
         SMART_BASE_URL={base}\n\
         SMART_SIM_URL={control}\n\
         SMART_CLIENT_ID={}\n\
         SMART_CLIENT_SECRET={}\n\
         SMART_USERNAME={}\n\
         SMART_PASSWORD={}\n",
        sim.origin(),
        quoted(&keys.client_id),
        quoted(&keys.client_secret),
        quoted(&keys.username),
        quoted(&keys.password),
    );
    let mut header = String::new();
    if let Some(key) = &keys.provider_key {
        text.push_str(&format!("SMART_PROVIDER_KEY={}\n", quoted(key)));
        header = " -H \"provider-key: $SMART_PROVIDER_KEY\"".to_owned();
    }
    text.push_str(&format!(
        "# a token:\n\
         #   curl -s -w '\\n'{header} -u \"$SMART_CLIENT_ID:$SMART_CLIENT_SECRET\" -d grant_type=password -d username=\"$SMART_USERNAME\" -d password=\"$SMART_PASSWORD\" \"$SMART_BASE_URL/oauth/token\"\n\
         # everything in the simulator:\n\
         #   curl -s \"$SMART_SIM_URL/state\"\n"
    ));
    text
}

/// Returns a value in the form that shells and .env readers take.
fn quoted(value: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./:".contains(c);
    if value.chars().all(plain) {
        return value.to_owned();
    }
    format!("'{}'", value.replace('\'', "'\\''"))
}

/// Prints a text, and waits for a signal. Signals are caught before the first line, since its reader
/// may send one at once.
fn print_until_signal(text: &str) -> Result<(), Failure> {
    let no_signals = |error: io::Error| Failure::listen(format!("no signals: {error}"));
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(no_signals)?;
    runtime.block_on(async {
        #[cfg(unix)]
        {
            use tokio::signal::unix::{SignalKind, signal};
            let mut interrupt = signal(SignalKind::interrupt()).map_err(no_signals)?;
            let mut terminate = signal(SignalKind::terminate()).map_err(no_signals)?;
            print(text)?;
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
        }
        #[cfg(windows)]
        {
            let mut interrupt = tokio::signal::windows::ctrl_c().map_err(no_signals)?;
            print(text)?;
            interrupt.recv().await;
        }
        Ok(())
    })
}
