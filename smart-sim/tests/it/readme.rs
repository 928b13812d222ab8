//! The README's commands. The tests read the curl lines, because not every machine has curl.

use std::collections::BTreeMap;

use crate::client::{Clinic, Reply};

const README: &str = include_str!("../../README.md");

/// A shell for the README: its variables, and the simulator that it calls.
struct Shell {
    clinic: Clinic,
    variables: BTreeMap<String, String>,
}

impl Shell {
    /// Splits a line into words, and replaces `$NAME` outside of single quotes, as a shell does.
    fn words(&self, line: &str) -> Vec<String> {
        let (mut words, mut word, mut quote) = (Vec::new(), None::<String>, None);
        let mut rest = line.chars().peekable();
        while let Some(c) = rest.next() {
            match (c, quote) {
                ('\'' | '"', None) => {
                    quote = Some(c);
                    word.get_or_insert_default();
                }
                (c, Some(open)) if c == open => quote = None,
                (' ', None) => words.extend(word.take()),
                ('$', None | Some('"')) => {
                    let mut name = String::new();
                    while let Some(c) = rest.next_if(|c| c.is_ascii_uppercase() || *c == '_') {
                        name.push(c);
                    }
                    word.get_or_insert_default()
                        .push_str(&self.variables[&name]);
                }
                (c, _) => word.get_or_insert_default().push(c),
            }
        }
        assert_eq!(quote, None, "unbalanced quotes: {line}");
        words.extend(word);
        words
    }

    fn curl(&self, line: &str) -> Reply {
        let (mut method, mut headers, mut data, mut url) = (None, String::new(), Vec::new(), None);
        let mut words = self.words(line).into_iter().skip(1);
        while let Some(word) = words.next() {
            match word.as_str() {
                "-s" => {}
                "-w" => drop(words.next()),
                "-X" => method = words.next(),
                "-H" => headers += &format!("{}\r\n", words.next().unwrap()),
                "-d" => data.push(words.next().unwrap()),
                "-u" => {
                    let basic = crate::client::BASIC;
                    assert_eq!(words.next().unwrap(), "Himilo_HMIS:simulated-client-secret");
                    headers += &format!("Authorization: Basic {basic}\r\n");
                }
                other => assert!(url.replace(other.to_owned()).is_none(), "{other}"),
            }
        }
        if !data.is_empty() && !headers.contains("Content-Type") {
            headers += "Content-Type: application/x-www-form-urlencoded\r\n";
        }
        let method = method.unwrap_or(if data.is_empty() { "GET" } else { "POST" }.to_owned());
        let url = url.unwrap();
        let target = url.strip_prefix(&self.clinic.sim.origin()).unwrap();
        self.clinic
            .at(&method, target, &headers, data.join("&").as_bytes())
    }
}

#[test]
fn five_minutes_with_curl() {
    let clinic = Clinic::new();
    let keys = clinic.sim.credentials();
    let variables = [
        ("SMART_BASE_URL", clinic.sim.base_url()),
        ("SMART_SIM_URL", clinic.sim.control_url()),
        ("SMART_CLIENT_ID", keys.client_id.clone()),
        ("SMART_CLIENT_SECRET", keys.client_secret.clone()),
        ("SMART_USERNAME", keys.username.clone()),
        ("SMART_PASSWORD", keys.password.clone()),
    ];
    let variables = variables
        .map(|(name, value)| (name.to_owned(), value))
        .into();
    let mut shell = Shell { clinic, variables };
    let blocks = README
        .split("```sh\n")
        .skip(1)
        .map(|rest| rest.split("```").next().unwrap());
    let mut answers = Vec::new();
    for line in blocks.flat_map(str::lines) {
        if line.starts_with("curl ") {
            let reply = shell.curl(line);
            assert_eq!(reply.status, 200, "{line}\n{}", reply.text());
            answers.push(reply.text());
        } else if let Some((name, value)) = line.split_once('=') {
            shell.variables.insert(name.to_owned(), value.to_owned());
        } else {
            assert_eq!(line, ". ./sim.env");
        }
    }
    let token = &shell.variables["TOKEN"];
    assert!(
        answers[0].contains(&format!("\"access_token\":\"{token}\"")),
        "{}",
        answers[0]
    );
    let said = |word: &str| {
        answers
            .iter()
            .filter(|answer| answer.contains(word))
            .count()
    };
    assert_eq!(
        (
            said("\"Pending\""),
            said("\"claim_status\":\"Billed\""),
            said("\"CLOSED\"")
        ),
        (1, 2, 1)
    );
    assert_eq!(answers.len(), 11);
}

#[test]
fn every_control_fault_dialect_and_code_is_documented() {
    for word in [
        "/health",
        "/state",
        "/cards",
        "/clock",
        "/invoices/{invoice}/retrieve",
        "/token/expire",
        "/dialect",
        "/faults/{number}",
        "/journal",
        "/reset",
    ] {
        assert!(README.contains(word), "{word}");
    }
    let faults = "latency drop truncate replace flood 429 5xx expire-token refuse rename remove retype value add";
    for word in faults.split(' ') {
        assert!(README.contains(&format!("| `{word}` |")), "{word}");
        // A fault with only its name is known, but may be incomplete.
        let written = smart_sim::Json::object([("fault", word.into())]);
        let known = smart_sim::Fault::from_json(&written);
        assert!(
            known.is_ok() || !known.unwrap_err().contains("unknown"),
            "{word}"
        );
    }
    for code in 2001..=2015 {
        assert!(README.contains(&format!("400.{code}")), "{code}");
    }
    let dialects = "default,id,text,bare,failures-200,numeric-code,created";
    assert!(dialects.parse::<smart_sim::Dialect>().is_ok());
    for word in dialects.split(',') {
        assert!(README.contains(&format!("| `{word}` |")), "{word}");
    }
}
