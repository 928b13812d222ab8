//! Eight changes that Smart may well make, each as a pull request, and the comment that its
//! reviewer reads.

use crate::repository::{Edit, Repository};

/// What the workflow does: both revisions as they are checked in.
fn comment(branch: &str, edits: &[Edit<'_>]) -> Option<String> {
    let repository = Repository::new()?;
    repository.pull_request(branch, edits);
    let ran = repository.diff(&["main", branch, "--format", "markdown"]);
    Some(ran.exits(0).stdout)
}

#[test]
fn a_new_endpoint() {
    let path = "  /api/preauthorisation:
    get:
      operationId: fetchPreauthorisation
      summary: Ask whether a treatment is authorised
      parameters:
        - name: sessionId
          in: query
          required: true
          schema: {type: integer, format: int64}
      responses:
        '200':
          description: What was authorised.
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Preauthorisation'}
components:
";
    let schema = "    Preauthorisation:
      type: object
      required: [authorised]
      properties:
        authorised: {type: boolean}
    Receipt:
";
    let edits = [("components:\n", path), ("    Receipt:\n", schema)];
    let Some(comment) = comment("new-endpoint", &edits) else {
        return;
    };
    insta::assert_snapshot!(comment);
}

#[test]
fn a_renamed_field() {
    let edits = [(
        "        member_number: {type: string, x-sensitive: personal}\n        visit_number",
        "        patient_member_number: {type: string, x-sensitive: personal}\n        visit_number",
    )];
    let Some(comment) = comment("renamed-field", &edits) else {
        return;
    };
    insta::assert_snapshot!(comment);
}

#[test]
fn a_new_status() {
    let edits = [(
        "[PENDING, ACTIVE, INACTIVE]",
        "[PENDING, ACTIVE, SUSPENDED, INACTIVE]",
    )];
    let Some(comment) = comment("new-status", &edits) else {
        return;
    };
    insta::assert_snapshot!(comment);
}

#[test]
fn a_parameter_that_is_now_required() {
    let edits = [(
        "        - name: countryCode\n          in: query\n",
        "        - name: countryCode\n          in: query\n          required: true\n",
    )];
    let Some(comment) = comment("parameter-now-required", &edits) else {
        return;
    };
    insta::assert_snapshot!(comment);
}

#[test]
fn a_path_with_another_version() {
    let edits = [("  /api/claims:\n", "  /api/v2/claims:\n")];
    let Some(comment) = comment("path-moved", &edits) else {
        return;
    };
    insta::assert_snapshot!(comment);
}

#[test]
fn a_field_of_an_answer_that_is_gone() {
    let edits = [("        scheme_name: {type: string}\n", "")];
    let Some(comment) = comment("field-gone", &edits) else {
        return;
    };
    insta::assert_snapshot!(comment);
}

#[test]
fn a_narrower_type() {
    let edits = [
        (
            "        pool_number: {type: string}\n",
            "        pool_number: {type: integer, format: int64}\n",
        ),
        ("maxLength: 50", "maxLength: 20"),
    ];
    let Some(comment) = comment("type-narrowed", &edits) else {
        return;
    };
    insta::assert_snapshot!(comment);
}

#[test]
fn other_credentials() {
    let edits = [(
        "      operationId: postClaim\n",
        "      operationId: postClaim\n      security:\n        - bearer: []\n          providerKey: []\n",
    )];
    let Some(comment) = comment("security-changed", &edits) else {
        return;
    };
    insta::assert_snapshot!(comment);
}
