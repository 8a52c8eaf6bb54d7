import Diagnostics

extension YAMLRules {
    package static let nestingTooDeep = Rule(
        "nesting-too-deep",
        summary: "Lists and mappings stand inside one another more than 32 levels deep.",
        reason: "No campaign needs it; it is a slip with brackets, and some YAML readers become very "
            + "slow on it.",
        remedy: "Take away the brackets or the indentation that is not needed.",
        wrong: .setapp("lines: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[equipo]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]"),
        right: .setapp("lines: [equipo]"),
        source: "format.md, \"Typing: strict, by key, never by guess\"")
}
