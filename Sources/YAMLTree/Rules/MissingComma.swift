import Diagnostics

extension YAMLRules {
    package static let missingComma = Rule(
        "missing-comma",
        summary: "Inside brackets or braces there is no value before a comma, or no comma between two "
            + "values.",
        reason: "It cannot be said how many values are meant.",
        wrong: .contacto("variables: [\"Ana\" \"$100\"]"),
        right: .contacto("variables: [\"Ana\", \"$100\"]"),
        source: "YAML 1.2.2, section 7.4")
}
