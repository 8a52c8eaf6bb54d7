import Diagnostics

extension YAMLRules {
    package static let alias = Rule(
        "alias",
        summary: "\"*\" at the beginning of a value makes it an alias.",
        reason: "A WhatsApp text that begins with *bold* would not be text at all.",
        wrong: .contacto("text: *Hola* Ana"),
        right: .contacto("text: \"*Hola* Ana\""),
        source: format)
}
