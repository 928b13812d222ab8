//! The facts that rules need about a document: its operations with their parameters, bodies and
//! successes, and the schemas that become types.

use std::borrow::Cow;
use std::collections::HashSet;
use std::rc::Rc;

use super::composition::{Cache, Composition, Spellings};
use super::objects::ObjectKind;
use super::sites::Sites;
use crate::document::{METHODS, Node, effective, identity, media, successes};

/// A document as the rules see it.
#[derive(Debug)]
pub(super) struct Facts<'d> {
    pub(super) sites: Sites<'d>,
    pub(super) operations: Vec<OperationSite<'d>>,
    /// Whether each object is a schema that becomes a type: a component, or a part of a parameter,
    /// request body or success. Schemas that only failures or callbacks have become no types.
    pub(super) live: Vec<bool>,
    /// Whether each enum may have values that the document does not list.
    pub(super) open_enums: bool,
    /// Answers that are computed at the first question.
    known: Cache<'d>,
}

/// An operation with its parameters, body and successes. Broken references are left out.
#[derive(Debug)]
pub(super) struct OperationSite<'d> {
    pub(super) number: usize,
    pub(super) item: usize,
    pub(super) path: &'d str,
    pub(super) method: &'static str,
    /// Its own parameters and those of its path that it does not replace.
    pub(super) parameters: Vec<Given>,
    /// Its request body.
    pub(super) body: Option<usize>,
    /// Its successes: the responses `2…`, or `default` where there is none of them.
    pub(super) successes: Vec<(&'d str, usize)>,
}

/// A parameter of an operation.
#[derive(Debug, Clone, Copy)]
pub(super) struct Given {
    /// The number of its entry in the list of parameters.
    pub(super) listed: usize,
    /// The number of its description, with references followed.
    pub(super) number: usize,
}

/// The media type of a body that is read or written.
pub(super) enum Chosen<'d> {
    /// There is no body.
    Nothing,
    /// This one, by name and number.
    Media(&'d str, usize),
    /// None of those offered.
    Neither(Vec<String>),
}

impl<'d> Facts<'d> {
    pub(super) fn new(sites: Sites<'d>, open_enums: bool) -> Self {
        let mut facts = Facts {
            operations: Vec::new(),
            live: Vec::new(),
            open_enums,
            known: Cache::default(),
            sites,
        };
        facts.operations = facts.find_operations();
        facts.live = facts.find_live();
        facts
    }

