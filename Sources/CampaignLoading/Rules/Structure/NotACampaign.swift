import Diagnostics

extension StructureRules {
    package static let notACampaign = Rule(
        "not-a-campaign",
        summary: "A file below pregon.yaml has none of a campaign's keys.",
        reason: """
            Every *.yaml is read as a campaign, so that no campaign is left out because of a slip in its name.
            """,
        remedy: "Move the file out of the workspace, list it under `ignore:` in pregon.yaml, or correct "
            + "its keys if it is a campaign.",
        wrong: .workspace(
            "timezone: America/Bogota",
            others: [
                "notas/pendientes.yaml": "tareas: [llamar a Ana]"
            ]),
        right: .workspace(
            "ignore: [notas/*]",
            others: [
                "notas/pendientes.yaml": "tareas: [llamar a Ana]"
            ]),
        source: "format.md, \"The files a marketer commits\"")
}
