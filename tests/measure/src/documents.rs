//! The documents that are generated from: the workspace's own, and made ones of any size.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::{fs, io};

/// The root of the workspace.
pub(crate) fn workspace() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The workspace's document.
pub(crate) fn own() -> io::Result<String> {
    fs::read_to_string(workspace().join("spec/smart.yaml"))
}

/// A document of so many operations, each with a parameter in the path and one in the query, and a
/// schema of its own with eight fields for body and answer.
pub(crate) fn made(operations: usize) -> String {
    let mut text = String::from(
        "openapi: 3.0.3\n\
         info: {title: Things, version: '1'}\n\
         servers:\n- url: https://example.org/api\n\
         paths:\n",
    );
    for number in 0..operations {
        // Writing to a text cannot fail.
        _ = write!(text, "{}", operation(number));
    }
    text += "components:\n  schemas:\n";
    for number in 0..operations {
        _ = write!(text, "{}", schema(number));
    }
    text
}

fn operation(number: usize) -> String {
    format!(
        "  /things{number}/{{thingId}}:
    post:
      operationId: updateThing{number}
      summary: Updates a thing
      parameters:
      - name: thingId
        in: path
        required: true
        schema: {{type: string}}
      - name: limit
        in: query
        schema: {{type: integer}}
      requestBody:
        required: true
        content:
          application/json:
            schema: {{$ref: '#/components/schemas/Thing{number}'}}
      responses:
        '200':
          description: The thing as it is now
          content:
            application/json:
              schema: {{$ref: '#/components/schemas/Thing{number}'}}
"
    )
}

fn schema(number: usize) -> String {
    format!(
        "    Thing{number}:
      type: object
      description: A thing
      required: [id, name]
      properties:
        id: {{type: integer, description: The id of the thing}}
        name: {{type: string, description: The name of the thing}}
        amount: {{type: number}}
        at: {{type: string}}
        flag: {{type: boolean}}
        tags:
          type: array
          items: {{type: string}}
        note: {{type: string, nullable: true}}
        count: {{type: integer, format: int32}}
"
    )
}
