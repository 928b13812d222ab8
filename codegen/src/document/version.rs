//! The version of OpenAPI that a document is written in: 3.0, 3.1 or 3.2.

use super::{Node, Span, Value};
use crate::place::Place;
use crate::problem::{Problem, Reading};

/// The versions that are understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Version {
    /// 3.0, in which the tree of every document is kept.
    Three,
    /// 3.1 or 3.2, whose schemas are JSON Schema.
    Later,
}

/// Returns the version of a document.
///
/// # Errors
/// Anything but `openapi: 3.0.x`, `3.1.x` or `3.2.x`.
pub(super) fn read(root: &Node) -> Result<Version, Problem> {
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
    let version = entry.node.as_str();
    let is = |minor: &str| version.is_some_and(|version| is_patch_of(version, minor));
    if is("3.0.") {
        Ok(Version::Three)
    } else if is("3.1.") || is("3.2.") {
        Ok(Version::Later)
    } else {
        let found = format!("OpenAPI {}", written(&entry.node));
        at(Reading::Version { found }, "/openapi", entry.node.span)
    }
}

fn is_patch_of(version: &str, minor: &str) -> bool {
    let Some(patch) = version.strip_prefix(minor) else {
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
