//! Refuses documents other than OpenAPI 3.0.

use super::{Node, Span, Value};
use crate::place::Place;
use crate::problem::{Problem, Reading};

/// Accepts `openapi: 3.0.x`, and reports any other document.
pub(super) fn check(root: &Node) -> Result<(), Problem> {
    let at = |finding: Reading, pointer: &str, span: Span| {
        Err(Problem::new(finding, Place::new(pointer, span)))
    };
    let Value::Map(map) = &root.value else {
        let found = root.kind().to_owned();
        return at(Reading::NotAMapping { found }, "", root.span);
    };
    let Some(entry) = map.get("openapi") else {
        return match map.get("swagger") {
            Some(entry) => at(
                Reading::Version {
                    found: format!("Swagger {}", written(&entry.node)),
                },
                "/swagger",
                entry.key,
            ),
            None => at(Reading::NoVersion, "", root.span),
        };
    };
    match &entry.node.value {
        Value::Text(version) if is_3_0(version) => Ok(()),
        _ => at(
            Reading::Version {
                found: format!("OpenAPI {}", written(&entry.node)),
            },
            "/openapi",
            entry.node.span,
        ),
    }
}

fn is_3_0(version: &str) -> bool {
    let Some(patch) = version.strip_prefix("3.0.") else {
        return false;
    };
    let digits = patch.split('-').next().unwrap_or_default();
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn written(node: &Node) -> String {
    match &node.value {
        Value::Text(text) | Value::Number(text) => text.clone(),
        _ => node.kind().to_owned(),
    }
}
