//! Properties of objects through `allOf`, other spellings, and sets of values: each computed once.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::sites::Sites;
use crate::document::{Node, Value};

/// The properties of an object, those of its `allOf` included.
#[derive(Debug, Default)]
pub(super) struct Composition<'d> {
    /// The parts, by their numbers.
    pub(super) parts: Vec<usize>,
    /// Properties in their order; one that two parts describe stands twice.
    pub(super) properties: Vec<(&'d str, usize)>,
    /// The same by their names, each as the first part describes it.
    numbers: HashMap<&'d str, usize>,
    /// Required properties.
    pub(super) required: Vec<Required<'d>>,
    /// Whether properties without a name are described, or a part is unknown.
    pub(super) open: bool,
    /// Whether a part has alternatives.
    pub(super) alternatives: bool,
}

/// That a property is required, and where that is said.
#[derive(Debug, Clone, Copy)]
pub(super) struct Required<'d> {
    pub(super) name: &'d str,
    part: usize,
    index: usize,
}

/// Other spellings of properties.
#[derive(Debug, Default)]
pub(super) struct Spellings<'d> {
    /// The properties by their other spellings.
    pub(super) aliases: HashMap<&'d str, usize>,
    /// The properties that must be there in one spelling or another.
    pub(super) required: Vec<(&'d str, Vec<&'d str>)>,
}

/// The answers so far: objects by number, lists by address.
#[derive(Debug, Default)]
pub(super) struct Cache<'d> {
    compositions: RefCell<HashMap<usize, Rc<Composition<'d>>>>,
    spellings: RefCell<HashMap<usize, Rc<Spellings<'d>>>>,
    texts: RefCell<HashMap<*const Node, Rc<HashSet<&'d str>>>>,
}

impl<'d> Cache<'d> {
    /// Returns the properties of an object, those of its `allOf` included.
    pub(super) fn composition(&self, sites: &Sites<'d>, number: usize) -> Rc<Composition<'d>> {
        let mut known = self.compositions.borrow_mut();
        let composed = || Rc::new(Composition::of(sites, number));
        Rc::clone(known.entry(number).or_insert_with(composed))
    }

    /// Returns the other spellings of a schema's own properties.
    pub(super) fn spellings(&self, sites: &Sites<'d>, number: usize) -> Rc<Spellings<'d>> {
        let mut known = self.spellings.borrow_mut();
        let spellings = || Rc::new(Spellings::of(sites, number));
        Rc::clone(known.entry(number).or_insert_with(spellings))
    }

    /// Returns the texts in a list of values.
    pub(super) fn texts(&self, values: &'d Node) -> Rc<HashSet<&'d str>> {
        let mut known = self.texts.borrow_mut();
        let texts = || {
            let texts = values.items().iter().filter_map(Node::as_str);
            Rc::new(texts.collect())
        };
        let address = std::ptr::from_ref(values);
        Rc::clone(known.entry(address).or_insert_with(texts))
    }
}

impl<'d> Composition<'d> {
    fn of(sites: &Sites<'d>, number: usize) -> Self {
        let mut whole = Composition::default();
        let mut open = vec![number];
        let mut seen = HashSet::new();
        while let Some(part) = open.pop() {
            let Some(part) = sites.resolve(part) else {
                whole.open = true;
                continue;
            };
            if !seen.insert(part) {
                continue;
            }
            whole.add(sites, part);
            let parts = sites.children(part, "allOf");
            open.extend(parts.into_iter().rev());
        }
        whole
    }

    fn add(&mut self, sites: &Sites<'d>, part: usize) {
        let node = sites.at(part).node;
        self.parts.push(part);
        self.alternatives |= ["oneOf", "anyOf"].iter().any(|key| node.get(key).is_some());
        let extra = node.get("additionalProperties").map(|node| &node.value);
        self.open |= !matches!(extra, None | Some(Value::Bool(false)));
        for (name, property) in sites.entries(part, "properties") {
            self.numbers.entry(name).or_insert(property);
            self.properties.push((name, property));
        }
        let required = node.get("required").map(Node::items).unwrap_or_default();
        let named = required.iter().enumerate();
        let named = named.filter_map(|(index, name)| {
            let name = name.as_str()?;
            Some(Required { name, part, index })
        });
        self.required.extend(named);
    }

    /// Returns the property of a name.
    pub(super) fn property(&self, name: &str) -> Option<usize> {
        self.numbers.get(name).copied()
    }
}

impl Required<'_> {
    /// Returns the pointer of the place that says so.
    pub(super) fn place(&self, sites: &Sites<'_>) -> String {
        format!("{}/required/{}", sites.at(self.part).pointer, self.index)
    }
}

impl<'d> Spellings<'d> {
    fn of(sites: &Sites<'d>, number: usize) -> Self {
        let mut spellings = Spellings::default();
        for (name, property) in sites.entries(number, "properties") {
            let told = sites.at(property).node;
            let aliases = told.get("x-aliases").map(Node::items).unwrap_or_default();
            let aliases: Vec<&str> = aliases.iter().filter_map(Node::as_str).collect();
            for alias in &aliases {
                spellings.aliases.insert(alias, property);
            }
            if told.is_true("x-required") {
                spellings.required.push((name, aliases));
            }
        }
        spellings
    }
}
