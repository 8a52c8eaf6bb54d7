import Diagnostics

extension CampaignRules {
    package static let groupNotOne = Rule(
        "group-not-one",
        summary: "A group both is created and belongs to another campaign.",
        reason: "It would not be clear which group is meant.",
        remedy: "Keep `of` to write to a group that exists, or `name` and `welcome` to create one.",
        wrong: .setapp(
            """
            group:
              of: bienvenida
              name: Equipo
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
        source: "format.md, \"A campaign\", `group`")
}
