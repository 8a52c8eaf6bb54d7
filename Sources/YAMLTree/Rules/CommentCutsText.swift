import Diagnostics

extension YAMLRules {
    package static let commentCutsText = Rule(
        "comment-cuts-text",
        summary: "A \"#\" after a space cuts an unquoted text short.",
        reason: "Everything after it would silently be missing from the message.",
        wrong: .contacto("text: 50% off #sale"),
        right: .contacto("text: \"50% off #sale\""),
        source: format)
}
