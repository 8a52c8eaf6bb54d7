import Diagnostics

extension ReferenceRules {
    package static let duplicateCampaign = Rule(
        "duplicate-campaign",
        summary: "Two files have the same campaign name.",
        reason: "The name is part of each send's key: one of the two would count as sent already.",
        wrong: .contacto("campaign: cobro"),
        right: .contacto("campaign: cobro-diciembre"),
        source: "format.md")
}
