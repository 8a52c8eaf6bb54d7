import Diagnostics

extension StructureRules {
    package static let notACampaign = Rule(
        "not-a-campaign",
        summary: "A file below pregon.yaml has none of a campaign's keys.",
        reason: """
            Every *.yaml is read as a campaign, so that no campaign is left out because of a slip in its name.
            """,
        wrong: .contacto("tareas: [llamar a Ana]"),
        right: .contacto("ignore: [notas/*]   # in pregon.yaml"),
        source: "format.md")
}
