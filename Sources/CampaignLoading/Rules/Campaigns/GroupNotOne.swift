import Diagnostics

extension CampaignRules {
    package static let groupNotOne = Rule(
        "group-not-one",
        summary: "A group both is created and belongs to another campaign.",
        reason: "It would not be clear which group is meant.",
        wrong: .contacto("group: {of: bienvenida, name: Equipo}"),
        right: .contacto("group: {of: bienvenida, messages: [{text: Hola}]}"),
        source: "format.md")
}
