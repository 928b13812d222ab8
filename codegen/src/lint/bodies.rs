//! Rules of request bodies and answers.

use std::collections::{HashMap, HashSet};

use super::facts::{Chosen, Facts, OperationSite};
use super::report::Reporter;
use super::same::Sameness;
use crate::document::media::is_media_type;
use crate::problem::Body;

/// Request bodies are JSON or a form.
pub(super) fn requests(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let mut done = HashSet::new();
    let bodies = facts
        .operations
        .iter()
        .filter_map(|operation| operation.body);
    for body in bodies.filter(|body| done.insert(*body)) {
        let site = facts.sites.at(body);
        match facts.request_media(body) {
            Chosen::Nothing => {}
            Chosen::Neither(offered) => {
                if site.node.get("content").is_some() {
                    let place = site.below("content");
                    report.at(Body::RequestMedia { offered }, &place);
                }
            }
            Chosen::Media(name, media) => {
                described(facts, name, media, report);
                let site = facts.sites.at(media);
                let encoding = site.node.get("encoding");
                if encoding.is_some_and(|encoding| encoding.entries().next().is_some()) {
                    report.at_key(Body::Encoding, &site.below("encoding"));
                }
            }
        }
    }
}

fn described(facts: &Facts<'_>, name: &str, media: usize, report: &mut Reporter<'_>) {
    let site = facts.sites.at(media);
    if !is_media_type(name) {
        let written = name.to_owned();
        report.at_key(Body::MediaType { written }, &site.pointer);
    }
    if site.node.get("schema").is_none() {
        let media_type = name.to_owned();
        report.at(Body::NoSchema { media_type }, &site.pointer);
    }
}

/// Answers are JSON or nothing, and the same for all successes of an operation.
pub(super) fn answers(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let mut done = HashSet::new();
    let mut known = HashMap::new();
    for operation in &facts.operations {
        for (status, response) in &operation.successes {
            let fresh = done.insert(*response);
            match facts.answer_media(*response) {
                Chosen::Nothing => {}
                Chosen::Neither(offered) if fresh => {
                    let place = facts.sites.at(*response).below("content");
                    report.at(Body::AnswerMedia { offered }, &place);
                }
                Chosen::Neither(_) => {}
                Chosen::Media(name, media) => {
                    if fresh {
                        described(facts, name, media, report);
                    }
                    never_a_body(facts, operation, status, media, report);
                }
            }
        }
        differ(facts, operation, &mut known, report);
    }
}

/// Neither `HEAD` nor the statuses 204 and 205 carry a body.
fn never_a_body(
    facts: &Facts<'_>,
    operation: &OperationSite<'_>,
    status: &str,
    media: usize,
    report: &mut Reporter<'_>,
) {
    let what = match (operation.method, status) {
        ("head", _) => "the method HEAD",
        (_, "204") => "the status 204",
        (_, "205") => "the status 205",
        _ => return,
    };
    report.at(Body::Never { what }, &facts.sites.at(media).pointer);
}

/// `known` says of two schemas whether they are the same.
fn differ(
    facts: &Facts<'_>,
    operation: &OperationSite<'_>,
    known: &mut HashMap<(Option<usize>, Option<usize>), bool>,
    report: &mut Reporter<'_>,
) {
    let mut bodies = Vec::new();
    for (status, response) in &operation.successes {
        let body = match facts.answer_media(*response) {
            Chosen::Nothing => None,
            Chosen::Media(_, media) => match facts.sites.child(media, "schema") {
                Some(schema) => Some(schema),
                None => return,
            },
            Chosen::Neither(_) => return,
        };
        bodies.push((*status, *response, body));
    }
    let Some((_, _, first)) = bodies.first().copied() else {
        return;
    };
    let mut same = |body: Option<usize>| match (first, body) {
        (None, None) => true,
        (Some(first), Some(body)) => {
            let pair = (facts.sites.resolve(first), facts.sites.resolve(body));
            let same = || Sameness::new(facts).same(first, body);
            *known.entry(pair).or_insert_with(same)
        }
        _ => false,
    };
    if bodies.iter().all(|(_, _, body)| same(*body)) {
        return;
    }
    let statuses = bodies
        .iter()
        .map(|(status, ..)| (*status).to_owned())
        .collect();
    let places: Vec<String> = bodies
        .iter()
        .map(|(status, response, body)| match body {
            Some(schema) => facts.sites.at(*schema).pointer.clone(),
            None => {
                let responses = facts.sites.at(operation.number).below("responses");
                let listed = format!("{responses}/{status}");
                let site = facts.sites.at(*response);
                if site.via == "responses" && site.pointer != listed {
                    site.pointer.clone()
                } else {
                    listed
                }
            }
        })
        .collect();
    report.at_all(Body::AnswersDiffer { statuses }, places);
}
