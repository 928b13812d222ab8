//! The diagram of CONTRIBUTING: a box holds folders and files, an arrow leads from code to the code that it uses.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::modules::Modules;

/// The most boxes that a reader takes in.
const MOST: usize = 15;

/// A Mermaid diagram: `lint["codegen/src/lint"]` declares a box, `lint --> model & problem` two arrows.
pub(crate) struct Diagram {
    /// The label of each box: a path on each line.
    boxes: BTreeSet<String>,
    /// Pairs of boxes of which the first uses the second.
    arrows: BTreeSet<(String, String)>,
}

impl Diagram {
    /// Reads the first Mermaid diagram of a page.
    ///
    /// # Errors
    /// A page without a diagram, or an arrow without its boxes.
    pub(crate) fn read(page: &str) -> Result<Self, String> {
        let block = page
            .split_once("```mermaid\n")
            .and_then(|(_, rest)| Some(rest.split_once("```")?.0))
            .ok_or("there is no diagram")?;
        let (mut boxes, mut arrows) = (BTreeMap::new(), BTreeSet::new());
        for line in block.lines().map(str::trim) {
            if let Some((name, label)) = line.split_once("[\"") {
                let label = label.trim_end_matches("\"]").replace("<br>", " and ");
                boxes.insert(name, label);
            } else if let Some((from, targets)) = line.split_once(" --> ") {
                for to in targets.split(" & ") {
                    let (Some(start), Some(end)) = (boxes.get(from), boxes.get(to)) else {
                        return Err(format!(
                            "the arrow `{from} --> {to}` names a box that is not declared"
                        ));
                    };
                    arrows.insert((start.clone(), end.clone()));
                }
            }
        }
        Ok(Self {
            boxes: boxes.into_values().collect(),
            arrows,
        })
    }

    /// Returns every difference between the diagram and the code of the modules.
    pub(crate) fn compare(&self, modules: &Modules, workspace: &Path) -> Vec<String> {
        let mut wrong = Vec::new();
        if self.boxes.len() > MOST {
            wrong.push(format!("{} boxes; draw {MOST} at most", self.boxes.len()));
        }
        let mut paths: BTreeSet<&str> = self.boxes.iter().flat_map(|label| paths(label)).collect();
        let mut homes = BTreeMap::new();
        for (module, file) in &modules.files {
            let file = file.strip_prefix(workspace).unwrap_or(file);
            match self.home(file) {
                Some((label, path)) => {
                    paths.remove(path);
                    homes.insert(module, label);
                }
                None => wrong.push(format!("{} stands in no box", module.join("::"))),
            }
        }
        wrong.extend(paths.iter().map(|path| format!("{path} holds no module")));
        let mut uses = BTreeMap::new();
        for (from, to) in &modules.edges() {
            if let (Some(start), Some(end)) = (homes.get(from), homes.get(to))
                && start != end
            {
                let example = format!("{} uses {}", from.join("::"), to.join("::"));
                uses.entry((start.to_string(), end.to_string()))
                    .or_insert(example);
            }
        }
        for arrow in self.arrows.iter().filter(|arrow| !uses.contains_key(arrow)) {
            let (from, to) = arrow;
            wrong.push(format!(
                "an arrow leads from {from} to {to}, which it does not use"
            ));
        }
        for ((from, to), example) in &uses {
            if !self.leads(from, to) {
                wrong.push(format!("no arrow leads from {from} to {to}: {example}"));
            }
        }
        wrong
    }

    /// Returns the box of a file, and the path of the box in which the file stands.
    fn home(&self, file: &Path) -> Option<(&str, &str)> {
        let all = self.boxes.iter();
        let all = all.flat_map(|label| paths(label).map(move |path| (label.as_str(), path)));
        let around = all.filter(|(_, path)| file.starts_with(path));
        around.max_by_key(|(_, path)| path.len())
    }

    /// Returns whether arrows lead from one box to another, directly or through other boxes.
    fn leads(&self, from: &str, to: &str) -> bool {
        let (mut seen, mut next) = (BTreeSet::new(), vec![from]);
        while let Some(path) = next.pop() {
            if path == to {
                return true;
            }
            if seen.insert(path) {
                let onward = self.arrows.iter().filter(|(start, _)| start == path);
                next.extend(onward.map(|(_, end)| end.as_str()));
            }
        }
        false
    }
}

fn paths(label: &str) -> impl Iterator<Item = &str> {
    label.split(" and ")
}
