import Diagnostics

extension CampaignRules {
    package static let inviteWithoutLink = Rule(
        "invite-without-link",
        summary: "An invite does not hold the group's link.",
        reason: "People could not join by it.",
        remedy: "Write {{group_invite_link}} where the link belongs.",
        wrong: .group(
            """
            group:
              name: Dream Team
              welcome: Hola a todos
              invite: Únete al grupo
            """),
        right: .group(
            """
            group:
              name: Dream Team
              welcome: Hola a todos
              invite: "Únete al grupo: {{group_invite_link}}"
            """),
        source: "format.md, \"A campaign\", `invite`")
}
