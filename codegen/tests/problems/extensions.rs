//! Problems of this generator's own extensions.

use super::check;

const OPERATION: &str = "      x-idempotent: true\n";
const HARBOUR: &str = "          x-aliases: [harbour_name]\n";

#[test]
fn extensions_stand_where_they_mean_something() {
    check(
        &[(OPERATION, "      ①x-envelope: content\n")],
        "extension-place ①",
    );
    check(
        &[(
            HARBOUR,
            "          x-aliases: [harbour_name]\n          ①x-idempotent: true\n",
        )],
        "extension-place ①",
    );
    check(
        &[(
            "          x-aliases: [harbour_name]\n          x-required: true\n",
            "          ①x-required: true\n",
        )],
        "extension-place ①",
    );
    check(
        &[(
            "      type: string\n      enum: [HIGH, LOW]\n      x-open-enum: true\n",
            "      type: string\n      ①x-open-enum: true\n",
        )],
        "extension-place ①",
    );
    check(
        &[(
            "{type: integer}",
            "{type: string, enum: [a], ①x-open-enum: true}",
        )],
        "extension-place ①",
    );
    check(
        &[("{type: integer}", "{type: integer, ①x-sensitive: personal}")],
        "extension-place ①",
    );
    check(
        &[("info:\n", "info:\n  ①x-client-headers: []\n")],
        "extension-place ①",
    );
    check(
        &[("    Refusal:\n", "    Refusal:\n      ①x-aliases: [a]\n")],
        "extension-place ①",
    );
}

#[test]
fn extensions_have_values_of_their_own() {
    check(
        &[(OPERATION, "      x-idempotent: ①yes\n")],
        "extension-value ①",
    );
    check(
        &[(HARBOUR, "          x-aliases: ①harbour_name\n")],
        "extension-value ①",
    );
    check(
        &[(HARBOUR, "          ①x-aliases: []\n")],
        "extension-value ①",
    );
    check(
        &[(HARBOUR, "          ①x-aliases: [5]\n")],
        "extension-value ①",
    );
    check(
        &[(
            "format: smart-datetime",
            "format: smart-datetime, x-type: ①5",
        )],
        "extension-value ①",
    );

    check(
        &[("x-required: true", "x-required: ①1")],
        "extension-value ①",
    );
    check(
        &[("x-sensitive: personal", "x-sensitive: ①private")],
        "extension-value ①",
    );
    check(
        &[("x-open-enum: true", "x-open-enum: ①1")],
        "extension-value ①",
    );
    check(
        &[("x-envelope: content", "x-envelope: ①1")],
        "extension-value ①",
    );
}

#[test]
fn a_borrowed_type_describes_the_same_values() {
    let days = |schema: &str, told: &str| check(&[("{type: integer}", schema)], told);
    days("{type: string, nullable: true, x-type: State}", "");
    days("{type: integer, x-type: ①State}", "type-unknown ①");
    days(
        "{type: string, format: date, x-type: ①State}",
        "type-unknown ①",
    );
    days("{type: string, x-type: ①Stat}", "type-unknown ①");
    days("{①x-type: State}", "extension-place ①");
}

#[test]
fn aliases_are_other_spellings_of_optional_properties() {
    check(
        &[(
            "required: [height, state]",
            "required: [height, state, ①harbour]",
        )],
        "alias-required ①",
    );
    check(
        &[
            ("x-aliases: [harbour_name]", "x-aliases: [①at]"),
            ("        at: {", "        ②at: {"),
        ],
        "alias-taken ①②",
    );
    check(
        &[("x-aliases: [harbour_name]", "x-aliases: [②a, ①a]")],
        "alias-taken ①②",
    );
    check(
        &[
            ("x-aliases: [harbour_name]", "x-aliases: [②harbour_name]"),
            (
                "description: When.",
                "description: When., x-aliases: [①harbour_name]",
            ),
        ],
        "alias-taken ①②",
    );
}

#[test]
fn an_envelope_holds_a_property() {
    check(
        &[("x-envelope: content", "x-envelope: ①contents")],
        "envelope-unknown ①",
    );
}

#[test]
fn secrets_are_text() {
    check(
        &[(
            "height: {type: number",
            "height: {x-sensitive: ①secret, type: number",
        )],
        "secret-not-text ①",
    );
    check(&[("x-sensitive: personal", "x-sensitive: secret")], "");
    check(
        &[(
            "          description: How many days ahead.\n",
            "          x-sensitive: ①secret\n",
        )],
        "secret-not-text ①",
    );
}

#[test]
fn headers_of_every_call_have_names() {
    let headers = |text: &str, told: &str| {
        check(
            &[(
                "  - name: harbour-key\n    description: Which harbour asks.\n    example: K-1\n    x-evidence: {grade: documented, source: \"the manual, 1\"}\n",
                text,
            )],
            told,
        );
    };
    headers("  - ①{description: a}\n", "extension-value ①");
    headers("  - ①{name: a, exmaple: b}\n", "extension-value ①");
    headers("  - ①{name: a, example: 5}\n", "extension-value ①");
    headers("  - ①a\n", "extension-value ①");
    headers("  - {name: ①'a b'}\n", "header-name ①");
    headers("  - {name: ①Authorization}\n", "parameter-header ①");
    headers(
        "  - {name: ②Key}\n  - {name: ①key}\n",
        "client-header-twice ①②",
    );
    check(
        &[(
            "x-client-headers:\n  - name: harbour-key\n    description: Which harbour asks.\n    example: K-1\n    x-evidence: {grade: documented, source: \"the manual, 1\"}\n",
            "x-client-headers: ①a\n",
        )],
        "extension-value ①",
    );
}

#[test]
fn values_of_an_enum_have_names_of_their_own() {
    check(
        &[
            (
                "HIGH: {description: The highest.}",
                "HIGH: {description: The highest., name: ②Same}",
            ),
            (
                "LOW: {description: The lowest.}",
                "LOW: {description: The lowest., name: ①Same}",
            ),
        ],
        "enum-name-twice ①②",
    );
}
