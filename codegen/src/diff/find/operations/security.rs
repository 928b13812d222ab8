//! Compares who may call.

use std::collections::BTreeSet;
use std::rc::Rc;

use crate::diff::change::{Accepted, Change, Details, Owner};
use crate::diff::find::comparison::Comparison;
use crate::diff::find::view::{follow, located, shown};
use crate::diff::kind::Kind;
use crate::diff::ways::Ways;
use crate::document::{Document, Node, cut};
use crate::model::Located;

/// A credential as it travels, whatever its scheme is called.
pub(crate) fn carried(document: &Document, scheme: &str) -> String {
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

/// What a list of requirements asks for.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Security {
    /// The alternatives, each of them what travels together.
    carried: Alternatives,
    /// The same with the names of the schemes.
    named: Alternatives,
    words: String,
}

impl Security {
    fn of(document: &Document, list: &Located<'_>) -> Self {
        let all = |tell: &dyn Fn(&str, &Node) -> String| -> Alternatives {
            let items = list.node.items().iter();
            let told = |item: &Node| item.entries().map(|(name, at)| tell(name, at)).collect();
            items.map(told).collect()
        };
        let carried = all(&|name, scopes| {
            let scopes: BTreeSet<_> = scopes.items().iter().map(shown).collect();
            let scopes: Vec<_> = scopes.into_iter().collect();
            let told = format!("{} {}", carried(document, name), scopes.join(" "));
            told.trim_end().to_owned()
        });
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
        Self {
            named: all(&|name, scopes| format!("{name} {}", shown(scopes))),
            words: cut(&words.join(", or ")),
            carried,
        }
    }

    fn told(&self) -> String {
        if self.carried.is_empty() {
            "nothing".to_owned()
        } else {
            self.words.clone()
        }
    }
}

/// The requirements of operations that have none of their own, in the base and in the head.
pub(crate) struct Usual<'d>([Option<(Located<'d>, Rc<Security>)>; 2]);

impl<'d> Usual<'d> {
    pub(crate) fn of(comparison: &Comparison<'d>) -> Self {
        let usual = |document: &'d Document| {
            let list = located(document, "/security")?;
            let security = Rc::new(Security::of(document, &list));
            Some((list, security))
        };
        Self([usual(comparison.base), usual(comparison.head)])
    }
}

/// Compares what an operation asks for, its own or the document's.
pub(crate) fn requirements<'d>(
    comparison: &mut Comparison<'d>,
    usual: &Usual<'d>,
    number: usize,
    base: &Located<'d>,
    head: &Located<'d>,
) {
    let list = |document, at: &Located<'d>, usual: &Option<(Located<'d>, Rc<Security>)>| {
        let own = at.child("security").map(|list| {
            let security = Rc::new(Security::of(document, &list));
            (list, security)
        });
        own.or_else(|| usual.clone())
    };
    let old = list(comparison.base, base, &usual.0[0]);
    let new = list(comparison.head, head, &usual.0[1]);
    let security = |list: &Option<(Located<'d>, Rc<Security>)>| {
        let known = list.as_ref().map(|(_, security)| Rc::clone(security));
        known.unwrap_or_default()
    };
    let (was, is) = (security(&old), security(&new));
    // A scheme that carries something else is told once, as a change of the scheme.
    if was.carried == is.carried || was.named == is.named {
        return;
    }
    let owner = Owner::Operation(number, Ways::SENT);
    // Where one side has a list of its own, the other's is that of all operations, and not told.
    let own = base.child("security").is_some() || head.child("security").is_some();
    let place = |list: &Option<(Located<'d>, Rc<Security>)>, at: &Located<'d>| match list {
        Some((list, _)) if !own || list.pointer.starts_with(&at.pointer) => list.pointer.clone(),
        _ => at.pointer.clone(),
    };
    let accepted = (
        accepted(&was.carried, &is.carried),
        accepted(&is.carried, &was.carried),
    );
    comparison.add(
        Change::both(
            Kind::SecurityChanged,
            owner,
            &place(&old, base),
            &place(&new, head),
        )
        .between(was.told(), is.told())
        .with(Details::Credentials(accepted.0, accepted.1)),
    );
}

/// How many pairs of alternatives are held against each other; of more, some are taken to fit.
const MOST_PAIRS: usize = 10_000;

/// Whether what clients of one side send is taken by the other.
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
