import Diagnostics

extension CampaignRules {
    package static let groupInCollection = Rule(
        "group-in-collection",
        summary: "A collection campaign uses a group.",
        reason: "It would show debtors to one another.",
        wrong: .contacto(
            """
            category: collection
            group: {name: Deudores}
            """),
        right: .contacto(
            """
            category: collection
            messages: [{template: \"1042\"}]
            """),
        source: "format.md; Ley 1266 of 2008 (habeas data)")
}
