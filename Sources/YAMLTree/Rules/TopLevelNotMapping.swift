import Diagnostics

extension YAMLRules {
    package static let topLevelNotMapping = Rule(
        "top-level-not-mapping",
        summary: "The file begins with a list or a text instead of keys.",
        reason: "A campaign is a set of keys with values; anything else says nothing about what to send.",
        wrong: .contacto("- campaign: cobro-noviembre"),
        right: .contacto("campaign: cobro-noviembre"),
        source: format)
}
