//! Names of types from their places in the document.
//!
//! A name follows from the place alone, not from references and not from the order of the document.

use super::names::{Rank, Wish};
use super::spelling::type_name;
use crate::document::{METHODS, Node, unescape};

/// Returns the name for the schema at a pointer.
pub(super) fn type_wish(root: &Node, pointer: &str) -> Wish {
    let tokens: Vec<String> = pointer
        .split('/')
        .skip(1)
        .map(|token| unescape(token).into_owned())
        .collect();
    let tokens: Vec<&str> = tokens.iter().map(String::as_str).collect();
    let (name, rank) = match tokens.as_slice() {
        ["components", "schemas", key] => {
            let name = type_name(key);
            let rank = Rank::of(&name, key);
            (name, rank)
        }
        _ => (type_name(&composed(root, &tokens)), Rank::Derived),
    };
    Wish {
        name,
        rank,
        place: pointer.to_owned(),
    }
}

/// Returns the words of a pointer, one after the other.
fn composed(root: &Node, tokens: &[&str]) -> String {
    let mut place = Trail {
        node: Some(root),
        name: String::new(),
    };
    let rest = match tokens {
        ["components", section, key, rest @ ..] => {
            place.enter(&tokens[..3]);
            place.add(&type_name(key));
            match *section {
                "responses" => place.add("Answer"),
                "requestBodies" => place.add("Body"),
                _ => {}
            }
            if *section == "schemas" {
                rest
            } else {
                place.schema(rest)
            }
        }
        ["paths", path, "parameters", _, rest @ ..] => {
            place.enter(&tokens[..4]);
            place.add(&type_name(path));
            place.add_key("name");
            place.schema(rest)
        }
        ["paths", _, method, section, rest @ ..] if METHODS.contains(method) => {
            place.enter(&tokens[..3]);
            place.add_key("operationId");
            place.enter(&[section]);
            let rest = match (*section, rest) {
                ("parameters", [number, rest @ ..]) => {
                    place.enter(&[number]);
                    place.add_key("name");
                    rest
                }
                ("requestBody", _) => {
                    place.add("Body");
                    rest
                }
                _ => {
                    place.add("Answer");
                    rest
                }
            };
            place.schema(rest)
        }
        _ => {
            let key = tokens.last().copied().unwrap_or_default();
            place.add(&type_name(key));
            &[]
        }
    };
    place.parts(rest);
    place.name
}

/// A way through the document, and the name that it makes.
struct Trail<'d> {
    node: Option<&'d Node>,
    name: String,
}

impl Trail<'_> {
    fn add(&mut self, word: &str) {
        self.name.push_str(word);
    }

    /// Adds the text under a key.
    fn add_key(&mut self, key: &str) {
        let text = self.node.and_then(|node| node.text(key));
        self.add(&type_name(text.unwrap_or_default()));
    }

    fn enter(&mut self, tokens: &[&str]) {
        for token in tokens {
            self.node = self.node.and_then(|node| match token.parse::<usize>() {
                Ok(number) => node.items().get(number).or_else(|| node.get(token)),
                Err(_) => node.get(token),
            });
        }
    }

    /// Enters the schema of a parameter or a body. Returns the tokens that are left.
    fn schema<'t>(&mut self, tokens: &'t [&'t str]) -> &'t [&'t str] {
        let end = tokens.iter().position(|token| *token == "schema");
        let end = end.map_or(tokens.len(), |at| at + 1);
        self.enter(&tokens[..end]);
        &tokens[end..]
    }

    /// Adds the parts of a schema.
    fn parts(&mut self, mut tokens: &[&str]) {
        while let [key, rest @ ..] = tokens {
            let branches = self.node.and_then(|node| node.get(key)).map(Node::items);
            let used = match (*key, rest) {
                ("properties", [name, ..]) => {
                    self.add(&type_name(name));
                    2
                }
                ("oneOf" | "anyOf", [number, ..]) => {
                    let number = number.parse::<usize>().unwrap_or_default();
                    // Alternatives of which there is one are that one.
                    if branches.is_some_and(|branches| branches.len() > 1) {
                        self.add(&format!("Variant{}", number + 1));
                    }
                    2
                }
                ("allOf", [_, ..]) => 2,
                ("items", _) => {
                    self.add("Item");
                    1
                }
                ("additionalProperties", _) => {
                    self.add("Value");
                    1
                }
                _ => 1,
            };
            self.enter(&tokens[..used]);
            tokens = &tokens[used..];
        }
    }
}
