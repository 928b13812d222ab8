//! Compares who may call.

use std::collections::BTreeSet;

use super::finding::{Accepted, Facts, Finding, Owner, Ways};
use super::kind::Kind;
use super::remarks::{self, same};
use super::schemas::located;
use super::view::{follow, shown};
use super::walk::Walk;
use crate::document::Document;
use crate::model::Located;

/// A credential as it travels, whatever its scheme is called.
fn carried(document: &Document, scheme: &str) -> String {
    let pointer = format!(
        "/components/securitySchemes/{}",
        crate::document::pointer_token(scheme)
    );
    let Some(at) = located(document, &pointer).map(|at| follow(document, &at)) else {
        return scheme.to_owned();
    };
    let text = |key: &str| at.node.text(key).unwrap_or_default();
    match text("type") {
        "http" => format!("http {}", text("scheme").to_ascii_lowercase()),
        "apiKey" => format!("{} {}", text("in"), text("name")),
        // Whoever has the token sends it in the same way.
        "oauth2" | "openIdConnect" => "http bearer".to_owned(),
        other => other.to_owned(),
    }
}

type Alternatives = BTreeSet<BTreeSet<String>>;

/// The alternatives of a requirement: as they travel, and in words.
fn alternatives(document: &Document, list: Option<&Located<'_>>) -> (Alternatives, String) {
    let items = list.map(|list| list.node.items()).unwrap_or_default();
    let carried: Alternatives = items
        .iter()
        .map(|item| {
            item.entries()
                .map(|(name, scopes)| {
                    let scopes: BTreeSet<_> = scopes.items().iter().map(shown).collect();
                    let scopes: Vec<_> = scopes.into_iter().collect();
                    format!("{} {}", carried(document, name), scopes.join(" "))
                        .trim_end()
                        .to_owned()
                })
                .collect()
        })
        .collect();
    let words: Vec<String> = carried
        .iter()
        .map(|needed| {
            let all: Vec<_> = needed.iter().map(String::as_str).collect();
            if all.is_empty() {
                "nothing".to_owned()
            } else {
                all.join(" and ")
            }
        })
        .collect();
    let words = if words.is_empty() {
        "nothing".to_owned()
    } else {
        words.join(", or ")
    };
    (carried, words)
}

/// Compares what an operation asks for, its own or the document's.
pub(super) fn requirements(
    walk: &mut Walk<'_>,
    number: usize,
    base: &Located<'_>,
    head: &Located<'_>,
) {
    fn list<'d>(document: &'d Document, at: &Located<'d>) -> Option<Located<'d>> {
        let root = Located::new(document.root(), "");
        at.child("security").or_else(|| root.child("security"))
    }
    let (old, new) = (list(walk.base, base), list(walk.head, head));
    let (was, before) = alternatives(walk.base, old.as_ref());
    let (is, after) = alternatives(walk.head, new.as_ref());
    // A scheme that carries something else is told once, as a change of the scheme.
    let names = |list: &Option<Located<'_>>| -> BTreeSet<BTreeSet<String>> {
        let items = list.iter().flat_map(|at| at.node.items());
        items
            .map(|item| {
                item.entries()
                    .map(|(name, scopes)| format!("{name} {}", shown(scopes)))
                    .collect()
            })
            .collect()
    };
    if was == is || names(&old) == names(&new) {
        return;
    }
    let owner = Owner::Operation(number, Ways::SENT);
    // Where one side has a list of its own, the other's is that of all operations, and not told.
    let own = base.child("security").is_some() || head.child("security").is_some();
    let place = |list: &Option<Located<'_>>, at: &Located<'_>| match list {
        Some(list) if !own || list.pointer.starts_with(&at.pointer) => list.pointer.clone(),
        _ => at.pointer.clone(),
    };
    walk.found(
        Finding::both(
            Kind::SecurityChanged,
            owner,
            &place(&old, base),
            &place(&new, head),
        )
        .between(before, after)
        .with(Facts::Credentials(accepted(&was, &is), accepted(&is, &was))),
    );
}

/// Whether what clients of one side send is taken by the other.
fn accepted(sent: &Alternatives, taken: &Alternatives) -> Accepted {
    let anybody = taken.is_empty() || taken.iter().any(BTreeSet::is_empty);
    let fits =
        |sent: &BTreeSet<String>| anybody || taken.iter().any(|needed| needed.is_subset(sent));
    let none = BTreeSet::new();
    let sent: Vec<_> = if sent.is_empty() {
        vec![&none]
    } else {
        sent.iter().collect()
    };
    match sent.iter().filter(|sent| fits(sent)).count() {
        0 => Accepted::None,
        count if count == sent.len() => Accepted::All,
        _ => Accepted::Some,
    }
}

