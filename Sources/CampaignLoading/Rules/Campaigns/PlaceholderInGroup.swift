import Diagnostics

extension CampaignRules {
    package static let placeholderInGroup = Rule(
        "placeholder-in-group",
        summary: "A text to a whole group holds a placeholder.",
        reason: "Everybody in the group reads the same words.",
        wrong: .contacto("group: {name: \"Hola {{nombre}}\"}"),
        right: .contacto("group: {name: Dream Team}"),
        source: "format.md")
}
