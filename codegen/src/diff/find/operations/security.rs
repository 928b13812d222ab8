//! Compares the security requirements of operations.

use std::collections::BTreeSet;
use std::rc::Rc;

use crate::diff::change::{Accepted, Change, Details, Owner};
use crate::diff::find::comparison::Comparison;
use crate::diff::find::view::located;
use crate::diff::kind::Kind;
use crate::diff::ways::Ways;
use crate::document::{Document, Located, Node, cut};

/// Returns how a credential is sent. The name of its scheme does not count.
pub(crate) fn credential(document: &Document, scheme: &str) -> String {
    let pointer = format!(
        "/components/securitySchemes/{}",
        crate::document::pointer_token(scheme)
    );
    let Some(at) = located(document, &pointer).map(|at| document.follow(&at)) else {
        return scheme.to_owned();
    };
    let text = |key: &str| at.node.text(key).unwrap_or_default();
    match text("type") {
        "http" => format!("http {}", text("scheme").to_ascii_lowercase()),
        "apiKey" => format!("{} {}", text("in"), text("name")),
        // Tokens of both types are sent in the same way.
        "oauth2" | "openIdConnect" => "http bearer".to_owned(),
        other => other.to_owned(),
    }
}

type Alternatives = BTreeSet<BTreeSet<String>>;

/// A list of security requirements.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Security {
    /// The alternatives, each a set of credentials.
    credentials: Alternatives,
    /// The alternatives, each a set of schemes.
    named: Alternatives,
    words: String,
}

impl Security {
    fn of(document: &Document, list: &Located<'_>) -> Self {
        let all = |write: &dyn Fn(&str, &Node) -> String| -> Alternatives {
            let items = list.node.items().iter();
            let alternative =
                |item: &Node| item.entries().map(|(name, at)| write(name, at)).collect();
            items.map(alternative).collect()
        };
        let credentials = all(&|name, scopes| {
            let scopes: BTreeSet<_> = scopes.items().iter().map(Node::shown).collect();
            let scopes: Vec<_> = scopes.into_iter().collect();
            let text = format!("{} {}", credential(document, name), scopes.join(" "));
            text.trim_end().to_owned()
        });
        let words: Vec<String> = credentials
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
        Self {
            named: all(&|name, scopes| format!("{name} {}", scopes.shown())),
            words: cut(&words.join(", or ")),
            credentials,
        }
    }

    fn in_words(&self) -> String {
        if self.credentials.is_empty() {
            "nothing".to_owned()
        } else {
            self.words.clone()
        }
    }
}

/// The default requirements of the base and of the head.
pub(crate) struct Defaults<'d>([Option<(Located<'d>, Rc<Security>)>; 2]);

impl<'d> Defaults<'d> {
    pub(crate) fn of(found: &Comparison<'d>) -> Self {
        let defaults = |document: &'d Document| {
            let list = located(document, "/security")?;
            let security = Rc::new(Security::of(document, &list));
            Some((list, security))
        };
        Self([defaults(found.base), defaults(found.head)])
    }
}

/// Compares the requirements of an operation.
pub(crate) fn requirements<'d>(
    found: &mut Comparison<'d>,
    defaults: &Defaults<'d>,
    number: usize,
    base: &Located<'d>,
    head: &Located<'d>,
) {
    let list = |document, at: &Located<'d>, defaults: &Option<(Located<'d>, Rc<Security>)>| {
        let own = at.child("security").map(|list| {
            let security = Rc::new(Security::of(document, &list));
            (list, security)
        });
        own.or_else(|| defaults.clone())
    };
    let old = list(found.base, base, &defaults.0[0]);
    let new = list(found.head, head, &defaults.0[1]);
    let security = |list: &Option<(Located<'d>, Rc<Security>)>| {
        let known = list.as_ref().map(|(_, security)| Rc::clone(security));
        known.unwrap_or_default()
    };
    let (was, is) = (security(&old), security(&new));
    // Another credential of the same scheme is a change of the scheme.
    if was.credentials == is.credentials || was.named == is.named {
        return;
    }
    let owner = Owner::Operation(number, Ways::SENT);
    // The default list is not the place of the change if one side has a list of its own.
    let own = base.child("security").is_some() || head.child("security").is_some();
    let place = |list: &Option<(Located<'d>, Rc<Security>)>, at: &Located<'d>| match list {
        Some((list, _)) if !own || list.pointer.starts_with(&at.pointer) => list.pointer.clone(),
        _ => at.pointer.clone(),
    };
    let accepted = (
        accepted(&was.credentials, &is.credentials),
        accepted(&is.credentials, &was.credentials),
    );
    found.add(
        Change::both(
            Kind::SecurityChanged,
            owner,
            &place(&old, base),
            &place(&new, head),
        )
        .between(was.in_words(), is.in_words())
        .with(Details::Credentials(accepted.0, accepted.1)),
    );
}

/// The number of pairs of alternatives that are compared. Of more pairs, some count as accepted.
const MOST_PAIRS: usize = 10_000;

/// Returns which credentials of one side the other side accepts.
fn accepted(sent: &Alternatives, taken: &Alternatives) -> Accepted {
    if taken.is_empty() || taken.iter().any(BTreeSet::is_empty) {
        return Accepted::All;
    }
    if sent.len().saturating_mul(taken.len()) > MOST_PAIRS {
        return Accepted::Some;
    }
    let fits = |sent: &BTreeSet<String>| taken.iter().any(|needed| needed.is_subset(sent));
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
