//! Reads YAML 1.2 into the positioned tree.
//!
//! The reader takes the part of YAML that API documents need: one document, text keys, aliases
//! within a budget. Merge keys and tags beyond YAML's own are refused.

mod sentences;
mod tags;

use std::collections::HashMap;

use indexmap::IndexMap;
use indexmap::map::Entry as Slot;
use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, StrInput, Tag};

use self::sentences::sentence;
use super::path::{MAX_DEPTH, Path};
use super::{Entry, Node, Span, Value};
use crate::place::Place;
use crate::problem::{Problem, Reading};

/// The weight of a node beside its text, in bytes.
const WEIGHT: usize = 32;

/// Reads a text. Returns the tree and the problems that leave the text readable.
///
/// # Errors
/// The first problem that leaves the text unreadable.
pub(super) fn read(text: &str) -> Result<(Node, Vec<Problem>), Problem> {
    let mut reader = YamlReader {
        parser: Parser::new_from_str(text),
        path: Path::default(),
        anchors: HashMap::new(),
        budget: WEIGHT * (10_000 + text.len()),
        problems: Vec::new(),
    };
    let root = reader.document()?;
    Ok((root, reader.problems))
}

struct YamlReader<'t> {
    parser: Parser<'t, StrInput<'t>>,
    path: Path,
    /// The anchors by number. An anchor that is still being read has no node yet.
    anchors: HashMap<usize, Option<Anchored>>,
    /// The weight that aliases and anchors may still copy. The budget grows with the text, so that ten
    /// lines cannot unfold into gigabytes. Documents written by hand stay far below it.
    budget: usize,
    problems: Vec<Problem>,
}

struct Anchored {
    node: Node,
    /// Its weight.
    size: usize,
}

type PlacedEvent<'t> = (Event<'t>, Span);

