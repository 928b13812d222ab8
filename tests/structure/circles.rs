//! Groups of modules that reach each other.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::modules::{Edges, Module};

/// Modules below one parent that reach each other.
#[derive(Debug)]
pub(crate) struct Circle {
    /// The names of the modules below their parent.
    pub(crate) names: Vec<String>,
    /// One edge for each pair of them, as the code has it.
    edges: Vec<(Module, Module)>,
}

impl fmt::Display for Circle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.names.join("–"))?;
        for (from, to) in &self.edges {
            write!(f, "\n    {} → {}", from.join("::"), to.join("::"))?;
        }
        Ok(())
    }
}

/// Returns the circles among the modules of a crate.
///
/// An edge between two modules counts where their paths part: `diff::judge → model::names` is an
/// edge from `diff` to `model`. An edge between a module and one that it stands in is none.
pub(crate) fn circles(edges: &Edges) -> Vec<Circle> {
    let mut levels: BTreeMap<&[String], Level> = BTreeMap::new();
    for edge @ (from, to) in edges {
        let shared = from.iter().zip(to).take_while(|(a, b)| a == b).count();
        if let (Some(from), Some(to)) = (from.get(shared), to.get(shared)) {
            let level = levels.entry(&edge.0[..shared]).or_default();
            level.entry((from, to)).or_insert(edge);
        }
    }
    levels.values().flat_map(circles_of).collect()
}

/// The edges between siblings, each with an edge of the code that shows it.
type Level<'a> = BTreeMap<(&'a str, &'a str), &'a (Module, Module)>;

fn circles_of(level: &Level) -> Vec<Circle> {
    let names: BTreeSet<&str> = level.keys().map(|(from, _)| *from).collect();
    let reachable: BTreeMap<&str, BTreeSet<&str>> = names
        .iter()
        .map(|name| (*name, reachable(name, level)))
        .collect();
    let reach = |from: &str, to: &str| reachable.get(from).is_some_and(|all| all.contains(to));
    let groups: BTreeSet<Vec<&str>> = names
        .iter()
        .map(|one| {
            let both = |other: &&str| reach(one, other) && reach(other, one);
            names.iter().copied().filter(both).collect()
        })
        .collect();
    let circles = groups.into_iter().filter(|group| group.len() > 1);
    circles
        .map(|group| {
            let inside = |(from, to): &(&str, &str)| group.contains(from) && group.contains(to);
            let edges = level.iter().filter(|(pair, _)| inside(pair));
            Circle {
                edges: edges.map(|(_, edge)| (*edge).clone()).collect(),
                names: group.into_iter().map(str::to_owned).collect(),
            }
        })
        .collect()
}

fn reachable<'a>(from: &str, level: &Level<'a>) -> BTreeSet<&'a str> {
    let mut found = BTreeSet::new();
    let mut next = vec![from];
    while let Some(name) = next.pop() {
        for (_, to) in level.keys().filter(|(from, _)| *from == name) {
            if found.insert(*to) {
                next.push(to);
            }
        }
    }
    found
}
