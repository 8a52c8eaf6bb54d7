import CampaignModel

/// The schema of `audience:`, after `AudienceDecoder`.
enum AudienceSchema {
    static let mapping = MappingSchema(
        "audience", keys: AudienceDecoder.keys,
        description: "Who gets the campaign: a CSV file, or a list of people written here.",
        [
            "file": ScalarSchema.word(
                "A CSV file with a header line, its path from the folder of pregon.yaml.",
                examples: ["audiences/noviembre.csv"]),
            "recipients": ScalarSchema.list(
                "The people themselves, instead of a file: one mapping each, columns by their names.",
                of: recipient
            ).adding([
                "minItems": 1,
                "examples": [
                    [["phone": "573001112233", "nombre": "Ana", "opt_in": "2026-01-05"]]
                ],
            ]),
            "delimiter": [
                "description":
                    "What separates the columns of the file. auto looks at the header line.",
                "enum": .texts(AudienceDecoder.delimiterWords), "default": "auto",
            ],
            "encoding": ScalarSchema.choice(
                "How the file's letters are stored. auto reads UTF-8, and Windows-1252 (Excel) where it is not.",
                of: AudienceSource.Encoding.self
            ).adding(["default": "auto"]),
            "phone": ScalarSchema.word(
                "The column with the number: 12 digits that begin with 57. For recipients written here: phone, "
                    + "unless you say otherwise.",
                examples: ["celular"]),
            "opt_in": ScalarSchema.word(
                "The column with the date on which the person agreed to be written to, as in 2026-01-05. Whoever "
                    + "has none gets nothing.",
                examples: ["autorizacion"]),
            "where": [
                "description":
                    "Keep only rows whose column has one of these values; every column named here must match.",
                "type": "object",
                "additionalProperties": [
                    "if": ["type": "array"],
                    "then": ["items": filterValue, "minItems": 1],
                    "else": filterValue,
                ],
                "examples": [["ciudad": ["Bogotá", "Medellín"]]],
            ],
            "exclude": ScalarSchema.list(
                "Files with numbers that are left out, such as people who have paid.",
                of: ScalarSchema.word("A CSV file, its path from the folder of pregon.yaml.")
            ).adding(["examples": [["audiences/pagaron.csv"]]]),
        ],
        further: [
            "oneOf": [
                [
                    "title": "a file", "required": ["file", "phone", "opt_in"],
                    "properties": ["recipients": false],
                ],
                ["title": "recipients", "required": ["recipients"], "properties": ["file": false]],
            ],
            "if": ["required": ["recipients"], "properties": ["phone": ["const": "phone"]]],
            "then": [
                "properties": [
                    "recipients": [
                        "items": [
                            "required": ["phone"],
                            "properties": ["phone": ScalarSchema.phone("The person's number.")],
                        ]
                    ]
                ]
            ],
        ])

    private static let filterValue = TextSchema.words("A value to keep.")

    /// Its keys are the columns' names, which the file makes up.
    private static let recipient: SchemaValue = [
        "description": "One person: the number, the date of consent, and what placeholders need.",
        "type": "object",
        "additionalProperties": ["type": ["string", "number", "boolean", "null"]],
    ]
}
