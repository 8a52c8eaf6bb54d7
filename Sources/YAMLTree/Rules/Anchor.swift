import Diagnostics

extension YAMLRules {
    package static let anchor = Rule(
        "anchor",
        summary: "\"&\" before a value makes it an anchor.",
        reason: "A text that begins with \"&\" would lose its first word; an anchor makes one edit "
            + "change several places.",
        wrong: .contacto("text: &hola amigos"),
        right: .contacto("text: \"&hola amigos\""),
        source: format)
}
