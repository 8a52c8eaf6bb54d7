import Diagnostics

extension CampaignRules {
    package static let placeholderInGroup = Rule(
        "placeholder-in-group",
        summary: "A text to a whole group holds a placeholder.",
        reason: "Everybody in the group reads the same words.",
        remedy: "Write words that fit everybody, or send it to each person with `messages`.",
        wrong: .group(
            """
            group:
              name: Dream Team
              welcome: "Hola {{nombre}}"
            """),
        right: .group(
            """
            group:
              name: Dream Team
              welcome: Hola a todos
            """),
        source: "format.md, \"A campaign\", `group`; gateways.md, section 1 (SetApp manual, version 3): "
            + "text to a group")
}
