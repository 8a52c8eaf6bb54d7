import Diagnostics

extension CampaignRules {
    package static let badCampaignName = Rule(
        "bad-campaign-name",
        summary: "A campaign's name is not 3 to 60 of a-z, 0-9 and -.",
        reason: "The name is part of every send's key and never changes.",
        wrong: .contacto("campaign: Cobro Noviembre"),
        right: .contacto("campaign: cobro-noviembre"),
        source: "format.md")
}
