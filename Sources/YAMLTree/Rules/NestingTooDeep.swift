import Diagnostics

extension YAMLRules {
    package static let nestingTooDeep = Rule(
        "nesting-too-deep",
        summary: "Lists and mappings stand inside one another more than 32 levels deep.",
        reason: "No campaign needs it; it is a slip with brackets, and some YAML readers become very "
            + "slow on it.",
        wrong: .contacto("lines: " + String(repeating: "[", count: 40)),
        right: .contacto("lines: [cartera]"),
        source: format)
}