impl<'t> YamlReader<'t> {
    fn next(&mut self) -> Result<PlacedEvent<'t>, Problem> {
        match self.parser.next_event() {
            Some(Ok((event, span))) => Ok((event, place(span.start))),
            Some(Err(error)) => Err(self.syntax(&error)),
            None => Ok((Event::StreamEnd, Span::new(1, 1))),
        }
    }

    fn syntax(&self, error: &ScanError) -> Problem {
        let info = error.info();
        let finding = if info.contains("recursion limit") {
            Reading::TooDeep { limit: MAX_DEPTH }
        } else if info.contains("unknown anchor") {
            Reading::UnknownAlias
        } else if info.contains("tab") && (info.contains("indent") || info.contains("disallowed")) {
            Reading::Tab
        } else {
            Reading::NotYaml {
                what: sentence(info),
            }
        };
        self.problem(finding, place(*error.marker()))
    }

    fn problem(&self, finding: Reading, span: Span) -> Problem {
        Problem::new(finding, Place::new(self.path.pointer(), span))
    }

    fn document(&mut self) -> Result<Node, Problem> {
        let mut root = None;
        loop {
            let (event, span) = self.next()?;
            match event {
                Event::StreamEnd => break,
                Event::DocumentStart(_) if root.is_some() => {
                    return Err(self.problem(Reading::SeveralDocuments, span));
                }
                Event::DocumentStart(_) => {
                    let step = self.next()?;
                    root = Some(self.node(step, 0)?.0);
                }
                _ => {}
            }
        }
        Ok(root.unwrap_or(Node {
            value: Value::Null,
            span: Span::new(1, 1),
        }))
    }

    /// Returns a node and its weight: that of each node in it, and the bytes of their texts.
    fn node(
        &mut self,
        (event, span): PlacedEvent<'t>,
        depth: usize,
    ) -> Result<(Node, usize), Problem> {
        if depth > MAX_DEPTH {
            return Err(self.problem(Reading::TooDeep { limit: MAX_DEPTH }, span));
        }
        let (anchor, value, size) = match event {
            Event::Alias(id) => return self.alias(id, span, depth),
            Event::Scalar(text, style, anchor, tag) => {
                let value = self.scalar(&text, style, tag.as_deref(), span)?;
                (anchor, value, WEIGHT + text.len())
            }
            Event::SequenceStart(anchor, tag) => {
                self.check_tag(tag.as_deref(), "seq", span)?;
                self.open(anchor);
                let (items, size) = self.list(depth)?;
                (anchor, Value::List(items), size)
            }
            Event::MappingStart(anchor, tag) => {
                self.check_tag(tag.as_deref(), "map", span)?;
                self.open(anchor);
                let (map, size) = self.map(depth)?;
                (anchor, Value::Map(map), size)
            }
            _ => {
                let what = "a value is expected".to_owned();
                return Err(self.problem(Reading::NotYaml { what }, span));
            }
        };
        let node = Node { value, span };
        self.close(anchor, &node, size)?;
        Ok((node, size))
    }

    fn open(&mut self, anchor: usize) {
        if anchor > 0 {
            self.anchors.insert(anchor, None);
        }
    }

    fn close(&mut self, anchor: usize, node: &Node, size: usize) -> Result<(), Problem> {
        if anchor > 0 {
            self.spend(size, node.span)?;
            let node = node.clone();
            self.anchors.insert(anchor, Some(Anchored { node, size }));
        }
        Ok(())
    }

    fn spend(&mut self, size: usize, span: Span) -> Result<(), Problem> {
        match self.budget.checked_sub(size) {
            Some(rest) => {
                self.budget = rest;
                Ok(())
            }
            None => Err(self.problem(Reading::AliasBomb, span)),
        }
    }

    fn alias(&mut self, id: usize, span: Span, depth: usize) -> Result<(Node, usize), Problem> {
        let size = match self.anchors.get(&id) {
            Some(Some(anchored)) => anchored.size,
            Some(None) => return Err(self.problem(Reading::RecursiveAlias, span)),
            None => return Err(self.problem(Reading::UnknownAlias, span)),
        };
        self.spend(size, span)?;
        let Some(Some(Anchored { node, .. })) = self.anchors.get(&id) else {
            return Err(self.problem(Reading::UnknownAlias, span));
        };
        if depth + node.height() > MAX_DEPTH {
            return Err(self.problem(Reading::TooDeep { limit: MAX_DEPTH }, span));
        }
        Ok((node.clone(), size))
    }

    fn list(&mut self, depth: usize) -> Result<(Vec<Node>, usize), Problem> {
        let mut items = Vec::new();
        let mut size = WEIGHT;
        loop {
            let step = self.next()?;
            if step.0 == Event::SequenceEnd {
                return Ok((items, size));
            }
            self.path.push_index(items.len());
            let (node, nodes) = self.node(step, depth + 1)?;
            self.path.pop();
            items.push(node);
            size += nodes;
        }
    }

    fn map(&mut self, depth: usize) -> Result<(IndexMap<String, Entry>, usize), Problem> {
        let mut map: IndexMap<String, Entry> = IndexMap::new();
        let mut size = WEIGHT;
        loop {
            let (event, key_span) = self.next()?;
            if event == Event::MappingEnd {
                // Most mappings are small, and have room for more than they hold.
                map.shrink_to_fit();
                return Ok((map, size));
            }
            let key = self.key(event, key_span)?;
            if let Err(finding) = self.path.push_key(&key) {
                return Err(self.problem(finding, key_span));
            }
            let step = self.next()?;
            let (node, nodes) = self.node(step, depth + 1)?;
            self.path.pop();
            size += nodes + key.len();
            match map.entry(key) {
                Slot::Vacant(slot) => {
                    slot.insert(Entry {
                        key: key_span,
                        node,
                    });
                }
                Slot::Occupied(slot) => {
                    let pointer = self.path.pointer_to(slot.key());
                    self.problems.push(Problem::at_all(
                        Reading::DuplicateKey {
                            key: slot.key().clone(),
                        },
                        [
                            Place::new(pointer.clone(), key_span),
                            Place::new(pointer, slot.get().key),
                        ],
                    ));
                }
            }
        }
    }

    /// Returns the text of a key: numbers and truth values as written, so that `200:` is a key.
    fn key(&mut self, event: Event<'t>, span: Span) -> Result<String, Problem> {
        match event {
            Event::Scalar(text, ScalarStyle::Plain, _, None) if text == "<<" => {
                Err(self.problem(Reading::MergeKey, span))
            }
            Event::Scalar(text, ScalarStyle::Plain, _, _) if text.is_empty() => {
                Err(self.problem(Reading::KeyNotText, span))
            }
            Event::Scalar(text, style, anchor, tag) => {
                let value = self.scalar(&text, style, tag.as_deref(), span)?;
                self.close(anchor, &Node { value, span }, WEIGHT + text.len())?;
                Ok(text.into_owned())
            }
            Event::Alias(id) => match self.alias(id, span, 0)?.0.value {
                Value::Text(text) | Value::Number(text) => Ok(text),
                Value::Null | Value::Bool(_) | Value::List(_) | Value::Map(_) => {
                    Err(self.problem(Reading::KeyNotText, span))
                }
            },
            _ => Err(self.problem(Reading::KeyNotText, span)),
        }
    }

    fn scalar(
        &self,
        text: &str,
        style: ScalarStyle,
        tag: Option<&Tag>,
        span: Span,
    ) -> Result<Value, Problem> {
        tags::scalar(text, style, tag).map_err(|tag| self.problem(Reading::Tag { tag }, span))
    }

    fn check_tag(&self, tag: Option<&Tag>, own: &str, span: Span) -> Result<(), Problem> {
        match tag.map(tags::name) {
            None => Ok(()),
            Some(name) if name == own => Ok(()),
            Some(tag) => Err(self.problem(Reading::Tag { tag }, span)),
        }
    }
}

fn place(marker: saphyr_parser::Marker) -> Span {
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    Span::new(count(marker.line()), count(marker.col() + 1))
}
