import Diagnostics

extension YAMLRules {
    package static let invalidUTF8 = Rule(
        "invalid-utf8",
        summary: "The file is not written in UTF-8.",
        reason: "Letters such as ñ and á would arrive as other signs, and the gateways refuse such a "
            + "text.",
        wrong: .contacto("description: Campa\u{FFFD}a   # saved as Windows-1252"),
        right: .contacto("description: Campaña   # saved as UTF-8"),
        source: format)
}
