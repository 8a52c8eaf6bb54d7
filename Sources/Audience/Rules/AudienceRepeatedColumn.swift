import Diagnostics

extension AudienceRules {
    package static let repeatedColumn = Rule(
        "audience-repeated-column",
        summary: "A column that the campaign uses stands twice in the header.",
        reason: "Nobody could say which of the two is meant.",
        wrong: .audience("celular,nombre,celular"),
        right: .audience("celular,nombre,celular_2"),
        source: "format.md, \"A campaign\"")
}
