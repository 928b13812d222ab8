//! The names of components that come from other files.

use std::collections::{BTreeMap, BTreeSet};

use super::super::objects::Kind;
use super::super::unescape;
use super::address::Address;

/// Returns a name for each place that becomes a component, and true if others wanted the same name.
///
/// A component is named after the last key that leads to it, or after its file. Where that is the
/// name of another component too, the path of the file stands before it. The names do not depend on
/// the order of the references.
pub(super) fn names<'a>(
    addresses: &BTreeSet<&'a (Kind, Address)>,
    is_taken: impl Fn(Kind, &str) -> bool,
) -> BTreeMap<&'a (Kind, Address), (String, bool)> {
    const LONGEST_FORM: usize = 2;
    let mut forms: BTreeMap<_, usize> = addresses.iter().map(|address| (*address, 0)).collect();
    loop {
        let mut owners: BTreeMap<(Kind, String), Vec<&(Kind, Address)>> = BTreeMap::new();
        for (&address, form) in &forms {
            let name = name(&address.1, *form);
            owners.entry((address.0, name)).or_default().push(address);
        }
        let collide = |kind, name: &str, owners: &[_]| owners.len() > 1 || is_taken(kind, name);
        let mut is_stable = true;
        for ((kind, name), owners) in &owners {
            if !collide(*kind, name, owners) {
                continue;
            }
            for owner in owners {
                let form = forms.entry(owner).or_default();
                is_stable &= *form == LONGEST_FORM;
                *form = (*form + 1).min(LONGEST_FORM);
            }
        }
        if !is_stable {
            continue;
        }
        let mut used: BTreeSet<(Kind, String)> = BTreeSet::new();
        return forms
            .into_iter()
            .map(|(address, form)| {
                let wanted = name(&address.1, form);
                let kind = address.0;
                let mut name = wanted.clone();
                let mut count = 2;
                while is_taken(kind, &name) || !used.insert((kind, name.clone())) {
                    name = format!("{wanted}_{count}");
                    count += 1;
                }
                (address, (name, form > 0))
            })
            .collect();
    }
}

/// Returns the name of a place, in one of three forms: the last key, the last key after the path of
/// the file, and all keys after it.
pub(super) fn name(address: &Address, form: usize) -> String {
    let file = address.path.rsplit('/').next().unwrap_or_default();
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let folders = address.path.split('/').rev().skip(1);
    let mut path: Vec<&str> = folders.collect();
    path.reverse();
    path.push(stem);
    let keys: Vec<_> = address.pointer.split('/').skip(1).map(unescape).collect();
    let last = keys.last().map(AsRef::as_ref);
    let is_name = |key: &&str| key.contains(|sign: char| sign.is_alphabetic());
    let parts: Vec<&str> = match (form, last.filter(is_name)) {
        (0, Some(key)) => vec![key],
        (0, None) if keys.is_empty() => vec![stem],
        (1, Some(key)) => path.into_iter().chain([key]).collect(),
        _ => path
            .into_iter()
            .chain(keys.iter().map(AsRef::as_ref))
            .collect(),
    };
    parts.join("_")
}
