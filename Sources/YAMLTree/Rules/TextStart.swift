import Diagnostics

extension YAMLRules {
    package static let textStart = Rule(
        "text-start",
        summary: "A text without quotes begins with a sign that YAML keeps for itself, such as \"@\", "
            + "\"%\" or a comma.",
        reason: "YAML does not read it as a text.",
        wrong: .contacto("text: @ana ya puedes entrar"),
        right: .contacto("text: \"@ana ya puedes entrar\""),
        source: "YAML 1.2.2, section 7.3.3")
}
