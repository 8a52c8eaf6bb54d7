import Diagnostics

extension ReferenceRules {
    package static let duplicateCampaign = Rule(
        "duplicate-campaign",
        summary: "Two files have the same campaign name.",
        reason: "The name is part of each send's key: one of the two would count as sent already.",
        remedy: "Give one of the two another name; never the one that has been sent.",
        wrong: .setapp(
            "campaign: cobro-noviembre",
            others: [
                "cobro-noviembre.yaml": "campaign: cobro-noviembre"
            ]),
        right: .setapp(
            "campaign: aviso-diciembre",
            others: [
                "cobro-noviembre.yaml": "campaign: cobro-noviembre"
            ]),
        source: "format.md, \"A campaign\", `campaign`")
}
