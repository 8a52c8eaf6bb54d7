import Diagnostics

extension CampaignRules {
    package static let inviteWithoutLink = Rule(
        "invite-without-link",
        summary: "An invite does not hold the group's link.",
        reason: "People could not join by it.",
        wrong: .contacto("invite: Únete al grupo"),
        right: .contacto("invite: \"Únete al grupo: {{group_invite_link}}\""),
        source: "format.md")
}
