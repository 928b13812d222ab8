//! Problems of paths, operations and servers.

use super::{Words, quoted};

/// A problem of a path, an operation's name or a server.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "the words of each kind say what its fields are"
)]
pub enum Routing {
    /// A path without its first slash.
    NoSlash { path: String },
    /// A path with a query or a fragment.
    Query { path: String },
    /// Braces that do not enclose a name.
    Braces { path: String },
    /// A segment that names another place.
    Segment { path: String },
    /// A name in the template that no parameter has.
    NameWithoutParameter { name: String },
    /// A parameter that the template does not name.
    ParameterWithoutName { name: String, path: String },
    /// One name twice in a template.
    NameTwice { name: String },
    /// Two paths that differ in the names of their parameters at most.
    PathsEqual { path: String, other: String },
    /// An operation without its name.
    NoOperationId,
    /// One name for two operations.
    OperationIdTwice { id: String },
    /// Two names that become one in Rust.
    OperationIdsAlike { id: String, name: String },
    /// A name that no Rust name can be made of.
    OperationIdUnusable { id: String },
    /// A name that is longer than anybody reads.
    OperationIdTooLong { limit: usize },
    /// A URL that is too long with its variables filled in.
    ServerTooLong { limit: usize },
    /// Servers of a path or an operation only.
    ServerOverride,
    /// A variable that the server does not declare.
    ServerVariable { name: String },
    /// A default that is none of the values.
    ServerDefault { value: String },
}

impl Routing {
    pub(super) fn words(&self) -> Words {
        match self {
            Routing::NoSlash { path } => Words::new(
                "path-slash",
                format!(
                    "the path {} does not begin with `/`, so the generator would leave out its operations",
                    quoted(path)
                ),
                format!("write {}", quoted(&format!("/{path}"))),
            ),
            Routing::Query { path } => Words::new(
                "path-query",
                format!("the path {} has a query or a fragment", quoted(path)),
                "describe what follows `?` as query parameters; leave `#` out",
            ),
            Routing::Braces { path } => Words::new(
                "path-braces",
                format!("the braces of {} do not enclose names", quoted(path)),
                "write each parameter as `{name}`",
            ),
            Routing::Segment { path } => Words::new(
                "path-segment",
                format!(
                    "the path {} has a segment `.` or `..`, a `\\`, a control character, or a `%` without two hexadecimal digits",
                    quoted(path)
                ),
                "write the path as the server knows it",
            ),
            Routing::NameWithoutParameter { name } => Words::new(
                "path-name-without-parameter",
                format!(
                    "the path names {}, but no path parameter describes it",
                    quoted(name)
                ),
                format!("add a parameter `{{name: {name}, in: path, required: true}}`"),
            ),
            Routing::ParameterWithoutName { name, path } => Words::new(
                "path-parameter-without-name",
                format!(
                    "the path parameter {} is not in the path {}",
                    quoted(name),
                    quoted(path)
                ),
                format!(
                    "put {} into the path, or remove the parameter",
                    quoted(&format!("{{{name}}}"))
                ),
            ),
            Routing::NameTwice { name } => Words::new(
                "path-name-twice",
                format!("the path names {} twice", quoted(name)),
                "give each place in the path a name of its own",
            ),
            Routing::PathsEqual { path, other } => Words::new(
                "paths-equal",
                format!(
                    "{} and {} are the same path to a server",
                    quoted(path),
                    quoted(other)
                ),
                "bring their operations together under one path",
            ),
            Routing::NoOperationId => Words::new(
                "operation-id-missing",
                "the operation has no `operationId`, and its method needs a name",
                "add an `operationId`",
            ),
            Routing::OperationIdTwice { id } => Words::new(
                "operation-id-twice",
                format!("two operations are called {}", quoted(id)),
                "give each operation a name of its own",
            ),
            Routing::OperationIdsAlike { id, name } => Words::new(
                "operation-ids-alike",
                format!(
                    "{} and another operation both become the method {}",
                    quoted(id),
                    quoted(name)
                ),
                "give each operation a name that differs in more than case and signs",
            ),
            Routing::OperationIdUnusable { id } => Words::new(
                "operation-id-unusable",
                format!("no method can be named after {}", quoted(id)),
                "use letters and digits, a letter first",
            ),
            Routing::OperationIdTooLong { limit } => Words::new(
                "operation-id-too-long",
                format!("the `operationId` is longer than {limit} characters"),
                "choose a short name; the method gets it too",
            ),
            Routing::ServerTooLong { limit } => Words::new(
                "server-too-long",
                format!(
                    "the URL of this server is longer than {limit} characters with its variables filled in"
                ),
                "shorten the URL, or the defaults of its variables",
            ),
            Routing::ServerOverride => Words::new(
                "server-override",
                "servers of a single path or operation are not supported; calls would go to another server",
                "describe the other server's API in a document of its own",
            ),
            Routing::ServerVariable { name } => Words::new(
                "server-variable",
                format!(
                    "the server's URL names {}, but no variable describes it",
                    quoted(name)
                ),
                "describe it under `variables`, with a default",
            ),
            Routing::ServerDefault { value } => Words::new(
                "server-default",
                format!(
                    "the default {} is none of the variable's values",
                    quoted(value)
                ),
                "use one of the values of `enum`",
            ),
        }
    }
}
