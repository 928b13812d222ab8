//! Problems of request bodies and answers.

use super::check;

const REQUEST: &str =
    "          application/json:\n            schema: {$ref: '#/components/schemas/Tide'}\n";
const WRITTEN: &str = "        '204':\n          description: It is written.\n";

fn request(text: &str, told: &str) {
    check(
        &[
            (REQUEST, text),
            (
                "            example: {harbour: Kilifi, height: 3.20, state: LOW}\n",
                "",
            ),
        ],
        told,
    );
}

fn answers(text: &str, told: &str) {
    check(&[(WRITTEN, text)], told);
}

#[test]
fn requests_are_json_or_a_form() {
    for media in [
        "multipart/form-data",
        "application/octet-stream",
        "text/plain",
        "application/xml",
    ] {
        check(
            &[
                (
                    "        content:\n          application/json:\n            schema: {$ref: '#/components/schemas/Tide'}\n",
                    &format!(
                        "        ①content:\n          {media}:\n            schema: {{type: string}}\n"
                    ),
                ),
                (
                    "            example: {harbour: Kilifi, height: 3.20, state: LOW}\n",
                    "",
                ),
            ],
            "request-media ①",
        );
    }
    for media in [
        "application/json; charset=utf-8",
        "application/vnd.tide+json",
        "'*/*'",
        "application/x-www-form-urlencoded",
    ] {
        request(
            &format!(
                "          {media}:\n            schema: {{$ref: '#/components/schemas/Refusal'}}\n"
            ),
            "",
        );
    }
    request(
        "          multipart/form-data:\n            schema: {type: string}\n          application/json:\n            schema: {type: string}\n",
        "",
    );
}

#[test]
fn bodies_are_described() {
    request("          ①application/json: {}\n", "body-without-schema ①");
    request(
        "          application/x-www-form-urlencoded:\n            schema: {$ref: '#/components/schemas/Refusal'}\n            ①encoding: {reason: {style: form}}\n",
        "body-encoding ①",
    );
    request(
        "          ①a b/c+json:\n            schema: {type: string}\n",
        "media-type ①",
    );
    answers(
        "        '200':\n          description: a\n          content: {①application/json: {}}\n",
        "body-without-schema ①",
    );
}

#[test]
fn answers_are_json_or_nothing() {
    for media in [
        "text/event-stream",
        "application/octet-stream",
        "text/plain",
        "application/x-ndjson",
    ] {
        answers(
            &format!(
                "        '200':\n          description: a\n          ①content: {{{media}: {{schema: {{type: string}}}}}}\n"
            ),
            "answer-media ①",
        );
    }
    answers(
        "        '200':\n          description: a\n          content: {text/plain: {}, '*/*': {schema: {type: string}}}\n",
        "",
    );
    answers("        '200': {description: a, content: {}}\n", "");
}

#[test]
fn failures_may_be_anything() {
    answers(
        "        '204': {description: a}\n        '400': {description: b, content: {text/html: {}}}\n        \
         '404': {description: c, content: {application/json: {schema: {not: {}}}}}\n        \
         default: {description: d, content: {application/json: {schema: {anyOf: [{type: string}, {type: integer}]}}}}\n",
        "",
    );
}

#[test]
fn the_default_is_a_success_where_there_is_no_other() {
    answers(
        "        default:\n          description: a\n          ①content: {text/plain: {}}\n        '404': {description: b}\n",
        "answer-media ①",
    );
}

#[test]
fn an_operation_has_one_kind_of_success() {
    let answer = |mark: char, schema: &str| {
        format!("{{description: a, content: {{application/json: {{{mark}schema: {schema}}}}}}}")
    };
    let json = |schema: &str| {
        format!("{{description: a, content: {{application/json: {{schema: {schema}}}}}}}")
    };
    answers(
        &format!(
            "        '200': {}\n        '201': {}\n",
            answer('①', "{type: string}"),
            answer('②', "{type: integer}")
        ),
        "answers-differ ①②",
    );
    answers(
        &format!(
            "        '200': {}\n        ②'204': {{description: b}}\n        2XX: {}\n",
            answer('①', "{type: string}"),
            answer('③', "{type: string}")
        ),
        "answers-differ ①②③",
    );
    answers(
        &format!(
            "        '200': {}\n        2XX: {}\n        default: {}\n",
            json("{type: string, description: a}"),
            json("{type: string, example: b}"),
            json("{type: integer}")
        ),
        "",
    );
    answers(
        &format!(
            "        '200': {}\n        '201': {}\n",
            json("{$ref: '#/components/schemas/Refusal'}"),
            json("{type: object, properties: {reason: {type: string}}}")
        ),
        "",
    );
    answers(
        &format!(
            "        '200': {}\n        '201': {}\n",
            answer('①', "{$ref: '#/components/schemas/Refusal'}"),
            answer(
                '②',
                "{type: object, required: [reason], properties: {reason: {type: string}}}"
            )
        ),
        "answers-differ ①②",
    );
}

#[test]
fn bodies_that_never_come_are_not_waited_for() {
    answers(
        "        '204':\n          description: a\n          content: {①application/json: {schema: {type: string}}}\n",
        "body-never ①",
    );
    check(
        &[
            ("    post:\n", "    head:\n"),
            (
                WRITTEN,
                "        '200':\n          description: a\n          content: {①application/json: {schema: {type: string}}}\n",
            ),
        ],
        "body-never ①",
    );
}
