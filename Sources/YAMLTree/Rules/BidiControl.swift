import Diagnostics

extension YAMLRules {
    package static let bidiControl = Rule(
        "bidi-control", .warning,
        summary: "The file holds an invisible character that changes the direction of text.",
        reason: "What a reviewer reads can be another text than the one that is sent.",
        wrong: .contacto("text: \"Hola \\u202E Ana\""),
        right: .contacto("text: \"Hola Ana\""),
        source: format)
}