/// Compares the security schemes.
pub(super) fn schemes(walk: &mut Walk<'_>) {
    let list = |document| {
        located(document, "/components/securitySchemes")
            .map(|at| at.entries())
            .unwrap_or_default()
    };
    let (old, new) = (list(walk.base), list(walk.head));
    let find = |list: &[(&str, Located<'_>)], name: &str| list.iter().any(|(n, _)| *n == name);
    let gone: Vec<_> = old.iter().filter(|(name, _)| !find(&new, name)).collect();
    let come: Vec<_> = new.iter().filter(|(name, _)| !find(&old, name)).collect();
    let mut renamed: Vec<(&str, &str)> = Vec::new();
    for (name, at) in &gone {
        let same =
            |other: &&&(&str, Located<'_>)| carried(walk.head, other.0) == carried(walk.base, name);
        match come
            .iter()
            .filter(|o| renamed.iter().all(|(_, taken)| *taken != o.0))
            .find(same)
        {
            Some((other, there)) => {
                renamed.push((name, other));
                scheme(
                    walk,
                    Kind::SecuritySchemeRenamed,
                    (name, Some(at)),
                    (other, Some(there)),
                );
            }
            None => scheme(
                walk,
                Kind::SecuritySchemeRemoved,
                (name, Some(at)),
                ("", None),
            ),
        }
    }
    for (name, at) in come
        .iter()
        .filter(|(name, _)| renamed.iter().all(|(_, new)| new != name))
    {
        scheme(
            walk,
            Kind::SecuritySchemeAdded,
            ("", None),
            (name, Some(at)),
        );
    }
    for (name, at) in &old {
        let Some((_, there)) = new.iter().find(|(other, _)| other == name) else {
            continue;
        };
        let (at, there) = (follow(walk.base, at), follow(walk.head, there));
        if carried(walk.base, name) != carried(walk.head, name) {
            scheme(
                walk,
                Kind::SecuritySchemeChanged,
                (name, Some(&at)),
                (name, Some(&there)),
            );
        } else {
            remarks::thing(walk, Owner::Document, &at, &there);
            remarks::others(
                walk,
                Owner::Document,
                &at,
                &there,
                &["type", "scheme", "in", "name", "bearerFormat"],
            );
            if !same(&at, &there, "bearerFormat") {
                let finding = Finding::both(
                    Kind::DocumentationChanged,
                    Owner::Document,
                    &at.pointer,
                    &there.pointer,
                );
                walk.found(finding.between(None, "bearerFormat".to_owned()));
            }
        }
    }
}

/// One finding for each operation that uses the scheme; they become one entry.
fn scheme(
    walk: &mut Walk<'_>,
    kind: Kind,
    old: (&str, Option<&Located<'_>>),
    new: (&str, Option<&Located<'_>>),
) {
    let told = |document: &Document, (name, at): (&str, Option<&Located<'_>>)| {
        at.map(|_| {
            if kind == Kind::SecuritySchemeRenamed {
                name.to_owned()
            } else {
                carried(document, name)
            }
        })
    };
    let (before, after) = (told(walk.base, old), told(walk.head, new));
    let finding = |owner| Finding {
        kind,
        base: old.1.map(|at| at.pointer.clone()),
        head: new.1.map(|at| at.pointer.clone()),
        before: before.clone(),
        after: after.clone(),
        owner,
        facts: Facts::Nothing,
    };
    let users = |document, name: &str| -> Vec<String> {
        let all = super::operations::all(document).into_iter();
        let uses = |at: &Located<'_>| {
            let list = at
                .node
                .get("security")
                .or_else(|| Document::root(document).get("security"));
            list.is_some_and(|list| list.items().iter().any(|item| item.get(name).is_some()))
        };
        all.filter(|operation| uses(&operation.at))
            .map(|operation| operation.id)
            .collect()
    };
    let mut ids = users(walk.head, new.0);
    ids.extend(users(walk.base, old.0));
    let numbers: Vec<usize> = walk
        .operations
        .iter()
        .enumerate()
        .filter(|(_, id)| ids.contains(id))
        .map(|(at, _)| at)
        .collect();
    if numbers.is_empty() {
        walk.found(finding(Owner::Document));
    }
    for number in numbers {
        walk.found(finding(Owner::Operation(number, Ways::SENT)));
    }
}
