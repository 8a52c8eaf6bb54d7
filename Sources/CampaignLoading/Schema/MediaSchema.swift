import CampaignModel

/// The schema of `media:`, after `MediaDecoder`.
enum MediaSchema {
    private static let types = Media.extensions.joined(separator: ", ")
    static let base64 = "^[A-Za-z0-9+/=\(AddressPattern.whitespace)]+$"
    private static let ending = "\\.(?:\(Media.extensions.joined(separator: "|")))"

    static let mapping = MappingSchema(
        "media", keys: MediaDecoder.keys,
        description: "A file that goes with a template: exactly one of url, file, base64.",
        [
            "url": ScalarSchema.formed(
                "The file's web address. Its path ends in a file type: \(types).",
                pattern: AddressPattern.media,
                error: "write a whole address without spaces, ending in one of: \(types)",
                examples: ["https://files.example.com/facturas/{{factura}}.pdf"]),
            "file": ScalarSchema.word(
                "A file of the workspace, its path from the folder of pregon.yaml; at most 16 MiB.",
                examples: ["media/tarifas-2026.pdf"]),
            "base64": ScalarSchema.word(
                "The file itself as base64.",
                pattern: base64,
                error: "base64 has letters, digits, + / and = only", examples: ["JVBERi0xLjQK"]),
            "name": TextSchema.words(
                "The file's name as the recipient sees it: 10 to 60 characters with its ending. A file keeps its "
                    + "own name if that fits.",
                examples: ["tarifas-2026.pdf"]
            ).adding([
                "minLength": .number(Media.nameLength.lowerBound),
                "maxLength": .number(Media.nameLength.upperBound),
                "pattern": .text("^(?![\\s\\S]*\\{\\{)[\\s\\S]*\(ending)$"),
                "patternErrorMessage": .text(
                    "end the name in one of: \(types); it cannot hold a placeholder"),
            ]),
        ],
        further: [
            "oneOf": .list(MediaDecoder.kinds.map { ["required": [.text("\($0)")]] }),
            "allOf": [
                ["if": ["required": ["base64"]], "then": ["required": ["name"]]],
                ["if": ["required": ["url"]], "then": ["properties": ["name": false]]],
                [
                    "if": ["required": ["file"], "not": ["required": ["name"]]],
                    "then": ["properties": ["file": ownName]],
                ],
            ],
        ])

    /// The path of a file whose own name is one that the gateway takes.
    private static let ownName: SchemaValue = [
        "pattern": .text(
            "^(?:[\\s\\S]*/)?(?=[^/]{\(Media.nameLength.lowerBound),\(Media.nameLength.upperBound)}/*$)"
                + "[^/]*\(ending)/*$"),
        "patternErrorMessage": .text(
            "the file's own name has not 10 to 60 characters with its ending; give a `name`"),
    ]
}
