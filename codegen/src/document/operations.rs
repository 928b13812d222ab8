//! The operations of a document, with the parameters, answers and security that count for each.

use std::borrow::Cow;
use std::collections::HashSet;

use super::{Document, Located, Node};

/// The methods that a path item can have, as the document spells them.
pub const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// An operation and the way to it.
#[derive(Debug, Clone)]
pub(crate) struct Route<'d> {
    /// The key of the path item, which begins with `/`.
    pub(crate) path: &'d str,
    /// The path item, references followed.
    pub(crate) item: Located<'d>,
    /// The method, as the document spells it.
    pub(crate) method: &'d str,
    pub(crate) operation: Located<'d>,
}

impl Document {
    /// Returns all operations, in the order of the document.
    pub(crate) fn operations(&self) -> Vec<Route<'_>> {
        let root = Located::new(self.root(), "");
        let paths = root.child("paths").map(|paths| paths.entries());
        let mut found = Vec::new();
        for (path, item) in paths.unwrap_or_default() {
            if !path.starts_with('/') {
                continue;
            }
            let item = self.follow(&item);
            let entries = item.entries().into_iter();
            let methods = entries.filter(|(key, _)| METHODS.contains(key));
            found.extend(methods.map(|(method, operation)| Route {
                path,
                item: item.clone(),
                method,
                operation,
            }));
        }
        found
    }

    /// Returns the parameters of an operation, references followed: those of its path item that it
    /// does not replace, then its own.
    pub(crate) fn parameters<'d>(
        &'d self,
        item: &Located<'d>,
        operation: &Located<'d>,
    ) -> Vec<Located<'d>> {
        let listed = |at: &Located<'d>| {
            let list = at.child("parameters");
            let listed = list.iter().flat_map(Located::items);
            listed.map(|at| self.follow(&at)).collect()
        };
        effective(listed(item), listed(operation), |at| at.node)
    }
}

/// Returns the parameters that count for an operation: those of its path item that it does not
/// replace, then its own.
pub(crate) fn effective<'d, P>(item: Vec<P>, own: Vec<P>, node: impl Fn(&P) -> &'d Node) -> Vec<P> {
    let replaced: HashSet<_> = own.iter().map(|given| identity(node(given))).collect();
    let inherited = item.into_iter();
    let mut all: Vec<P> = inherited
        .filter(|given| !replaced.contains(&identity(node(given))))
        .collect();
    all.extend(own);
    all
}

/// Returns the identity of a parameter in an operation: its name and its location. The name of a
/// header is in lower case, for HTTP does not tell cases apart.
pub(crate) fn identity(parameter: &Node) -> (Cow<'_, str>, &str) {
    let location = parameter.text("in").unwrap_or_default();
    let name = parameter.text("name").unwrap_or_default();
    let name = match location {
        "header" => Cow::Owned(name.to_ascii_lowercase()),
        _ => Cow::Borrowed(name),
    };
    (name, location)
}

/// Returns the successes among responses: those of the statuses `2…`, or `default` if there are
/// none.
pub(crate) fn successes(responses: &Node) -> Vec<(&str, &Node)> {
    let of = |is_wanted: fn(&str) -> bool| -> Vec<(&str, &Node)> {
        let all = responses.entries();
        all.filter(|(status, _)| is_wanted(status)).collect()
    };
    let successes = of(|status| status.starts_with('2'));
    if successes.is_empty() {
        of(|status| status == "default")
    } else {
        successes
    }
}

/// Returns the security requirements of an operation: its own, or those of the document.
pub(crate) fn security<'d>(root: &'d Node, operation: &'d Node) -> Option<&'d Node> {
    operation.get("security").or_else(|| root.get("security"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Source;

    const TIDES: &str = "openapi: 3.0.3
paths:
  /tides:
    parameters:
      - {$ref: '#/components/parameters/Day'}
      - {name: X-Trace, in: header}
      - {name: limit, in: query}
    summary: Tides
    post: {operationId: postTide}
    get:
      parameters: [{name: x-trace, in: header}, {name: Limit, in: query}, {name: limit, in: path}]
      security: []
  x-notes: {get: {}}
components:
  parameters:
    Day: {name: day, in: query}
security: [{key: []}]
";

    fn document() -> Document {
        Document::load(&Source::new("tides.yaml", TIDES)).expect("readable")
    }

    #[test]
    fn operations_stand_under_the_methods_of_paths() {
        let document = document();
        let operations = document.operations();
        let found = operations.iter().map(|route| {
            let pointer = route.operation.pointer.as_str();
            (route.method, route.path, pointer)
        });
        assert_eq!(
            found.collect::<Vec<_>>(),
            [
                ("post", "/tides", "/paths/~1tides/post"),
                ("get", "/tides", "/paths/~1tides/get"),
            ]
        );
    }

    #[test]
    fn an_operation_replaces_parameters_of_its_path_by_name_and_location() {
        let document = document();
        let pointers = |number: usize| -> Vec<String> {
            let route = &document.operations()[number];
            let parameters = document.parameters(&route.item, &route.operation);
            parameters.into_iter().map(|at| at.pointer).collect()
        };
        let shared = "/components/parameters/Day";
        let (item, own) = ("/paths/~1tides/parameters", "/paths/~1tides/get/parameters");
        assert_eq!(
            pointers(0),
            [shared, &format!("{item}/1"), &format!("{item}/2")]
        );
        assert_eq!(
            pointers(1),
            [
                shared,
                &format!("{item}/2"),
                &format!("{own}/0"),
                &format!("{own}/1"),
                &format!("{own}/2")
            ]
        );
    }

    #[test]
    fn an_operation_asks_for_its_own_credentials_or_for_those_of_the_document() {
        let document = document();
        let counts = document.operations().into_iter().map(|route| {
            security(document.root(), route.operation.node).map(|list| list.items().len())
        });
        assert_eq!(counts.collect::<Vec<_>>(), [Some(1), Some(0)]);
    }

    #[test]
    fn the_default_is_a_success_where_no_other_is_described() {
        let statuses = |responses: &str| -> Vec<String> {
            let text = format!("openapi: 3.0.3\nresponses: {responses}\n");
            let document = Document::load(&Source::new("a.yaml", text)).expect("readable");
            let responses = document.root().get("responses").expect("the key");
            let found = successes(responses).into_iter();
            found.map(|(status, _)| status.to_owned()).collect()
        };
        assert_eq!(
            statuses("{'404': {}, '201': {}, default: {}, 2XX: {}}"),
            ["201", "2XX"]
        );
        assert_eq!(statuses("{'404': {}, default: {}}"), ["default"]);
    }
}