    fn find_operations(&self) -> Vec<OperationSite<'d>> {
        let sites = &self.sites;
        let Some(paths) = sites.child(0, "paths") else {
            return Vec::new();
        };
        let mut operations = Vec::new();
        for item in sites.direct(paths, ObjectKind::PathItem) {
            let Some(path) = self.last_key(item) else {
                continue;
            };
            for method in METHODS {
                let Some(number) = sites.child(item, method) else {
                    continue;
                };
                operations.push(OperationSite {
                    number,
                    item,
                    path,
                    method,
                    parameters: self.parameters(item, number),
                    body: sites.resolved_child(number, "requestBody"),
                    successes: self.successes(number),
                });
            }
        }
        operations
    }

    /// Returns the path of a path item, as the document's own text.
    fn last_key(&self, item: usize) -> Option<&'d str> {
        let site = self.sites.at(item);
        let paths = self.sites.at(site.parent).node;
        let name = site.name();
        let (path, _) = paths.as_map()?.get_key_value(&name)?;
        Some(path.as_str())
    }

    fn parameters(&self, item: usize, operation: usize) -> Vec<Given> {
        let listed = |number: usize| {
            let listed = self.sites.children(number, "parameters").into_iter();
            let given = listed.filter_map(|listed| {
                let number = self.sites.resolve(listed)?;
                Some(Given { listed, number })
            });
            given.collect()
        };
        effective(listed(item), listed(operation), |given: &Given| {
            self.sites.at(given.number).node
        })
    }

    /// Returns the identity of a parameter: its name and its location.
    pub(super) fn identity(&self, parameter: usize) -> (Cow<'d, str>, &'d str) {
        identity(self.sites.at(parameter).node)
    }

    fn successes(&self, operation: usize) -> Vec<(&'d str, usize)> {
        let Some(responses) = self.sites.child(operation, "responses") else {
            return Vec::new();
        };
        let successes = successes(self.sites.at(responses).node).into_iter();
        let found = successes.filter_map(|(status, node)| {
            let number = self.sites.resolve(self.sites.number(node)?)?;
            Some((status, number))
        });
        found.collect()
    }

    /// Returns the media type in which a client sends a request body.
    pub(super) fn request_media(&self, body: usize) -> Chosen<'d> {
        let content = self.sites.entries(body, "content");
        match media::sent(&content) {
            Some((name, number)) => Chosen::Media(name, *number),
            None => Chosen::Neither(content.iter().map(|(name, _)| (*name).to_owned()).collect()),
        }
    }

    /// Returns the media type in which a client reads an answer.
    pub(super) fn answer_media(&self, response: usize) -> Chosen<'d> {
        let content = self.sites.entries(response, "content");
        match media::received(&content) {
            Some((name, number)) => Chosen::Media(name, *number),
            None if content.is_empty() => Chosen::Nothing,
            None => Chosen::Neither(content.iter().map(|(name, _)| (*name).to_owned()).collect()),
        }
    }

    fn find_live(&self) -> Vec<bool> {
        let sites = &self.sites;
        let components = sites.child(0, "components");
        let mut open: Vec<usize> = components
            .map(|components| sites.children(components, "schemas"))
            .unwrap_or_default();
        for operation in &self.operations {
            let parameters = operation.parameters.iter();
            open.extend(parameters.filter_map(|given| sites.child(given.number, "schema")));
            let body = operation.body.map(|body| self.request_media(body));
            let answers = operation
                .successes
                .iter()
                .map(|(_, n)| self.answer_media(*n));
            for media in body.into_iter().chain(answers) {
                if let Chosen::Media(_, media) = media {
                    open.extend(sites.child(media, "schema"));
                }
            }
        }
        let mut live = vec![false; sites.all.len()];
        while let Some(number) = open.pop() {
            if std::mem::replace(&mut live[number], true) {
                continue;
            }
            open.extend(sites.resolve(number));
            open.extend(sites.direct_schemas(number));
        }
        live
    }

    /// Returns the schemas that become types, without references.
    pub(super) fn live_schemas(&self) -> impl Iterator<Item = usize> {
        let is_live = |number: &usize| self.live[*number];
        let is_value = |number: &usize| self.sites.at(*number).reference().is_none();
        self.sites
            .of(ObjectKind::Schema)
            .filter(is_live)
            .filter(is_value)
    }

    /// Returns the `type` of a schema, or the one that its other keywords leave.
    pub(super) fn type_of(&self, number: usize) -> Option<&'d str> {
        let node = self.sites.at(number).node;
        let has = |key: &str| node.get(key).is_some();
        let texts = |node: &Node| node.items().iter().any(|item| item.as_str().is_some());
        match node.text("type") {
            Some(written) => Some(written),
            None if has("properties") => Some("object"),
            None if has("items") => Some("array"),
            None if node.get("enum").is_some_and(texts) => Some("string"),
            None if has("allOf") || has("oneOf") || has("anyOf") => None,
            None if has("additionalProperties") => Some("object"),
            None => None,
        }
    }

    /// Returns whether a schema is the text-or-number format, whose `oneOf` is one type.
    pub(super) fn is_text_or_number(&self, number: usize) -> bool {
        self.sites.at(number).node.text("format") == Some("text-or-number")
    }

    /// Returns the properties of an object, those of its `allOf` included.
    pub(super) fn composition(&self, number: usize) -> Rc<Composition<'d>> {
        self.known.composition(&self.sites, number)
    }

    /// Returns the other spellings of a schema's own properties.
    pub(super) fn spellings(&self, number: usize) -> Rc<Spellings<'d>> {
        self.known.spellings(&self.sites, number)
    }

    /// Returns the texts in a list of values.
    pub(super) fn texts(&self, values: &'d Node) -> Rc<HashSet<&'d str>> {
        self.known.texts(values)
    }
}
