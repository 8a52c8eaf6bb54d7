import Diagnostics

extension ReferenceRules {
    package static let unknownGroup = Rule(
        "unknown-group",
        summary: "group.of names a campaign that creates no group.",
        reason: "There would be no group to write to.",
        remedy: "Name the campaign that creates the group, as it stands behind its `campaign`.",
        wrong: .setapp(
            """
            group:
              of: bienvenda
              messages:
                - text: Mañana abrimos a las 9
            """,
            others: [
                "bienvenida.yaml": """
                campaign: bienvenida
                group:
                  name: Dream Team
                  welcome: Hola a todos
                """
            ]),
        right: .setapp(
            """
            group:
              of: bienvenida
              messages:
                - text: Mañana abrimos a las 9
            """,
            others: [
                "bienvenida.yaml": """
                campaign: bienvenida
                group:
                  name: Dream Team
                  welcome: Hola a todos
                """
            ]),
        source: "format.md, \"A campaign\", `group: {of: …}`")
}
