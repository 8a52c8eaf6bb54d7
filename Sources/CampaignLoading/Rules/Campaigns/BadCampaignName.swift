import Diagnostics

extension CampaignRules {
    package static let badCampaignName = Rule(
        "bad-campaign-name",
        summary: "A campaign's name is not 3 to 60 of a-z, 0-9 and -.",
        reason: "The name is part of every send's key and never changes.",
        remedy: "Use small letters without accents, digits and \"-\".",
        wrong: .setapp("campaign: Aviso Diciembre"),
        right: .setapp("campaign: aviso-diciembre"),
        source: "format.md, \"A campaign\", `campaign`")
}
