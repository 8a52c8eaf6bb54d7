import Diagnostics

extension YAMLRules {
    package static let invalidUTF8 = Rule(
        "invalid-utf8",
        summary: "The file is not written in UTF-8.",
        reason: "Letters such as ñ and á would arrive as other signs, and the gateways refuse such a "
            + "text.",
        remedy: "Save the file again with the encoding UTF-8.",
        wrong: RuleExample(
            .setapp, "description: Campa\u{FFFD}a de diciembre   # saved as Windows-1252",
            bytes: {
                Array("description: Campa".utf8)
                    + [0xF1]
                    + Array("a de diciembre".utf8)
            }),
        right: .setapp("description: Campaña de diciembre   # saved as UTF-8"),
        source: "format.md, \"Typing: strict, by key, never by guess\"; YAML 1.2.2, section 5.2")
}
