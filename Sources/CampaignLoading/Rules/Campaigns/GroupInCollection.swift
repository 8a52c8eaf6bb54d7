import Diagnostics

extension CampaignRules {
    package static let groupInCollection = Rule(
        "group-in-collection",
        summary: "A collection campaign uses a group.",
        reason: "It would show debtors to one another.",
        remedy: "Write to each person alone, with `messages` on a contacto line.",
        wrong: .group(
            """
            category: collection
            group:
              name: Clientes en mora
              welcome: Hola a todos
            """),
        right: .group(
            """
            category: utility
            group:
              name: Clientes de la sede norte
              welcome: Hola a todos
            """),
        source: "format.md, \"A campaign\", `group`; Ley 1266 of 2008, article 4 (confidentiality)")
}
