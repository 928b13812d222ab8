//! Compares request bodies, and the media types of requests and answers.

use std::collections::HashSet;

use crate::diff::change::{Change, Details, Owner};
use crate::diff::find::comparison::{Comparison, User};
use crate::diff::find::remarks;
use crate::diff::kind::Kind;
use crate::diff::ways::Ways;
use crate::document::{Located, media};

/// Compares request bodies.
pub(crate) fn bodies<'d>(
    found: &mut Comparison<'d>,
    number: usize,
    base: &Located<'d>,
    head: &Located<'d>,
) {
    let owner = Owner::Operation(number, Ways::SENT);
    let must = |body: &Located<'_>| body.node.is_true("required");
    let old = base.child("requestBody").map(|at| found.base.follow(&at));
    let new = head.child("requestBody").map(|at| found.head.follow(&at));
    match (old, new) {
        (None, None) => {}
        (None, Some(new)) => {
            let kind = if must(&new) {
                Kind::RequiredBodyAdded
            } else {
                Kind::BodyAdded
            };
            let change = Change::both(kind, owner, &base.pointer, &new.pointer);
            found.add(change.between(None, offered(&new)));
        }
        (Some(old), None) => {
            let kind = if must(&old) {
                Kind::RequiredBodyRemoved
            } else {
                Kind::BodyRemoved
            };
            let change = Change::both(kind, owner, &old.pointer, &head.pointer);
            found.add(change.between(offered(&old), None));
        }
        (Some(old), Some(new)) => {
            let user = User::Operation(number, Ways::SENT, is_form(&old) && is_form(&new));
            let Some(thing) = found.thing(user, &old, &new) else {
                return;
            };
            let owner = Owner::Pair(thing);
            let about = |kind| Change::both(kind, owner, &old.pointer, &new.pointer);
            match (must(&old), must(&new)) {
                (false, true) => found.add(about(Kind::BodyNowRequired)),
                (true, false) => found.add(about(Kind::BodyNowOptional)),
                _ => {}
            }
            remarks::thing(found, owner, &old, &new);
            remarks::others(found, owner, &old, &new, &["required", "content"]);
            content(found, thing, true, &old, &new);
        }
    }
}

/// Returns whether a client sends a body as a form.
fn is_form(body: &Located<'_>) -> bool {
    let offers = body.child("content").map(|content| content.entries());
    used(&offers.unwrap_or_default()).is_some_and(|(name, _)| media::is_form(name))
}

fn offered(at: &Located<'_>) -> Option<String> {
    let content = at.child("content");
    let names: Vec<_> = content
        .iter()
        .flat_map(Located::entries)
        .map(|(name, _)| name)
        .collect();
    (!names.is_empty()).then(|| names.join(", "))
}

/// Returns the media type that a client uses: JSON, else a form, else the first one.
pub(crate) fn used<'d>(offers: &[(&'d str, Located<'d>)]) -> Option<(&'d str, Located<'d>)> {
    media::sent(offers).or_else(|| offers.first()).cloned()
}

/// Returns a media type without case, spaces and character set.
fn essence(name: &str) -> String {
    let mut parts = name.split(';').map(|part| part.trim().to_ascii_lowercase());
    let first = parts.next().unwrap_or_default();
    let rest: Vec<_> = parts.filter(|part| !part.starts_with("charset=")).collect();
    if rest.is_empty() {
        first
    } else {
        format!("{first};{}", rest.join(";"))
    }
}

/// Compares the media types of a request or an answer, and the schemas of the one that clients use.
pub(crate) fn content<'d>(
    found: &mut Comparison<'d>,
    thing: usize,
    sent: bool,
    base: &Located<'d>,
    head: &Located<'d>,
) {
    let owner = Owner::Pair(thing);
    let (old, new) = (base.child("content"), head.child("content"));
    let old_offers = old.as_ref().map(Located::entries).unwrap_or_default();
    let new_offers = new.as_ref().map(Located::entries).unwrap_or_default();
    match (used(&old_offers), used(&new_offers)) {
        (None, None) => {}
        (None, Some((name, at))) => {
            let kind = if sent {
                Kind::BodyMediaTypeAdded
            } else {
                Kind::AnswerBodyAdded
            };
            found.add(
                Change::both(kind, owner, &base.pointer, &at.pointer)
                    .between(None, name.to_owned()),
            );
        }
        (Some((name, at)), None) => {
            let kind = if sent {
                Kind::BodyMediaTypeRemoved
            } else {
                Kind::AnswerBodyRemoved
            };
            found.add(
                Change::both(kind, owner, &at.pointer, &head.pointer)
                    .between(name.to_owned(), None),
            );
        }
        (Some((was, old)), Some((is, new))) => {
            media_types(
                found,
                owner,
                (&old_offers, &new_offers),
                ((was, &old), (is, &new)),
                sent,
            );
            remarks::thing(found, owner, &old, &new);
            remarks::others(found, owner, &old, &new, &["schema"]);
            if let (Some(old), Some(new)) = (old.child("schema"), new.child("schema")) {
                let json = media::is_json(was) && media::is_json(is);
                if !json && !sent && essence(was) != essence(is) {
                    // Media types that are read differently have no common schema.
                    return;
                }
                found.link(thing, &[old], &[new], (true, true));
            }
        }
    }
}

type Offers<'o, 'd> = &'o [(&'d str, Located<'d>)];

fn media_types(
    found: &mut Comparison<'_>,
    owner: Owner,
    (old_offers, new_offers): (Offers<'_, '_>, Offers<'_, '_>),
    ((was, old), (is, new)): ((&str, &Located<'_>), (&str, &Located<'_>)),
    sent: bool,
) {
    let essences = |offers: Offers<'_, '_>| -> HashSet<String> {
        offers.iter().map(|(name, _)| essence(name)).collect()
    };
    let (old_essences, new_essences) = (essences(old_offers), essences(new_offers));
    let changed = essence(was) != essence(is);
    if changed {
        let kind = if sent {
            Kind::BodyMediaTypeChanged
        } else {
            Kind::AnswerMediaTypeChanged
        };
        found.add(
            Change::both(kind, owner, &old.pointer, &new.pointer)
                .between(was.to_owned(), is.to_owned())
                .with(Details::JsonOnBothSides(
                    media::is_json(was) && media::is_json(is),
                )),
        );
    }
    let is_reported =
        |name: &str| changed && (essence(name) == essence(was) || essence(name) == essence(is));
    for (name, at) in new_offers
        .iter()
        .filter(|(name, _)| !old_essences.contains(&essence(name)) && !is_reported(name))
    {
        let kind = if sent {
            Kind::BodyMediaTypeAdded
        } else {
            Kind::AnswerMediaTypeAdded
        };
        found.add(
            Change::both(kind, owner, &old.pointer, &at.pointer).between(None, (*name).to_owned()),
        );
    }
    for (name, at) in old_offers
        .iter()
        .filter(|(name, _)| !new_essences.contains(&essence(name)) && !is_reported(name))
    {
        let kind = if sent {
            Kind::BodyMediaTypeRemoved
        } else {
            Kind::AnswerMediaTypeRemoved
        };
        found.add(
            Change::both(kind, owner, &at.pointer, &new.pointer).between((*name).to_owned(), None),
        );
    }
}
