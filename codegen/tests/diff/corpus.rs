//! The pairs: one change each, at least every kind of the table and every extension.

use super::pairs::Pair;

pub(crate) const PAIRS: &[Pair] = &[
    Pair {
        name: "1 response property added, optional",
        before: &[],
        edits: &[(
            "        since: {type: string}\n",
            "        since: {type: string}\n        colour: {type: string}\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "2 response property added, required",
        before: &[],
        edits: &[
            (
                "      required: [number, side]\n",
                "      required: [number, side, colour]\n",
            ),
            (
                "        since: {type: string}\n",
                "        since: {type: string}\n        colour: {type: string}\n",
            ),
        ],
        there: &[],
        back: &[],
    },
    Pair {
        name: "3 request property added, optional",
        before: &[],
        edits: &[(
            "        draught: {type: number}\n",
            "        draught: {type: number}\n        colour: {type: string}\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "4 request property added, required",
        before: &[],
        edits: &[
            (
                "      required: [ship, draught]\n",
                "      required: [ship, draught, colour]\n",
            ),
            (
                "        draught: {type: number}\n",
                "        draught: {type: number}\n        colour: {type: string}\n",
            ),
        ],
        there: &[],
        back: &[],
    },
    Pair {
        name: "4 request property added, the fourth that is required",
        before: &[(
            "      required: [ship, draught]\n",
            "      required: [ship, draught, side]\n",
        )],
        edits: &[
            (
                "      required: [ship, draught, side]\n",
                "      required: [ship, draught, side, colour]\n",
            ),
            (
                "        draught: {type: number}\n",
                "        draught: {type: number}\n        colour: {type: string}\n",
            ),
        ],
        there: &[],
        back: &[],
    },
    Pair {
        name: "5 response optional property removed",
        before: &[],
        edits: &[("        since: {type: string}\n", "")],
        there: &[],
        back: &[],
    },
    Pair {
        name: "6 response required property removed",
        before: &[],
        edits: &[
            (
                "      required: [number, side]\n",
                "      required: [side]\n",
            ),
            ("        number: {type: integer, format: int64}\n", ""),
        ],
        there: &[],
        back: &[],
    },
    Pair {
        name: "7 request property removed",
        before: &[],
        edits: &[("        crew: {type: integer, maximum: 100}\n", "")],
        there: &[],
        back: &[],
    },
    Pair {
        name: "8 response optional property renamed",
        before: &[],
        edits: &[(
            "        since: {type: string}\n",
            "        since_when: {type: string}\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "8 response required property renamed",
        before: &[],
        edits: &[
            (
                "      required: [number, side]\n",
                "      required: [berth_number, side]\n",
            ),
            (
                "        number: {type: integer, format: int64}\n",
                "        berth_number: {type: integer, format: int64}\n",
            ),
        ],
        there: &[],
        back: &[],
    },
    Pair {
        name: "8 request property renamed",
        before: &[],
        edits: &[(
            "        crew: {type: integer, maximum: 100}\n",
            "        crew_count: {type: integer, maximum: 100}\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "8 property renamed, the old name an alias",
        before: &[],
        edits: &[(
            "        since: {type: string}\n",
            "        begin: {type: string, x-aliases: [since]}\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "8 property renamed in case only",
        before: &[],
        edits: &[(
            "        since: {type: string}\n",
            "        Since: {type: string}\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "9 response optional to required",
        before: &[],
        edits: &[(
            "      required: [number, side]\n",
            "      required: [number, side, since]\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "9 response list optional to required",
        before: &[],
        edits: &[(
            "      required: [number, side]\n",
            "      required: [number, side, lines]\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "11 request optional to required",
        before: &[],
        edits: &[(
            "      required: [ship, draught]\n",
            "      required: [ship, draught, crew]\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "13 null allowed, response, required",
        before: &[],
        edits: &[(
            "        number: {type: integer, format: int64}\n",
            "        number: {type: integer, format: int64, nullable: true}\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "14 null allowed, response, optional",
        before: &[],
        edits: &[(
            "        since: {type: string}\n",
            "        since: {type: string, nullable: true}\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "15 null allowed, response, list",
        before: &[],
        edits: &[(
            "        lines:\n          type: array\n",
            "        lines:\n          type: array\n          nullable: true\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "14 null allowed, request, required",
        before: &[],
        edits: &[(
            "        draught: {type: number}\n",
            "        draught: {type: number, nullable: true}\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "16 type changed in response",
        before: &[],
        edits: &[(
            "        since: {type: string}\n",
            "        since: {type: boolean}\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "16 number to integer in response",
        before: &[],
        edits: &[(
            "        width: {type: number}\n",
            "        width: {type: integer}\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "16 type narrowed to an integer in request",
        before: &[],
        edits: &[(
            "        draught: {type: number}\n",
            "        draught: {type: integer}\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "16 text or number to text",
        before: &[(
            "        since: {type: string}\n",
            "        since: {format: text-or-number, oneOf: [{type: string}, {type: number, format: decimal}]}\n",
        )],
        edits: &[(
            "        since: {format: text-or-number, oneOf: [{type: string}, {type: number, format: decimal}]}\n",
            "        since: {type: string}\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "16 scalar to list",
        before: &[],
        edits: &[(
            "        since: {type: string}\n",
            "        since: {type: array, items: {type: string}}\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "16 items described",
        before: &[],
        edits: &[(
            "        lines:\n          type: array\n          items: {type: string}\n",
            "        lines:\n          type: array\n          items: {}\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "17 int32 to int64 in response",
        before: &[],
        edits: &[(
            "        boats: {type: integer, format: int32}\n",
            "        boats: {type: integer, format: int64}\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "18 format added in response",
        before: &[],
        edits: &[(
            "        since: {type: string}\n",
            "        since: {type: string, format: date-time}\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "18 format added that no type stands for",
        before: &[],
        edits: &[(
            "        since: {type: string}\n",
            "        since: {type: string, format: uuid}\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "19 format changed in response",
        before: &[],
        edits: &[(
            "        until: {type: string, format: date}\n",
            "        until: {type: string, format: date-time}\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "20 default added",
        before: &[],
        edits: &[(
            "        crew: {type: integer, maximum: 100}\n",
            "        crew: {type: integer, maximum: 100, default: 3}\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "21 default changed",
        before: &[],
        edits: &[("default: KE", "default: TZ")],
        there: &[],
        back: &[],
    },
    Pair {
        name: "22 first maxLength on a request",
        before: &[],
        edits: &[(
            "        flag: {type: string, default: KE}\n",
            "        flag: {type: string, default: KE, maxLength: 2}\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "22 first pattern on a response",
        before: &[],
        edits: &[(
            "        since: {type: string}\n",
            "        since: {type: string, pattern: '^[0-9]+$'}\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "23 bound tightened, request",
        before: &[],
        edits: &[("maximum: 100", "maximum: 50")],
        there: &[],
        back: &[],
    },
    Pair {
        name: "23 bound tightened, response",
        before: &[],
        edits: &[("maxLength: 20", "maxLength: 10")],
        there: &[],
        back: &[],
    },
    Pair {
        name: "23 pattern changed",
        before: &[(
            "        flag: {type: string, default: KE}\n",
            "        flag: {type: string, pattern: '^a'}\n",
        )],
        edits: &[("pattern: '^a'", "pattern: '^b'")],
        there: &[],
        back: &[],
    },
    Pair {
        name: "24a unique items",
        before: &[],
        edits: &[(
            "        lines:\n          type: array\n",
            "        lines:\n          type: array\n          uniqueItems: true\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "25 extra fields forbidden, response",
        before: &[],
        edits: &[(
            "    Pilot:\n      type: object\n",
            "    Pilot:\n      type: object\n      additionalProperties: false\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "25 extra fields forbidden, request",
        before: &[],
        edits: &[(
            "    Arrival:\n      type: object\n",
            "    Arrival:\n      type: object\n      additionalProperties: false\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "26 extra fields described, response",
        before: &[],
        edits: &[(
            "    Pilot:\n      type: object\n",
            "    Pilot:\n      type: object\n      additionalProperties: {type: string}\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "26 values of a mapping change",
        before: &[],
        edits: &[(
            "additionalProperties: {type: string}",
            "additionalProperties: {type: boolean}",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "27 closed enum value added, in and out",
        before: &[],
        edits: &[("enum: [port, starboard]", "enum: [port, starboard, stern]")],
        there: &[],
        back: &[],
    },
    Pair {
        name: "27 open enum value added, in and out",
        before: &[],
        edits: &[("enum: [calm, storm]", "enum: [calm, storm, fog]")],
        there: &[],
        back: &[],
    },
    Pair {
        name: "27 inline enum value added, response",
        before: &[(
            "        since: {type: string}\n",
            "        since: {type: string, enum: [dawn, dusk]}\n",
        )],
        edits: &[(
            "        since: {type: string, enum: [dawn, dusk]}\n",
            "        since: {type: string, enum: [dawn, dusk, noon]}\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "31 enum reordered, closed",
        before: &[],
        edits: &[("enum: [port, starboard]", "enum: [starboard, port]")],
        there: &[],
        back: &[],
    },
    Pair {
        name: "31 enum reordered, open",
        before: &[],
        edits: &[("enum: [calm, storm]", "enum: [storm, calm]")],
        there: &[],
        back: &[],
    },
    Pair {
        name: "32 text to enum, response",
        before: &[],
        edits: &[(
            "        since: {type: string}\n",
            "        since: {type: string, enum: [dawn, dusk]}\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "32 text to enum, request",
        before: &[],
        edits: &[(
            "        flag: {type: string, default: KE}\n",
            "        flag: {type: string, default: KE, enum: [KE, TZ]}\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "33 union variant added, response",
        before: &[],
        edits: &[
            (
                "        - $ref: '#/components/schemas/Bulk'\n",
                "        - $ref: '#/components/schemas/Bulk'\n        - $ref: '#/components/schemas/Fish'\n",
            ),
            (
                "    Answer:\n",
                "    Fish:\n      type: object\n      required: [ice]\n      properties:\n        ice: {type: boolean}\n    Answer:\n",
            ),
        ],
        there: &[],
        back: &[],
    },
    Pair {
        name: "35 union reordered",
        before: &[],
        edits: &[(
            "        - $ref: '#/components/schemas/Box'\n        - $ref: '#/components/schemas/Bulk'\n",
            "        - $ref: '#/components/schemas/Bulk'\n        - $ref: '#/components/schemas/Box'\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "36 optional query parameter added",
        before: &[],
        edits: &[(
            "        - name: flags\n",
            "        - name: tide\n          in: query\n          schema: {type: boolean}\n        - name: flags\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "37 required query parameter added",
        before: &[],
        edits: &[(
            "        - name: flags\n",
            "        - name: tide\n          in: query\n          required: true\n          schema: {type: boolean}\n        - name: flags\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "37 parameter optional to required",
        before: &[],
        edits: &[(
            "        - name: depth\n          in: query\n",
            "        - name: depth\n          in: query\n          required: true\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "38 query parameter renamed",
        before: &[],
        edits: &[("        - name: depth\n", "        - name: min_depth\n")],
        there: &[],
        back: &[],
    },
    Pair {
        name: "39 path parameter renamed",
        before: &[],
        edits: &[
            ("  /ships/{ship}/leave:\n", "  /ships/{vessel}/leave:\n"),
            (
                "        - name: ship\n          in: path\n          required: true\n          schema: {type: string}\n",
                "        - name: vessel\n          in: path\n          required: true\n          schema: {type: string}\n",
            ),
        ],
        there: &[],
        back: &[],
    },
    Pair {
        name: "40 parameter type changed",
        before: &[],
        edits: &[(
            "          schema: {type: integer, minimum: 1}\n",
            "          schema: {type: string, minLength: 1}\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "40 parameter scalar to list",
        before: &[],
        edits: &[(
            "          schema: {type: string, format: date}\n",
            "          schema: {type: array, items: {type: string, format: date}}\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "41 minimum removed from a parameter",
        before: &[],
        edits: &[(
            "          schema: {type: integer, minimum: 1}\n",
            "          schema: {type: integer}\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "42 parameter moved to a header",
        before: &[],
        edits: &[(
            "        - name: depth\n          in: query\n",
            "        - name: depth\n          in: header\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "42 parameter written otherwise",
        before: &[],
        edits: &[(
            "        - name: flags\n          in: query\n",
            "        - name: flags\n          in: query\n          explode: false\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "43 operation added",
        before: &[],
        edits: &[
            (
                "  /cargo:\n",
                "  /tugs:\n    get:\n      operationId: listTugs\n      summary: Tugs.\n      responses:\n        '200':\n          description: Tugs.\n          content:\n            application/json:\n              schema: {$ref: '#/components/schemas/Tug'}\n  /cargo:\n",
            ),
            (
                "    Answer:\n",
                "    Tug:\n      type: object\n      properties:\n        power: {type: number}\n    Answer:\n",
            ),
        ],
        there: &[],
        back: &[],
    },
    Pair {
        name: "44 path changed",
        before: &[],
        edits: &[("  /cargo:\n", "  /v2/cargo:\n")],
        there: &[],
        back: &[],
    },
    Pair {
        name: "44 method changed",
        before: &[],
        edits: &[(
            "  /ships/{ship}/leave:\n    put:\n",
            "  /ships/{ship}/leave:\n    post:\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "45 operationId renamed",
        before: &[],
        edits: &[("operationId: listCargo", "operationId: showCargo")],
        there: &[],
        back: &[],
    },
    Pair {
        name: "46 tags changed",
        before: &[],
        edits: &[("tags: [ships]", "tags: [vessels]")],
        there: &[],
        back: &[],
    },
    Pair {
        name: "47 operation deprecated",
        before: &[],
        edits: &[(
            "      operationId: listCargo\n",
            "      operationId: listCargo\n      deprecated: true\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "47 property deprecated",
        before: &[],
        edits: &[(
            "        since: {type: string}\n",
            "        since: {type: string, deprecated: true}\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "48 body optional to required",
        before: &[],
        edits: &[(
            "      requestBody:\n        content:\n",
            "      requestBody:\n        required: true\n        content:\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "49 body added, optional",
        before: &[],
        edits: &[(
            "      operationId: leavePort\n",
            "      operationId: leavePort\n      requestBody:\n        content:\n          application/json:\n            schema: {$ref: '#/components/schemas/Pilot'}\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "49 body added, required",
        before: &[],
        edits: &[(
            "      operationId: leavePort\n",
            "      operationId: leavePort\n      requestBody:\n        required: true\n        content:\n          application/json:\n            schema: {$ref: '#/components/schemas/Pilot'}\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "50 body from JSON to a form",
        before: &[],
        edits: &[(
            "        content:\n          application/json:\n            schema: {$ref: '#/components/schemas/Arrival'}\n",
            "        content:\n          application/x-www-form-urlencoded:\n            schema: {$ref: '#/components/schemas/Arrival'}\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "50 success 200 to 201",
        before: &[],
        edits: &[(
            "        '200':\n          description: Entered.\n",
            "        '201':\n          description: Entered.\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "51 body added to a success",
        before: &[],
        edits: &[(
            "          description: Gone.\n",
            "          description: Gone.\n          content:\n            application/json:\n              schema: {$ref: '#/components/schemas/Receipt'}\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "51 answer schema swapped",
        before: &[],
        edits: &[(
            "              schema: {$ref: '#/components/schemas/Receipt'}\n",
            "              schema: {$ref: '#/components/schemas/Refusal'}\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "52 failure added",
        before: &[],
        edits: &[(
            "          description: Gone.\n",
            "          description: Gone.\n        '4XX':\n          description: Refused.\n          content:\n            application/json:\n              schema: {$ref: '#/components/schemas/Refusal'}\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "53 failure body changed",
        before: &[],
        edits: &[(
            "        reason: {type: string}\n",
            "        reason: {type: integer}\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "54 second success",
        before: &[],
        edits: &[(
            "          description: Entered.\n",
            "          description: Entered.\n          content: &entered\n            application/json:\n              schema: {$ref: '#/components/schemas/Receipt'}\n        '201':\n          description: Entered.\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "54 second media type of a body",
        before: &[],
        edits: &[(
            "            schema: {$ref: '#/components/schemas/Arrival'}\n",
            "            schema: {$ref: '#/components/schemas/Arrival'}\n          application/x-www-form-urlencoded:\n            schema: {$ref: '#/components/schemas/Arrival'}\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "54 second media type of an answer",
        before: &[],
        edits: &[(
            "              schema: {$ref: '#/components/schemas/Receipt'}\n",
            "              schema: {$ref: '#/components/schemas/Receipt'}\n            text/plain:\n              schema: {type: string}\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "54 response header added",
        before: &[],
        edits: &[(
            "          description: Gone.\n",
            "          description: Gone.\n          headers:\n            x-tide: {schema: {type: string}}\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "55 security added to one operation",
        before: &[],
        edits: &[(
            "      operationId: leavePort\n",
            "      operationId: leavePort\n      security:\n        - bearer: []\n          gate: []\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "55 security of all changed",
        before: &[],
        edits: &[("security:\n  - bearer: []\n", "security:\n  - gate: []\n")],
        there: &[],
        back: &[],
    },
    Pair {
        name: "55 an alternative added",
        before: &[],
        edits: &[(
            "security:\n  - bearer: []\n",
            "security:\n  - bearer: []\n  - gate: []\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "55 security lifted",
        before: &[],
        edits: &[(
            "      operationId: leavePort\n",
            "      operationId: leavePort\n      security: []\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "55 scheme changed",
        before: &[],
        edits: &[(
            "bearer: {type: http, scheme: bearer}",
            "bearer: {type: http, scheme: basic}",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "55 scheme renamed",
        before: &[],
        edits: &[
            (
                "bearer: {type: http, scheme: bearer}",
                "token: {type: http, scheme: bearer}",
            ),
            ("  - bearer: []\n", "  - token: []\n"),
        ],
        there: &[],
        back: &[],
    },
    Pair {
        name: "55 scheme added",
        before: &[],
        edits: &[(
            "    gate: {type: apiKey, in: header, name: x-gate}\n",
            "    gate: {type: apiKey, in: header, name: x-gate}\n    pier: {type: apiKey, in: header, name: x-pier}\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "56 server changed",
        before: &[],
        edits: &[("https://harbour.example/v1", "https://harbour.example/v2")],
        there: &[],
        back: &[],
    },
    Pair {
        name: "56 server added",
        before: &[],
        edits: &[(
            "    description: Main\n",
            "    description: Main\n  - url: https://test.harbour.example/v1\n    description: Test\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "57 schema renamed",
        before: &[],
        edits: &[
            (
                "              schema: {$ref: '#/components/schemas/Berth'}\n",
                "              schema: {$ref: '#/components/schemas/Mooring'}\n",
            ),
            ("    Berth:\n", "    Mooring:\n"),
        ],
        there: &[],
        back: &[],
    },
    Pair {
        name: "58 inline extracted",
        before: &[],
        edits: &[(
            "        stamp:\n          type: object\n          properties:\n            ink: {type: string}\n",
            "        stamp: {$ref: '#/components/schemas/Stamp'}\n    Stamp:\n      type: object\n      properties:\n        ink: {type: string}\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "60 unused schema added",
        before: &[],
        edits: &[(
            "    Answer:\n",
            "    Spare:\n      type: object\n      properties:\n        part: {type: string}\n    Answer:\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "60 unused schema's field added",
        before: &[],
        edits: &[(
            "        nothing: {type: string}\n",
            "        nothing: {type: string}\n        something: {type: string}\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "60 description changed",
        before: &[],
        edits: &[("Painted on the bow.", "Painted on the stern.")],
        there: &[],
        back: &[],
    },
    Pair {
        name: "60 title of the document",
        before: &[],
        edits: &[("  version: \"1\"\n", "  version: \"2\"\n")],
        there: &[],
        back: &[],
    },
    Pair {
        name: "x-open-enum set",
        before: &[],
        edits: &[(
            "    Side: {type: string, enum: [port, starboard]}\n",
            "    Side: {type: string, enum: [port, starboard], x-open-enum: true}\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "x-open-enum set, response only",
        before: &[
            (
                "      enum: [calm, storm]\n      x-open-enum: true\n",
                "      enum: [calm, storm]\n",
            ),
            (
                "        weather: {$ref: '#/components/schemas/Weather'}\n    Receipt:",
                "    Receipt:",
            ),
        ],
        edits: &[(
            "      enum: [calm, storm]\n",
            "      enum: [calm, storm]\n      x-open-enum: true\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "x-enum name given",
        before: &[],
        edits: &[(
            "      enum: [calm, storm]\n",
            "      enum: [calm, storm]\n      x-enum: {calm: {name: Quiet}}\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "x-enum told",
        before: &[],
        edits: &[(
            "      enum: [calm, storm]\n",
            "      enum: [calm, storm]\n      x-enum: {calm: {description: No wind.}}\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "x-aliases added",
        before: &[],
        edits: &[(
            "        since: {type: string}\n",
            "        since: {type: string, x-aliases: [begin]}\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "x-required set",
        before: &[],
        edits: &[(
            "          x-aliases: [remarks]\n",
            "          x-aliases: [remarks]\n          x-required: true\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "x-sensitive set on a property",
        before: &[],
        edits: &[(
            "        since: {type: string}\n",
            "        since: {type: string, x-sensitive: personal}\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "x-sensitive secret set on a property",
        before: &[],
        edits: &[(
            "        flag: {type: string, default: KE}\n",
            "        flag: {type: string, default: KE, x-sensitive: secret}\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "x-sensitive set on a parameter",
        before: &[],
        edits: &[(
            "        - name: depth\n          in: query\n",
            "        - name: depth\n          in: query\n          x-sensitive: personal\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "x-idempotent unset",
        before: &[],
        edits: &[("      x-idempotent: true\n", "")],
        there: &[],
        back: &[],
    },
    Pair {
        name: "x-envelope changed",
        before: &[],
        edits: &[("x-envelope: content", "x-envelope: object")],
        there: &[],
        back: &[],
    },
    Pair {
        name: "x-type set",
        before: &[],
        edits: &[(
            "        since: {type: string}\n",
            "        since: {type: string, x-type: ShipNumber}\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "x-client-headers added",
        before: &[],
        edits: &[(
            "    description: The key of the harbour.\n",
            "    description: The key of the harbour.\n  - name: harbour-tongue\n    description: The language.\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "x-evidence raised",
        before: &[],
        edits: &[(
            "{grade: assumed, source: hearsay}",
            "{grade: documented, source: the harbour master}",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "x-evidence of the same grade",
        before: &[],
        edits: &[("source: hearsay", "source: rumour")],
        there: &[],
        back: &[],
    },
    Pair {
        name: "x-facts",
        before: &[],
        edits: &[("The harbour sleeps at night.", "The harbour never sleeps.")],
        there: &[],
        back: &[],
    },
    Pair {
        name: "discriminator added",
        before: &[],
        edits: &[(
            "    Freight:\n      oneOf:\n",
            "    Freight:\n      discriminator: {propertyName: seal}\n      oneOf:\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "readOnly set, request",
        before: &[],
        edits: &[(
            "        crew: {type: integer, maximum: 100}\n",
            "        crew: {type: integer, maximum: 100, readOnly: true}\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "a keyword that no rule knows",
        before: &[],
        edits: &[(
            "        crew: {type: integer, maximum: 100}\n",
            "        crew: {type: integer, maximum: 100, xml: {attribute: true}}\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "component made nullable",
        before: &[],
        edits: &[(
            "    ShipNumber: {type: string, description: Painted on the bow.}\n",
            "    ShipNumber: {type: string, nullable: true, description: Painted on the bow.}\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "a field of a shared part of answers",
        before: &[],
        edits: &[(
            "        message: {type: string}\n",
            "        message: {type: boolean}\n",
        )],
        there: &[],
        back: &[],
    },
    Pair {
        name: "a reference to another schema of the same content",
        before: &[
            (
                "        since: {type: string}\n",
                "        since: {$ref: '#/components/schemas/ShipNumber'}\n",
            ),
            (
                "    Side: {type",
                "    ShipName: {type: string, description: Painted on the bow.}\n    Side: {type",
            ),
        ],
        edits: &[(
            "        since: {$ref: '#/components/schemas/ShipNumber'}\n",
            "        since: {$ref: '#/components/schemas/ShipName'}\n",
        )],
        there: &[],
        back: &[],
    },
];
