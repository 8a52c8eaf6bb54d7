import Diagnostics

extension YAMLRules {
    package static let scalarTooLong = Rule(
        "scalar-too-long",
        summary: "A text is longer than 1 MiB.",
        reason: "No message may be so long; a file is better named than pasted.",
        remedy: "Shorten the text; put a list of people into a CSV file and a document below `media`.",
        wrong: RuleExample(
            .setapp, "description: Aviso …   # 2 MiB of text",
            bytes: {
                Array("description: ".utf8)
                    + Array(repeating: UInt8(ascii: "x"), count: 1 << 20 | 1)
            }),
        right: .setapp("description: Aviso de diciembre"),
        source: "format.md, \"Typing: strict, by key, never by guess\"")
}
